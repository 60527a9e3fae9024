"""The first answer to a question beside the latest one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trainer.history.summary_records import ScoredTake
from trainer.insights.bands import Band, band_of


class Move(StrEnum):
    """What became of the coverage; only what is beyond every doubt is a move."""

    RISEN = "risen"
    FALLEN = "fallen"
    SAME = "same"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class FirstLatest:
    """A question that was answered more than once: its first and its latest coverage."""

    question_id: str
    takes: int
    first_on: date
    first: Band
    latest_on: date
    latest: Band

    @property
    def move(self) -> Move:
        """Whether the latest answer covers more, by figures that leave no doubt."""
        if self.latest.surely_above(self.first):
            return Move.RISEN
        if self.first.surely_above(self.latest):
            return Move.FALLEN
        # A band of one value on either side: nothing is in doubt and nothing moved.
        return Move.SAME if self.first == self.latest else Move.UNSURE


def first_and_latest(takes: Iterable[ScoredTake]) -> tuple[FirstLatest, ...]:
    """Every question with two answers or more (the earliest given first), what rose most first."""
    by_question: dict[str, list[tuple[date, Band]]] = {}
    for take in takes:
        if band := band_of(take):
            by_question.setdefault(take.question_id, []).append((take.day, band))
    found = [
        FirstLatest(question_id, len(known), *known[0], *known[-1])
        for question_id, known in by_question.items()
        if len(known) > 1
    ]
    return tuple(
        sorted(found, key=lambda one: (-(one.latest.low - one.first.high), one.question_id))
    )
