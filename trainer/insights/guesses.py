"""How sure the speaker was before the score, beside what the answer covered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Final

from trainer.history.summary_records import ScoredTake
from trainer.insights.bands import Band, mean_of
from trainer.insights.trends import monday_of

GUESSES: Final = (1, 2, 3, 4)
"""From not sure at all to sure."""


@dataclass(frozen=True, slots=True)
class Guessed:
    """Answers with a guess: the share that was guessed and the coverage, both as means, 0 to 1."""

    answers: int
    guessed: float
    coverage: Band

    @property
    def gap(self) -> Band:
        """The guess less the coverage, from at least to at most: above 0 it was too sure."""
        return Band(self.guessed - self.coverage.high, self.guessed - self.coverage.low)


@dataclass(frozen=True, slots=True)
class Guesses:
    """Guesses and coverage: together, by guess, and by week from Monday."""

    together: Guessed
    by_guess: dict[int, Guessed]
    by_week: dict[date, Guessed]


def share_of(guess: int) -> float:
    """What a guess of 1 to 4 stands for: the middle of its quarter of the whole."""
    return (guess - 0.5) / len(GUESSES)


def guesses_of(takes: Iterable[ScoredTake]) -> Guesses | None:
    """The guesses of answers (the earliest first) that have a coverage; None without any."""
    known = [take for take in takes if take.guess is not None and take.low is not None]
    together = _guessed(known)
    if together is None:
        return None
    by_guess: dict[int, list[ScoredTake]] = {}
    by_week: dict[date, list[ScoredTake]] = {}
    for take in known:
        by_guess.setdefault(take.guess or 0, []).append(take)
        by_week.setdefault(monday_of(take.day), []).append(take)
    return Guesses(
        together,
        {guess: one for guess in sorted(by_guess) if (one := _guessed(by_guess[guess]))},
        {monday: one for monday in sorted(by_week) if (one := _guessed(by_week[monday]))},
    )


def _guessed(takes: Sequence[ScoredTake]) -> Guessed | None:
    coverage = mean_of(takes)
    if coverage is None:
        return None
    guessed = fmean(share_of(take.guess) for take in takes if take.guess is not None)
    return Guessed(len(takes), guessed, coverage)
