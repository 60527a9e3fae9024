"""The recorder on a real-time microphone: what is said is what is on the disk."""

from __future__ import annotations

import queue
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.audio.child import Child
from tests.audio.heard import assert_begins, pcm, without_silence_around, without_silence_before
from tests.support.virtual_sound import VirtualSound, wait_until
from trainer.audio.devices import Direction, find_device, list_devices
from trainer.audio.files import read_audio
from trainer.audio.meter import Loudness, judge
from trainer.audio.recorder import MicrophoneRecorder
from trainer.audio.wav import finish_wav


def recorder_here(path: Path) -> MicrophoneRecorder:
    return MicrophoneRecorder(path, find_device(Direction.MICROPHONE), clock=time.monotonic)


def test_every_sample_of_an_answer_is_kept(
    sound_here: VirtualSound, speech: Path, tmp_path: Path
) -> None:
    recorder = recorder_here(tmp_path / "take.wav")
    recorder.start()
    sound_here.speak(speech).wait()
    take = recorder.stop()

    said = without_silence_around(pcm(speech))
    assert_begins(without_silence_before(pcm(take.path)), said)
    assert take.failure is None
    assert take.overflows == 0
    assert take.pauses == ()
    assert take.sample_rate == 16_000
    assert take.duration_s == len(pcm(take.path)) / 16_000
    loudest = int(np.abs(said.astype(np.int32)).max())
    assert take.peak_dbfs == pytest.approx(20 * np.log10(loudest / 32768))
    assert take.path.stat().st_mode & 0o777 == 0o600
    assert recorder.stop() is take


def test_a_pause_keeps_nothing_and_is_told(
    sound_here: VirtualSound, noise: Path, tmp_path: Path
) -> None:
    recorder = recorder_here(tmp_path / "take.wav")
    recorder.start()
    speaking = sound_here.speak(noise)
    wait_until(lambda: recorder.elapsed_s > 1.5, "a second and a half is recorded")
    paused_at = time.monotonic()
    recorder.pause()
    wait_until(lambda: time.monotonic() > paused_at + 1.0, "a second's pause")
    assert judge(recorder.level().recent_peak_dbfs) is Loudness.GOOD
    recorder.resume()
    kept_s = recorder.elapsed_s
    wait_until(lambda: recorder.elapsed_s > kept_s + 1.0, "another second is recorded")
    take = recorder.stop()
    speaking.stop()

    (pause,) = take.pauses
    assert pause.duration_s == pytest.approx(1.0, abs=0.1)
    played, heard = pcm(noise), pcm(take.path)
    split = round(pause.at_s * 16_000)
    before, after = without_silence_before(heard[:split]), heard[split:]
    assert_begins(played, before)
    # The noise is such that two samples tell where in it we are.
    places = np.flatnonzero((played[:-1] == after[0]) & (played[1:] == after[1]))
    left_out = [place - len(before) for place in places if place > len(before)]
    # Blocks come in bunches of 0.15 s.
    assert min(left_out) / 16_000 == pytest.approx(pause.duration_s, abs=0.2)
    np.testing.assert_array_equal(played[len(before) + min(left_out) :][: len(after)], after)


def test_whoever_listens_gets_what_is_in_the_file(
    sound_here: VirtualSound, speech: Path, tmp_path: Path
) -> None:
    blocks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    recorder = MicrophoneRecorder(
        tmp_path / "take.wav",
        find_device(Direction.MICROPHONE),
        clock=time.monotonic,
        on_block=blocks.put,
    )
    recorder.start()
    speaking = sound_here.speak(speech)
    wait_until(lambda: recorder.elapsed_s > 1.0, "a second is recorded")
    take = recorder.stop()
    speaking.stop()
    heard = b"".join(blocks.get_nowait() for _ in range(blocks.qsize()))
    assert heard == pcm(take.path).tobytes()
    assert recorder.sample_rate == 16_000


