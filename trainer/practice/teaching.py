"""What a speaker taught, and scoring with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from trainer.bank import KeyPoint, Question
from trainer.history.records import WordingKind
from trainer.history.store import History
from trainer.practice.priming import credible
from trainer.scoring import Explanation, explain, score_answer
from trainer.scoring.coverage import Coverage
from trainer.speech.transcript import Transcript

ENOUGH_WORDINGS: Final = 3
"""With fewer ways to say a point than this, its score is mostly doubt."""


@dataclass(frozen=True, slots=True)
class Taught:
    """The speaker's own words for a question's key points, by their ids.

    `confirmed` made the point, `refused` did not; points without any are left out.
    """

    confirmed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    refused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


NOTHING_TAUGHT: Final = Taught()


def taught(history: History, question: Question) -> Taught:
    """What was taught for the points that the question has, also under its earlier ids.

    Of the same words confirmed here and refused there, the later word counts.
    """
    known = {point.id for point in question.key_points}
    newest: dict[tuple[str, str], tuple[str, WordingKind]] = {}
    wordings = history.taught.wordings([question.id, *question.renamed_from])
    for wording in sorted(wordings, key=lambda one: one.id):
        if wording.key_point_id in known:
            key = (wording.key_point_id, same_words(wording.text))
            newest[key] = (wording.text, wording.kind)
    by_kind: dict[WordingKind, dict[str, tuple[str, ...]]] = {kind: {} for kind in WordingKind}
    for (point, _), (text, kind) in newest.items():
        by_kind[kind][point] = (*by_kind[kind].get(point, ()), text)
    return Taught(by_kind[WordingKind.CONFIRMED], by_kind[WordingKind.REFUSED])


def score_taught(question: Question, transcript: Transcript, own: Taught) -> Coverage:
    """Score an answer with what its speaker taught; primed words hardly heard are no evidence."""
    heard = credible(transcript, question, own.confirmed)
    return score_answer(question, heard, own.confirmed, refused=own.refused)


def explain_taught(question: Question, transcript: Transcript, own: Taught) -> Explanation:
    """Explain the score that `score_taught` gives."""
    heard = credible(transcript, question, own.confirmed)
    return explain(question, heard, own.confirmed, refused=own.refused)


def thin_points(question: Question, own: Taught) -> tuple[KeyPoint, ...]:
    """The points that can be said in fewer than `ENOUGH_WORDINGS` known ways."""
    return tuple(
        point
        for point in question.key_points
        if len(point.wordings) + len(own.confirmed.get(point.id, ())) < ENOUGH_WORDINGS
    )


def same_words(text: str) -> str:
    """The same for texts that differ in case, space or punctuation at their ends alone."""
    return " ".join(text.casefold().split()).strip(" .,;:!?\"'“”")
