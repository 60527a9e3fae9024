"""``trainer bank import``: questions from a spreadsheet, a text, another program, Anki."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from trainer.cli.asking import ask_yes
from trainer.cli.console import counted
from trainer.cli.context import CommandContext, common
from trainer.errors import InputError, NotFoundError, UsageError
from trainer.library.formats import Format
from trainer.library.formats.form import format_of_name, format_of_text
from trainer.library.importing import Fate, OnDuplicate

if TYPE_CHECKING:
    from trainer.library.formats.raw import Raw, ReadBank
    from trainer.library.importing import Plan, Planned

FIELDS = ("prompt", "key_points", "other_prompts", "follow_ups", "asks")
MOST_NAMED = 20
"""As many questions of one fate are named in a preview; the rest is counted."""

SHOWN_CHARS = 60


@click.command(
    "import",
    epilog="""\b
Examples:
  trainer bank import questions.csv --dry-run
  trainer bank import notes.md --bank my-questions --on-duplicate keep-both
  trainer bank import deck.apkg --field prompt=Front --field key_points=Back
  trainer bank import - --format markdown < pasted.txt
""",
)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    help="The format, where the file's name does not tell it.",
)
@click.option("--bank", help="The bank it goes to; else the one the file names, or my-questions.")
@click.option(
    "--on-duplicate",
    type=click.Choice([one.value for one in OnDuplicate]),
    default=OnDuplicate.SKIP.value,
    show_default=True,
    help="What to do with a question that is there already.",
)
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="NAME=FIELD",
    help=f"With Anki: the deck's field for {', '.join(FIELDS)}.",
)
@click.option("--encoding", help="How the text is written, if not in UTF-8, such as cp1252.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
@click.option("--yes", is_flag=True, help="Don't ask before writing.")
@common()
def import_(
    context: CommandContext,
    file: Path,
    *,
    form: str | None,
    bank: str | None,
    on_duplicate: str,
    fields: tuple[str, ...],
    encoding: str | None,
    dry_run: bool,
    yes: bool,
) -> None:
    """Take questions in from CSV, TSV, Markdown, JSON, YAML or an Anki deck.

    FILE may be - for text on standard input. You see what would be done before
    anything is written; at a terminal you are asked. All questions are taken in or, if
    there is one fault, none; 'trainer undo' takes them out again. They go into your own
    banks only.
    """
    from trainer.bank.slugs import slugify
    from trainer.library.adding import OWN_BANK, bank_title
    from trainer.library.formats.raw import to_bank
    from trainer.library.importing import plan_import

    raw, chosen = _read(file, form, encoding, _fields(fields))
    wanted = slugify(bank, fallback=OWN_BANK) if bank else None
    read = to_bank(raw, None if str(file) == "-" else file, wanted)
    if read.bank is None or read.faults:
        _refuse(context, file, read)
    bank_id = wanted or read.bank_id or OWN_BANK
    there = any(entry.bank.id == bank_id for entry in context.library.banks)
    title = read.title if read.title and not there else bank_title(context.library, bank_id)
    with context.output.working("Comparing with your banks"):
        plan = plan_import(
            read.bank,
            read,
            context.library,
            bank_id=bank_id,
            title=title,
            on_duplicate=OnDuplicate(on_duplicate),
        )
    _preview(context, plan)
    written: tuple[Path, ...] = ()
    asked = context.at_terminal and not yes and not dry_run and bool(plan.changes)
    go_on = not dry_run and bool(plan.changes)
    if asked and not ask_yes("Write this?", err=True):
        go_on = False
    if go_on:
        written = _write(context, plan)
    context.output.result("bank import", _data(plan, chosen, written, dry_run=dry_run))
    if not context.json:
        _say_done(context, plan, written)


def _write(context: CommandContext, plan: Plan) -> tuple[Path, ...]:
    from trainer.practice.bank_import import import_questions

    with context.history(write=True) as history:
        return import_questions(history, context.workspace, context.library, plan, context.now())


def _fields(given: tuple[str, ...]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for one in given:
        name, equals, field = one.partition("=")
        if not equals or name not in FIELDS:
            raise UsageError(
                f"--field {one} is not understood",
                hint=f"Write NAME=FIELD, with one of {', '.join(FIELDS)}.",
            )
        fields[name] = field
    return fields


def _read(
    file: Path, form: str | None, encoding: str | None, fields: dict[str, str]
) -> tuple[Raw, Format]:
    """What the file holds, and in which format."""
    from trainer.bank.form import MAX_FILE_BYTES
    from trainer.bank.load import read_bytes
    from trainer.library.formats.convert import read_text_format
    from trainer.library.formats.text import decoded
    from trainer.workspace.private import storage_errors

    piped = str(file) == "-"
    name = "the text" if piped else str(file)
    chosen = Format(form) if form else None
    if piped:
        if chosen is Format.ANKI:
            raise UsageError("a deck can't be read from a pipe", hint="Name its file.")
        if sys.stdin.isatty():
            click.echo("Paste the text, then press Ctrl-D on a line of its own.", err=True)
        content = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    else:
        if not file.exists():
            raise NotFoundError(f"there is no file {file}", hint="Check the name and the folder.")
        if not file.is_file():
            raise InputError(f"{file} is not an ordinary file", hint="Name a file to import.")
        chosen = chosen or format_of_name(file)
        if chosen is Format.ANKI:
            from trainer.library.formats.anki_read import read_anki

            return read_anki(file, fields), chosen
        with storage_errors("read", file):
            content = read_bytes(file)
    if fields:
        raise UsageError("--field is for Anki decks", hint="Leave it out.")
    text = decoded(content, name, encoding)
    chosen = chosen or format_of_text(text)
    return read_text_format(text, chosen), chosen


def _refuse(context: CommandContext, file: Path, read: ReadBank) -> NoReturn:
    told = [
        {"line": one.line, "where": one.where, "what": one.what, "mend": one.mend}
        for one in read.faults
    ]
    context.output.result("bank import", {"faults": told, "written": []})
    if not context.json:
        for fault in read.faults:
            click.echo(str(fault), err=True)
    name = "the text" if str(file) == "-" else str(file)
    raise InputError(
        f"{name} has {counted(len(read.faults), 'fault')}; nothing was imported",
        hint="Each is listed with its line.",
    )


def _preview(context: CommandContext, plan: Plan) -> None:
    if context.json:
        return
    output = context.output
    output.say(f"{counted(len(plan.questions), 'question')} for the bank {plan.bank_id}:")
    for fate, label in (
        (Fate.ADD, "new"),
        (Fate.REPLACE, "in the place of one that is there"),
        (Fate.SKIP, "there already, left out"),
        (Fate.SAME, "there already, word for word"),
    ):
        those = plan.of(fate)
        if those:
            output.say(f"{len(those)} {label}", indent=2, style="bold")
        for one in those[:MOST_NAMED]:
            output.say(_told(one), indent=4)
        if len(those) > MOST_NAMED:
            output.say(f"... and {len(those) - MOST_NAMED} more", indent=4)


def _told(one: Planned) -> str:
    prompt = " ".join(one.question.prompt.split())
    short = prompt if len(prompt) <= SHOWN_CHARS else f"{prompt[: SHOWN_CHARS - 3]}..."
    line = f"line {one.line}: " if one.line else ""
    if one.duplicate_of is None or one.fate is Fate.SAME:
        return f"{line}{short}"
    alike = f"{one.likeness:.0f} % alike" if one.likeness and one.likeness < 100 else "the same"
    return f"{line}{short} ({alike}: {one.duplicate_of})"


def _say_done(context: CommandContext, plan: Plan, written: tuple[Path, ...]) -> None:
    if written:
        number = counted(len(plan.changes), "question")
        context.output.say(f"Took in {number}: {', '.join(map(str, written))}.")
        context.output.say("'trainer undo' takes this back.")
    else:
        context.output.say("Nothing was written.")
    if any(one.fate is Fate.SKIP for one in plan.questions):
        context.output.say("--on-duplicate replace or keep-both takes in what was left out.")


def _data(plan: Plan, form: Format, written: tuple[Path, ...], *, dry_run: bool) -> dict[str, Any]:
    return {
        "bank": plan.bank_id,
        "format": form.value,
        "dry_run": dry_run,
        "written": [str(path) for path in written],
        "questions": [
            {
                "question_id": one.question.id,
                "prompt": one.question.prompt,
                "fate": one.fate.value,
                "duplicate_of": one.duplicate_of,
                "likeness": one.likeness,
                "line": one.line,
            }
            for one in plan.questions
        ],
        "faults": [],
    }
