"""Writing an import into the person's own banks: all of it or nothing, and taking it back."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from trainer.bank.batch import BankFile, Entry
from trainer.history.records import Action
from trainer.history.store import History
from trainer.library import Library
from trainer.library.adding import own_bank_file
from trainer.library.importing import Fate, Plan, Planned, files_of
from trainer.practice.bank_undo import undo_bank_change
from trainer.practice.bank_work import BankWork
from trainer.workspace.places import Workspace
from trainer.workspace.private import storage_errors

IMPORT_QUESTIONS = "import_questions"
"""The kind of the entry in the log of actions."""


def import_questions(
    history: History, workspace: Workspace, library: Library, plan: Plan, now: datetime
) -> tuple[Path, ...]:
    """Write what `plan` says; the files that were written.

    Each bank is one file, written in one step.  Where anything fails, every file is as
    it was before.  Raises InputError where a bank changed since the plan was made or
    can't be changed, BusyError, StorageError.
    """
    written: list[BankFile] = []
    steps: list[dict[str, Any]] = []
    try:
        with history.transaction():
            work = BankWork(history, workspace, now)
            for bank_id, title, language, questions in files_of(plan, library):
                _, path = own_bank_file(library, workspace.banks, bank_id)
                file = BankFile(path, bank_id=bank_id, title=title, language=language)
                steps.append(_changed(work, library, file, questions))
                # Noted first: a write that fails half-way is put right as well.
                written.append(file)
                file.write()
            said = f"The import into {plan.bank_id} is taken back."
            payload = {**work.payload(said), "imported": steps}
            history.record_action(IMPORT_QUESTIONS, payload, made_at=now)
    except BaseException:
        for file in reversed(written):
            # The first failure is the one to tell.
            with contextlib.suppress(Exception):
                file.restore()
        raise
    return tuple(file.path for file in written)


def undo_import(history: History, workspace: Workspace, action: Action) -> str:
    """Take an import back; what is to be said of it.

    A question that was changed by hand since stays as it is now.  Raises InputError
    where a bank can't be changed, StorageError.
    """
    kept: list[str] = []
    with contextlib.ExitStack() as undone:
        for step in action.payload["imported"]:
            path = workspace.banks / step["file"]
            if path.exists():
                kept += _undo_file(history, path, step, undone)
        undone.pop_all()
    said = undo_bank_change(history, workspace, action)
    if kept:
        said += f" Changed since, and left alone: {', '.join(kept)}."
    return said


def _changed(
    work: BankWork, library: Library, file: BankFile, questions: list[Planned]
) -> dict[str, Any]:
    """Ask for the changes of one file; what taking them back needs."""
    step: dict[str, Any] = {"file": file.path.name, "made": file.made, "questions": []}
    for one in questions:
        question_id = one.question.id
        before = file.entry(question_id)
        number = None
        if before is None:
            after = file.add(one.question)
            if one.fate is Fate.REPLACE:
                work.set_overlay(question_id, library.questions[question_id])
        else:
            number = work.history.shelf.keep_removed(
                question_id, asdict(before), removed_at=work.now
            )
            after = file.replace(question_id, one.question)
        step["questions"].append([question_id, number, _digest(after.mapping)])
    return step


def _undo_file(
    history: History, path: Path, step: Mapping[str, Any], undone: contextlib.ExitStack
) -> list[str]:
    """Take the changes of one file back; the ids of what was changed since.

    Where `undone` is left by a failure, the file is as it was before.
    """
    file = BankFile(path, bank_id=path.stem, title=path.stem, language="en")
    undone.callback(file.restore)
    kept = []
    for question_id, number, digest in step["questions"]:
        present = file.entry(question_id)
        before = None if number is None else history.shelf.removed(number)
        if present is None:
            continue
        if _digest(present.mapping) != digest or (number is not None and before is None):
            kept.append(question_id)
        elif before is None:
            file.remove(question_id)
        else:
            file.replace(question_id, Entry(**before))
    if step["made"] and file.empty_and_plain:
        with storage_errors("delete", path):
            path.unlink()
    else:
        file.write()
    return kept


def _digest(mapping: Mapping[str, Any]) -> str:
    told = json.dumps(mapping, sort_keys=True, default=str)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
