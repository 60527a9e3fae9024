"""``trainer notes``: what is worth remembering at a moment of a take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from trainer.cli.context import CommandContext, common
from trainer.cli.moments import seconds_of
from trainer.errors import UsageError

if TYPE_CHECKING:
    from trainer.history.notes import Note


@click.group(
    "notes",
    epilog="""\b
Examples:
  trainer notes add 12 --at 0:42 "say the number first"
  trainer notes list 12
  trainer notes remove 3
""",
)
def command() -> None:
    """Notes to takes: add, list, edit and remove them.

    'trainer replay' shows them at their time, and n writes one while it plays.
    """


@command.command(
    "add",
    epilog="""\b
Examples:
  trainer notes add 12 "calm from here on"
  trainer notes add 12 --at 0:42 "say the number first"
""",
)
@click.argument("attempt", type=int)
@click.argument("text")
@click.option("--at", "at_s", metavar="TIME", callback=seconds_of, help="Where, as 0:42 or 42.")
@common()
def add(context: CommandContext, *, attempt: int, text: str, at_s: float | None) -> None:
    """Write a note to an attempt, at a moment of it or to the whole."""
    from trainer.practice.noting import add_note

    with context.history(write=True) as history:
        note = add_note(history, attempt, text, at_s, context.now())
    context.output.result("notes add", note_document(note))
    if not context.output.json:
        context.output.say(f"Note {note.id} to attempt {attempt} is kept.")


@command.command(
    "list",
    epilog="""\b
Examples:
  trainer notes list
  trainer notes list 12 --json
""",
)
@click.argument("attempt", type=int, required=False)
@common()
def list_(context: CommandContext, *, attempt: int | None) -> None:
    """List notes, of one attempt or of all."""
    with context.history(write=False) as history:
        if attempt is not None:
            history.attempt(attempt)
        notes = history.notes.all() if attempt is None else history.notes.of(attempt)
    output = context.output
    output.result("notes list", {"notes": [note_document(note) for note in notes]})
    if output.json:
        return
    if not notes:
        output.say("No notes yet. 'trainer notes add ATTEMPT TEXT' writes one.")
    number = None
    for note in notes:
        if note.attempt_id != number:
            number = note.attempt_id
            output.say(f"Attempt {number}", style="bold")
        output.say(f"{note.id}  {note_words(note)}", indent=2)


@command.command(
    "edit",
    epilog="""\b
Examples:
  trainer notes edit 3 "say the number at once"
  trainer notes edit 3 --at 0:45
""",
)
@click.argument("number", type=int, metavar="NOTE")
@click.argument("text", required=False)
@click.option("--at", "at_s", metavar="TIME", callback=seconds_of, help="Where, as 0:42 or 42.")
@common()
def edit(context: CommandContext, *, number: int, text: str | None, at_s: float | None) -> None:
    """Change a note's text or its time."""
    from trainer.practice.noting import edit_note

    if text is None and at_s is None:
        raise UsageError("nothing to change is given", hint="Give a text, a time, or both.")
    with context.history(write=True) as history:
        note = edit_note(history, number, context.now(), text=text, at_s=at_s)
    context.output.result("notes edit", note_document(note))
    if not context.output.json:
        context.output.say(f"Note {number}: {note_words(note)}")


@command.command(
    "remove",
    epilog="""\b
Examples:
  trainer notes remove 3
""",
)
@click.argument("number", type=int, metavar="NOTE")
@common()
def remove(context: CommandContext, *, number: int) -> None:
    """Remove a note; 'trainer undo' brings it back."""
    from trainer.practice.noting import remove_note

    with context.history(write=True) as history:
        note = remove_note(history, number, context.now())
    context.output.result("notes remove", note_document(note))
    if not context.output.json:
        context.output.say(f"Note {number} is removed; 'trainer undo' brings it back.")


def note_words(note: Note) -> str:
    """A note with its time and, where it is somebody else's, its author."""
    from trainer.cli.views import clock

    at = f"{clock(note.at_s)}  " if note.at_s is not None else ""
    return f"{at}{f'{note.author}: ' if note.author else ''}{note.text}"


def note_document(note: Note) -> dict[str, Any]:
    """A note as ``--json`` prints it."""
    from trainer.cli.documents import rfc3339

    return {
        "number": note.id,
        "uuid": str(note.uuid),
        "attempt_id": note.attempt_id,
        "at_s": note.at_s,
        "author": note.author,
        "text": note.text,
        "made_at": rfc3339(note.made_at),
        "changed_at": rfc3339(note.changed_at),
    }
