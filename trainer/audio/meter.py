"""How loud it is, and what that means to a speaker: pure."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from enum import StrEnum

# Stands for exact zeros, so that every level is a finite number; PCM16's softest sample is -90.3.
SILENCE_DBFS = -120.0
FULL_SCALE = 32768

# The meter's bar begins here: softer is not speech into a working microphone.
BAR_FLOOR_DBFS = -60.0

# Thresholds for the loudest sample of the last seconds. Telephony's nominal level of active speech
# is -26 dB below overload (ITU-T P.56 and G.191), with peaks some 15 dB above. A loudest peak of
# -30 is therefore about 20 dB below what equipment is made for; -60 is the hum and hiss of an input
# that nobody speaks into. 0.1 dB below full scale is where converters that overload sit.
NO_SOUND_DBFS = -60.0
TOO_QUIET_DBFS = -30.0
CLIPPING_DBFS = -0.1

_NOW_S = 0.2
_RECENT_S = 3.0


class Loudness(StrEnum):
    """What a level means; the value is what a person reads."""

    NO_SOUND = "no sound"
    TOO_QUIET = "too quiet"
    GOOD = "good"
    CLIPPING = "clipping"


@dataclass(frozen=True, slots=True)
class Level:
    """Levels in dBFS, from `SILENCE_DBFS` to 0.

    `peak_dbfs` and `rms_dbfs` are those of the last 0.2 s, `recent_peak_dbfs`
    that of the last 3 s, which the spaces between words do not disturb.
    """

    peak_dbfs: float = SILENCE_DBFS
    rms_dbfs: float = SILENCE_DBFS
    recent_peak_dbfs: float = SILENCE_DBFS


def dbfs(amplitude: float) -> float:
    """The level of an amplitude on PCM16's scale of 0 to 32,768."""
    if amplitude <= 0:
        return SILENCE_DBFS
    return 20 * math.log10(amplitude / FULL_SCALE)


def judge(peak_dbfs: float) -> Loudness:
    """What the loudest sample of the last seconds says about the microphone."""
    if peak_dbfs < NO_SOUND_DBFS:
        return Loudness.NO_SOUND
    if peak_dbfs < TOO_QUIET_DBFS:
        return Loudness.TOO_QUIET
    if peak_dbfs >= CLIPPING_DBFS:
        return Loudness.CLIPPING
    return Loudness.GOOD


def bar_cells(level_dbfs: float, width: int) -> int:
    """How many of `width` cells a bar fills, linear in dB from `BAR_FLOOR_DBFS` to 0."""
    share = 1 - level_dbfs / BAR_FLOOR_DBFS
    return round(width * min(max(share, 0.0), 1.0))


class LevelWindow:
    """The level over the blocks that came last."""

    def __init__(self) -> None:
        self._blocks: deque[tuple[float, int, float]] = deque()
        self.level = Level()

    def add(self, peak: int, mean_square: float, duration_s: float) -> None:
        """Take in a block: its loudest sample (0 to 32,768), mean square and length."""
        self._blocks.append((duration_s, peak, mean_square))
        held_s = sum(block[0] for block in self._blocks)
        while held_s - self._blocks[0][0] >= _RECENT_S:
            held_s -= self._blocks.popleft()[0]
        now_s, now_peak, energy = 0.0, 0, 0.0
        for length_s, block_peak, square in reversed(self._blocks):
            now_s += length_s
            now_peak = max(now_peak, block_peak)
            energy += square * length_s
            if now_s >= _NOW_S:
                break
        self.level = Level(
            peak_dbfs=dbfs(now_peak),
            rms_dbfs=dbfs(math.sqrt(energy / now_s)),
            recent_peak_dbfs=dbfs(max(block[1] for block in self._blocks)),
        )
