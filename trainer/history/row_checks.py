"""What a stored row must look like, for rows that come from outside: an export that is read.

Types come from the tables; what is more than a type stands here by the name of the column.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, time
from enum import Enum
from pathlib import PureWindowsPath
from typing import Any, Final
from uuid import UUID

from trainer.history.codec import time_from, time_text
from trainer.history.interview_records import Outcome
from trainer.history.records import (
    HumanVerdict,
    Medium,
    Origin,
    Stage,
    Standing,
    WordingKind,
    WordingOrigin,
)
from trainer.history.sittings import State
from trainer.history.whole import Column, Table

JSON_COLUMNS: Final[Mapping[str, type]] = {
    "actions.payload": dict,
    "attempts.pauses": list,
    "attempts.question": dict,
    "attempts.voice_segments": list,
    "deliveries.figures": dict,
    "interviews.interviewers": list,
    "journal.lines": list,
    "overlays.question": dict,
    "removed_questions.content": dict,
    "scores.points": dict,
    "scores.question": dict,
    "sessions.options": dict,
    "stories.competences": list,
    "stories.wordings": dict,
    "targets.interviewers": list,
    "transcripts.words": dict,
}
"""The columns that hold JSON, and whether it is an object or a list."""

ENUM_COLUMNS: Final[Mapping[str, type[Enum]]] = {
    "attempts.medium": Medium,
    "attempts.stage": Stage,
    "interviews.outcome": Outcome,
    "judgements.verdict": HumanVerdict,
    "sitting_questions.state": State,
    "standings.standing": Standing,
    "transcripts.origin": Origin,
    "wordings.kind": WordingKind,
    "wordings.origin": WordingOrigin,
}
"""The columns that hold one of few words."""

_TYPES: Final[Mapping[str, tuple[tuple[type, ...], str]]] = {
    "TEXT": ((str,), "a string"),
    "INTEGER": ((int,), "a whole number"),
    "REAL": ((int, float), "a number"),
}
_LARGEST: Final = 2**63


def row_fault(table: Table, row: object) -> str | None:
    """What is wrong with a row of an export, or None."""
    if not isinstance(row, dict):
        return "it is not an object"
    names = {column.name for column in table.columns}
    for name in sorted(names - row.keys()):
        return f"'{name}' is missing"
    for name in sorted(row.keys() - names):
        return f"{name!r} is not known"
    for column in table.columns:
        fault = _fault(table.name, column, row[column.name])
        if fault is not None:
            return f"'{column.name}' {fault}"
    return None


def is_plain_name(name: str) -> bool:
    """Whether this can be the name of a file in a folder, on every system, and nothing else."""
    path = PureWindowsPath(name)
    return (
        bool(name.strip(". "))
        and path.name == name
        and not path.is_reserved()
        and name.isprintable()
        and len(name.encode("utf-8", "replace")) <= _LONGEST_NAME_BYTES
    )


_LONGEST_NAME_BYTES: Final = 255


def _fault(table: str, column: Column, value: object) -> str | None:
    if value is None:
        return "is missing" if column.needed else None
    kinds, name = _TYPES[column.type]
    if isinstance(value, bool) or not isinstance(value, kinds):
        return f"must be {name}"
    if isinstance(value, int):
        return None if -_LARGEST <= value < _LARGEST else "is too large"
    if isinstance(value, str):
        return _text_fault(table, column.name, value)
    return None


def _text_fault(table: str, column: str, value: str) -> str | None:
    try:
        value.encode()
    except UnicodeEncodeError:
        return "is not text"
    place = f"{table}.{column}"
    if place in JSON_COLUMNS:
        return _json_fault(place, value)
    if place in ENUM_COLUMNS:
        known = [str(one.value) for one in ENUM_COLUMNS[place]]
        return None if value in known else f"is none of {', '.join(known)}"
    if place == "attempts.audio":
        return None if is_plain_name(value) else "is not the name of a file"
    for fits, parse, what in _BY_NAME:
        if fits(column):
            try:
                parse(value)
            except ValueError:
                return f"is not {what}"
    return None


def _json_fault(place: str, value: str) -> str | None:
    try:
        content = json.loads(value)
    except (ValueError, RecursionError):
        return "holds no JSON"
    if not isinstance(content, JSON_COLUMNS[place]):
        return "holds another kind of JSON"
    # Undoing changes the bank file that an action names.
    if place == "actions.payload" and not _names_are_plain(content):
        return "names a file that is not one of the banks"
    return None


def _names_are_plain(content: Any) -> bool:
    waiting = [content]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            file = one.get("file")
            if isinstance(file, str) and not is_plain_name(file):
                return False
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return True


def is_stored_time(text: str) -> bool:
    """Whether a text is a time as the history stores it."""
    try:
        _stored_time(text)
    except ValueError:
        return False
    return True


def _stored_time(text: str) -> None:
    if time_text(time_from(text)) != text:
        raise ValueError(text)


_BY_NAME: Final[tuple[tuple[Callable[[str], bool], Callable[[str], object], str], ...]] = (
    (lambda name: name == "uuid", UUID, "a UUID"),
    (
        lambda name: name.endswith("_at") or name in {"since", "until"},
        _stored_time,
        "a time such as 2026-03-29T18:30:15.250000Z",
    ),
    (
        lambda name: name.endswith("_on") or name == "day",
        date.fromisoformat,
        "a date such as 2026-03-29",
    ),
    (lambda name: name == "clock", time.fromisoformat, "a time such as 10:30"),
)
