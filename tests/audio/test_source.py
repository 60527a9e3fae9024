"""A part of a file in the form that a loudspeaker takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from trainer.audio.files import open_sound
from trainer.audio.source import SoundSource
from trainer.audio.stream import StreamFormat

if TYPE_CHECKING:
    from pathlib import Path


def drain(source: SoundSource, size: int = 1_600) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    parts = []
    while part := source.read(size):
        parts.append(part)
    assert source.ended
    return np.frombuffer(b"".join(parts), np.int16)


def tone(rate: int, seconds: float = 2.0) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return 0.25 * np.sin(2 * np.pi * 440 * np.arange(round(seconds * rate)) / rate)


@pytest.mark.parametrize("suffix", ["wav", "flac"])
def test_sixteen_bit_samples_come_out_as_they_are(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"take.{suffix}"
    said = np.random.default_rng(5).integers(-32768, 32768, (20_000, 2)).astype(np.int16)
    soundfile.write(path, said, 16_000, subtype="PCM_16")
    with open_sound(path) as sound:
        source = SoundSource(sound, 0.25, 1.0)
        assert source.format == StreamFormat(16_000, 2)
        part = drain(source, size=1_234 * 4)
    np.testing.assert_array_equal(part.reshape(-1, 2), said[4_000:16_000])


@pytest.mark.parametrize(("suffix", "subtype"), [("wav", "FLOAT"), ("wav", "PCM_24")])
def test_finer_samples_are_rounded(tmp_path: Path, suffix: str, subtype: str) -> None:
    path = tmp_path / f"take.{suffix}"
    soundfile.write(path, tone(16_000), 16_000, subtype=subtype)
    with open_sound(path) as sound:
        heard = drain(SoundSource(sound, 0.0, 2.0))
    np.testing.assert_allclose(heard, tone(16_000) * 32768, atol=0.51)


@pytest.mark.parametrize("rate", [8_000, 16_000, 48_000])
def test_a_part_of_an_mp3_is_as_in_the_whole(tmp_path: Path, rate: int) -> None:
    path = tmp_path / "take.mp3"
    soundfile.write(path, tone(rate, seconds=4.0), rate)
    whole = soundfile.read(path, dtype="float32")[0]
    with open_sound(path) as sound:
        heard = drain(SoundSource(sound, 1.1, 3.2))
    wanted = whole[round(1.1 * rate) : round(3.2 * rate)]
    np.testing.assert_allclose(heard, wanted * 32768, atol=1)


def test_samples_beyond_full_scale_are_cut_and_not_wrapped(tmp_path: Path) -> None:
    path = tmp_path / "loud.wav"
    soundfile.write(path, np.tile([1.5, -1.5], 50), 16_000, subtype="FLOAT")
    with open_sound(path) as sound:
        heard = drain(SoundSource(sound, 0.0, 100 / 16_000))
    assert set(heard.tolist()) == {32767, -32768}


def test_another_rate_and_more_channels_keep_the_tone(tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    soundfile.write(path, tone(16_000), 16_000)
    with open_sound(path) as sound:
        source = SoundSource(sound, 0.5, 1.5)
        source.convert_to(StreamFormat(48_000, 2))
        frames = drain(source).reshape(-1, 2)
    assert len(frames) == 48_000
    expected = tone(48_000)[24_000:72_000] * 32768
    for channel in (0, 1):
        np.testing.assert_allclose(frames[1_000:-1_000, channel], expected[1_000:-1_000], atol=60)


def test_fewer_channels_are_the_mean(tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    frames = np.tile(np.array([[100, 300, 800]], np.int16), (1_000, 1))
    soundfile.write(path, frames, 16_000)
    with open_sound(path) as sound:
        source = SoundSource(sound, 0.0, 1_000 / 16_000)
        for channels in (1, 2):
            source.convert_to(StreamFormat(16_000, channels))
            assert drain(source).tolist() == [400] * 1_000 * channels


def test_the_position_is_what_the_listener_hears(tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    soundfile.write(path, tone(16_000), 16_000)
    with open_sound(path) as sound:
        source = SoundSource(sound, 0.5, 1.5)
        assert source.position_s(0.1) == 0.5
        source.read(2 * 8_000)
        assert source.position_s(0.1) == pytest.approx(0.9)
        drain(source)
        assert source.position_s(0.0) == 1.5
