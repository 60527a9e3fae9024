"""What can go wrong while recording, one fault at a time, on a microphone that obeys the test."""

from __future__ import annotations

import resource
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from tests.audio.fake_microphone import DEVICE, FakeMicrophone
from tests.audio.heard import pcm
from tests.support.virtual_sound import wait_until
from trainer.audio.files import MAX_DURATION_S, read_audio
from trainer.audio.recorder import MicrophoneRecorder
from trainer.audio.stream import StreamFormat
from trainer.audio.take import Pause
from trainer.audio.wav import WavWriter
from trainer.errors import AudioDeviceError, StorageError

BLOCK = np.arange(800, dtype=np.int16).tobytes()


class SetClock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class FastClock:
    """A clock that runs a fifth of a second each time it is read."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.2
        return self.now


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """Stands for a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_gaps_are_counted_and_what_came_is_kept(tmp_path: Path) -> None:
    microphone = FakeMicrophone(first=BLOCK)
    recorder = MicrophoneRecorder(
        tmp_path / "t.wav", DEVICE, clock=time.monotonic, open_stream=microphone
    )
    recorder.start()
    for overflowed in (True, False, True):
        assert microphone.deliver(BLOCK, overflowed=overflowed)
    take = recorder.stop()
    assert take.overflows == 2
    assert take.failure is None
    assert pcm(take.path).tobytes() == 4 * BLOCK
    assert microphone.closed


def test_what_is_on_its_way_at_the_stop_is_kept(tmp_path: Path) -> None:
    microphone = FakeMicrophone(first=BLOCK, latency_s=0.3)
    recorder = MicrophoneRecorder(
        tmp_path / "t.wav", DEVICE, clock=time.monotonic, open_stream=microphone
    )
    recorder.start()
    late = threading.Timer(0.1, lambda: microphone.deliver(BLOCK))
    late.start()
    take = recorder.stop()
    late.join()
    assert take.duration_s == 0.1


def test_nothing_waits_longer_than_a_quarter_of_a_second_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced_s = []
    sync = WavWriter.sync

    def noting(wav: WavWriter) -> None:
        sync(wav)
        synced_s.append(wav.duration_s)

    monkeypatch.setattr(WavWriter, "sync", noting)
    # A sixteenth of a second, which floats hold exactly.
    block, block_s = bytes(2_000), 0.0625
    microphone, clock = FakeMicrophone(first=block), SetClock()
    recorder = MicrophoneRecorder(tmp_path / "t.wav", DEVICE, clock=clock, open_stream=microphone)
    recorder.start()
    for blocks in range(1, 33):
        written_s = blocks * block_s
        wait_until(lambda: recorder.elapsed_s == written_s, "it is written")  # noqa: B023
        clock.now += block_s
        microphone.deliver(block)
    take = recorder.stop()
    assert synced_s[-1] == take.duration_s == 33 * block_s
    # The clock may go on by a block while the disk is being waited for.
    assert 0.25 <= max(np.diff(synced_s[1:-1])) <= 0.25 + block_s
    assert synced_s[1] <= 0.25 + block_s


def test_pauses_are_in_file_time_and_last_by_the_clock(tmp_path: Path) -> None:
    microphone, clock = FakeMicrophone(first=BLOCK), SetClock()
    recorder = MicrophoneRecorder(tmp_path / "t.wav", DEVICE, clock=clock, open_stream=microphone)
    recorder.start()
    recorder.pause()
    recorder.pause()
    microphone.deliver(BLOCK)
    clock.now += 15
    recorder.resume()
    recorder.resume()
    microphone.deliver(BLOCK)
    microphone.deliver(BLOCK)
    recorder.pause()
    microphone.deliver(BLOCK)
    clock.now += 2.5
    take = recorder.stop()
    assert take.pauses == (Pause(0.05, 15.0), Pause(0.15, 2.5))
    assert pcm(take.path).tobytes() == 3 * BLOCK


def test_a_device_without_16_khz_mono_records_at_its_own_rate(tmp_path: Path) -> None:
    left = np.full(4800, 1000, np.int16)
    right = np.full(4800, 3000, np.int16)
    frames = np.column_stack([left, right]).tobytes()
    microphone = FakeMicrophone(first=frames, format=StreamFormat(48_000, 2))
    recorder = MicrophoneRecorder(
        tmp_path / "t.wav", DEVICE, clock=time.monotonic, open_stream=microphone
    )
    recorder.start()
    take = recorder.stop()
    assert take.sample_rate == 48_000
    assert take.duration_s == 0.1
    assert (pcm(take.path) == 2000).all()
    assert len(read_audio(take.path)) == 1600


def test_a_microphone_that_falls_silent_is_noticed(tmp_path: Path) -> None:
    microphone = FakeMicrophone(first=BLOCK)
    recorder = MicrophoneRecorder(
        tmp_path / "t.wav", DEVICE, clock=FastClock(), open_stream=microphone
    )
    recorder.start()
    recorder.pause()
    wait_until(lambda: recorder.failure is not None, "the watchdog barks")
    assert not microphone.deliver(BLOCK), "the stream is told to end"
    take = recorder.stop()
    assert isinstance(take.failure, AudioDeviceError)
    assert "Nothing came from it for 2 s" in take.failure.message
    assert pcm(take.path).tobytes() == BLOCK
    (pause,) = take.pauses
    assert pause.duration_s > 0


