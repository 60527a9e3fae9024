"""How loud the voice was, whether it was cut off, and whether it can be judged at all.

Taken in block by block, so that an hour needs no more memory than a minute.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from trainer.speech.transcript import VoiceSegment

CLIPPING: Final = 10 ** (-0.1 / 20)
"""0.1 dB below full scale, where converters that overload sit."""

CLIPPED_RUN: Final = 3
"""So many samples in a row at full scale are clipped; a single one is only a peak."""

TOO_LOW_DBFS: Final = -45.0
"""Telephony's nominal level of active speech is -26 dBFS with peaks some 15 dB above it (ITU-T
P.56, G.191); 20 dB below that, recognisers and detectors begin to miss weak words."""

LEAST_ABOVE_NOISE_DB: Final = 6.0
"""A voice less above the noise between the words than this can't be told from it surely."""

SILENCE_DBFS: Final = -120.0
_EDGE_S: Final = 0.15
_LEAST_NOISE_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class Level:
    """Levels in dBFS (0 is full scale): `voice_dbfs` and `noise_dbfs` are root mean squares.

    level = 20 x log10(sqrt(mean(sample^2))), over the voiced seconds and over the others
    (without 0.15 s beside a voice); `noise_dbfs` is None where there is too little of it.
    `clipped` counts the times that three samples or more in a row stood at full scale,
    `first_clipped_s` is where the first one is.
    """

    voice_dbfs: float
    noise_dbfs: float | None
    peak_dbfs: float
    clipped: int
    first_clipped_s: float | None

    @property
    def too_low(self) -> bool:
        """Whether the voice is too soft to judge."""
        return self.voice_dbfs < TOO_LOW_DBFS

    @property
    def noisy(self) -> bool:
        """Whether the voice hardly stands out from what else is heard."""
        return (
            self.noise_dbfs is not None and self.voice_dbfs - self.noise_dbfs < LEAST_ABOVE_NOISE_DB
        )


class LevelMeter:
    """Adds up an answer's samples; `voices` says where somebody speaks, in order."""

    def __init__(self, voices: Sequence[VoiceSegment], rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._voices = [self._range(voice.start_s, voice.end_s) for voice in voices]
        self._around = [
            self._range(voice.start_s - _EDGE_S, voice.end_s + _EDGE_S) for voice in voices
        ]
        self._next = 0
        self._begun = 0
        self._peak = 0.0
        self._voice = [0.0, 0]
        self._noise = [0.0, 0]
        self._clipped = 0
        self._first_clipped: int | None = None
        self._run = 0

    def add(self, block: npt.NDArray[np.float32]) -> None:
        """Take in the samples that come next: one channel, -1 to 1, shape (samples,)."""
        import numpy as np

        if not len(block):
            return
        amplitude = np.abs(block)
        self._peak = max(self._peak, float(amplitude.max()))
        if self._peak >= CLIPPING:
            self._count_clipped(amplitude >= CLIPPING)
        squares = np.square(block, dtype=np.float64)
        total = np.concatenate([[0.0], np.cumsum(squares)])
        until = self._begun + len(block)
        while self._next < len(self._voices) and self._around[self._next][1] <= self._begun:
            self._next += 1
        heard = self._begun
        for number in range(self._next, len(self._voices)):
            around = self._around[number]
            if around[0] >= until:
                break
            self._take(self._voice, total, *self._voices[number])
            self._take(self._noise, total, heard, around[0])
            heard = max(heard, around[1])
        self._take(self._noise, total, heard, until)
        self._begun = until

    def level(self) -> Level | None:
        """What was found so far; None where nobody spoke."""
        if not self._voice[1]:
            return None
        noise = (
            _dbfs(math.sqrt(self._noise[0] / self._noise[1]))
            if self._noise[1] >= _LEAST_NOISE_S * self._rate_hz
            else None
        )
        first = self._first_clipped
        return Level(
            voice_dbfs=_dbfs(math.sqrt(self._voice[0] / self._voice[1])),
            noise_dbfs=noise,
            peak_dbfs=_dbfs(self._peak),
            clipped=self._clipped,
            first_clipped_s=None if first is None else first / self._rate_hz,
        )

    def _take(
        self, into: list[float], total: npt.NDArray[np.float64], start: int, end: int
    ) -> None:
        """Add the squares of the samples `start` to `end` of the recording, as far as held."""
        first = min(max(start - self._begun, 0), len(total) - 1)
        last = min(max(end - self._begun, 0), len(total) - 1)
        if last > first:
            into[0] += float(total[last] - total[first])
            into[1] += last - first

    def _count_clipped(self, clipped: npt.NDArray[np.bool_]) -> None:
        """Count the runs; one that began in the block before goes on."""
        import numpy as np

        edges = np.flatnonzero(np.diff(np.concatenate([[False], clipped, [False]])))
        for start, end in edges.reshape(-1, 2):
            before = self._run if start == 0 else 0
            length = before + int(end - start)
            if before < CLIPPED_RUN <= length:
                self._clipped += 1
                if self._first_clipped is None:
                    self._first_clipped = self._begun + int(start) - before
        at_end = bool(len(edges)) and edges[-1] == len(clipped)
        if at_end:
            length = int(edges[-1] - edges[-2])
            self._run = length + (self._run if length == len(clipped) else 0)
        else:
            self._run = 0

    def _range(self, start_s: float, end_s: float) -> tuple[int, int]:
        return max(round(start_s * self._rate_hz), 0), round(end_s * self._rate_hz)


def _dbfs(amplitude: float) -> float:
    return max(20 * math.log10(amplitude), SILENCE_DBFS) if amplitude > 0 else SILENCE_DBFS
