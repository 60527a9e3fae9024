"""``trainer bank new|rename|move|merge|remove``: what a person does to questions and banks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trainer.cli.completion import bank_ids, question_ids
from trainer.cli.context import CommandContext, common
from trainer.errors import InputError

if TYPE_CHECKING:
    from trainer.bank import Question


@click.command(
    "new",
    epilog="""\b
Examples:
  trainer bank new acme --title "Questions for Acme"
  trainer bank add --bank acme
""",
)
@click.argument("bank", metavar="NAME")
@click.option("--title", help="What the bank is called; else made of its name.")
@click.option("--language", "spoken", default="en", show_default=True, help="Of its questions.")
@common()
def new(context: CommandContext, bank: str, *, title: str | None, spoken: str) -> None:
    """Make an empty bank of your own, with an example of a question to copy.

    NAME becomes its id: lower-case letters, digits and hyphens.
    """
    from trainer.bank.slugs import slugify
    from trainer.library.template import bank_template
    from trainer.practice.bank_shelf import new_bank

    bank_id = slugify(bank, fallback="")
    if bank_id != bank:
        raise InputError(
            f"'{bank}' is not an id",
            hint="Use lower-case letters, digits and hyphens"
            + (f", such as {bank_id}." if bank_id else "."),
        )
    text = bank_template(bank_id, title, spoken)
    with context.history(write=True) as history:
        file = new_bank(history, context.workspace, context.library, bank_id, text, context.now())
    context.output.result("bank new", {"bank": bank_id, "file": str(file)})
    if not context.output.json:
        context.output.say(f"Made {file}.")
        context.output.say(
            f"It shows how a question is written. Add one: trainer bank add --bank {bank_id}"
        )


@click.command(
    "rename",
    epilog="""\b
Examples:
  trainer bank rename my-questions/why-did-you-leave-after-a-year left-early
""",
)
@click.argument("question", shell_complete=question_ids)
@click.argument("name")
@common()
def rename(context: CommandContext, question: str, name: str) -> None:
    """Give a question another id in its bank; its history follows.

    NAME is the new id without the bank. The old id still finds the question.
    """
    from trainer.practice.bank_changes import rename_question

    found = context.library.find(question)
    with context.history(write=True) as history:
        renamed = rename_question(
            history, context.workspace, context.library, found, name, context.now()
        )
    context.output.result("bank rename", {"question_id": renamed.id, "was": found.id})
    if not context.output.json:
        context.output.say(f"{found.id} is {renamed.id} now; its history follows.")


@click.command(
    "move",
    epilog="""\b
Examples:
  trainer bank move my-questions/left-early acme
""",
)
@click.argument("question", shell_complete=question_ids)
@click.argument("bank", shell_complete=bank_ids)
@common()
def move(context: CommandContext, question: str, bank: str) -> None:
    """Move a question to another bank; its history follows.

    A shipped question is taken over into your bank and hidden where it shipped.
    """
    from trainer.practice.bank_changes import move_question

    found = context.library.find(question)
    with context.history(write=True) as history:
        moved = move_question(
            history, context.workspace, context.library, found, bank, context.now()
        )
    context.output.result("bank move", {"question_id": moved.id, "was": found.id})
    if not context.output.json:
        context.output.say(f"{found.id} is {moved.id} now; its history follows.")


@click.command(
    "merge",
    epilog="""\b
Examples:
  trainer bank merge general-behavioural/failure my-questions/your-biggest-flop
""",
)
@click.argument("question", shell_complete=question_ids)
@click.argument("other", shell_complete=question_ids)
@common()
def merge(context: CommandContext, question: str, other: str) -> None:
    """Join two questions that are the same: OTHER goes into QUESTION, with its history.

    Prompts, key points and wordings of OTHER are added to those of QUESTION; of what
    both say, one copy stays.
    """
    from trainer.practice.bank_changes import merge_into

    kept, gone = context.library.find(question), context.library.find(other)
    with context.history(write=True) as history:
        merged = merge_into(history, context.workspace, context.library, kept, gone, context.now())
    points, wordings = _counts(kept)
    all_points, all_wordings = _counts(merged.question)
    context.output.result(
        "bank merge",
        {"question_id": kept.id, "was": gone.id, "key_point_ids": merged.point_ids},
    )
    if context.output.json:
        return
    context.output.say(f"{gone.id} is part of {kept.id} now; its history follows.")
    context.output.say(
        f"Key points added: {all_points - points}; wordings: {all_wordings - wordings}. "
        "'trainer undo' parts them again."
    )


def _counts(question: Question) -> tuple[int, int]:
    return len(question.key_points), sum(len(point.wordings) for point in question.key_points)


@click.command(
    "remove",
    epilog="""\b
Examples:
  trainer bank remove my-questions/left-early
  trainer bank remove acme
""",
)
@click.argument("name", metavar="QUESTION|BANK", shell_complete=question_ids)
@common()
def remove(context: CommandContext, name: str) -> None:
    """Put a question of your own, or a whole bank of yours, into the trash for seven days.

    'trainer undo' brings it back. Attempts and takes stay. Your version of a shipped
    question is removed alone: the shipped one is asked again.
    """
    from trainer.practice.bank_shelf import remove_bank_of_own, remove_question_of_own

    library = context.library
    if any(entry.bank.id == name for entry in library.banks):
        with context.history(write=True) as history:
            file = remove_bank_of_own(history, context.workspace, library, name, context.now())
        removed, said = name, f"Removed the bank '{name}' ({file.name})"
    else:
        found = library.find(name)
        with context.history(write=True) as history:
            remove_question_of_own(history, context.workspace, library, found, context.now())
        removed, said = found.id, f"Removed {found.id}"
        if found.id in library.overlaid:
            said += "; the shipped question is asked again"
    context.output.result("bank remove", {"removed": removed})
    if not context.output.json:
        context.output.say(f"{said}. 'trainer undo' brings it back, for seven days.")
