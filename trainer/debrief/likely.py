"""A question that may come, and those that are made from the advertisement itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from trainer.bank import Question
from trainer.debrief.ad_phrases import Part
from trainer.debrief.advertisement import Advertisement
from trainer.debrief.quoting import asked_clause


class Group(StrEnum):
    """Why a question is on the list."""

    OPENING = "opening"
    ROLE = "role"
    COMPETENCE = "competence"
    CLOSING = "closing"
    THROWING = "throwing"


@dataclass(frozen=True, slots=True)
class Likely:
    """A question that may come.

    `question_id` is None for one made from the advertisement; `likeness` to it is 0 to 1,
    None for what is asked in any interview; `reason` is one sentence.
    """

    prompt: str
    question_id: str | None
    group: Group
    likeness: float | None
    reason: str


def likely_from(question: Question, group: Group, likeness: float | None, reason: str) -> Likely:
    """A question of a bank as one that may come."""
    likeness = None if likeness is None else round(min(max(likeness, 0.0), 1.0), 3)
    return Likely(question.prompt, question.id, group, likeness, reason)


def from_lines(advertisement: Advertisement, used: Collection[str], count: int) -> Iterator[Likely]:
    """Questions made of what is asked for, where no bank has one."""
    made = 0
    for line in advertisement.of(Part.TASK, Part.MUST):
        clause = asked_clause(line.text)
        if made == count:
            return
        if line.text in used or clause is None:
            continue
        made += 1
        if advertisement.language == "de":
            prompt = f"In unserer Anzeige steht „{clause}“. Welche Erfahrung haben Sie damit?"
        else:
            prompt = f"Our advertisement says “{clause}”. What experience do you have of that?"
        reason = "The advertisement asks for it, and your banks have no question on it."
        yield Likely(prompt, None, Group.ROLE, None, reason)
