"""What a person does with real interviews, each in the log of what can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from trainer.bank import Question
from trainer.errors import NotFoundError
from trainer.history.interviews import AskedQuestion, Interview, Outcome
from trainer.history.records import Action
from trainer.history.store import History
from trainer.library.adding import own_bank_file
from trainer.practice.asked_bank import ASKED_BANK, put_into_bank, take_out_of_bank
from trainer.practice.interview_notes import AskedNotes, InterviewNotes
from trainer.practice.interview_snapshots import asked_of, interview_of, snapshot
from trainer.practice.teaching import score_taught, taught
from trainer.workspace.places import Workspace

if TYPE_CHECKING:
    from trainer.library import Library


class InterviewChange(StrEnum):
    """The kinds of entries in the log of actions that are about real interviews."""

    KEEP = "keep_interview"
    EDIT = "edit_interview"
    OUTCOME = "interview_outcome"
    REMOVE = "remove_interview"


@dataclass(frozen=True, slots=True)
class KeptInterview:
    """An interview as it is kept, its questions, and the ids of those that a bank got."""

    interview: Interview
    asked: tuple[AskedQuestion, ...]
    added: tuple[str, ...]


def keep_interview(
    history: History,
    workspace: Workspace,
    library: Library,
    notes: InterviewNotes,
    now: datetime,
    uuid: UUID | None = None,
) -> KeptInterview:
    """Keep an interview, put its new questions into the person's bank, score what was spoken.

    With the `uuid` of one that is kept already nothing is done twice: a flow that was
    interrupted at its very end may come here again.  Raises InputError, StorageError and
    NotFoundError for a question, target or attempt that is not there.
    """
    known = uuid and history.interviews.by_uuid(uuid)
    if known:
        asked = history.interviews.asked(known.id)
        return KeptInterview(known, asked, _added(asked))
    _check(history, library, notes)
    file = own_bank_file(library, workspace.banks, ASKED_BANK)[1]
    questions = {
        one.new_id: put_into_bank(workspace, library, notes, one)
        for one in notes.questions
        if one.new_id
    }
    done_before = None
    with history.transaction():
        interview = history.interviews.add(
            notes.company,
            day=notes.day,
            made_at=now,
            role=notes.role,
            stage=notes.stage,
            zone=notes.zone,
            interviewers=notes.interviewers,
            target_id=notes.target_id,
            mood=notes.mood,
            notes=notes.notes,
            outcome=notes.outcome,
            outcome_on=notes.outcome_on,
            uuid=uuid,
        )
        for one in notes.questions:
            question = questions.get(one.new_id or "")
            _keep_asked(history, interview, one, question, now)
            if one.attempt_id is not None:
                _settle_attempt(history, one.attempt_id, one.off_guard, question, now)
        if notes.target_id is not None:
            done_before = history.targets.get(notes.target_id).done_at
            if done_before is None:
                history.targets.mark_done(notes.target_id, now)
        history.record_action(
            InterviewChange.KEEP,
            {
                "interview_id": interview.id,
                "file": file.name,
                "question_ids": [question.id for question in questions.values()],
                "target_done": notes.target_id if done_before is None else None,
            },
            made_at=now,
        )
    asked = history.interviews.asked(interview.id)
    return KeptInterview(interview, asked, _added(asked))


def edit_interview(
    history: History,
    before: Interview,
    changed: Interview,
    asked: Sequence[AskedQuestion],
    now: datetime,
) -> Interview:
    """Keep other details of an interview and of its questions, numbered from 1 in their order.

    A question with the number 0 is new.
    """
    with history.transaction():
        earlier = history.interviews.asked(before.id)
        made = history.interviews.update(changed, now=now)
        kept = [replace(one, position=place) for place, one in enumerate(asked, 1)]
        history.interviews.replace_asked(before.id, [one for one in kept if one.id])
        for one in kept:
            if not one.id:
                _add_again(history, one, now)
        _record(history, InterviewChange.EDIT, before, earlier, now)
    return made


def set_outcome(
    history: History, interview: Interview, outcome: Outcome, on: date | None, now: datetime
) -> Interview:
    """Keep what came of an interview."""
    with history.transaction():
        made = history.interviews.set_outcome(interview.id, outcome, on, now=now)
        _record(
            history, InterviewChange.OUTCOME, interview, history.interviews.asked(interview.id), now
        )
    return made


def remove_interview(history: History, interview: Interview, now: datetime) -> None:
    """Put an interview away for seven days; its questions stay in the bank."""
    with history.transaction():
        history.interviews.remove(interview.id, removed_at=now)
        history.record_action(InterviewChange.REMOVE, {"interview_id": interview.id}, made_at=now)


def undo_interview_change(
    history: History, workspace: Workspace, action: Action, now: datetime
) -> str:
    """Take back one change of an interview; what is to be said of it."""
    payload = action.payload
    number = int(payload["interview_id"])
    try:
        interview = history.interviews.get(number, removed=True)
    except NotFoundError:
        return f"Interview {number} was removed more than seven days ago and is gone."
    name = f"Interview {number} ({interview.company})"
    match action.kind:
        case InterviewChange.KEEP:
            history.interviews.remove(number, removed_at=now)
            if payload["target_done"] is not None:
                history.targets.mark_done(int(payload["target_done"]), None)
            ids = [str(one) for one in payload["question_ids"]]
            count = take_out_of_bank(workspace, str(payload["file"]), ids)
            also = f", and {count} question{'s' if count > 1 else ''} with it out of your bank"
            return f"{name} is taken out again{also if count else ''}."
        case InterviewChange.REMOVE:
            history.interviews.restore(number)
            return f"{name} is back."
        case _:
            history.interviews.update(interview_of(interview, payload), now=now)
            history.interviews.replace_asked(number, asked_of(payload))
            return f"{name} is as it was before."


def _check(history: History, library: Library, notes: InterviewNotes) -> None:
    """Refuse what names something that is not there, before anything is written."""
    if notes.target_id is not None:
        history.targets.get(notes.target_id)
    for number, one in enumerate(notes.questions, 1):
        if one.question_id is not None and one.question_id not in library.questions:
            raise NotFoundError(
                f"question {number}: there is no question {one.question_id}",
                hint="'trainer bank search WORDS' finds one.",
            )
        if one.attempt_id is not None:
            history.attempt(one.attempt_id)


def _keep_asked(
    history: History,
    interview: Interview,
    one: AskedNotes,
    added: Question | None,
    now: datetime,
) -> None:
    history.interviews.add_asked(
        interview.id,
        one.asked,
        made_at=now,
        question_id=added.id if added else one.question_id,
        answered=one.answered,
        off_guard=one.off_guard,
        wished=one.wished,
        asked_by=one.asked_by,
        added=added is not None,
        attempt_id=one.attempt_id,
    )


def _add_again(history: History, one: AskedQuestion, now: datetime) -> None:
    history.interviews.add_asked(
        one.interview_id,
        one.asked,
        made_at=now,
        question_id=one.question_id,
        answered=one.answered,
        off_guard=one.off_guard,
        wished=one.wished,
        asked_by=one.asked_by,
        position=one.position,
    )


def _settle_attempt(
    history: History,
    attempt_id: int,
    off_guard: int | None,
    question: Question | None,
    now: datetime,
) -> None:
    """What is known of a spoken answer only now: off guard, and the points of its question."""
    if off_guard is not None:
        caught = AskedQuestion(0, 0, 1, None, "", off_guard=off_guard).caught_off_guard
        history.set_off_guard(attempt_id, caught)
    stored = history.latest_transcript(attempt_id)
    if question is not None and question.key_points and stored is not None:
        coverage = score_taught(question, stored.transcript, taught(history, question))
        history.add_score(stored, coverage, made_at=now, question=question)


def _added(asked: Sequence[AskedQuestion]) -> tuple[str, ...]:
    return tuple(one.question_id for one in asked if one.added and one.question_id)


def _record(
    history: History,
    kind: InterviewChange,
    before: Interview,
    asked: Sequence[AskedQuestion],
    now: datetime,
) -> None:
    payload = {"interview_id": before.id, **snapshot(before, asked)}
    history.record_action(kind, payload, made_at=now)
