"""Reading what people hand in, and keeping takes as FLAC."""

from __future__ import annotations

import os
import shutil
import struct
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.audio.heard import pcm
from tests.audio.test_recorder_faults import no_file_longer_than
from trainer.audio import files
from trainer.audio.files import audio_duration_s, read_audio, to_flac
from trainer.errors import InputError, NotFoundError, StorageError

SECONDS = 2.0


def tone(rate: int, hertz: float = 440.0) -> files.Samples:
    """A tone of half of full scale."""
    moments = np.arange(round(SECONDS * rate)) / rate
    return (0.5 * np.sin(2 * np.pi * hertz * moments)).astype(np.float32)


def wav_header(data_bytes: int, rate: int = 16_000, channels: int = 1, bits: int = 16) -> bytes:
    frame = channels * bits // 8
    form = struct.pack("<IHHIIHH", 16, 1, channels, rate, rate * frame, frame, bits)
    riff = struct.pack("<I", min(36 + data_bytes, 0xFFFF_FFFF))
    data = struct.pack("<I", min(data_bytes, 0xFFFF_FFFF))
    return b"RIFF" + riff + b"WAVEfmt " + form + b"data" + data


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg", "mp3"])
def test_every_format_and_rate_comes_out_as_the_same_tone(
    tmp_path: Path, suffix: str, rate: int
) -> None:
    path = tmp_path / f"tone.{suffix}"
    soundfile.write(path, tone(rate), rate)
    samples = read_audio(path)
    assert samples.dtype == np.float32
    assert samples.ndim == 1
    # MP3 pads to whole frames; the others keep their length.
    slack = 0.1 if suffix == "mp3" else 0.001
    assert len(samples) / 16_000 == pytest.approx(SECONDS, abs=slack)
    assert audio_duration_s(path) == pytest.approx(SECONDS, abs=slack)
    middle = samples[8_000:24_000]
    assert np.sqrt(np.mean(middle**2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.05)
    spectrum = np.abs(np.fft.rfft(middle))
    assert int(spectrum.argmax()) == 440


def test_our_own_takes_come_out_exactly(tmp_path: Path) -> None:
    said = np.random.default_rng(1).integers(-32768, 32768, 40_000).astype(np.int16)
    path = tmp_path / "take.wav"
    soundfile.write(path, said, 16_000, subtype="PCM_16")
    np.testing.assert_array_equal(read_audio(path) * 32768, said)


def test_channels_are_averaged(tmp_path: Path) -> None:
    path = tmp_path / "stereo.flac"
    soundfile.write(path, np.column_stack([tone(16_000), -tone(16_000)]), 16_000)
    assert np.abs(read_audio(path)).max() < 1e-4


@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg", "mp3"])
def test_reading_in_blocks_leaves_no_seams(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    path = tmp_path / f"tone.{suffix}"
    soundfile.write(path, tone(44_100), 44_100)
    whole = read_audio(path)
    monkeypatch.setattr(files, "_BLOCK_SAMPLES", 1_000)
    np.testing.assert_allclose(read_audio(path), whole, atol=1e-6)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"There is no file .*gone\.wav"):
        read_audio(tmp_path / "gone.wav")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("empty.wav", b"", "holds no sound"),
        ("header.wav", wav_header(0), "holds no sound"),
        ("text.wav", b"I led the team.\n" * 50, "not an audio file"),
        ("text.mp3", b"I led the team.\n" * 50, "not an audio file"),
        ("cut.flac", b"fLaC\0\0\0\x22\x10", "not an audio file"),
        ("samples.raw", bytes(1000), "says nothing of its own form"),
        ("slow.wav", wav_header(2000, rate=4_000) + bytes(2000), "4000 samples a second"),
    ],
)
@pytest.mark.parametrize("read", [read_audio, audio_duration_s])
def test_what_is_no_sound_is_told(
    tmp_path: Path, name: str, content: bytes, why: str, read: object
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert callable(read)
    with pytest.raises(InputError, match=why) as caught:
        read(path)
    assert str(path) in caught.value.message
    assert caught.value.hint


def test_a_flac_that_was_written_into_a_pipe_is_read(tmp_path: Path) -> None:
    path = tmp_path / "piped.flac"
    soundfile.write(path, tone(16_000), 16_000)
    content = bytearray(path.read_bytes())
    # Its length is not known while it is written: zero.
    content[21] &= 0xF0
    content[22:26] = bytes(4)
    path.write_bytes(content)
    assert len(read_audio(path)) == 32_000
    assert audio_duration_s(path) == SECONDS


def test_a_folder_and_a_pipe_are_told_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.wav"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe):
        with pytest.raises(InputError, match="is not a file"):
            read_audio(path)


def test_damage_in_the_middle_is_told(tmp_path: Path) -> None:
    path = tmp_path / "take.flac"
    soundfile.write(path, np.random.default_rng(2).uniform(-1, 1, 160_000), 16_000)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(InputError, match="damaged"):
        read_audio(path)


def test_numbers_that_are_none_are_told(tmp_path: Path) -> None:
    path = tmp_path / "nan.wav"
    soundfile.write(path, [0.1, float("nan")], 16_000, subtype="FLOAT")
    with pytest.raises(InputError, match="values that are no sound"):
        read_audio(path)


def test_too_long_is_told_without_reading_on(tmp_path: Path) -> None:
    path = tmp_path / "day.wav"
    seconds = 24 * 3600
    with path.open("wb") as file:
        file.write(wav_header(seconds * 8_000, rate=8_000, bits=8))
        file.truncate(44 + seconds * 8_000)
    with pytest.raises(InputError, match="longer than 2 hours"):
        audio_duration_s(path)


def test_a_header_that_claims_the_impossible_costs_no_memory(tmp_path: Path) -> None:
    second = bytes(32_000)
    big = b"RF64" + b"\xff" * 4 + b"WAVEds64"
    big += struct.pack("<IQQQI", 28, 2**63, 2**63, 2**63 - 1, 0)
    big += wav_header(0)[12:36] + b"data" + b"\xff" * 4 + second
    flac = tmp_path / "whole.flac"
    soundfile.write(flac, tone(16_000)[:16_000], 16_000)
    lying = bytearray(flac.read_bytes())
    # The last 36 bits of this field are the number of samples.
    lying[21] |= 0x0F
    lying[22:26] = b"\xff" * 4
    tracemalloc.start()
    try:
        for name, content in (
            ("a.wav", wav_header(2**40) + second),
            ("b.wav", big),
            ("c.flac", bytes(lying)),
        ):
            (tmp_path / name).write_bytes(content)
            assert len(read_audio(tmp_path / name)) == 16_000
            assert audio_duration_s(tmp_path / name) == 1.0
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def take_of_noise(path: Path, seconds: float = 9.0) -> Path:
    samples = np.random.default_rng(3).integers(-32768, 32768, round(seconds * 16_000))
    soundfile.write(path, samples.astype(np.int16), 16_000, subtype="PCM_16")
    return path


@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24"])
def test_flac_keeps_every_sample(tmp_path: Path, subtype: str) -> None:
    wav = tmp_path / "7.wav"
    soundfile.write(wav, np.random.default_rng(4).uniform(-1, 1, 150_000), 44_100, subtype=subtype)
    said = soundfile.read(wav, dtype="int32")[0]
    flac = to_flac(wav)
    assert flac == tmp_path / "7.flac"
    np.testing.assert_array_equal(soundfile.read(flac, dtype="int32")[0], said)
    assert soundfile.info(flac).subtype == subtype
    assert sorted(tmp_path.iterdir()) == [flac, wav]
    assert flac.stat().st_mode & 0o777 == 0o600


def test_a_full_disk_leaves_the_wav_and_nothing_else(tmp_path: Path) -> None:
    wav = take_of_noise(tmp_path / "7.wav")
    before = wav.read_bytes()
    with (
        no_file_longer_than(100_000),
        pytest.raises(StorageError, match=r"[Cc]an't write .*7\.flac"),
    ):
        to_flac(wav)
    assert list(tmp_path.iterdir()) == [wav]
    assert wav.read_bytes() == before


def test_what_an_interrupted_run_left_is_used_or_replaced(tmp_path: Path) -> None:
    wav = take_of_noise(tmp_path / "7.wav")
    said = pcm(wav)
    shutil.copy(wav, tmp_path / "copy.wav")
    shutil.copy(to_flac(tmp_path / "copy.wav"), tmp_path / "7.flac")
    assert to_flac(wav) == tmp_path / "7.flac"
    np.testing.assert_array_equal(pcm(tmp_path / "7.flac"), said)

    half = take_of_noise(tmp_path / "8.wav")
    (tmp_path / "8.flac.part").write_bytes(b"half of it")
    np.testing.assert_array_equal(pcm(to_flac(half)), said)
    assert not (tmp_path / "8.flac.part").exists()


def test_another_recording_of_that_name_is_never_replaced(tmp_path: Path) -> None:
    wav = take_of_noise(tmp_path / "7.wav")
    for other_seconds in (9.0, 8.0):
        samples = np.ones(round(other_seconds * 16_000), np.int16)
        soundfile.write(tmp_path / "7.flac", samples, 16_000)
        with pytest.raises(StorageError, match="is another recording"):
            to_flac(wav)
        assert (pcm(tmp_path / "7.flac") == 1).all()
        assert wav.exists()


def test_only_whole_number_wavs_with_sound_become_flac(tmp_path: Path) -> None:
    floats = tmp_path / "floats.wav"
    soundfile.write(floats, tone(16_000), 16_000, subtype="FLOAT")
    with pytest.raises(InputError, match="whole-number"):
        to_flac(floats)
    silent = tmp_path / "silent.wav"
    silent.write_bytes(wav_header(0))
    with pytest.raises(InputError, match="holds no sound"):
        to_flac(silent)
    assert floats.exists()
    assert silent.exists()
