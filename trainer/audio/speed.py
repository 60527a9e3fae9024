"""The same words slower or faster, at the same pitch (Signalsmith Stretch)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from trainer.audio.source import SoundSource
from trainer.audio.stream import StreamFormat

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

SLOWEST: Final = 0.5
FASTEST: Final = 2.0

_PIECE_S: Final = 2.0
_OVERLAP_S: Final = 0.08
"""Pieces are stretched one by one and faded into one another over so much of the recording."""

_AHEAD_S: Final = 6.0
_FIRST_PIECE_TIMEOUT_S: Final = 30.0


class StretchedSource:
    """A `SoundSource` played at `speed`, 0.5 to 2: 2 is twice as fast.

    A thread works some seconds ahead, because the callback of a sound card must not wait.
    `close` ends it.
    """

    def __init__(self, source: SoundSource, speed: float) -> None:
        if not SLOWEST <= speed <= FASTEST:
            raise ValueError(f"a speed is from {SLOWEST} to {FASTEST}, not {speed}")
        self.from_s = source.from_s
        self.to_s = source.to_s
        self.format = source.format
        self._source = source
        self._speed = speed
        self._worker: _Worker | None = None
        self._given_frames = 0

    def convert_to(self, wanted: StreamFormat) -> None:
        """Begin anew, in the form `wanted`; the first piece is ready when this returns."""
        self.close()
        self._source.convert_to(wanted)
        self._given_frames = 0
        self._wanted = wanted
        self._worker = _Worker(self._source, wanted, self._speed)
        self._worker.wait_for_first()

    @property
    def ended(self) -> bool:
        """Whether everything was given."""
        return self._worker is not None and self._worker.ended

    def position_s(self, latency_s: float) -> float:
        """Where in the file the listener is, if what was given takes `latency_s` to be heard."""
        heard_s = (self._given_frames / self._wanted.rate_hz - latency_s) * self._speed
        return min(max(self.from_s + heard_s, self.from_s), self.to_s)

    def read(self, size: int) -> bytes:
        """The next `size` bytes of PCM16 frames; fewer at the end, or where the machine lags.

        Raises what reading the file raised.
        """
        if self._worker is None:
            return b""
        taken = self._worker.take(size)
        self._given_frames += len(taken) // (2 * self._wanted.channels)
        return taken

    def close(self) -> None:
        """End the thread."""
        if self._worker is not None:
            self._worker.stop()
            self._worker = None


class _Worker(threading.Thread):
    """Stretches a source piece by piece into a buffer."""

    def __init__(self, source: SoundSource, wanted: StreamFormat, speed: float) -> None:
        super().__init__(name="stretching", daemon=True)
        self._source = source
        self._wanted = wanted
        self._speed = speed
        self._ready = bytearray()
        self._changed = threading.Condition()
        self._stopped = False
        self._drained = False
        self._fault: Exception | None = None
        self.start()

    @property
    def ended(self) -> bool:
        with self._changed:
            return self._drained and not self._ready

    def wait_for_first(self) -> None:
        with self._changed:
            self._changed.wait_for(
                lambda: self._ready or self._drained or self._fault, _FIRST_PIECE_TIMEOUT_S
            )

    def take(self, size: int) -> bytes:
        with self._changed:
            if self._fault is not None and not self._ready:
                raise self._fault
            taken = bytes(self._ready[:size])
            del self._ready[:size]
            self._changed.notify_all()
        return taken

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self.join()

    def run(self) -> None:
        try:
            for piece in _pieces(self._source, self._wanted, self._speed):
                if not self._put(piece):
                    return
        except Exception as error:  # noqa: BLE001 (raised again where the sound is wanted)
            with self._changed:
                self._fault = error
                self._changed.notify_all()
            return
        with self._changed:
            self._drained = True
            self._changed.notify_all()

    def _put(self, piece: bytes) -> bool:
        """Add a piece once there is room; False where nobody wants any more."""
        ahead = round(_AHEAD_S * self._wanted.rate_hz) * 2 * self._wanted.channels
        with self._changed:
            self._ready += piece
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._stopped or len(self._ready) < ahead)
            return not self._stopped


def _pieces(source: SoundSource, wanted: StreamFormat, speed: float) -> Iterator[bytes]:
    """The source, stretched: each piece read with the beginning of the next and faded into it."""
    import numpy as np

    frame_bytes = 2 * wanted.channels
    size = round(_PIECE_S * wanted.rate_hz) * frame_bytes
    overlap = round(_OVERLAP_S * wanted.rate_hz) * frame_bytes
    faded = round(_OVERLAP_S * wanted.rate_hz / speed)
    held = source.read(size + overlap)
    tail: Samples | None = None
    while held:
        more = b"" if source.ended else source.read(size)
        last = not more
        sound = _stretched(_samples(held, wanted), wanted.rate_hz, speed)
        if tail is not None:
            length = min(len(tail), len(sound))
            ramp = np.linspace(0.0, 1.0, length, dtype=np.float32)[:, None]
            sound[:length] = sound[:length] * ramp + tail[:length] * (1.0 - ramp)
        tail = None
        if not last:
            sound, tail = sound[:-faded], sound[-faded:]
        scaled = np.clip(np.rint(sound * 32768.0), -32768, 32767)
        yield scaled.astype(np.int16).tobytes()
        held = b"" if last else held[size:] + more


def _samples(data: bytes, wanted: StreamFormat) -> Samples:
    import numpy as np

    frames = np.frombuffer(data, np.int16).reshape(-1, wanted.channels)
    scaled: Samples = frames.astype(np.float32) / 32768.0
    return scaled


def _stretched(frames: Samples, rate_hz: int, speed: float) -> Samples:
    """Frames (time, channels) at `speed`."""
    import numpy as np
    from python_stretch import Signalsmith

    stretch = Signalsmith.Stretch()
    stretch.preset(frames.shape[1], rate_hz)
    stretch.setTimeFactor(speed)
    stretched = np.asarray(stretch.process(np.ascontiguousarray(frames.T)), np.float32)
    return np.ascontiguousarray(stretched.T)
