"""Questions and banks put away, taken out and made; each can be taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from trainer.bank import Question
from trainer.errors import InputError
from trainer.history.records import Decision, Standing
from trainer.history.store import History
from trainer.library import Library, Origin
from trainer.practice.bank_work import bank_file_gone, bank_work
from trainer.practice.changes import Change
from trainer.workspace.places import Workspace
from trainer.workspace.private import private_folder, storage_errors, write_private


def remove_question_of_own(
    history: History, workspace: Workspace, library: Library, question: Question, now: datetime
) -> None:
    """Put a question of the person's own into the trash, where it stays for seven days.

    Raises InputError for one that ships.
    """
    place = library.place_of(question.id)
    if place.origin is not Origin.MINE:
        raise InputError(
            f"{question.id} ships with the program and can't be removed",
            hint=f"So that it is never asked again: trainer bank retire {question.id}",
        )
    undone = f"{question.id} is back in {place.path.name}."
    with bank_work(history, workspace, Change.REMOVE_QUESTION, undone, now) as work:
        work.remove(place.path, question.id)
        if question.id in library.overlaid:
            work.set_overlay(question.id, None)


def remove_bank_of_own(
    history: History, workspace: Workspace, library: Library, bank_id: str, now: datetime
) -> Path:
    """Put a whole bank of the person's own into the trash, where it stays for seven days.

    Raises InputError for one that ships.
    """
    place = library.bank(bank_id)
    if place.origin is not Origin.MINE:
        raise InputError(
            f"the bank '{bank_id}' ships with the program and can't be removed",
            hint=f"So that nothing of it is drawn: trainer bank disable {bank_id}",
        )
    undone = f"The bank '{bank_id}' is back."
    with bank_work(history, workspace, Change.REMOVE_BANK, undone, now) as work:
        for question in place.bank.questions:
            if question.id in library.overlaid:
                work.set_overlay(question.id, None)
        with storage_errors("read", place.path):
            text = place.path.read_bytes().decode()
        number = history.shelf.keep_removed(bank_id, {"text": text}, removed_at=now)
        work.steps.append({"file": place.path.name, "removed": number, "bank": True, "after": None})
        bank_file_gone(place.path)
    return place.path


def new_bank(
    history: History,
    workspace: Workspace,
    library: Library,
    bank_id: str,
    text: str,
    now: datetime,
) -> Path:
    """Make an empty bank of the person's own from a template.

    Raises InputError where there is a bank of this id, or a file of its name.
    """
    if any(entry.bank.id == bank_id for entry in library.banks):
        raise InputError(
            f"there is a bank '{bank_id}' already",
            hint=f"Add to it: trainer bank add --bank {bank_id}",
        )
    file = workspace.banks / f"{bank_id}.yaml"
    if file.exists():
        raise InputError(f"there is a file {file} already", hint="Choose another name.")
    undone = f"The bank '{bank_id}' is taken out again."
    with bank_work(history, workspace, Change.NEW_BANK, undone, now) as work:
        private_folder(workspace.banks)
        made = hashlib.sha256(text.encode()).hexdigest()
        work.steps.append({"file": file.name, "made_bank": made, "removed": None, "after": None})
        write_private(file, text.encode())
    return file


def decide(
    history: History,
    workspace: Workspace,
    subjects: Mapping[str, Standing | None],
    now: datetime,
    until: datetime | None = None,
) -> None:
    """Keep what a person decided of questions or banks; None puts one back into use.

    `until` is when that ends by itself.
    """
    before = history.shelf.decisions(now)
    undone = " ".join(
        f"{subject} is {before[subject].standing.words if subject in before else 'in use'} again."
        for subject in subjects
    )
    with bank_work(history, workspace, Change.DECIDE, undone, now) as work:
        for subject, standing in subjects.items():
            if standing is None:
                work.withdraw(subject)
            else:
                work.decide(Decision(subject, standing, now, until))
