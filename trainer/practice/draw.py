"""Which questions to ask: a random draw, what caught the person off guard first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from random import Random

from trainer.bank import Question


def draw(
    questions: Iterable[Question],
    off_guard: Collection[str],
    answered: Collection[str],
    count: int,
    rng: Random,
) -> list[Question]:
    """Draw up to `count` questions: first those in `off_guard`, then new ones, then the rest.

    `off_guard` and `answered` hold question ids; within each of the three groups the
    order is random, drawn from `rng`.
    """
    shuffled = sorted(questions, key=lambda question: question.id)
    rng.shuffle(shuffled)

    def group(question: Question) -> int:
        if question.id in off_guard:
            return 0
        return 2 if question.id in answered else 1

    return sorted(shuffled, key=group)[:count]
