"""What a person does with targets and predictions, each in the log of what can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from trainer.errors import AmbiguousError, InputError, NotFoundError
from trainer.history.codec import time_from, time_text
from trainer.history.predictions import NewPrediction, Prediction, PredictionOrigin
from trainer.history.records import Action
from trainer.history.store import History
from trainer.history.targets import Target, TargetDetails, details_from, details_mapping


class TargetChange(StrEnum):
    """The kinds of entries in the log of actions that are about targets."""

    ADD = "add_target"
    EDIT = "edit_target"
    DONE = "done_target"
    REMOVE = "remove_target"
    PREDICT = "predict"


def described(target: TargetDetails) -> str:
    """A target as one names it: company, job, day."""
    day = target.day.isoformat() if target.day else ""
    return ", ".join(filter(None, (target.company, target.role, target.stage, day)))


def find_target(targets: Sequence[Target], wanted: str) -> Target:
    """The target of this number, or the only one whose company, job and stage hold these words.

    Among several those that are not done come first.  Raises AmbiguousError and
    NotFoundError with candidates: none is guessed.
    """
    wanted = wanted.strip()
    hint = "'trainer target list --all' shows them."
    if wanted.isdecimal():
        found = [one for one in targets if one.id == int(wanted)]
        if found:
            return found[0]
        raise NotFoundError(f"there is no target {wanted}", hint=hint)
    words = wanted.casefold().split()
    fits = [
        one
        for one in targets
        if words
        and all(word in f"{one.company} {one.role} {one.stage}".casefold() for word in words)
    ]
    waiting = [one for one in fits if one.done_at is None]
    fits = waiting if len(waiting) == 1 else fits
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise AmbiguousError(
            f"'{wanted}' fits {len(fits)} targets",
            hint="Give the number of one.",
            candidates=[f"{one.id}  {described(one)}" for one in fits],
        )
    candidates = [f"{one.id}  {described(one)}" for one in targets if one.done_at is None]
    raise NotFoundError(f"no target fits '{wanted}'", hint=hint, candidates=candidates[:5])


def add_target(history: History, details: TargetDetails, now: datetime) -> Target:
    """Keep an interview that is coming."""
    with history.transaction():
        target = history.targets.add(details, made_at=now)
        _record(history, TargetChange.ADD, target.id, now)
    return target


def edit_target(history: History, target: Target, details: TargetDetails, now: datetime) -> Target:
    """Keep other details of a target."""
    with history.transaction():
        changed = history.targets.update(target.id, details, changed_at=now)
        before = details_mapping(target.details)
        _record(history, TargetChange.EDIT, target.id, now, before=before)
    return changed


def mark_target_done(history: History, target: Target, now: datetime, *, done: bool) -> Target:
    """Put a target behind, or take it up again; InputError where that is so already."""
    if done is (target.done_at is not None):
        raise InputError(
            f"target {target.id} is done already" if done else f"target {target.id} is not done",
            hint=f"Take it up again: trainer target done {target.id} --not" if done else None,
        )
    with history.transaction():
        changed = history.targets.mark_done(target.id, now if done else None)
        before = target.done_at and time_text(target.done_at)
        _record(history, TargetChange.DONE, target.id, now, before=before)
    return changed


def remove_target(history: History, target: Target, now: datetime) -> None:
    """Put a target away for seven days."""
    with history.transaction():
        history.targets.remove(target.id, removed_at=now)
        _record(history, TargetChange.REMOVE, target.id, now)


def change_predictions(
    history: History,
    target: Target,
    *,
    add: Sequence[NewPrediction] = (),
    drop: Sequence[Prediction] = (),
    by_person: bool,
    now: datetime,
    recorded: bool = True,
) -> tuple[Prediction, ...]:
    """Take questions off a target's list and put others on; what was put on.

    With `by_person` what the machine had put there and is taken off never comes back by itself.
    Without `recorded` it is part of another change, and goes with that.
    """
    with history.transaction():
        history.predictions.drop(drop, by_person=by_person, removed_at=now)
        added = history.predictions.add(target.id, add, made_at=now)
        if recorded:
            _record(
                history,
                TargetChange.PREDICT,
                target.id,
                now,
                added=[one.id for one in added],
                dropped=[[one.id, one.origin.value] for one in drop],
            )
    return added


def undo_target_change(history: History, action: Action, now: datetime) -> str:
    """Take back one change of a target; what is to be said of it."""
    payload = action.payload
    number = int(payload["target_id"])
    try:
        target = history.targets.get(number)
    except NotFoundError:
        return f"Target {number} was removed more than seven days ago and is gone."
    name = f"Target {number} ({target.company})"
    match action.kind:
        case TargetChange.ADD:
            history.targets.remove(number, removed_at=now)
            return f"{name} is taken out again."
        case TargetChange.EDIT:
            history.targets.update(number, details_from(payload["before"]), changed_at=now)
            return f"{name} is as it was before."
        case TargetChange.DONE:
            before = payload["before"]
            history.targets.mark_done(number, before and time_from(before))
            return f"{name} is done." if before else f"{name} is not done any more."
        case TargetChange.REMOVE:
            history.targets.restore(number)
            return f"{name} is back."
        case _:
            history.predictions.delete(payload["added"])
            for prediction_id, origin in payload["dropped"]:
                history.predictions.put_back(prediction_id, PredictionOrigin(origin))
            return f"{name}: the list of likely questions is as it was before."


def _record(
    history: History, kind: TargetChange, target_id: int, now: datetime, **payload: Any
) -> None:
    history.record_action(kind, {"target_id": target_id, **payload}, made_at=now)
