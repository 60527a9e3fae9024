"""What can be said of a target on the command line, and what it means."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from trainer.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from trainer.cli.context import CommandContext
    from trainer.history.targets import TargetDetails

F = TypeVar("F", bound=Callable[..., Any])

NOTHING = {"", "none", "-", "keine"}

LINES = ("company", "role", "stage")
"""The fields that are taken as they are typed, each one line."""

FIELDS = (*LINES, "notes", "date", "time", "zone", "interviewers", "ad")
"""The options, by the names of their values."""


def target_options(function: F) -> F:
    """Give a command the options that describe a target."""
    for option in reversed(
        (
            click.option("--company", help="Where the interview is."),
            click.option("--role", help="The job, such as 'nurse, acute ward'."),
            click.option("--stage", help="The round, such as 'phone' or 'second'."),
            click.option(
                "--date", metavar="DAY", help="2026-11-27, '27 nov', fri, tomorrow, 'in 5 days'."
            ),
            click.option("--time", metavar="CLOCK", help="10:30, '2 pm'."),
            click.option("--zone", help="Its time zone, such as Europe/Berlin; else yours."),
            click.option(
                "--ad", metavar="FILE", help="The job advertisement (- for standard input)."
            ),
            click.option(
                "--interviewer",
                "interviewers",
                multiple=True,
                metavar="NAME",
                help="Who will ask; may be repeated.",
            ),
            click.option("--notes", metavar="TEXT", help="What you know of the company."),
            click.option("--past", is_flag=True, help="The day may lie in the past."),
        )
    ):
        function = option(function)
    return function


def with_options(
    details: TargetDetails,
    given: Mapping[str, Any],
    today: date,
    zone: str,
    *,
    past: Callable[[date], bool],
) -> TargetDetails:
    """The details with what the options say; an empty text or 'none' takes away.

    `zone` is the person's own; `past` says whether a day before `today` is meant.  Raises
    InputError for what can't be understood, and for a day that is not meant.
    """
    from trainer.debrief.cleaning import block, one_line
    from trainer.debrief.days import day_from, time_from, zone_from

    changes: dict[str, Any] = {
        name: one_line(given[name], name) for name in LINES if given.get(name) is not None
    }
    if given.get("notes") is not None:
        changes["notes"] = block(given["notes"], "notes")
    if not changes.get("company", details.company):
        raise InputError("a target needs a company", hint="Name it with --company.")
    if (said := given.get("date")) is not None:
        day = None if _nothing(said) else day_from(said, today)
        if day is not None and day < today and not past(day):
            raise InputError(
                f"{day} lies in the past", hint="If that is right, say so with --past."
            )
        changes["day"] = day
    if (said := given.get("time")) is not None:
        changes["clock"] = None if _nothing(said) else time_from(said)
    if given.get("zone") is not None:
        changes["zone"] = zone if _nothing(given["zone"]) else zone_from(given["zone"])
    elif not details.zone:
        changes["zone"] = zone
    if given.get("interviewers"):
        names = [one_line(one, "name") for one in given["interviewers"]]
        changes["interviewers"] = tuple(one for one in names if not _nothing(one))
    if (said := given.get("ad")) is not None:
        changes["advertisement"] = "" if said in {"", "none"} else read_ad(said)
    return replace(details, **changes)


def asks_about_past(context: CommandContext, *, meant: bool) -> Callable[[date], bool]:
    """Whether a past day is meant: where it was said, else where a person at a terminal says so."""
    from trainer.cli.asking import ask_yes

    def ask(day: date) -> bool:
        return meant or (
            context.at_terminal
            and ask_yes(f"{day} lies in the past. Is it right?", err=True, default=False)
        )

    return ask


def read_ad(name: str) -> str:
    """The text of the advertisement in a file, or on standard input.

    Raises InputError for what is no text, NotFoundError, StorageError.
    """
    from trainer.bank.load import read_bytes
    from trainer.debrief.ad_text import advertisement_text
    from trainer.workspace.private import storage_errors

    if name == "-":
        return advertisement_text(sys.stdin.buffer.read(), "standard input")
    path = Path(name).expanduser()
    if not path.exists():
        raise NotFoundError(
            f"there is no file {name}", hint="Name the advertisement's file, or - for a pipe."
        )
    with storage_errors("read", path):
        return advertisement_text(read_bytes(path), name)


def names_from(text: str) -> tuple[str, ...]:
    """Names with ; between them, or with commas where there is no ;."""
    parts = text.split(";" if ";" in text else ",")
    return tuple(part.strip() for part in parts if part.strip())


def here_and_now(now: datetime) -> tuple[date, str]:
    """The person's own date, and the name of their zone, empty where the system hides it."""
    from trainer.workspace.zone import local_zone

    zone = local_zone(now, os.environ)
    return zone.local(now).date(), zone.name


def _nothing(text: str) -> bool:
    return text.strip().lower() in NOTHING