@pytest.mark.parametrize("after_s", [0.35, 1.2, 2.65])
def test_a_killed_program_loses_at_most_half_a_second(
    virtual_sound: VirtualSound, noise: Path, tmp_path: Path, after_s: float
) -> None:
    path = tmp_path / "take.wav"
    virtual_sound.speak(noise)
    with Child(virtual_sound.environment, "record", str(path)) as child:
        child.until_ready()
        started_at = time.monotonic()
        wait_until(lambda: time.monotonic() > started_at + after_s, "the moment to kill it")
        child.process.kill()
        recorded_s = time.monotonic() - started_at
        child.process.wait()

    as_left = read_audio(path)
    assert len(as_left) / 16_000 > recorded_s - 0.5
    duration_s = finish_wav(path)
    # The standard library's reader believes the header, as many other programs do.
    with wave.open(str(path)) as mended:
        assert mended.getnframes() / 16_000 == duration_s
    heard = pcm(path)
    assert len(heard) / 16_000 == duration_s
    np.testing.assert_array_equal((as_left * 32768).astype(np.int16), heard[: len(as_left)])
    begun = without_silence_before(heard)
    played = pcm(noise)
    (place, *_) = np.flatnonzero((played[:-1] == begun[0]) & (played[1:] == begun[1]))
    np.testing.assert_array_equal(played[place : place + len(begun)], begun)


@pytest.mark.parametrize("fault", ["stop_daemon", "hang"])
def test_a_device_that_goes_away_ends_the_take_and_leaves_the_file(
    virtual_sound: VirtualSound, noise: Path, tmp_path: Path, fault: str
) -> None:
    path = tmp_path / "take.wav"
    with Child(virtual_sound.environment, "record", str(path)) as child:
        child.until_ready()
        virtual_sound.speak(noise)
        wait_until(lambda: path.stat().st_size > 2 * 16_000 * 1.5, "some sound is on the disk")
        getattr(virtual_sound, fault)()
        # No input ends it: it has to notice, and then to come to an end.
        result = child.result(timeout_s=15)

    assert result["error"] == "AudioDeviceError"
    assert "has gone" in result["message"]
    assert str(path) in result["message"]
    heard = pcm(path)
    assert len(heard) / 16_000 == result["duration_s"] >= 1.5
    assert_begins(pcm(noise), without_silence_before(heard))


def test_a_full_disk_ends_the_take_and_keeps_what_fitted(
    virtual_sound: VirtualSound, noise: Path, tmp_path: Path
) -> None:
    path = tmp_path / "take.wav"
    limit = 44 + 2 * 16_000 + 1
    environment = {**virtual_sound.environment, "FILE_SIZE_LIMIT": str(limit)}
    with Child(environment, "record", str(path)) as child:
        child.until_ready()
        virtual_sound.speak(noise)
        result = child.result()

    assert result["error"] == "StorageError"
    assert "no larger file is allowed there" in result["message"]
    assert result["duration_s"] == 1.0
    assert path.stat().st_size == limit - 1
    assert_begins(pcm(noise), without_silence_before(pcm(path)))


def test_it_ends_when_asked_though_the_server_hangs(
    virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    path = tmp_path / "take.wav"
    with Child(virtual_sound.environment, "record", str(path)) as child:
        child.until_ready()
        virtual_sound.hang()
        assert child.process.stdin is not None
        child.process.stdin.close()
        result = child.result(timeout_s=15)

    assert result["error"] == "AudioDeviceError"
    assert "does not answer" in result["message"]
    assert len(pcm(path)) / 16_000 == result["duration_s"]


def test_looking_for_devices_does_not_end_a_recording(
    sound_here: VirtualSound, tmp_path: Path
) -> None:
    recorder = recorder_here(tmp_path / "take.wav")
    recorder.start()
    assert list_devices(Direction.LOUDSPEAKER)
    recorded_s = recorder.elapsed_s
    wait_until(lambda: recorder.elapsed_s > recorded_s + 0.5, "it goes on")
    assert recorder.stop().failure is None
