"""``trainer bank export``: a bank for a spreadsheet, an editor, another program, Anki."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.completion import question_ids
from trainer.cli.console import counted
from trainer.cli.context import CommandContext, common
from trainer.errors import InputError, UsageError
from trainer.library.formats import Format
from trainer.library.formats.form import format_of_name

if TYPE_CHECKING:
    from trainer.bank import QuestionBank
    from trainer.library import ListedBank


@click.command(
    "export",
    epilog="""\b
Examples:
  trainer bank export my-questions --to questions.csv
  trainer bank export general-behavioural --to behavioural.apkg --audio
  trainer bank export my-questions --format markdown
""",
)
@click.argument("bank", shell_complete=question_ids)
@click.option(
    "--to",
    "file",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="The file to write; its ending tells the format. Without it the text is printed.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    help="The format, where the file's name does not tell it.",
)
@click.option("--audio", is_flag=True, help="With Anki: put your best take of each question in.")
@click.option("--overwrite", is_flag=True, help="Write over a file that is there.")
@common()
def export(
    context: CommandContext,
    bank: str,
    *,
    file: Path | None,
    form: str | None,
    audio: bool,
    overwrite: bool,
) -> None:
    """Write a bank as a table (CSV, TSV), Markdown, JSON, YAML or an Anki deck.

    What the format has no place for is said in one line. 'trainer bank import' reads
    all of them back.
    """
    if file is not None and str(file) == "-":
        file = None
    chosen = _format(form, file)
    if file is None and (context.json or not chosen.is_text):
        raise UsageError("a file is needed here", hint="Name it with --to FILE.")
    if audio and chosen is not Format.ANKI:
        raise UsageError(f"{chosen} holds no audio", hint="Use --format anki for that.")
    if file is not None and file.exists() and not overwrite:
        raise InputError(f"{file} is there already", hint="Name another, or give --overwrite.")
    entry = context.library.bank(bank)
    whole = _whole(context, entry)
    lost = _lost(entry, chosen)
    if file is None:
        from trainer.library.formats.convert import write_text

        sys.stdout.buffer.write(write_text(whole, chosen).encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
        _say_lost(chosen, lost)
        return
    takes = _write(context, whole, file, chosen, audio=audio)
    context.output.result(
        "bank export",
        {
            "bank": whole.id,
            "file": str(file),
            "format": chosen.value,
            "questions": len(whole.questions),
            "takes": takes,
            "lost": lost,
        },
    )
    if not context.json:
        with_takes = f" with {counted(takes, 'take')}" if audio else ""
        number = counted(len(whole.questions), "question")
        context.output.say(f"Wrote {number} of {whole.id}{with_takes} to {file}.")
    _say_lost(chosen, lost)


def _format(form: str | None, file: Path | None) -> Format:
    if form is not None:
        return Format(form)
    return Format.MARKDOWN if file is None else format_of_name(file)


def _whole(context: CommandContext, entry: ListedBank) -> QuestionBank:
    """The bank as it is asked: the shipped questions with the person's own over them."""
    from dataclasses import replace

    questions = [q for q in context.library.questions.values() if q.bank_id == entry.bank.id]
    return replace(entry.bank, questions=tuple(questions))


def _lost(entry: ListedBank, form: Format) -> list[str]:
    from trainer.library import Origin
    from trainer.library.formats.convert import lost_in

    comments = False
    if entry.origin is Origin.MINE:
        text = entry.path.read_text(encoding="utf-8", errors="replace")
        comments = any(line.lstrip().startswith("#") for line in text.splitlines())
    return lost_in(entry.bank, form, comments=comments)


def _say_lost(form: Format, lost: list[str]) -> None:
    if lost:
        click.echo(f"Not in the {form}, which has no place for it: {'; '.join(lost)}.", err=True)


def _write(
    context: CommandContext, bank: QuestionBank, file: Path, form: Format, *, audio: bool
) -> int:
    """Write the file in one step; how many takes went into it."""
    from trainer.library.formats.convert import write_text
    from trainer.workspace.private import private_folder, write_private

    takes: dict[str, Path] = {}
    if form is Format.ANKI:
        from trainer.library.formats.anki_write import write_anki

        if audio:
            takes = _best_takes(context, bank)
        with context.output.working("Writing the deck"):
            content = write_anki(bank, takes, context.now())
    else:
        content = write_text(bank, form).encode()
    private_folder(file.absolute().parent)
    write_private(file, content)
    return len(takes)


def _best_takes(context: CommandContext, bank: QuestionBank) -> dict[str, Path]:
    from trainer.practice.best_takes import best_takes

    with context.history(write=False) as history:
        return best_takes(history, bank.questions)
