"""``trainer bank add``: a question of one's own, guided or by options."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
    near_questions,
    own_bank_file,
    taken_ids,
    to_mapping,
)

if TYPE_CHECKING:
    from trainer.bank import Question
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
@click.option("--spoken", is_flag=True, help="Say the wordings into the microphone.")
@click.option("--again", is_flag=True, help="Add it even if its prompt is in a bank already.")
@common()
def add(context: CommandContext, /, **given: Any) -> None:
    """Add a question to a bank of your own.

    Without --prompt you are asked for what the options don't give, and shown the
    questions that it may be already; you can leave with Ctrl-C at any point and go on
    later with the same command. Each key point is best said twice in your own words,
    typed or with --spoken.
    """
    from trainer.practice.changes import add_question_to_bank

    again, spoken = given.pop("again"), given.pop("spoken")
    guide = None
    if spoken and given["prompt"] is not None:
        raise UsageError("--spoken asks step by step, and does not go with --prompt")
    if given["prompt"] is None:
        # A slip in the options should show before anything is typed.
        _from_options({**given, "prompt": ""})
        with _guided(context, spoken=spoken) as guide:
            asked = guide.ask(given)
        if asked is None:
            guide.draft.finish()
            _use_known(context, guide.known)
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
    near = [] if guide else near_questions(context.library, new.prompt, None)
    with context.history(write=True) as history:
        question_id = add_question_to_bank(
            history, context.workspace, file, bank_id, title, mapping, context.now()
        )
    if guide:
        guide.draft.finish()
    context.output.result(
        "bank add",
        {"question_id": question_id, "file": str(file), "near": [one.id for one in near]},
    )
    if not context.output.json:
        context.output.say(f"Added {question_id} to {file}.")
        context.output.say(f"Practise it: trainer answer {question_id}")
        context.output.say("Changed your mind? 'trainer undo' takes it out again.")
        for one in near:
            context.output.say(
                f"Is it {one.id} in other words? 'trainer bank merge {one.id} {question_id}' "
                "joins the two."
            )


@contextmanager
def _guided(context: CommandContext, *, spoken: bool) -> Iterator[Guide]:
    """The guided flow; with `spoken` the microphone is this program's alone meanwhile."""
    if not context.at_terminal:
        raise UsageError("there is no terminal to ask at", hint="Give the question with --prompt.")
    from trainer.cli.bank_guide import Guide

    if not spoken:
        yield Guide(context)
        return
    from trainer.bank import Question
    from trainer.cli.wordings_spoken import Spoken
    from trainer.workspace.lock import workspace_lock
    from trainer.workspace.places import ensure_workspace

    speaker = Spoken.open(context, Question("new", ""))
    ensure_workspace(context.workspace)
    with workspace_lock(context.workspace, "bank add"):
        yield Guide(context, speaker)


USES = (
    "practise it now, aloud",
    "practise it now, typed",
    "say its key points in your own words",
    "nothing for now",
)


def _use_known(context: CommandContext, known: Question | None) -> None:
    """Offer what can be done with a question that is there already."""
    same_as = known.id if known else None
    context.output.result("bank add", {"question_id": None, "file": None, "same_as": same_as})
    if known is None or context.output.json:
        return
    from trainer.cli.asking import ask_one_of

    context.output.say(f"\nThen nothing is added: it is {known.id}.")
    use = ask_one_of("What now", USES, err=False, default=len(USES))
    options = {
        "question": known.id,
        "workspace": context.workspace_option,
        "plain": context.plain_option,
    }
    if use == len(USES):
        context.output.say(f"Practise it when you like: trainer answer {known.id}")
    elif use == len(USES) - 1:
        from trainer.cli.wordings_add import add as add_wordings

        click.get_current_context().invoke(add_wordings, **options)
    else:
        from trainer.cli.answer import command as answer

        click.get_current_context().invoke(answer, typed=use > 1, **options)


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
