"""A take's file is a whole WAV at every moment, or can be made one."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest
import soundfile

from trainer.audio.wav import WavWriter, finish_wav
from trainer.errors import InputError, NotFoundError


def read_strictly(path: Path) -> bytes:
    """By a reader that believes every word of the header."""
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        frames: bytes = file.readframes(file.getnframes())
    return frames


def test_the_file_is_whole_after_every_append(tmp_path: Path) -> None:
    path = tmp_path / "t.wav"
    said = b""
    with WavWriter(path, 16_000) as writer:
        assert read_strictly(path) == b""
        for number in range(1, 5):
            block = bytes([number, 0]) * 100
            writer.append(block)
            said += block
            assert read_strictly(path) == said
            assert soundfile.read(path, dtype="int16")[0].tobytes() == said
    assert read_strictly(path) == said
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "t.wav"
    path.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        WavWriter(path, 16_000)
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize("claimed", [0, 10, 900, 0xFFFF_FFFF])
def test_a_header_that_died_behind_or_ahead_of_its_data_is_mended(
    tmp_path: Path, claimed: int
) -> None:
    path = tmp_path / "t.wav"
    with WavWriter(path, 8_000) as writer:
        writer.append(b"\1\2" * 400)
    whole = path.read_bytes()
    size = claimed.to_bytes(4, "little")
    path.write_bytes(whole[:40] + size + whole[44:] + b"\7")
    assert finish_wav(path) == 400 / 8_000
    assert path.read_bytes() == whole
    assert finish_wav(path) == 400 / 8_000
    assert path.read_bytes() == whole


@pytest.mark.parametrize("length", [0, 20, 44, 45])
def test_a_take_that_died_before_its_first_sample_is_told(tmp_path: Path, length: int) -> None:
    path = tmp_path / "t.wav"
    with WavWriter(path, 16_000) as writer:
        writer.append(b"\1\2")
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(InputError, match="holds no sound"):
        finish_wav(path)


def test_only_takes_of_our_own_are_mended(tmp_path: Path) -> None:
    stereo = tmp_path / "stereo.wav"
    soundfile.write(stereo, [[0.1, 0.2]] * 50, 16_000)
    text = tmp_path / "text.wav"
    text.write_text("x" * 100)
    for path in (stereo, text):
        before = path.read_bytes()
        with pytest.raises(InputError, match="not a recording made by this program"):
            finish_wav(path)
        assert path.read_bytes() == before
    with pytest.raises(NotFoundError):
        finish_wav(tmp_path / "nothing.wav")
