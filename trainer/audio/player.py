"""Hearing a file, or a part of it, through a loudspeaker."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from trainer.audio import portaudio
from trainer.audio.devices import Device, Direction, find_device
from trainer.audio.files import audio_duration_s, open_sound
from trainer.audio.source import SoundSource
from trainer.audio.speed import StretchedSource
from trainer.audio.stream import BLOCK_S, StreamFormat, start_in_first_format
from trainer.errors import AudioDeviceError, InputError, NotFoundError, TrainerError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Without silence after it, sound servers cut the last 0.02 to 0.03 s.
TRAILING_SILENCE_S = 0.25
PROGRESS_EVERY_S = 0.1
QUIET_LIMIT_S = 2.0


@dataclass(frozen=True, slots=True)
class Played:
    """What was heard: from where to where in the file, and whether that was all asked for."""

    from_s: float
    to_s: float
    finished: bool


class Player(Protocol):
    """Plays audio files."""

    def play(
        self,
        path: Path,
        *,
        from_s: float = 0.0,
        to_s: float | None = None,
        speed: float = 1.0,
        stop: threading.Event | None = None,
        on_progress: Callable[[float], object] | None = None,
    ) -> Played:
        """Play `path` from `from_s` to `to_s` (its end for None) and return when it was heard.

        `speed` is 0.5 to 2, at the same pitch. `stop` ends it early. `on_progress` gets the
        position in the file, in seconds, ten times a second, on the caller's thread.
        """


class LoudspeakerPlayer:
    """Plays through the loudspeaker named `device_name`, or the system's default.

    `clock` is monotonic, in seconds. Not to be used while recording: the
    microphone would hear it.
    """

    def __init__(self, device_name: str | None = None, *, clock: Callable[[], float]) -> None:
        self._device_name = device_name
        self._clock = clock

    def play(
        self,
        path: Path,
        *,
        from_s: float = 0.0,
        to_s: float | None = None,
        speed: float = 1.0,
        stop: threading.Event | None = None,
        on_progress: Callable[[float], object] | None = None,
    ) -> Played:
        """Play `path` from `from_s` to `to_s` (its end for None) and return when it was heard.

        `speed` is 0.5 to 2, at the same pitch. `stop`, or an exception such as
        KeyboardInterrupt, ends it at once.
        `on_progress` gets the position in the file, in seconds, ten times a second.

        Raises NotFoundError, StorageError and InputError for the file and the
        times, AudioDeviceError (NotFoundError where a named loudspeaker is not
        there) for the loudspeaker; the message then says what to hear elsewhere.
        """
        duration_s = audio_duration_s(path)
        end_s = duration_s if to_s is None else min(to_s, duration_s)
        if not 0 <= from_s < end_s:
            raise InputError(
                f"{path} lasts {duration_s:.1f} s: nothing can be played "
                f"from {from_s:.1f} s to {end_s:.1f} s.",
                hint="Give a start before the end, both in seconds.",
            )
        with open_sound(path) as sound:
            plain = SoundSource(sound, from_s, end_s)
            source = plain if speed == 1.0 else StretchedSource(plain, speed)
            playback = _Playback(source, self._clock)
            try:
                device = find_device(Direction.LOUDSPEAKER, self._device_name)
                return playback.run(device, stop or threading.Event(), on_progress)
            except (AudioDeviceError, NotFoundError) as error:
                raise _with_place(error, path, from_s, end_s) from error
            finally:
                source.close()


class _Playback:
    """One run of a source through a device."""

    def __init__(self, source: SoundSource | StretchedSource, clock: Callable[[], float]) -> None:
        self._source = source
        self._clock = clock
        self._finished = threading.Event()
        self._last_block_at = 0.0
        self._fault: Exception | None = None

    def run(
        self,
        device: Device,
        stop: threading.Event,
        on_progress: Callable[[float], object] | None,
    ) -> Played:
        """Play to the end, or until `stop`. Raises AudioDeviceError."""
        source = self._source
        formats = output_formats(device, source.format)
        stream, _ = start_in_first_format(
            formats, lambda wanted: self._start(device, wanted), device
        )
        portaudio.opened(stream)
        latency_s: float = stream.latency
        self._last_block_at = self._clock()
        closed = True
        try:
            while not self._finished.wait(PROGRESS_EVERY_S) and not stop.is_set():
                if self._clock() - self._last_block_at >= QUIET_LIMIT_S:
                    break
                if on_progress is not None:
                    on_progress(source.position_s(latency_s))
        finally:
            heard_s = source.position_s(latency_s)
            closed = portaudio.close_in_time(stream, abort=not source.ended)
        if self._fault is not None:
            raise self._fault
        if source.ended and closed:
            return Played(source.from_s, source.to_s, finished=True)
        if stop.is_set() and closed:
            return Played(source.from_s, heard_s, finished=False)
        raise AudioDeviceError(
            f"The loudspeaker '{device.name}' has gone.", hint="Check that it is plugged in."
        )

    def _start(self, device: Device, wanted: StreamFormat) -> Any:
        sounddevice = portaudio.load()
        self._source.convert_to(wanted)
        silence_bytes = round(TRAILING_SILENCE_S * wanted.rate_hz) * 2 * wanted.channels

        def callback(out: Any, *_: object) -> None:
            nonlocal silence_bytes
            self._last_block_at = self._clock()
            try:
                block = self._source.read(len(out))
            except Exception as error:
                self._fault = error
                raise sounddevice.CallbackAbort from error
            out[: len(block)] = block
            padding = len(out) - len(block)
            out[len(block) :] = bytes(padding)
            if self._source.ended:
                silence_bytes -= padding
            if silence_bytes <= 0:
                raise sounddevice.CallbackStop

        stream = sounddevice.RawOutputStream(
            device=device.index,
            samplerate=wanted.rate_hz,
            channels=wanted.channels,
            dtype="int16",
            blocksize=round(BLOCK_S * wanted.rate_hz),
            latency="high",
            callback=callback,
            finished_callback=self._finished.set,
        )
        try:
            stream.start()
        except sounddevice.PortAudioError:
            stream.close()
            raise
        return stream


def output_formats(device: Device, sound: StreamFormat) -> tuple[StreamFormat, ...]:
    """What to ask the device for, the file's own form first."""
    channels = (min(sound.channels, device.channels), min(2, device.channels))
    rates_hz = (sound.rate_hz, device.default_rate_hz)
    wanted = (StreamFormat(rate_hz, count) for count in channels for rate_hz in rates_hz)
    return tuple(dict.fromkeys(wanted))


def clock_time(seconds: float) -> str:
    """Seconds as minutes and seconds with a tenth, as in 1:07.5."""
    tenths = round(seconds * 10)
    return f"{tenths // 600}:{tenths % 600 // 10:02d}.{tenths % 10}"


def _with_place(error: TrainerError, path: Path, from_s: float, to_s: float) -> TrainerError:
    message = f"Can't play {path} from {clock_time(from_s)} to {clock_time(to_s)}. {error.message}"
    if isinstance(error, NotFoundError):
        return type(error)(message, hint=error.hint, candidates=error.candidates)
    return type(error)(message, hint=error.hint)
