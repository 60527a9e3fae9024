"""Loudness, clipping, and an hour of sound in the memory of a minute."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.delivery.level import Level, LevelMeter
from trainer.speech.transcript import VoiceSegment

RATE_HZ = 16_000
VOICE = VoiceSegment(1.0, 2.0)


def sound(voice: float, noise: float = 0.001) -> npt.NDArray[np.float32]:
    """Three seconds of noise; a tone of an amplitude where `VOICE` is."""
    samples = np.random.default_rng(1).normal(0, noise, 3 * RATE_HZ)
    t = np.arange(RATE_HZ) / RATE_HZ
    samples[RATE_HZ : 2 * RATE_HZ] += voice * np.sin(2 * np.pi * 220 * t)
    return np.clip(samples, -1, 1).astype(np.float32)


def level_of(samples: npt.NDArray[np.float32], block: int = 1000) -> Level:
    meter = LevelMeter([VOICE], RATE_HZ)
    for start in range(0, len(samples), block):
        meter.add(samples[start : start + block])
    level = meter.level()
    assert level is not None
    return level


def test_voice_and_noise_are_measured_apart() -> None:
    level = level_of(sound(0.2))
    assert level.voice_dbfs == pytest.approx(20 * math.log10(0.2 / math.sqrt(2)), abs=0.1)
    assert level.noise_dbfs == pytest.approx(-60, abs=0.5)
    assert level.clipped == 0
    assert not level.too_low
    assert not level.noisy


def test_too_soft_too_noisy_and_overloaded_are_said() -> None:
    assert level_of(sound(0.004, 0.0001)).too_low
    assert level_of(sound(0.05, 0.05)).noisy
    clipped = level_of(sound(1.5))
    assert clipped.clipped == pytest.approx(440, abs=2)
    assert clipped.first_clipped_s == pytest.approx(1.0, abs=0.01)


@given(st.integers(1, 60_000))
def test_blocks_of_any_size_give_the_same(block: int) -> None:
    samples = sound(1.2)[RATE_HZ // 2 : 2 * RATE_HZ]
    whole, parts = level_of(samples, len(samples)), level_of(samples, max(block, 50))
    assert parts.clipped == whole.clipped
    assert parts.voice_dbfs == pytest.approx(whole.voice_dbfs)
    assert parts.first_clipped_s == whole.first_clipped_s


def test_where_nobody_spoke_there_is_no_level() -> None:
    meter = LevelMeter([], RATE_HZ)
    meter.add(sound(0.2))
    assert meter.level() is None


def test_an_hour_needs_no_more_memory_than_a_minute() -> None:
    block = sound(0.2)

    def peak_of(seconds: int) -> int:
        voices = [VoiceSegment(start + 1.0, start + 2.0) for start in range(0, seconds, 3)]
        meter = LevelMeter(voices, RATE_HZ)
        tracemalloc.start()
        for _ in range(seconds // 3):
            meter.add(block)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert meter.level() is not None
        return peak

    peak_of(60)
    minute, hour = peak_of(60), peak_of(3600)
    assert hour < 1.05 * minute + 10_000
