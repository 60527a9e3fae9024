"""Notes to a take: made, changed, removed, and each of that taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from trainer.errors import InputError
from trainer.history.notes import Note
from trainer.history.records import Action
from trainer.history.store import History

ADD_NOTE: Final = "add_note"
EDIT_NOTE: Final = "edit_note"
REMOVE_NOTE: Final = "remove_note"
NOTE_CHANGES: Final = frozenset({ADD_NOTE, EDIT_NOTE, REMOVE_NOTE})

MOST_CHARACTERS: Final = 4000


def add_note(
    history: History, attempt_id: int, text: str, at_s: float | None, now: datetime
) -> Note:
    """Keep a note to an attempt, at a moment of its recording or to the whole of it.

    Raises NotFoundError for the attempt, InputError for a text or a time that won't do.
    """
    attempt = history.attempt(attempt_id)
    checked = checked_text(text)
    _check_time(at_s, attempt.duration_s)
    with history.transaction():
        note = history.notes.add(attempt_id, checked, at_s=at_s, made_at=now)
        history.record_action(ADD_NOTE, {"note": note.id}, made_at=now, attempt_id=attempt_id)
    return note


def edit_note(
    history: History, number: int, now: datetime, *, text: str | None, at_s: float | None
) -> Note:
    """Give a note another text or another time; None leaves it as it is."""
    note = history.notes.note(number)
    _check_time(at_s, history.attempt(note.attempt_id).duration_s)
    changed = note.text if text is None else checked_text(text)
    before = {"note": number, "text": note.text, "at_s": note.at_s}
    with history.transaction():
        history.notes.change(number, changed, note.at_s if at_s is None else at_s, now)
        history.record_action(EDIT_NOTE, before, made_at=now, attempt_id=note.attempt_id)
    return history.notes.note(number)


def remove_note(history: History, number: int, now: datetime) -> Note:
    """Put a note away for seven days."""
    note = history.notes.note(number)
    with history.transaction():
        history.notes.remove(number, now)
        history.record_action(
            REMOVE_NOTE, {"note": number}, made_at=now, attempt_id=note.attempt_id
        )
    return note


def restore_note(history: History, number: int, now: datetime) -> Note:
    """Bring a note back that was removed; one that is there stays as it is."""
    note = history.notes.note(number)
    if note.removed_at is None:
        return note
    with history.transaction():
        history.notes.remove(number, None)
        last = history.last_action()
        # Else undoing would bring it back once more, and seem to do nothing.
        if last and last.kind == REMOVE_NOTE and last.payload["note"] == number:
            history.mark_undone(last.id, undone_at=now)
    return history.notes.note(number)


def undo_note(history: History, action: Action) -> str:
    """Take back one of the changes above; what is to be said of it."""
    number = int(action.payload["note"])
    if action.kind == ADD_NOTE:
        history.notes.delete(number)
        return f"Note {number} is taken out again."
    if action.kind == EDIT_NOTE:
        history.notes.change(number, action.payload["text"], action.payload["at_s"], action.made_at)
        return f"Note {number} is as it was before."
    history.notes.remove(number, None)
    return f"Note {number} is back."


def checked_text(text: str) -> str:
    """The text of a note without control characters and blanks around it.

    Raises InputError for one that is empty or longer than 4,000 characters.
    """
    cleaned = "".join(char for char in text if char in "\n\t" or char.isprintable()).strip()
    if not cleaned:
        raise InputError("a note needs a text")
    if len(cleaned) > MOST_CHARACTERS:
        raise InputError(f"a note is at most {MOST_CHARACTERS} characters long")
    return cleaned


def _check_time(at_s: float | None, duration_s: float | None) -> None:
    if at_s is None:
        return
    if duration_s is None:
        raise InputError("a typed answer has no times", hint="Leave --at out.")
    if at_s > duration_s:
        raise InputError(f"the take ends at {duration_s:.0f} s", hint="Give a time before that.")
