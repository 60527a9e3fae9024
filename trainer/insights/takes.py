"""Several takes of one question beside one another, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """What stands of a key point in a take: a person's verdict, or else the machine's."""

    COVERED = "covered"
    PARTLY = "partly"
    NOT_SURE = "not_sure"
    MISSED = "missed"


_ORDER = {
    Standing.MISSED: 0,
    Standing.NOT_SURE: 1,
    Standing.PARTLY: 1,
    Standing.COVERED: 2,
}
"""What is in doubt stands level with what was made in part: neither is a change for sure."""


@dataclass(frozen=True, slots=True)
class Take:
    """One take: `points` is what stands of each key point, by id.

    `low` and `high` are the band of its coverage, 0 to 1, None for a question without key
    points; the figures of delivery are None where they were not measured.
    """

    attempt_id: int
    day: date
    low: float | None
    high: float | None
    points: Mapping[str, Standing]
    duration_s: float | None = None
    words_per_minute: float | None = None
    fillers_per_minute: float | None = None

    @property
    def middle(self) -> float:
        """The middle of the band; -1 without one, so that it never is the best."""
        return -1.0 if self.low is None or self.high is None else (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Change:
    """Key points, by id, that went up or down from one take to another."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]


def first_best_latest(takes: Sequence[Take]) -> tuple[Take, ...]:
    """The first, the best and the latest take, each once, in the order of time.

    `takes` are in the order of time; of equally good ones the latest is the best.
    """
    if not takes:
        return ()
    best = max(range(len(takes)), key=lambda n: (takes[n].middle, n))
    return tuple(takes[n] for n in sorted({0, best, len(takes) - 1}))


def change(before: Take, after: Take) -> Change:
    """What changed in the points that both takes know."""
    gained: list[str] = []
    lost: list[str] = []
    for point_id, standing in after.points.items():
        if point_id in before.points:
            step = _ORDER[standing] - _ORDER[before.points[point_id]]
            if step:
                (gained if step > 0 else lost).append(point_id)
    return Change(tuple(gained), tuple(lost))
