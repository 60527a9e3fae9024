"""Which other fields the person's stories fit, by what their interviews ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from trainer.bank import Kind, Question
from trainer.debrief.story_matrix import competences_of

FIELD_SHARE: Final = 0.3
"""A bank with so many technical questions is one of a field; others fit anybody."""

LEAST_COVERED: Final = 3
LEAST_SHARE: Final = 1 / 3
MOST_FIELDS: Final = 2


@dataclass(frozen=True, slots=True)
class FieldFit:
    """A bank of a field: how many competences it asks for, and those that stories show."""

    bank_id: str
    competences: int
    covered: tuple[str, ...]


def fitting_fields(
    questions: Iterable[Question],
    shown: Mapping[str, tuple[int, ...]],
    met: Collection[str],
) -> list[FieldFit]:
    """The fields that stories fit best, the best first; those met already are left out.

    At least three competences, and a third of all that the field asks for, have a story.
    """
    of_bank: dict[str, set[str]] = {}
    counts: Counter[str] = Counter()
    technical: Counter[str] = Counter()
    known = set()
    for question in questions:
        counts[question.bank_id] += 1
        if question.id in met:
            known.add(question.bank_id)
        if question.kind is Kind.TECHNICAL:
            technical[question.bank_id] += 1
        elif question.kind is not Kind.MOTIVATIONAL:
            of_bank.setdefault(question.bank_id, set()).update(competences_of(question))
    fits = [
        FieldFit(bank_id, len(names), tuple(sorted(name for name in names if name in shown)))
        for bank_id, names in of_bank.items()
        if bank_id not in known and technical[bank_id] >= FIELD_SHARE * counts[bank_id]
    ]
    enough = [
        one for one in fits if len(one.covered) >= max(LEAST_COVERED, LEAST_SHARE * one.competences)
    ]
    return sorted(enough, key=lambda one: (-len(one.covered), one.competences, one.bank_id))[
        :MOST_FIELDS
    ]
