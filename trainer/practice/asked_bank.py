"""The person's bank of what they were asked in real interviews."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from trainer.bank import Kind, Question, Weight
from trainer.bank.edit import add_question, remove_question
from trainer.errors import NotFoundError
from trainer.library.adding import (
    NewPoint,
    NewQuestion,
    bank_title,
    own_bank_file,
    taken_ids,
    to_mapping,
)
from trainer.practice.interview_notes import AskedNotes, InterviewNotes
from trainer.workspace.places import Workspace
from trainer.workspace.private import private_folder

if TYPE_CHECKING:
    from trainer.library import Library

ASKED_BANK: Final = "asked-for-real"
"""The person's bank for what they were asked in interviews."""

_KINDS: Final = (
    (Kind.BEHAVIOURAL, ("a time", "a situation", "an example", "have you ever", "when did you")),
    (Kind.SITUATIONAL, ("would you", "what if", "imagine", "what do you do")),
    (Kind.MOTIVATIONAL, ("why ", "salary", "yourself", "weakness", "strength", "five years")),
    (Kind.TECHNICAL, ("what is", "difference", "explain", "design", "how does", "how do ")),
)


def new_question_id(library: Library, asked: str, reserved: Sequence[str] = ()) -> str:
    """The id under which a question goes to the bank of those asked for real."""
    bare = {one.partition("/")[2] for one in reserved}
    taken = taken_ids(library, ASKED_BANK) | bare
    return f"{ASKED_BANK}/{to_mapping(NewQuestion(asked), taken)['id']}"


def put_into_bank(
    workspace: Workspace, library: Library, notes: InterviewNotes, one: AskedNotes
) -> Question:
    """The question in the person's bank: added, or there since an interruption."""
    full_id = one.new_id or ""
    there = library.questions.get(full_id)
    if there is not None:
        if there.prompt == one.asked:
            return there
        # Somebody gave the id away since it was put by for this one.
        full_id = new_question_id(library, one.asked)
    new = NewQuestion(
        prompt=one.asked,
        points=[NewPoint(point.text, Weight.VITAL, point.wordings) for point in one.points],
        kind=_kind_of(one.asked),
        source={
            "company": notes.company,
            "role": notes.role,
            "date": notes.day.isoformat(),
            "stage": notes.stage,
        },
    )
    file = own_bank_file(library, workspace.banks, ASKED_BANK)[1]
    private_folder(workspace.banks)
    mapping = {**to_mapping(new, ()), "id": full_id}
    return add_question(file, mapping, title=bank_title(library, ASKED_BANK))


def _kind_of(asked: str) -> Kind:
    said = f"{asked.casefold()} "
    for kind, signs in _KINDS:
        if any(sign in said for sign in signs):
            return kind
    return Kind.BEHAVIOURAL


def take_out_of_bank(workspace: Workspace, name: str, question_ids: Sequence[str]) -> int:
    """Take questions out of the person's bank file `name` again; how many were there still."""
    file = workspace.banks / name
    count = 0
    for question_id in question_ids:
        if file.exists():
            try:
                remove_question(file, question_id)
            except NotFoundError:
                continue
            count += 1
    return count
