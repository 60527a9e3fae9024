"""Taking back what was done to questions and banks."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from trainer.bank.edit import RemovedQuestion
from trainer.history.codec import question_from, time_from
from trainer.history.records import Action, Decision, Overlay, Standing
from trainer.history.store import History
from trainer.practice.bank_work import (
    bank_file_back,
    bank_file_gone,
    refuse_changed,
    take_back_step,
)
from trainer.practice.cards import carry_back
from trainer.workspace.places import Workspace

GONE = "It was removed more than seven days ago and is gone."


def undo_bank_change(history: History, workspace: Workspace, action: Action) -> str:
    """Undo one change of banks; what is to be said of it.

    Raises InputError where a question was changed by hand since, StorageError.
    """
    payload = action.payload
    steps = list(reversed(payload["steps"]))
    removed = {
        step["removed"]: history.shelf.removed(step["removed"])
        for step in steps
        if step["removed"] is not None
    }
    if any(content is None for content in removed.values()):
        return GONE
    for step in steps:
        refuse_changed(workspace, step)
    for step in steps:
        _undo_step(workspace, step, removed.get(step["removed"]))
    for number, question_id, point in reversed(payload["wordings"]):
        history.shelf.place_wording(number, question_id, point)
    for carried in reversed(payload.get("cards", [])):
        carry_back(history, carried)
    for entry in reversed(payload["overlays"]):
        kept = entry["before"] and history.shelf.removed(entry["before"])
        history.shelf.set_overlay(entry["question_id"], _overlay(kept) if kept else None)
    for entry in reversed(payload["decisions"]):
        _undo_decision(history, entry)
    return str(payload["undone"])


def _undo_step(
    workspace: Workspace, step: Mapping[str, Any], content: Mapping[str, Any] | None
) -> None:
    file = workspace.banks / step["file"]
    if "made_bank" in step:
        # What somebody wrote into it meanwhile stays.
        if file.exists():
            present = hashlib.sha256(file.read_bytes()).hexdigest()
            if present == step["made_bank"]:
                bank_file_gone(file)
    elif step.get("bank") and content is not None:
        bank_file_back(file, content["text"])
    else:
        take_back_step(workspace, step, RemovedQuestion(**content) if content else None)


def _undo_decision(history: History, entry: Mapping[str, Any]) -> None:
    before = entry["before"]
    if before is None:
        history.shelf.withdraw(entry["subject"])
        return
    until = before["until"]
    history.shelf.decide(
        Decision(
            entry["subject"],
            Standing(before["standing"]),
            datetime.fromisoformat(before["since"]),
            until and datetime.fromisoformat(until),
        )
    )


def _overlay(kept: Mapping[str, Any]) -> Overlay:
    return Overlay(question_from(kept["question"]), kept["digest"], time_from(kept["made_at"]))
