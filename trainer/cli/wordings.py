"""``trainer wordings``: the speaker's own ways to say key points."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from trainer.cli.completion import question_ids
from trainer.cli.context import CommandContext, common
from trainer.cli.wordings_add import add

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer.history.records import Wording


@click.group(
    "wordings",
    epilog="""\b
Examples:
  trainer wordings list
  trainer wordings add conflict-with-colleague
  trainer wordings remove 3
""",
)
def command() -> None:
    """Your own ways to say key points: list, add, edit and remove them.

    They come from what you confirm or refuse after an answer, and from
    'wordings add'; the score uses them from the next answer on.
    """


command.add_command(add)


@command.command(
    "list",
    epilog="""\b
Examples:
  trainer wordings list
  trainer wordings list conflict-with-colleague --json
""",
)
@click.argument("question", required=False, shell_complete=question_ids)
@common()
def list_(context: CommandContext, question: str | None) -> None:
    """List the wordings that you taught, with their numbers.

    QUESTION is an id, an id without its bank, or a part of the prompt.
    """
    from trainer.cli.documents import wording_document

    with context.history(write=False) as history:
        wordings = history.taught.wordings()
    if question:
        ids = _ids(context, wordings, question)
        wordings = tuple(one for one in wordings if one.question_id in ids)
    context.output.result(
        "wordings list", {"wordings": [wording_document(one) for one in wordings]}
    )
    if not context.output.json:
        _show(context, wordings)


def _ids(context: CommandContext, wordings: Sequence[Wording], question: str) -> set[str]:
    """The ids of a question and of what it was called before, also if no bank holds it any more."""
    known = context.catalogue.brief([question])
    if not known and any(one.question_id == question for one in wordings):
        return {question}
    found = context.catalogue.find(question)
    return {found.id, *found.renamed_from}


def _show(context: CommandContext, wordings: Sequence[Wording]) -> None:
    say = context.output.say
    if not wordings:
        say("No wordings of yours yet. 'trainer wordings add QUESTION' asks for some.")
        return
    for question_id, of_question in groupby(wordings, key=lambda one: one.question_id):
        say(question_id, style="bold")
        for point_id, of_point in groupby(of_question, key=lambda one: one.key_point_id):
            say(_point_text(context, question_id, point_id), indent=2)
            for one in of_point:
                say(f"{one.id}  {described(one)}", indent=4)


def described(wording: Wording) -> str:
    """A wording as a person reads it: whether it counts for or against, its words, its origin."""
    from trainer.history.records import WordingKind

    refused = "does not make it: " if wording.kind is WordingKind.REFUSED else ""
    origin = f"attempt {wording.attempt_id}" if wording.attempt_id else wording.origin.value
    return f"{refused}“{wording.text}” ({origin})"


def _point_text(context: CommandContext, question_id: str, point_id: str) -> str:
    from trainer.practice.asking import as_asked

    library = context.library
    question = library.questions.get(library.present_id(question_id))
    if question is None:
        return point_id
    with context.history(write=False) as history:
        points = (*question.key_points, *as_asked(history, question).key_points)
    return {point.id: point.text for point in points}.get(point_id, point_id)


@command.command(
    "edit",
    epilog="""\b
Examples:
  trainer wordings edit 3 "I wrote to every customer that evening"
""",
)
@click.argument("number", type=int, metavar="NUMBER")
@click.argument("text")
@common()
def edit(context: CommandContext, number: int, text: str) -> None:
    """Change the words of a wording."""
    from trainer.cli.documents import wording_document
    from trainer.practice.wordings import edit_wording

    with context.history(write=True) as history:
        wording = edit_wording(history, number, text, context.now())
    context.output.result("wordings edit", wording_document(wording))
    if not context.output.json:
        context.output.say(f"{number}  {described(wording)}")


@command.command(
    "remove",
    epilog="""\b
Examples:
  trainer wordings remove 3
""",
)
@click.argument("number", type=int, metavar="NUMBER")
@common()
def remove(context: CommandContext, number: int) -> None:
    """Remove a wording; it can be brought back for seven days."""
    from trainer.cli.documents import wording_document
    from trainer.practice.wordings import remove_wording

    with context.history(write=True) as history:
        wording = remove_wording(history, number, context.now())
    context.output.result("wordings remove", wording_document(wording))
    if not context.output.json:
        context.output.say(f"Removed wording {number}; 'trainer undo' brings it back.")
