"""What can be taken back, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.bank.edit import add_question, remove_question
from trainer.errors import InputError, NotFoundError
from trainer.history.records import Action
from trainer.history.store import History
from trainer.practice.bank_import import IMPORT_QUESTIONS, undo_import
from trainer.practice.bank_undo import undo_bank_change
from trainer.practice.cards import RATE, RATE_SCORES, UNRATE, undo_rating
from trainer.practice.delivered import deliver
from trainer.practice.entries import ENTRY_CHANGES, undo_entry
from trainer.practice.interview_changes import InterviewChange, undo_interview_change
from trainer.practice.noting import NOTE_CHANGES, undo_note
from trainer.practice.target_changes import TargetChange, undo_target_change
from trainer.workspace.places import Workspace
from trainer.workspace.private import private_folder

if TYPE_CHECKING:
    from trainer.library import Library


class Change(StrEnum):
    """The kinds of entries in the log of actions."""

    DISCARD = "discard"
    RESTORE = "restore"
    OFF_GUARD = "off_guard"
    ADD_QUESTION = "add_question"
    JUDGE = "judge"
    ADD_WORDING = "add_wording"
    EDIT_WORDING = "edit_wording"
    REMOVE_WORDING = "remove_wording"
    EDIT_QUESTION = "edit_question"
    RENAME_QUESTION = "rename_question"
    MOVE_QUESTION = "move_question"
    MERGE_QUESTIONS = "merge_questions"
    REMOVE_QUESTION = "remove_question"
    NEW_BANK = "new_bank"
    REMOVE_BANK = "remove_bank"
    DECIDE = "decide"
    CORRECT = "correct"
    GO_BACK = "go_back"
    RESCORE = "rescore"


_WORDING_CHANGES = {Change.ADD_WORDING, Change.EDIT_WORDING, Change.REMOVE_WORDING}
_BANK_CHANGES = {
    Change.EDIT_QUESTION,
    Change.RENAME_QUESTION,
    Change.MOVE_QUESTION,
    Change.MERGE_QUESTIONS,
    Change.REMOVE_QUESTION,
    Change.NEW_BANK,
    Change.REMOVE_BANK,
    Change.DECIDE,
}


def discard_attempt(history: History, attempt_id: int, now: datetime) -> None:
    """Put an attempt into the trash, where it stays for seven days.

    Raises NotFoundError, and InputError where it is there already.
    """
    with history.transaction():
        if history.attempt(attempt_id).discarded_at is not None:
            raise InputError(
                f"attempt {attempt_id} is in the trash already",
                hint=f"Bring it back: trainer attempt restore {attempt_id}",
            )
        history.discard_attempt(attempt_id, discarded_at=now)
        history.record_action(Change.DISCARD, {}, made_at=now, attempt_id=attempt_id)


def restore_attempt(history: History, attempt_id: int, now: datetime) -> None:
    """Bring an attempt back from the trash.

    Raises NotFoundError, and InputError where it is not there.
    """
    with history.transaction():
        if history.attempt(attempt_id).discarded_at is None:
            raise InputError(
                f"attempt {attempt_id} is not in the trash",
                hint="'trainer history --trash' lists what is.",
            )
        history.restore_attempt(attempt_id)
        history.record_action(Change.RESTORE, {}, made_at=now, attempt_id=attempt_id)


def mark_off_guard(
    history: History, attempt_id: int, off_guard: bool | None, now: datetime
) -> None:
    """Keep what the speaker says of being caught off guard.

    Raises NotFoundError.
    """
    with history.transaction():
        before = history.attempt(attempt_id).off_guard
        history.set_off_guard(attempt_id, off_guard)
        history.record_action(
            Change.OFF_GUARD, {"before": before}, made_at=now, attempt_id=attempt_id
        )


def add_question_to_bank(
    history: History,
    workspace: Workspace,
    file: Path,
    bank_id: str,
    title: str,
    mapping: Mapping[str, Any],
    now: datetime,
) -> str:
    """Write a question into a bank of the person's own; its full id.

    Raises InputError where the bank or the question has faults, StorageError.
    """
    private_folder(workspace.banks)
    full_id = f"{bank_id}/{mapping['id']}"
    added = add_question(file, {**mapping, "id": full_id}, title=title)
    payload = {"file": file.name, "question_id": added.id}
    history.record_action(Change.ADD_QUESTION, payload, made_at=now)
    return added.id


def undo(
    history: History, workspace: Workspace, now: datetime, library: Callable[[], Library]
) -> str:
    """Take back the last change; a sentence that says what was done.

    `library` gives all banks, where that needs them.

    Raises NotFoundError where nothing is left to take back, InputError and
    StorageError where it can't be.
    """
    action = history.last_action()
    if action is None:
        raise NotFoundError("there is nothing to take back")
    if action.kind == Change.ADD_QUESTION:
        said = _take_out(workspace, str(action.payload["file"]), str(action.payload["question_id"]))
        history.mark_undone(action.id, undone_at=now)
        return said
    with history.transaction():
        if action.kind in _BANK_CHANGES:
            said = undo_bank_change(history, workspace, action)
        elif action.kind in {RATE, RATE_SCORES, UNRATE}:
            said = undo_rating(history, library(), action)
        elif action.kind == IMPORT_QUESTIONS:
            said = undo_import(history, workspace, action)
        elif action.kind in ENTRY_CHANGES:
            said = undo_entry(history, action)
        elif action.kind in set(InterviewChange):
            said = undo_interview_change(history, workspace, action, now)
        elif action.kind in set(TargetChange):
            said = undo_target_change(history, action, now)
        elif action.kind in NOTE_CHANGES:
            said = undo_note(history, action)
        elif action.kind in _WORDING_CHANGES:
            said = _undo_wording(history, action)
        elif action.kind == Change.RESCORE:
            return _undo_rescoring(history, action, now)
        elif action.attempt_id is not None:
            said = _undo_attempt(history, action, action.attempt_id, now)
        else:
            raise InputError(f"the last change ('{action.kind}') can't be taken back")
        history.mark_undone(action.id, undone_at=now)
    return said


def _undo_attempt(history: History, action: Action, attempt_id: int, now: datetime) -> str:
    match action.kind:
        case Change.DISCARD:
            history.restore_attempt(attempt_id)
            return f"Attempt {attempt_id} is back from the trash."
        case Change.RESTORE:
            history.discard_attempt(attempt_id, discarded_at=now)
            return f"Attempt {attempt_id} is in the trash again."
        case Change.JUDGE:
            history.taught.delete_judgement(action.payload["judgement_id"])
            point = action.payload["key_point_id"]
            return f"Attempt {attempt_id}: what you said of '{point}' is taken back."
        case Change.CORRECT:
            _undo_versions(history, action, attempt_id, now)
            return f"Attempt {attempt_id}: the transcript is as it was before you corrected it."
        case Change.GO_BACK:
            _undo_versions(history, action, attempt_id, now)
            return f"Attempt {attempt_id}: your correction counts again."
        case _:
            history.set_off_guard(attempt_id, action.payload["before"])
            return (
                f"Attempt {attempt_id}: what you said of being caught off guard "
                "is as it was before."
            )


def _undo_rescoring(history: History, last: Action, now: datetime) -> str:
    """Take back a whole run of `rescore`: it is one thing to who called it."""
    action: Action | None = last
    count = 0
    while (
        action is not None
        and action.kind == Change.RESCORE
        and action.payload["run"] == last.payload["run"]
        and action.attempt_id is not None
    ):
        _undo_versions(history, action, action.attempt_id, now)
        history.mark_undone(action.id, undone_at=now)
        count += 1
        action = history.last_action()
    if count == 1:
        return f"Attempt {last.attempt_id}: the score is the one before it was made again."
    return f"The scores of {count} answers are the ones before they were made again."


def _undo_versions(history: History, action: Action, attempt_id: int, now: datetime) -> None:
    """Delete the transcript and scores that an action made; the version before counts again."""
    for score_id in action.payload["score_ids"]:
        history.versions.delete_score(score_id)
    if action.payload["transcript_id"] is not None:
        history.versions.delete(action.payload["transcript_id"])
    history.versions.choose(attempt_id, action.payload["chosen"])
    # The figures of delivery went with the transcript that they were measured on.
    counting = history.latest_transcript(attempt_id)
    if counting is not None:
        deliver(history, history.attempt(attempt_id), counting, now)


def _undo_wording(history: History, action: Action) -> str:
    number = int(action.payload["wording_id"])
    if action.kind == Change.ADD_WORDING:
        history.taught.delete_wording(number)
        return f"Wording {number} is taken out again."
    if action.kind == Change.EDIT_WORDING:
        history.taught.set_text(number, action.payload["before"])
        return f"Wording {number} is as it was before."
    if history.taught.put_back(number):
        return f"Wording {number} is back."
    return f"Wording {number} was removed more than seven days ago and is gone."


def _take_out(workspace: Workspace, file: str, question_id: str) -> str:
    """Take a question out of its bank again, unless somebody has done so already."""
    bank = workspace.banks / file
    gone = f"{question_id} is not in your bank any more, so there was nothing to take out."
    if not bank.exists():
        return gone
    try:
        remove_question(bank, question_id)
    except NotFoundError:
        return gone
    return f"Took {question_id} out of your bank again."
