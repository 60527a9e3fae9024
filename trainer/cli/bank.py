"""``trainer bank``: browse the banks; what changes them has modules of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.bank_add import add
from trainer.cli.bank_check import check
from trainer.cli.bank_edit import edit
from trainer.cli.bank_export import export
from trainer.cli.bank_import import import_
from trainer.cli.bank_life import merge, move, new, remove, rename
from trainer.cli.bank_search import search
from trainer.cli.bank_states import disable, enable, resume, retire, suspend
from trainer.cli.completion import question_ids
from trainer.cli.console import counted
from trainer.cli.context import CommandContext, common
from trainer.cli.shelf import behind, behind_of, decisions_of, standing_words
from trainer.errors import NotFoundError
from trainer.practice.shelf import is_disabled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from trainer.bank import Question
    from trainer.cli.console import Output
    from trainer.history.records import Decision
    from trainer.library.brief import BankBrief, Origin
    from trainer.library.catalogue import Catalogue


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


for one in (
    *(search, add, check, edit, new, rename, move, merge, remove),
    *(enable, disable, suspend, resume, retire),
    *(export, import_),
):
    command.add_command(one)


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
    catalogue = context.catalogue
    output = context.output
    decisions = decisions_of(context)
    output.result(
        "bank list",
        {
            "banks": [_bank_data(bank, decisions) for bank in catalogue.banks],
            "questions": sum(bank.questions for bank in catalogue.banks),
            "faults": catalogue.faults,
        },
    )
    if output.json:
        return
    _list(output, catalogue, decisions)
    output.say(f"\nYour own questions are kept in {context.workspace.banks}.")
    output.say("'trainer bank show BANK' lists a bank's questions, 'trainer bank add' adds one.")
    _mention_faults(context)
    for question_id in behind(context):
        click.echo(
            f"The shipped {question_id} changed since you made your version: "
            f"'trainer bank edit {question_id}' tells what.",
            err=True,
        )


def _list(output: Output, catalogue: Catalogue, decisions: Mapping[str, Decision]) -> None:
    """A table, or two lines a bank where it is too wide: an id is never cut."""
    from rich.table import Table

    notes = _notes(catalogue, decisions)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("bank", "title", "questions", "language", ""):
        table.add_column(heading, justify="right" if heading == "questions" else "left")
    rows = [
        (bank.id, bank.title, bank.questions, bank.language, note)
        for bank, note in zip(catalogue.banks, notes, strict=True)
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


def _notes(catalogue: Catalogue, decisions: Mapping[str, Decision]) -> list[str]:
    """Whose each bank is, and what of it is not drawn."""
    decided = {brief.id: brief for brief in catalogue.brief(decisions).values()}
    origins = catalogue.origins(decided)
    counts: dict[tuple[Origin, str], Counter[str]] = defaultdict(Counter)
    for brief in decided.values():
        standing = standing_words(brief, decisions)
        if standing:
            counts[origins[brief.id], brief.bank_id][standing] += 1
    told = []
    for bank in catalogue.banks:
        notes = ["yours"] if bank.origin == "mine" else []
        if is_disabled(bank.id, decisions):
            notes.append("disabled")
        else:
            found = counts[bank.origin, bank.id]
            notes += [f"{number} {standing}" for standing, number in sorted(found.items())]
        told.append(", ".join(notes))
    return told


@command.command(
    "show",
    epilog="""\b
Examples:
  trainer bank show caught-off-guard
  trainer bank show general-behavioural/conflict-with-colleague
""",
)
@click.argument("name", metavar="BANK|QUESTION", shell_complete=question_ids)
@click.option("--all", "everything", is_flag=True, help="A bank's retired questions, too.")
@click.option("--shipped", is_flag=True, help="The shipped question behind your version of it.")
@common()
def show(context: CommandContext, name: str, *, everything: bool, shipped: bool) -> None:
    """Show a bank's questions, or one question with its key points.

    A QUESTION is named by its id, its id without the bank, or a part of its prompt.
    """
    from trainer.library.telling import as_told
    from trainer.practice.asking import told_story

    catalogue = context.catalogue
    story = None
    if any(bank.id == name for bank in catalogue.banks):
        _show_bank(context, name, everything=everything)
        return
    question = catalogue.find(name)
    if shipped:
        question = _shipped(context, question)
    else:
        with context.history(write=False) as history:
            story = told_story(history, question)
        question = as_told(question, story) if story else question
    standing = standing_words(question, decisions_of(context))
    changed = () if shipped else behind_of(context, question.id)
    context.output.result(
        "bank show",
        {
            **_question_data(question),
            "standing": _standing_data(standing),
            "behind": list(changed),
            "story_id": story.id if story else None,
        },
    )
    if context.output.json:
        return
    _show_question(context, question)
    if story:
        context.output.say(
            f"\nThese are the points of your story “{story.title}”; its own come back with "
            f"'trainer stories unlink {story.id} {question.id}'.",
            indent=2,
        )
    if standing:
        context.output.say(f"\nIt is {standing}, so no drill draws it.", indent=2)
    if changed:
        context.output.say("\nThe shipped question changed since you made your version:", indent=2)
        for one in changed:
            context.output.say(one, indent=4)
        context.output.say(
            f"'trainer bank show {question.id} --shipped' shows it; 'trainer bank edit "
            f"{question.id}' settles this; 'trainer bank remove {question.id}' takes yours away.",
            indent=2,
        )


def _show_bank(context: CommandContext, name: str, *, everything: bool) -> None:
    library, decisions = context.library, decisions_of(context)
    entry = library.bank(name)
    questions = {
        q.id: (q, standing_words(q, decisions))
        for q in library.questions.values()
        if q.bank_id == name
    }
    shown = {key: one for key, one in questions.items() if everything or one[1] != "retired"}
    context.output.result(
        "bank show",
        {
            **_bank_data(context.catalogue.bank(name), decisions),
            "questions": [
                {**_question_data(q), "standing": _standing_data(standing)}
                for q, standing in shown.values()
            ],
        },
    )
    if context.output.json:
        return
    say = context.output.say
    say(f"{entry.bank.title} ({entry.path})", style="bold")
    if is_disabled(name, decisions):
        say(f"Disabled: 'trainer bank enable {name}' brings it back.")
    for question, standing in shown.values():
        mark = f"  ({standing})" if standing and standing != "disabled" else ""
        say(f"\n{question.id}{mark}", style="cyan")
        say(question.prompt, indent=2)
    if len(shown) < len(questions):
        say(f"\n{len(questions) - len(shown)} retired and not shown: --all shows them.")


def _standing_data(standing: str | None) -> str:
    return (standing or "in use").replace(" ", "_")


def _shipped(context: CommandContext, question: Question) -> Question:
    behind_it = context.catalogue.overlaid([question.id]).get(question.id)
    if behind_it is not None:
        return behind_it
    if context.catalogue.origins([question.id])[question.id] == "shipped":
        return question
    raise NotFoundError(
        f"no shipped question stands behind {question.id}", hint="It is yours alone."
    )


def _mention_faults(context: CommandContext) -> None:
    count = context.catalogue.faults
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


def _bank_data(bank: BankBrief, decisions: Mapping[str, Decision]) -> dict[str, Any]:
    return {
        "id": bank.id,
        "title": bank.title,
        "language": bank.language,
        "questions": bank.questions,
        "origin": bank.origin.value,
        "enabled": not is_disabled(bank.id, decisions),
        "file": str(bank.path),
    }


def _question_data(question: Question) -> dict[str, Any]:
    from trainer.bank import question_to_mapping

    return question_to_mapping(question)
