"""``trainer bank``: browse the banks, verify them, add a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from trainer.cli.bank_add import add
from trainer.cli.bank_check import check
from trainer.cli.completion import question_ids
from trainer.cli.console import counted
from trainer.cli.context import CommandContext, common

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trainer.bank import Question
    from trainer.cli.console import Output
    from trainer.library import ListedBank


@click.group(
    "bank",
    epilog="""\b
Examples:
  trainer bank list
  trainer bank show general-behavioural
  trainer bank add
""",
)
def command() -> None:
    """Browse, check and extend the question banks."""


command.add_command(add)
command.add_command(check)


@command.command(
    "list",
    epilog="""\b
Examples:
  trainer bank list
  trainer bank list --json
""",
)
@common()
def list_banks(context: CommandContext) -> None:
    """List the banks: the shipped ones and your own."""
    library = context.library
    output = context.output
    output.result(
        "bank list",
        {
            "banks": [_bank_data(entry) for entry in library.banks],
            "questions": len(library.questions),
            "faults": len(library.faults),
        },
    )
    if output.json:
        return
    _list(output, library.banks)
    output.say(f"\nYour own questions are kept in {context.workspace.banks}.")
    output.say("'trainer bank show BANK' lists a bank's questions, 'trainer bank add' adds one.")
    _mention_faults(context)


def _list(output: Output, banks: Iterable[ListedBank]) -> None:
    """A table, or two lines a bank where it is too wide: an id is never cut."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("bank", "title", "questions", "language", ""):
        table.add_column(heading, justify="right" if heading == "questions" else "left")
    rows = [
        (
            entry.bank.id,
            entry.bank.title,
            len(entry.bank.questions),
            entry.bank.language,
            "yours" if entry.origin == "mine" else "",
        )
        for entry in banks
    ]
    for row in rows:
        table.add_row(*map(str, row))
    if output.fits(table):
        output.show(table)
        return
    for bank_id, title, questions, language, whose in rows:
        output.say(bank_id, style="bold")
        about = (title, counted(questions, "question"), language, whose)
        output.say(", ".join(filter(None, about)), indent=2)


@command.command(
    "show",
    epilog="""\b
Examples:
  trainer bank show caught-off-guard
  trainer bank show general-behavioural/conflict-with-colleague
""",
)
@click.argument("name", metavar="BANK|QUESTION", shell_complete=question_ids)
@common()
def show(context: CommandContext, name: str) -> None:
    """Show a bank's questions, or one question with its key points.

    A QUESTION is named by its id, its id without the bank, or a part of its prompt.
    """
    library = context.library
    if any(entry.bank.id == name for entry in library.banks):
        entry = library.bank(name)
        questions = [q for q in library.questions.values() if q.bank_id == name]
        context.output.result(
            "bank show", {**_bank_data(entry), "questions": [_question_data(q) for q in questions]}
        )
        if not context.output.json:
            context.output.say(f"{entry.bank.title} ({entry.path})", style="bold")
            for question in questions:
                context.output.say(f"\n{question.id}", style="cyan")
                context.output.say(question.prompt, indent=2)
        return
    question = library.find(name)
    context.output.result("bank show", _question_data(question))
    if not context.output.json:
        _show_question(context, question)


def _mention_faults(context: CommandContext) -> None:
    count = len(context.library.faults)
    if count:
        click.echo(
            f"{counted(count, 'fault')} in the banks: see 'trainer bank check'.",
            err=True,
        )


def _show_question(context: CommandContext, question: Question) -> None:
    from trainer.cli.views import question_view

    output = context.output
    output.show(question_view(question))
    for label, texts in (
        ("Also asked as", question.other_prompts),
        ("What it is really asking", (question.asks,) if question.asks else ()),
        ("Follow-ups", question.follow_ups),
    ):
        _listed(context, label, texts)
    for point in question.key_points:
        output.say(f"\n  {point.text}  ({point.weight}, {point.id})", style="bold")
        for wording in point.wordings:
            output.say(f"“{wording}”", indent=4)
        if point.probe:
            output.say(f"If it is missing: {point.probe}", indent=4)


def _listed(context: CommandContext, label: str, texts: Iterable[str]) -> None:
    texts = list(texts)
    if texts:
        context.output.say(f"{label}:", indent=2)
        for text in texts:
            context.output.say(text, indent=4)


def _bank_data(entry: ListedBank) -> dict[str, Any]:
    return {
        "id": entry.bank.id,
        "title": entry.bank.title,
        "language": entry.bank.language,
        "questions": len(entry.bank.questions),
        "origin": entry.origin.value,
        "file": str(entry.path),
    }


def _question_data(question: Question) -> dict[str, Any]:
    from trainer.bank import question_to_mapping

    return question_to_mapping(question)
