"""A part of an open audio file as PCM16 frames in the form that a loudspeaker takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer.audio.files import seek_exactly
from trainer.audio.stream import StreamFormat

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Frames = NDArray[np.int16]

_BLOCK_FRAMES = 4096
# libsndfile gives these to 16-bit readers as they are in the file.
_EXACT = {"PCM_16", "PCM_S8", "PCM_U8"}


class SoundSource:
    """Reads from `from_s` to `to_s`; 16-bit samples come out as they are in the file.

    `sound` comes from `trainer.audio.files.open_sound`.
    """

    def __init__(self, sound: Any, from_s: float, to_s: float) -> None:
        self.from_s = from_s
        self.to_s = to_s
        self.format = StreamFormat(sound.samplerate, sound.channels)
        self._sound = sound
        self.convert_to(self.format)

    def convert_to(self, wanted: StreamFormat) -> None:
        """Begin anew, in the form `wanted`."""
        import soxr

        first = round(self.from_s * self.format.rate_hz)
        seek_exactly(self._sound, first)
        self._frames_left = round(self.to_s * self.format.rate_hz) - first
        self._wanted = wanted
        self._ready = bytearray()
        self._given_frames = 0
        self._drained = False
        self._resampler: Any = None
        if wanted.rate_hz != self.format.rate_hz:
            self._resampler = soxr.ResampleStream(
                self.format.rate_hz, wanted.rate_hz, wanted.channels, dtype="int16"
            )

    @property
    def ended(self) -> bool:
        """Whether everything was given."""
        return self._drained and not self._ready

    def position_s(self, latency_s: float) -> float:
        """Where in the file the listener is, if what was given takes `latency_s` to be heard."""
        heard_s = self.from_s + self._given_frames / self._wanted.rate_hz - latency_s
        return min(max(heard_s, self.from_s), self.to_s)

    def read(self, size: int) -> bytes:
        """The next `size` bytes of PCM16 frames; fewer at the end only."""
        while len(self._ready) < size and not self._drained:
            self._ready += self._next().tobytes()
        taken = bytes(self._ready[:size])
        del self._ready[:size]
        self._given_frames += len(taken) // (2 * self._wanted.channels)
        return taken

    def close(self) -> None:
        """Nothing runs on; whoever opened the file closes it."""

    def _next(self) -> Frames:
        frames = self._read_pcm16(min(self._frames_left, _BLOCK_FRAMES))
        self._frames_left -= len(frames)
        self._drained = not len(frames) or not self._frames_left
        mixed = _to_channels(frames, self._wanted.channels)
        if self._resampler is None:
            return mixed
        resampled: Frames = self._resampler.resample_chunk(mixed, last=self._drained)
        return resampled

    def _read_pcm16(self, count: int) -> Frames:
        import numpy as np

        if self._sound.subtype in _EXACT:
            frames: Frames = self._sound.read(count, dtype="int16", always_2d=True)
            return frames
        # libsndfile would cut floats to whole numbers without scaling them.
        floats = self._sound.read(count, dtype="float32", always_2d=True)
        scaled: Frames = np.clip(np.rint(floats * 32768.0), -32768, 32767).astype(np.int16)
        return scaled


def _to_channels(frames: Frames, channels: int) -> Frames:
    import numpy as np

    if frames.shape[1] == channels:
        return np.ascontiguousarray(frames)
    mono = np.rint(frames.mean(axis=1, keepdims=True)).astype(np.int16)
    spread: Frames = np.repeat(mono, channels, axis=1)
    return spread