def test_a_stream_that_ends_by_itself_is_noticed(tmp_path: Path) -> None:
    microphone = FakeMicrophone(first=BLOCK)
    recorder = MicrophoneRecorder(
        tmp_path / "t.wav", DEVICE, clock=SetClock(), open_stream=microphone
    )
    recorder.start()
    microphone.deliver(BLOCK)
    microphone.finish()
    wait_until(lambda: recorder.failure is not None, "the watchdog barks")
    take = recorder.stop()
    assert isinstance(take.failure, AudioDeviceError)
    assert "stopped by itself" in take.failure.message
    assert take.duration_s == 0.1


def test_a_machine_that_slept_is_no_fault_of_the_microphone(tmp_path: Path) -> None:
    microphone, clock = FakeMicrophone(first=BLOCK), SetClock()
    recorder = MicrophoneRecorder(tmp_path / "t.wav", DEVICE, clock=clock, open_stream=microphone)
    recorder.start()
    wait_until(lambda: recorder.elapsed_s > 0, "the first block is written")
    clock.now += 3600
    woken = time.monotonic()
    wait_until(lambda: time.monotonic() > woken + 0.5, "some rounds of the watchdog")
    microphone.deliver(BLOCK)
    take = recorder.stop()
    assert take.failure is None
    assert take.duration_s == 0.1


def test_a_sound_system_that_does_not_answer_at_the_end_is_told(tmp_path: Path) -> None:
    microphone = FakeMicrophone(first=BLOCK, closes=False)
    recorder = MicrophoneRecorder(
        tmp_path / "t.wav", DEVICE, clock=time.monotonic, open_stream=microphone
    )
    recorder.start()
    take = recorder.stop()
    assert isinstance(take.failure, AudioDeviceError)
    assert pcm(take.path).tobytes() == BLOCK


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_in_whoever_listens_costs_no_sample_before_it(tmp_path: Path) -> None:
    def listen(_block: bytes) -> None:
        raise ValueError("a bug")

    recorder = MicrophoneRecorder(
        tmp_path / "t.wav",
        DEVICE,
        clock=time.monotonic,
        on_block=listen,
        open_stream=FakeMicrophone(first=BLOCK),
    )
    recorder.start()
    wait_until(lambda: recorder.failure is not None, "the fault is noticed")
    take = recorder.stop()
    assert "a fault in the program" in str(take.failure)
    assert pcm(take.path).tobytes() == BLOCK


def test_a_full_disk_ends_the_stream(tmp_path: Path) -> None:
    microphone = FakeMicrophone(first=BLOCK)
    recorder = MicrophoneRecorder(
        tmp_path / "t.wav", DEVICE, clock=time.monotonic, open_stream=microphone
    )
    recorder.start()
    wait_until(lambda: recorder.elapsed_s > 0, "the first block is written")
    with no_file_longer_than(44 + 2000):
        microphone.deliver(BLOCK)
        wait_until(lambda: recorder.failure is not None, "the disk is full")
    assert not microphone.deliver(BLOCK), "the stream is told to end"
    take = recorder.stop()
    assert isinstance(take.failure, StorageError)
    assert take.failure.hint == "Free some space, then try again."
    assert pcm(take.path).tobytes() == (2 * BLOCK)[:2000]


def test_a_forgotten_recorder_ends_after_two_hours(tmp_path: Path) -> None:
    quarter_hour = bytes(2 * 16_000 * 900)
    microphone = FakeMicrophone(first=quarter_hour)
    recorder = MicrophoneRecorder(
        tmp_path / "t.wav", DEVICE, clock=SetClock(), open_stream=microphone
    )
    recorder.start()
    for _ in range(9):
        microphone.deliver(quarter_hour)
    wait_until(lambda: recorder.failure is not None, "the longest take is reached")
    take = recorder.stop()
    assert take.duration_s == MAX_DURATION_S
    assert isinstance(take.failure, StorageError)
    take.path.unlink()


def test_a_microphone_that_can_not_be_opened_leaves_no_file(tmp_path: Path) -> None:
    recorder = MicrophoneRecorder(
        tmp_path / "t.wav",
        DEVICE,
        clock=time.monotonic,
        open_stream=FakeMicrophone(refuses=True),
    )
    with pytest.raises(AudioDeviceError):
        recorder.start()
    assert list(tmp_path.iterdir()) == []


def test_a_microphone_that_stays_mute_leaves_no_file(tmp_path: Path) -> None:
    microphone = FakeMicrophone(first=b"")
    recorder = MicrophoneRecorder(
        tmp_path / "t.wav", DEVICE, clock=time.monotonic, open_stream=microphone
    )
    with pytest.raises(AudioDeviceError, match="gave no sound for 5 s"):
        recorder.start()
    assert microphone.closed
    assert list(tmp_path.iterdir()) == []


def test_no_room_on_the_disk_is_told_before_the_start(tmp_path: Path) -> None:
    microphone = FakeMicrophone()
    recorder = MicrophoneRecorder(
        tmp_path / "t.wav",
        DEVICE,
        clock=time.monotonic,
        open_stream=microphone,
        min_free_bytes=10**18,
    )
    with pytest.raises(StorageError, match="needs 1000000000000 MB to start"):
        recorder.start()
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_recording_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "t.wav"
    path.write_bytes(b"earlier")
    recorder = MicrophoneRecorder(path, DEVICE, clock=time.monotonic, open_stream=FakeMicrophone())
    with pytest.raises(StorageError, match="something else has that name"):
        recorder.start()
    assert path.read_bytes() == b"earlier"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    recorder = MicrophoneRecorder(
        tmp_path / "gone" / "t.wav", DEVICE, clock=time.monotonic, open_stream=FakeMicrophone()
    )
    with pytest.raises(StorageError, match="it is not there"):
        recorder.start()
