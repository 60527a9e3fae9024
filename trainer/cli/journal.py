"""``trainer journal``: what went well."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from trainer.cli.context import CommandContext, common
from trainer.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trainer.history.store import History

MOST_LINES = 3
GO_ON = "trainer journal add"
LABELS = ("What went well", "What else (may stay empty)", "And a third (may stay empty)")


@click.group(
    "journal",
    epilog="""\b
Examples:
  trainer journal add "I stayed calm when the question about gaps came"
  trainer journal list
""",
)
def command() -> None:
    """What went well, in three lines, after an interview or a drill.

    It is read back to you in 'trainer progress', and on the day a rejection comes.
    """


@command.command(
    "add",
    epilog="""\b
Examples:
  trainer journal add
  trainer journal add "I paused instead of saying um" "The story of the outage landed" --drill
  trainer journal add "They laughed at my opening" --interview 2 --on 2026-11-20
""",
)
@click.argument("lines", nargs=-1)
@click.option("--interview", metavar="N", help="After this interview.")
@click.option("--drill", is_flag=True, help="After the last drill or mock interview.")
@click.option("--on", "on_day", metavar="DAY", help="On which day; else today.")
@common()
def add(
    context: CommandContext,
    *,
    lines: tuple[str, ...],
    interview: str | None,
    drill: bool,
    on_day: str | None,
) -> None:
    """Keep what went well: up to three LINES, or step by step without any."""
    from trainer.cli.drafts import Form
    from trainer.cli.journal_view import journal_document, show_entry
    from trainer.cli.texts import day_of, interview_of
    from trainer.practice.entries import EntryKind, note_added

    day = day_of(on_day, context)
    with context.history(write=False) as history:
        session = _session(history, drill=drill)
        found = interview_of(history, interview) if interview else None
    form = None
    if not lines:
        form = Form(context, GO_ON, instead="Give the lines as arguments.")
        with form.asking("entry"):
            lines = tuple(
                form.line(f"line-{number}", label, needed=number == 1)
                for number, label in enumerate(LABELS, start=1)
            )
    told = _checked(lines)
    with context.history(write=True) as history:
        now = context.now()
        with history.transaction():
            entry = history.journal.add(
                told,
                day=day,
                made_at=now,
                interview_id=found.id if found else None,
                session_id=session,
            )
            note_added(history, EntryKind.JOURNAL, entry.id, now)
    if form:
        form.draft.finish()
    context.output.result("journal add", journal_document(entry))
    if not context.output.json:
        show_entry(context.output, entry)
        context.output.say("Kept. It is yours, and it counts.")


def _session(history: History, *, drill: bool) -> int | None:
    if not drill:
        return None
    session = history.journal.last_sitting()
    if session is None:
        raise NotFoundError("there was no drill yet", hint="Leave --drill out, or: trainer drill")
    return session


def _checked(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines that have words.  Raises InputError for none, and for more than three."""
    from trainer.cli.texts import one_line

    told = tuple(line for line in map(one_line, lines) if line)
    if not told:
        raise InputError("an entry needs a line", hint="One small thing is enough.")
    if len(told) > MOST_LINES:
        raise InputError(
            f"{len(told)} lines are more than three", hint="Keep the three that matter most."
        )
    return told


@command.command(
    "list",
    epilog="""\b
Examples:
  trainer journal list
  trainer journal list --since 2026-11-01
""",
)
@click.option("--since", metavar="DAY", help="Only from this day on.")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many."
)
@common()
def list_(context: CommandContext, *, since: str | None, limit: int) -> None:
    """Read the journal, the latest first."""
    from trainer.cli.journal_view import journal_document, show_entry
    from trainer.cli.texts import day_of

    with context.history(write=False) as history:
        entries = history.journal.entries(
            since=day_of(since, context) if since else None, limit=limit
        )
    context.output.result("journal list", {"entries": [journal_document(one) for one in entries]})
    if context.output.json:
        return
    if not entries:
        context.output.say("Nothing here yet. 'trainer journal add' keeps what went well.")
    for entry in entries:
        show_entry(context.output, entry)


@command.command(
    "edit",
    epilog="""\b
Examples:
  trainer journal edit 1
  trainer journal edit 1 "I stayed calm, and it showed"
  trainer journal edit 1 --on 2026-11-19
""",
)
@click.argument("number", type=int, metavar="ENTRY")
@click.argument("lines", nargs=-1)
@click.option("--on", "on_day", metavar="DAY", help="The day it is about.")
@common()
def edit(
    context: CommandContext, *, number: int, lines: tuple[str, ...], on_day: str | None
) -> None:
    """Change an entry: other LINES, another day, or in your editor without either."""
    from trainer.cli.journal_view import journal_document, show_entry
    from trainer.cli.texts import day_of, forget_draft, in_editor
    from trainer.practice.entries import change_journal

    with context.history(write=False) as history:
        before = history.journal.get(number)
    told = _checked(lines) if lines else before.lines
    name = f"journal-{number}"
    editing = not lines and on_day is None
    if editing:
        told = (
            in_editor(
                context,
                name,
                "\n".join(before.lines) + "\n",
                lambda text: _checked(text.splitlines()),
                go_on=f"trainer journal edit {number}",
            )
            or before.lines
        )
    entry = replace(before, lines=told, day=day_of(on_day, context) if on_day else before.day)
    if entry != before:
        with context.history(write=True) as history:
            change_journal(history, entry, context.now())
    if editing:
        forget_draft(context, name)
    context.output.result("journal edit", journal_document(entry))
    if not context.output.json:
        show_entry(context.output, entry)


@command.command(
    "remove",
    epilog="""\b
Examples:
  trainer journal remove 1
""",
)
@click.argument("number", type=int, metavar="ENTRY")
@common()
def remove(context: CommandContext, number: int) -> None:
    """Remove an entry; it can be brought back for seven days."""
    from trainer.practice.entries import EntryKind, remove_entry

    with context.history(write=True) as history:
        remove_entry(history, EntryKind.JOURNAL, number, context.now())
    context.output.result("journal remove", {"entry_id": number})
    if not context.output.json:
        context.output.say(f"Removed entry {number}; 'trainer undo' brings it back.")
