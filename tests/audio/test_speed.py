"""Slower and faster, at the same pitch, through a real loudspeaker."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from tests.audio.heard import pcm, without_silence_around
from trainer.audio.files import open_sound
from trainer.audio.player import LoudspeakerPlayer
from trainer.audio.source import SoundSource
from trainer.audio.speed import StretchedSource
from trainer.audio.stream import StreamFormat

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from tests.support.virtual_sound import VirtualSound

RATE_HZ = 16_000
TONE_HZ = 220.0


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    """Six seconds, so that several pieces are joined."""
    t = np.arange(6 * RATE_HZ) / RATE_HZ
    file = tmp_path / "tone.wav"
    soundfile.write(file, 0.3 * np.sin(2 * np.pi * TONE_HZ * t), RATE_HZ, subtype="PCM_16")
    return file


def pitch_hz(sound: npt.NDArray[np.int16]) -> float:
    middle = sound[len(sound) // 4 : -len(sound) // 4].astype(float)
    spectrum = np.abs(np.fft.rfft(middle))
    return float(np.argmax(spectrum) * RATE_HZ / len(middle))


@pytest.mark.parametrize("speed", [0.75, 1.5])
def test_it_lasts_longer_or_shorter_and_sounds_as_high(
    sound_here: VirtualSound, tone: Path, tmp_path: Path, speed: float
) -> None:
    heard = tmp_path / "heard.wav"
    positions: list[float] = []
    player = LoudspeakerPlayer(clock=time.monotonic)
    with sound_here.record_speaker(heard):
        played = player.play(tone, speed=speed, on_progress=positions.append)
    sound = without_silence_around(pcm(heard))
    assert played.finished
    assert len(sound) / RATE_HZ == pytest.approx(6.0 / speed, rel=0.02)
    assert pitch_hz(sound) == pytest.approx(TONE_HZ, rel=0.01)
    assert positions == sorted(positions)
    assert positions[-1] > 5.0


@pytest.mark.parametrize("speed", [0.5, 1.25, 2.0])
def test_the_pieces_join_without_a_gap(tone: Path, speed: float) -> None:
    with open_sound(tone) as sound:
        source = StretchedSource(SoundSource(sound, 0.5, 5.5), speed)
        source.convert_to(StreamFormat(RATE_HZ, 1))
        data = bytearray()
        while not source.ended:
            data += source.read(4096)
        source.close()
    frames = np.frombuffer(data, np.int16).astype(float)
    assert len(frames) / RATE_HZ == pytest.approx(5.0 / speed, rel=0.02)
    assert source.position_s(0.0) == pytest.approx(5.5, abs=0.1)
    # Loudness in windows of 25 ms, the first and last ones left out.
    windows = frames[: len(frames) // 400 * 400].reshape(-1, 400)
    loudness = np.sqrt((windows**2).mean(axis=1))[2:-2]
    assert loudness.min() > 0.6 * np.median(loudness)
