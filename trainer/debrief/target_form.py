"""A target as a text that can be changed in an editor, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from trainer.errors import InputError
from trainer.history.targets import TargetDetails

LINES: Final = ("company", "role", "stage", "date", "time", "zone", "interviewers")
BLOCKS: Final = ("notes", "advertisement")
_BLOCK: Final = re.compile(r"^=== ?(notes|advertisement) ?===\s*$", re.IGNORECASE)


def to_form(details: TargetDetails, heading: str) -> str:
    """The text that is edited; `heading` tells how, a line of it a comment."""
    values = {
        "company": details.company,
        "role": details.role,
        "stage": details.stage,
        "date": details.day.isoformat() if details.day else "",
        "time": "" if details.clock is None else details.clock.isoformat("minutes"),
        "zone": details.zone,
        "interviewers": "; ".join(details.interviewers),
    }
    lines = [f"# {line}" for line in heading.splitlines()]
    lines += [f"{name}: {values[name]}".rstrip() for name in LINES]
    for name in BLOCKS:
        lines += ["", f"=== {name} ===", getattr(details, name)]
    return "\n".join(lines).rstrip() + "\n"


def from_form(text: str) -> Mapping[str, Any]:
    """What an edited text says, by field, each as it was typed.

    Raises InputError that names the line.
    """
    found: dict[str, Any] = {}
    block: str | None = None
    written: dict[str, list[str]] = {}
    for number, raw in enumerate(text.splitlines(), start=1):
        if mark := _BLOCK.match(raw):
            block = mark[1].lower()
            if block in written:
                raise InputError(f"line {number}: '{block}' stands here for the second time")
            written[block] = []
            continue
        if block is not None:
            written[block].append(raw.rstrip())
            continue
        if not raw.strip() or raw.lstrip().startswith("#"):
            continue
        name, colon, value = raw.partition(":")
        name = name.strip().lower()
        if not colon or name not in LINES:
            raise InputError(
                f"line {number}: '{raw.strip()}' is none of {', '.join(LINES)}",
                hint="Each stands before a colon; long texts stand below their === line.",
            )
        if name in found:
            raise InputError(f"line {number}: '{name}' stands here for the second time")
        found[name] = value.strip()
    return {**found, **{name: "\n".join(lines).strip() for name, lines in written.items()}}
