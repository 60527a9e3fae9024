"""Readiness for one interview: how much of the likely questions would be covered on the day.

It is an expected coverage, not the chance of getting the job, and it rests on assumptions
that are written here, since nobody has measured them for rehearsed interview answers:

- Each question on the list counts the same, and the list is right.
- A question that was practised: the latest take covered between `low` and `high` of its key
  points (the band that unsure points leave open).  On the day it is remembered with the
  probability R that FSRS gives (a model of flash cards, used here for whole answers).  What is
  not remembered is not lost whole: about KEPT of it comes anyway, at worst nothing.

      low  = R x low           high = high x (R + (1 - R) x KEPT)
      expected = (low + high of the take) / 2 x (R + (1 - R) x KEPT)

- One that was practised and never rated has no card: R lies somewhere in UNRATED.
- One that was never practised is unknown: 0 to 1; for the expected value it counts as `cold`,
  the mean of the person's own first takes, or COLD as long as there are fewer than FIRST_TAKES.

The band of the whole is the mean of the bands: as wide as if all were wrong in the same
direction, which is cautious.  One more practice is taken to win back what would be forgotten
and to close LEARNED of what was missed; the gain of a question is that over its expected value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

KEPT: Final = 0.5
UNRATED: Final = (0.5, 1.0)
COLD: Final = 0.4
FIRST_TAKES: Final = 5
LEARNED: Final = 0.5
MOST_GAINS: Final = 3


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is known of one likely question; `key` is its place or id, as the caller names it.

    `low` and `high` are the coverage band of its latest scored take, 0 to 1, None where there
    is none; `retrievability` is that on the day, None without a card.
    """

    key: str
    low: float | None = None
    high: float | None = None
    retrievability: float | None = None

    @property
    def practised(self) -> bool:
        """Whether there is a scored take of it."""
        return self.low is not None and self.high is not None


@dataclass(frozen=True, slots=True)
class Gain:
    """What practising one question once more is expected to add to the whole, 0 to 1."""

    key: str
    gain: float
    practised: bool


@dataclass(frozen=True, slots=True)
class Readiness:
    """Expected coverage over a list of questions on the day, 0 to 1, and its band.

    `practised` of `questions` have a scored take, `unrated` of those no card; `cold` is what an
    unpractised one counts, `cold_measured` whether that comes from the person's own takes.
    `gains` are the questions that would add most, the first the most.
    """

    expected: float
    low: float
    high: float
    questions: int
    practised: int
    unrated: int
    cold: float
    cold_measured: bool
    gains: tuple[Gain, ...]


def readiness_of(
    prepared: Iterable[Prepared], first_takes: Sequence[float] = ()
) -> Readiness | None:
    """The readiness over these questions; None without any.

    `first_takes` are the coverages of the person's first takes of any questions, 0 to 1.
    """
    questions = tuple(prepared)
    if not questions:
        return None
    measured = len(first_takes) >= FIRST_TAKES
    cold = fmean(first_takes) if measured else COLD
    bands = [_band(one, cold) for one in questions]
    gains = [
        Gain(one.key, (_practised_once_more(one, cold) - expected) / len(questions), one.practised)
        for one, (_, expected, _) in zip(questions, bands, strict=True)
    ]
    gains.sort(key=lambda one: -one.gain)
    return Readiness(
        expected=fmean(expected for _, expected, _ in bands),
        low=fmean(low for low, _, _ in bands),
        high=fmean(high for _, _, high in bands),
        questions=len(questions),
        practised=sum(one.practised for one in questions),
        unrated=sum(one.practised and one.retrievability is None for one in questions),
        cold=cold,
        cold_measured=measured,
        gains=tuple(gain for gain in gains[:MOST_GAINS] if gain.gain > 0),
    )


def _band(one: Prepared, cold: float) -> tuple[float, float, float]:
    """The worst, the expected and the best coverage of one question on the day."""
    if one.low is None or one.high is None:
        return 0.0, cold, 1.0
    if one.retrievability is None:
        worst, best = UNRATED
    else:
        worst = best = one.retrievability
    middle = (one.low + one.high) / 2
    return (
        worst * one.low,
        middle * _left((worst + best) / 2),
        one.high * _left(best),
    )


def _left(recall: float) -> float:
    """How much of an answer comes, on average, where it is remembered with this probability."""
    return recall + (1 - recall) * KEPT


def _practised_once_more(one: Prepared, cold: float) -> float:
    known = cold if one.low is None or one.high is None else (one.low + one.high) / 2
    return known + LEARNED * (1 - known)
