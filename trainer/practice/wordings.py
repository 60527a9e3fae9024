"""The speaker's own wordings: added, edited, removed; each can be taken back."""

from __future__ import annotations

from datetime import datetime

from trainer.bank import KeyPoint, Question
from trainer.errors import InputError, NotFoundError
from trainer.history.records import Wording, WordingKind, WordingOrigin
from trainer.history.store import History
from trainer.practice.changes import Change
from trainer.practice.teaching import same_words, taught


def key_point_of(question: Question, key_point_id: str) -> KeyPoint:
    """The key point of this id.

    Raises NotFoundError with those there are.
    """
    for point in question.key_points:
        if point.id == key_point_id:
            return point
    raise NotFoundError(
        f"question {question.id} has no key point '{key_point_id}'",
        candidates=[point.id for point in question.key_points],
    )


def add_wording(
    history: History,
    question: Question,
    point: KeyPoint,
    text: str,
    origin: WordingOrigin,
    now: datetime,
) -> Wording | None:
    """Keep one more way to say a point; None where that way is known already.

    Raises InputError for a text without words.
    """
    text = _checked(text)
    known = (point.text, *point.wordings, *taught(history, question).confirmed.get(point.id, ()))
    if same_words(text) in {same_words(one) for one in known}:
        return None
    with history.transaction():
        wording = history.taught.add_wording(
            question.id, point.id, text, kind=WordingKind.CONFIRMED, origin=origin, made_at=now
        )
        history.record_action(Change.ADD_WORDING, {"wording_id": wording.id}, made_at=now)
    return wording


def edit_wording(history: History, wording_id: int, text: str, now: datetime) -> Wording:
    """Change the words of a wording.

    Raises NotFoundError, and InputError for a text without words.
    """
    text = _checked(text)
    with history.transaction():
        before = history.taught.wording(wording_id)
        history.taught.set_text(wording_id, text)
        payload = {"wording_id": wording_id, "before": before.text}
        history.record_action(
            Change.EDIT_WORDING, payload, made_at=now, attempt_id=before.attempt_id
        )
    return history.taught.wording(wording_id)


def remove_wording(history: History, wording_id: int, now: datetime) -> Wording:
    """Put a wording away; it is gone for good after seven days.

    Raises NotFoundError.
    """
    with history.transaction():
        wording = history.taught.wording(wording_id)
        history.taught.remove(wording_id, removed_at=now)
        history.record_action(
            Change.REMOVE_WORDING,
            {"wording_id": wording_id},
            made_at=now,
            attempt_id=wording.attempt_id,
        )
    return wording


def _checked(text: str) -> str:
    """The text in one line."""
    line = " ".join(text.split())
    if not any(character.isalnum() for character in line):
        raise InputError("a wording needs words", hint="Say the point as you would in an answer.")
    return line
