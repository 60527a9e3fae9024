"""Texts of a person's: from options and files, and in their own editor, where nothing is lost."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from trainer.cli.asking import ask_yes
from trainer.cli.context import CommandContext
from trainer.cli.drafts import drafts_folder
from trainer.errors import InputError, Interrupted, NotFoundError

if TYPE_CHECKING:
    from trainer.history.interviews import Interview
    from trainer.history.store import History

T = TypeVar("T")


def today(context: CommandContext) -> date:
    """The date on the wall of this machine."""
    from trainer.workspace.zone import local_zone

    now = context.now()
    return local_zone(now, os.environ).local(now).date()


def day_of(given: str | None, context: CommandContext, *, ahead: bool = False) -> date:
    """The day that an option means, such as ``yesterday`` or ``27 nov``; else today.

    Raises InputError for what is no day, and, unless one `ahead` is asked for, lies ahead.
    """
    from trainer.debrief.days import day_from

    now = today(context)
    if given is None:
        return now
    day = day_from(given, now)
    if day > now and not ahead:
        raise InputError(f"{day} lies ahead", hint="Give the day on which it was.")
    return day


def interview_of(history: History, wanted: str) -> Interview:
    """The interview of a number or of words that fit no other; NotFoundError, AmbiguousError."""
    from trainer.cli.debrief_options import find_interview

    return find_interview(history.interviews.all(), wanted)


def one_line(text: str) -> str:
    """A text in one line, without control characters and the blanks around it."""
    from trainer.practice.takes import without_controls

    return " ".join(without_controls(text).split())


def needed_text(text: str, what: str) -> str:
    """A text with its lines; InputError for one without a word, `what` being its name."""
    from trainer.practice.takes import without_controls

    plain = without_controls(text).strip()
    if not any(character.isalnum() for character in plain):
        raise InputError(f"{what} needs words", hint="Write it as you would say it.")
    return plain


def text_from(file: Path | str) -> str:
    """The text of a file, or of standard input for ``-``; NotFoundError, InputError."""
    from trainer.practice.takes import read_text, some_text

    if str(file) == "-":
        return some_text(sys.stdin.buffer.read(), "standard input")
    path = Path(file)
    if not path.exists():
        raise NotFoundError(f"there is no file {file}", hint="Name the file, or - for a pipe.")
    return read_text(path)


def in_editor(
    context: CommandContext, name: str, before: str, read: Callable[[str], T], *, go_on: str
) -> T | None:
    """What came of a text in the person's editor, read by `read`; None where it is as before.

    `name` is that of the draft, which stays while `read` finds a fault (InputError) or the
    editor fails, and is taken up by the next call; `go_on` is the command of that.
    `forget_draft` deletes it once its text is kept.
    """
    from trainer.cli.editor import find_editor, run_editor
    from trainer.workspace.private import write_private

    command = find_editor(os.environ, at_terminal=context.at_terminal)
    draft = draft_file(context, name)
    begun = draft.exists()
    if begun and not (
        context.at_terminal
        and ask_yes("You began to change this. Go on with it?", err=context.json)
    ):
        draft.replace(draft.with_suffix(".old"))
        begun = False
    if not begun:
        write_private(draft, before.encode())
    while True:
        code = run_editor(command, draft, output_taken=context.json)
        if code:
            raise InputError(
                f"the editor '{command[0]}' ended with {code}, so nothing was changed",
                hint=f"What you wrote is in {draft}; go on with: {go_on}",
            )
        text = draft.read_text(encoding="utf-8", errors="replace")
        if text.strip() == before.strip():
            draft.unlink()
            return None
        try:
            return read(text)
        except InputError as error:
            if not context.at_terminal:
                error.hint = f"{error.hint or ''} What you wrote is in {draft}.".strip()
                raise
            click.echo(f"Not kept yet: {error.message}. {error.hint or ''}".strip(), err=True)
            if not _back():
                raise Interrupted(
                    f"stopped; what you wrote is in {draft}", hint=f"Go on with: {go_on}"
                ) from None


def _back() -> bool:
    try:
        return ask_yes("Back to the editor?", err=True)
    except (click.Abort, KeyboardInterrupt):
        click.echo(err=True)
        return False


def draft_file(context: CommandContext, name: str) -> Path:
    """Where a text that is being edited is kept."""
    return drafts_folder(context) / f"{name}.md"


def forget_draft(context: CommandContext, name: str) -> None:
    """Delete the draft of a text that is kept now."""
    draft_file(context, name).unlink(missing_ok=True)
