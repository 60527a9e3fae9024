"""Recording a take: every sample is on the disk within a quarter of a second."""

from __future__ import annotations

import queue
import threading
from contextlib import ExitStack
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol, TypeAlias

from trainer.audio import disk
from trainer.audio.files import MAX_DURATION_S
from trainer.audio.meter import Level, LevelWindow, dbfs
from trainer.audio.probe import FIRST_BLOCK_TIMEOUT_S, no_samples
from trainer.audio.samples import mean_square_of, peak_of, to_mono
from trainer.audio.stream import SPEECH_RATE_HZ, OpenInput, open_input
from trainer.audio.take import Pause, RecordedTake
from trainer.audio.wav import WavWriter
from trainer.errors import AudioDeviceError, StorageError, TrainerError
from trainer.workspace.private import storage_error

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trainer.audio.devices import Device

SYNC_EVERY_S = 0.25
# A microphone that is there delivers every 0.05 s, even on a machine under full load.
QUIET_LIMIT_S = 2.0
_TICK_S = 0.1
# What was said before the stop may still be on its way: waited for, within this.
_TAIL_LIMIT_S = 0.3
_WRITER_TIMEOUT_S = 10.0


class Recorder(Protocol):
    """One take, from its start to its file."""

    def start(self) -> None:
        """Open the microphone; returns when the first samples have come."""

    def pause(self) -> None:
        """Keep nothing of what is heard from now on."""

    def resume(self) -> None:
        """Go on after a pause."""

    def stop(self) -> RecordedTake:
        """End the take and finish its file; again, it gives the same take."""

    def level(self) -> Level:
        """How loud it is now, in a pause too."""

    @property
    def elapsed_s(self) -> float:
        """Seconds of sound kept so far."""

    @property
    def sample_rate(self) -> int:
        """Samples per second, known once started."""

    @property
    def failure(self) -> TrainerError | None:
        """Why the recording has ended by itself; None while all is well."""


class _Mark(Enum):
    PAUSE = auto()
    RESUME = auto()
    STOP = auto()


# A block and whether samples before it were lost, or a mark and its time.
_Item: TypeAlias = tuple[bytes, bool] | tuple[_Mark, float]


