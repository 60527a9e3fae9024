"""``trainer bank add``: a question of one's own, guided or by options."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from trainer.bank.nouns import Kind, Weight
from trainer.cli.context import CommandContext, common
from trainer.errors import InputError, UsageError
from trainer.library.adding import (
    OWN_BANK,
    NewPoint,
    NewQuestion,
    bank_title,
    own_bank_file,
    taken_ids,
    to_mapping,
)

if TYPE_CHECKING:
    from trainer.cli.bank_guide import Guide
    from trainer.library import Library

KINDS = [kind.value for kind in Kind]


@click.command(
    "add",
    epilog="""\b
Examples:
  trainer bank add
  trainer bank add --prompt "Tell me about a time you were wrong." \\
      --point "names a concrete mistake" --wording 1 "I shipped it without testing" \\
      --point "says what changed since" --company Acme --date 2026-11-20
""",
)
@click.option("--bank", show_default=OWN_BANK, help="The bank it goes to.")
@click.option("--prompt", help="The question, as the interviewer asked it.")
@click.option("--kind", type=click.Choice(KINDS), help="What sort of question it is.")
@click.option("--time-limit", type=float, metavar="SECONDS", help="How long an answer may take.")
@click.option("--point", "points", multiple=True, metavar="TEXT", help="A vital key point.")
@click.option(
    "--okay-point",
    "okay_points",
    multiple=True,
    metavar="TEXT",
    help="A key point that counts half; numbered after the vital ones.",
)
@click.option(
    "--wording",
    "wordings",
    multiple=True,
    type=(int, str),
    metavar="N TEXT",
    help="Another way to say key point N; two a point already help the score a lot.",
)
@click.option(
    "--probe",
    "probes",
    multiple=True,
    type=(int, str),
    metavar="N TEXT",
    help="What an interviewer would ask if key point N were missing.",
)
@click.option(
    "--follow-up", "follow_ups", multiple=True, metavar="TEXT", help="What was asked next."
)
@click.option("--competence", help="Such as conflict, ownership, debugging.")
@click.option("--topic", help="Such as databases, salary.")
@click.option("--level", help="Such as junior, senior.")
@click.option("--company", help="Where it was asked.")
@click.option("--role", help="For which job it was asked.")
@click.option("--date", help="When it was asked, such as 2026-11-20.")
@click.option("--stage", help="In which round it was asked.")
@click.option("--again", is_flag=True, help="Add it even if its prompt is in a bank already.")
@common()
def add(context: CommandContext, /, **given: Any) -> None:
    """Add a question to a bank of your own.

    Without --prompt you are asked for what the options don't give; you can leave
    with Ctrl-C at any point and go on later with the same command.
    """
    from trainer.practice.changes import add_question_to_bank

    again = given.pop("again")
    guide = None
    if given["prompt"] is None:
        guide = _guide(context)
        # A slip in the options should show before anything is typed.
        _from_options({**given, "prompt": ""})
        asked = guide.ask(given)
        if asked is None:
            guide.draft.finish()
            context.output.result("bank add", {"question_id": None, "file": None})
            return
        given, points = asked
        new = _from_options(given)
        if points:
            new = replace(new, points=points)
    else:
        new = _from_options(given)
        if not again:
            _refuse_twice(context.library, new.prompt)
    bank_id, file = own_bank_file(
        context.library, context.workspace.banks, given["bank"] or OWN_BANK
    )
    mapping = to_mapping(new, taken_ids(context.library, bank_id))
    title = bank_title(context.library, bank_id)
    with context.history(write=True) as history:
        question_id = add_question_to_bank(
            history, context.workspace, file, bank_id, title, mapping, context.now()
        )
    if guide:
        guide.draft.finish()
    context.output.result("bank add", {"question_id": question_id, "file": str(file)})
    if not context.output.json:
        context.output.say(f"Added {question_id} to {file}.")
        context.output.say(f"Practise it: trainer answer {question_id}")
        context.output.say("Changed your mind? 'trainer undo' takes it out again.")


def _guide(context: CommandContext) -> Guide:
    if not context.at_terminal:
        raise UsageError("there is no terminal to ask at", hint="Give the question with --prompt.")
    from trainer.cli.bank_guide import Guide

    return Guide(context)


def _refuse_twice(library: Library, prompt: str) -> None:
    wanted = _folded(prompt)
    for question in library.questions.values():
        if wanted in {_folded(one) for one in (question.prompt, *question.other_prompts)}:
            raise InputError(
                f"this question is there already: {question.id}",
                hint=f"Practise it: trainer answer {question.id}; or add it with --again.",
            )


def _folded(prompt: str) -> str:
    return " ".join(prompt.casefold().split()).rstrip(" ?.!")


def _from_options(given: dict[str, Any]) -> NewQuestion:
    texts = [(text, Weight.VITAL) for text in given["points"]]
    texts += [(text, Weight.OKAY) for text in given["okay_points"]]
    for option in ("wordings", "probes"):
        for number, _ in given[option]:
            if not 1 <= number <= len(texts):
                raise InputError(
                    f"there is no key point {number}",
                    hint=f"{len(texts)} were given, numbered from 1 in their order.",
                )
    points = [
        NewPoint(
            text,
            weight,
            tuple(said for number, said in given["wordings"] if number == place),
            next((asked for number, asked in given["probes"] if number == place), ""),
        )
        for place, (text, weight) in enumerate(texts, start=1)
    ]
    return NewQuestion(
        prompt=given["prompt"],
        points=points,
        kind=Kind(given["kind"] or Kind.BEHAVIOURAL),
        time_limit_s=given["time_limit"],
        tags={name: given[name] or "" for name in ("competence", "topic", "level")},
        follow_ups=given["follow_ups"],
        source={name: given[name] or "" for name in ("company", "role", "date", "stage")},
    )
