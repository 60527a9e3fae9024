"""What is slipping: how likely the answer to a question is still there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trainer.history.schedule import Card
from trainer.insights.memory import RETENTION, retrievability


class Hold(StrEnum):
    """How well an answer holds, by its retrievability."""

    FIRM = "firm"
    LOOSENING = "loosening"
    SLIPPING = "slipping"
    FAINT = "faint"


LOOSE_BELOW = RETENTION
SLIPPING_BELOW = 0.7
FAINT_BELOW = 0.5
"""Below the first a question is due, as FSRS has it; the other two are our own choice."""


@dataclass(frozen=True, slots=True)
class Fading:
    """A question, how likely its answer is still there (0 to 1), and when it was last given."""

    question_id: str
    retrievability: float
    answered_on: date
    due_on: date

    @property
    def hold(self) -> Hold:
        """The same in a word."""
        if self.retrievability < FAINT_BELOW:
            return Hold.FAINT
        if self.retrievability < SLIPPING_BELOW:
            return Hold.SLIPPING
        return Hold.LOOSENING if self.retrievability < LOOSE_BELOW else Hold.FIRM


def fading_of(cards: Iterable[Card], on: date) -> tuple[Fading, ...]:
    """How well the answers of these cards hold on a day of the speaker's, the most at risk first.

    An estimate: FSRS with parameters of many people, none of this one's own.
    """
    found = [
        Fading(card.question_id, retrievability(card, on), card.reviewed_on, card.due_on)
        for card in cards
    ]
    return tuple(sorted(found, key=lambda one: (one.retrievability, one.question_id)))
