"""What can be said of an interview on the command line, and what it means."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.errors import AmbiguousError, InputError, NotFoundError

if TYPE_CHECKING:
    from trainer.history.interviews import Interview


def find_interview(interviews: Sequence[Interview], wanted: str | None) -> Interview:
    """The interview of this number, or the only one with these words; without any the latest.

    `interviews` are the latest first.  Raises NotFoundError and AmbiguousError with
    candidates: none is guessed.
    """
    if not interviews:
        raise NotFoundError(
            "no interview was taken down yet", hint="'trainer debrief' takes one down."
        )
    if wanted is None:
        return interviews[0]
    hint = "'trainer debrief list' shows them."
    if wanted.strip().isdecimal():
        for one in interviews:
            if one.id == int(wanted):
                return one
        raise NotFoundError(f"there is no interview {wanted.strip()}", hint=hint)
    words = wanted.casefold().split()
    fits = [one for one in interviews if all(word in one.name.casefold() for word in words)]
    if len(fits) == 1:
        return fits[0]
    candidates = [f"{one.id}  {one.name}, {one.day}" for one in fits or interviews][:5]
    if fits:
        raise AmbiguousError(
            f"'{wanted}' fits {len(fits)} interviews",
            hint="Give the number of one.",
            candidates=candidates,
        )
    raise NotFoundError(f"no interview fits '{wanted}'", hint=hint, candidates=candidates)


def read_form(name: str) -> Any:
    """The JSON in a file, or on standard input.

    Raises NotFoundError, InputError and StorageError.
    """
    from trainer.bank.load import read_bytes
    from trainer.practice.takes import decode_text
    from trainer.workspace.private import storage_errors

    if name == "-":
        data, where = sys.stdin.buffer.read(), "standard input"
    else:
        path = Path(name).expanduser()
        if not path.exists():
            raise NotFoundError(
                f"there is no file {name}", hint="Give a JSON file, or - for a pipe."
            )
        with storage_errors("read", path):
            data, where = read_bytes(path), name
    try:
        return json.loads(decode_text(data, where))
    except ValueError as error:
        raise InputError(f"{where} is no JSON: {error}") from None


def form_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """The form of a file out of the options of 'debrief add'."""
    questions: list[dict[str, Any]] = [{"asked": text} for text in given["asked"]]
    for option, name in (
        ("answered", "answered"),
        ("off_guard", "off_guard"),
        ("asked_by", "asked_by"),
        ("is_known", "question_id"),
        ("wished", "wished"),
    ):
        for number, value in given[option]:
            if not 1 <= number <= len(questions):
                raise InputError(
                    f"there is no question {number}",
                    hint=f"{len(questions)} were given, numbered from 1 in their order.",
                )
            one = questions[number - 1]
            if name == "wished":
                one.setdefault(name, []).append(value)
            else:
                one[name] = value
    form = {
        name: given[name]
        for name in ("company", "role", "stage", "mood", "notes", "target")
        if given[name] is not None
    }
    return {**form, "interviewers": list(given["who"]), "questions": questions}