class MicrophoneRecorder:
    """Records a microphone into a 16-bit mono WAV file.

    The sound system's thread only fills a queue; a thread of our own writes,
    syncs, measures, and notices that the device has gone. `path` is made, private
    to its owner, by `start`, before the first sample. A device that refuses
    16 kHz records at its own rate. `on_block`, if given, gets every kept block as
    PCM16 mono at `sample_rate` once it is written; it must return at once (the
    `put` of a queue does). `clock` is monotonic, in seconds.
    """

    def __init__(
        self,
        path: Path,
        device: Device,
        *,
        clock: Callable[[], float],
        on_block: Callable[[bytes], object] | None = None,
        open_stream: OpenInput = open_input,
        min_free_bytes: int = disk.MIN_FREE_BYTES,
    ) -> None:
        self._path = path
        self._device = device
        self._clock = clock
        self._on_kept = on_block
        self._open_stream = open_stream
        self._min_free_bytes = min_free_bytes
        self._queue: queue.SimpleQueue[_Item] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="trainer-recorder", daemon=True)
        self._take: RecordedTake | None = None
        self._failure: TrainerError | None = None
        self._listening = True
        self._stopping = False
        self._finished = threading.Event()
        self._first_block = threading.Event()
        self._last_block_at = 0.0
        self._paused_at: float | None = None
        self._pauses: list[Pause] = []
        self._window = LevelWindow()
        self._peak = 0
        self._overflows = 0

    def start(self) -> None:
        """Make the file, open the microphone and wait for its first samples.

        Raises StorageError where the disk has no room or the file can't be made,
        AudioDeviceError where the microphone can't be opened or stays mute; the
        file is then gone again.
        """
        disk.check_free_space(self._path.parent, self._min_free_bytes)
        try:
            self._wav = WavWriter(self._path, SPEECH_RATE_HZ)
        except OSError as error:
            raise storage_error(error, "create", self._path) from error
        with ExitStack() as undo:
            undo.callback(self._path.unlink)
            undo.callback(self._wav.close)
            self._stream = self._open_stream(self._device, self._on_block, self._finished.set)
            undo.callback(self._stream.close)
            self._wav.rate_hz = self._stream.format.rate_hz
            if not self._first_block.wait(FIRST_BLOCK_TIMEOUT_S):
                raise no_samples(self._device)
            undo.pop_all()
        self._writer.start()

    def pause(self) -> None:
        """Keep nothing of what is heard from now on."""
        self._queue.put((_Mark.PAUSE, self._clock()))

    def resume(self) -> None:
        """Go on after a pause."""
        self._queue.put((_Mark.RESUME, self._clock()))

    def level(self) -> Level:
        """How loud it is now, in a pause too."""
        return self._window.level

    @property
    def elapsed_s(self) -> float:
        """Seconds of sound kept so far."""
        return self._wav.duration_s

    @property
    def sample_rate(self) -> int:
        """Samples per second of the file, known once started."""
        return self._wav.rate_hz

    @property
    def failure(self) -> TrainerError | None:
        """Why the recording has ended by itself; None while all is well."""
        return self._failure

    def stop(self) -> RecordedTake:
        """End the take and finish its file; again, it gives the same take.

        What was said before the stop and is still on its way is waited for. Never
        raises for a device or a disk that failed: see `RecordedTake.failure`.
        """
        if self._take is not None:
            return self._take
        stopped_at = self._clock()
        if self._failure is None:
            self._finished.wait(min(self._stream.latency_s, _TAIL_LIMIT_S))
        self._stopping = True
        closed = self._stream.close()
        self._queue.put((_Mark.STOP, stopped_at))
        self._writer.join(_WRITER_TIMEOUT_S)
        if self._writer.is_alive():
            self._fail(
                StorageError(
                    f"The disk of {self._path} does not answer.",
                    hint="What had reached it is kept; check the disk.",
                )
            )
        elif not closed:
            self._fail(self._gone("The sound system does not answer"))
        self._take = RecordedTake(
            path=self._path,
            duration_s=self._wav.duration_s,
            sample_rate=self._wav.rate_hz,
            overflows=self._overflows,
            pauses=tuple(self._pauses),
            failure=self._failure,
            peak_dbfs=dbfs(self._peak),
        )
        return self._take

    def _on_block(self, frames: bytes, *, overflowed: bool) -> bool:
        self._last_block_at = self._clock()
        self._queue.put((frames, overflowed))
        self._first_block.set()
        return self._listening

    def _write(self) -> None:
        """Run the writer's thread; whatever happens, the file is closed as far as it got."""
        well = False
        try:
            self._write_until_stopped()
            well = True
        except OSError as error:
            well = True
            self._fail_on_disk(error)
        finally:
            self._listening = False
            self._end_pause(self._clock())
            if not well:
                self._fail(AudioDeviceError("The recording ended by a fault in the program."))
            try:
                self._wav.close()
            except OSError as error:
                self._fail_on_disk(error)

    def _write_until_stopped(self) -> None:
        ticked_at = synced_at = quiet_since = self._clock()
        while True:
            try:
                item = self._queue.get(timeout=_TICK_S)
            except queue.Empty:
                item = None
            now = self._clock()
            if now - ticked_at > QUIET_LIMIT_S / 2:
                # We were held up ourselves (a slow disk, a suspended machine): no verdict yet.
                quiet_since = now
            ticked_at = now
            if item is None:
                self._check_device(now - max(quiet_since, self._last_block_at))
            elif isinstance(item[0], bytes):
                self._take_in(item[0], overflowed=bool(item[1]))
            else:
                self._mark(item[0], item[1])
            if self._failure or (item and item[0] is _Mark.STOP):
                return
            if now - synced_at >= SYNC_EVERY_S:
                self._wav.sync()
                synced_at = self._clock()

    def _take_in(self, frames: bytes, *, overflowed: bool) -> None:
        block = to_mono(frames, self._stream.format.channels)
        peak = peak_of(block)
        self._window.add(peak, mean_square_of(block), len(block) / (2 * self._wav.rate_hz))
        if self._paused_at is not None:
            return
        self._overflows += overflowed
        self._wav.append(block)
        self._peak = max(self._peak, peak)
        if self._on_kept is not None:
            self._on_kept(block)
        if self._wav.duration_s >= MAX_DURATION_S:
            self._fail(
                StorageError(
                    f"The recording reached {MAX_DURATION_S / 3600:.0f} hours, the longest a "
                    "take can be, and was ended. All of it is kept.",
                )
            )

    def _mark(self, mark: _Mark, at: float) -> None:
        if mark is _Mark.PAUSE:
            if self._paused_at is None:
                self._paused_at = at
        else:
            self._end_pause(at)

    def _end_pause(self, at: float) -> None:
        if self._paused_at is not None:
            self._pauses.append(Pause(self._wav.duration_s, at - self._paused_at))
            self._paused_at = None

    def _check_device(self, quiet_s: float) -> None:
        if self._stopping:
            return
        if self._finished.is_set():
            self._fail(self._gone("It stopped by itself"))
        elif quiet_s >= QUIET_LIMIT_S:
            self._fail(self._gone(f"Nothing came from it for {QUIET_LIMIT_S:.0f} s"))

    def _gone(self, how: str) -> AudioDeviceError:
        return AudioDeviceError(
            f"The microphone '{self._device.name}' has gone. {how}; "
            f"the {self._wav.duration_s:.1f} s before that are kept in {self._path}.",
            hint="Check that it is plugged in. The take can be scored as it is.",
        )

    def _fail_on_disk(self, error: OSError) -> None:
        cause = storage_error(error, "go on writing", self._path)
        kept = f"{cause.message}; the first {self._wav.duration_s:.1f} s are kept there"
        self._fail(StorageError(kept, hint=cause.hint))

    def _fail(self, failure: TrainerError) -> None:
        # The first failure is the cause, later ones its consequences.
        self._failure = self._failure or failure
