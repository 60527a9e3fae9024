"""``trainer target edit``: by options, or whole in the person's own editor."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.asking import ask_yes
from trainer.cli.context import CommandContext, common
from trainer.cli.editor import find_editor, run_editor
from trainer.cli.target_options import (
    FIELDS,
    asks_about_past,
    here_and_now,
    names_from,
    target_options,
    with_options,
)
from trainer.cli.target_view import show_target, target_document, target_facts
from trainer.errors import InputError, Interrupted, NotFoundError, TrainerError

if TYPE_CHECKING:
    from trainer.history.targets import Target, TargetDetails

HOW = """\
Save and close to keep it; leave it as it is to change nothing.
Interviewers are parted by ; and the long texts stand below their === lines."""


@click.command(
    "edit",
    epilog="""\b
Examples:
  trainer target edit northwind
  trainer target edit 2 --date "in 5 days" --time "2 pm" --ad advertisement.html
  trainer target edit 2 --date none --stage second
""",
)
@click.argument("target")
@target_options
@click.option("--text", "text_from", metavar="FILE", help="The whole form from a file (or -).")
@common()
def edit(context: CommandContext, /, target: str, *, text_from: str | None, **given: Any) -> None:
    """Change what you noted of an interview, by options or in your editor.

    Without an option the whole opens in $VISUAL or $EDITOR. 'none' takes a value away. A new
    advertisement changes the list of likely questions only when you ask: 'target predict --redo'.
    """
    from trainer.cli.target_predict import find
    from trainer.practice.target_changes import edit_target

    found = find(context, target)
    today, zone = here_and_now(context.now())
    past = asks_about_past(context, meant=given.pop("past"))
    draft: Path | None = None
    if text_from is not None:
        details = _from_text(found, _handed_in(text_from), today, zone, past=past)
    elif any(given[name] not in (None, ()) for name in FIELDS):
        details = with_options(found.details, given, today, zone, past=past)
    else:
        draft = _draft_of(context, found)
        details = _in_editor(context, found, draft, past)
    changed = details != found.details
    if changed:
        with context.history(write=True) as history:
            found = edit_target(history, found, details, context.now())
    if draft is not None:
        draft.unlink(missing_ok=True)
    facts = target_facts(context, found)
    context.output.result("target edit", {"changed": changed, **target_document(facts)})
    if context.output.json:
        return
    if not changed:
        context.output.say("Nothing was changed.")
        return
    show_target(context.output, facts, listed=False)
    context.output.say("\n'trainer undo' takes the change back.")


def _from_text(
    target: Target, text: str, today: date, zone: str, *, past: Callable[[date], bool]
) -> TargetDetails:
    """The details that an edited form says; a past day that was there before is no slip."""
    from trainer.debrief.cleaning import block, one_line
    from trainer.debrief.target_form import from_form

    said = dict(from_form(text))
    given: dict[str, Any] = {
        name: said.get(name, "") for name in ("company", "role", "stage", "notes")
    }
    given |= {name: said.get(name, "") for name in ("date", "time", "zone")}
    details = with_options(
        target.details, given, today, zone, past=lambda day: day == target.day or past(day)
    )
    return replace(
        details,
        interviewers=names_from(one_line(said.get("interviewers", ""), "line of interviewers")),
        advertisement=block(said.get("advertisement", ""), "advertisement"),
    )


def _handed_in(text_from: str) -> str:
    from trainer.practice.takes import decode_text, read_text

    if text_from == "-":
        return decode_text(sys.stdin.buffer.read(), "standard input")
    path = Path(text_from).expanduser()
    if not path.exists():
        raise NotFoundError(f"there is no file {text_from}", hint="Name the file, or - for a pipe.")
    return read_text(path)


def _draft_of(context: CommandContext, target: Target) -> Path:
    return context.workspace.recordings / "drafts" / f"target-edit-{target.id}.txt"


def _in_editor(
    context: CommandContext, target: Target, draft: Path, past: Callable[[date], bool]
) -> TargetDetails:
    """What came of the editor; the draft stays where the person leaves with a fault."""
    from trainer.debrief.target_form import to_form
    from trainer.practice.takes import decode_text
    from trainer.workspace.places import ensure_workspace
    from trainer.workspace.private import private_folder, storage_errors, write_private

    today, zone = here_and_now(context.now())
    command = find_editor(os.environ, at_terminal=context.at_terminal)
    fresh = to_form(target.details, f"{target.id}  {target.company}\n{HOW}")
    ensure_workspace(context.workspace)
    private_folder(draft.parent)
    if not draft.exists():
        write_private(draft, fresh.encode())
    elif context.at_terminal:
        context.output.say("Going on with what you wrote last time.")
    while True:
        code = run_editor(command, draft, output_taken=context.output.json)
        with storage_errors("read", draft):
            text = decode_text(draft.read_bytes() if draft.exists() else b"", str(draft))
        if code != 0 or text == fresh or not text.strip():
            if code != 0 and text != fresh and text.strip():
                raise InputError(
                    f"the editor ended with code {code}, so nothing was kept",
                    hint=f"What you wrote is in {draft}; 'target edit' goes on with it.",
                )
            return target.details
        try:
            return _from_text(target, text, today, zone, past=past)
        except TrainerError as error:
            _back_to_editor(context, error, draft, target)


def _back_to_editor(
    context: CommandContext, error: TrainerError, draft: Path, target: Target
) -> None:
    """Tell what is wrong, and wait.  Raises Interrupted where they leave."""
    if not context.at_terminal:
        error.hint = f"{error.hint or ''} What you wrote is in {draft}.".strip()
        raise error
    click.echo(f"\nNot kept yet: {error.message}. {error.hint or ''}".rstrip(), err=True)
    try:
        again = ask_yes("Back to the editor?", err=True)
    except (click.Abort, KeyboardInterrupt):
        click.echo(err=True)
        again = False
    if not again:
        raise Interrupted(
            f"stopped; what you wrote is kept in {draft}",
            hint=f"Go on with: trainer target edit {target.id}",
        )
