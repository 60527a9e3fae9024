"""``trainer bank add``: a question of one's own, guided or by options."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

import click

from trainer.bank.nouns import Kind, Weight
from trainer.cli.context import CommandContext, common
from trainer.errors import InputError, UsageError
from trainer.library.adding import (
    OWN_BANK,
    NewPoint,
    NewQuestion,
    alike,
    bank_title,
    own_bank_file,
    taken_ids,
    to_mapping,
)

if TYPE_CHECKING:
    from trainer.forms import Draft

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
@click.option("--bank", default=OWN_BANK, show_default=True, help="The bank it goes to.")
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
@common()
def add(context: CommandContext, /, bank: str, **given: Any) -> None:
    """Add a question to a bank of your own.

    Without --prompt you are asked for everything; you can leave with Ctrl-C at
    any point and go on later with the same command.
    """
    from trainer.practice.changes import add_question_to_bank

    draft = None
    if given["prompt"] is None:
        if not context.at_terminal:
            raise UsageError(
                "there is no terminal to ask at", hint="Give the question with --prompt."
            )
        draft = _open_draft(context)
        new = _ask(context, draft)
        if new is None:
            draft.finish()
            return
    else:
        new = _from_options(given)
    bank_id, file = own_bank_file(context.library, context.workspace.banks, bank)
    mapping = to_mapping(new, taken_ids(context.library, bank_id))
    title = bank_title(context.library, bank_id)
    with context.history(write=True) as history:
        question_id = add_question_to_bank(
            history, context.workspace, file, bank_id, title, mapping, context.now()
        )
    if draft:
        draft.finish()
    context.output.result("bank add", {"question_id": question_id, "file": str(file)})
    if not context.output.json:
        context.output.say(f"Added {question_id} to {file}.")
        context.output.say(f"Practise it: trainer answer {question_id}")
        context.output.say("Changed your mind? 'trainer undo' takes it out again.")


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


def _open_draft(context: CommandContext) -> Draft:
    from trainer.forms import Draft
    from trainer.workspace.places import ensure_workspace
    from trainer.workspace.private import private_folder

    ensure_workspace(context.workspace)
    folder = context.workspace.recordings / "drafts"
    private_folder(folder)
    draft = Draft(folder / "bank-add.json")
    begun = draft.answers.get("prompt")
    if begun and not click.confirm(f"You began this question: {begun}\nGo on with it?", True):
        draft.finish()
    return draft


def _ask(context: CommandContext, draft: Draft) -> NewQuestion | None:
    """Ask for everything; None when the question turned out to be there already."""
    say = context.output.say
    prompt = draft.get("prompt", lambda: click.prompt("The question, as it was asked"))
    near = alike(context.library, prompt)
    if near and "new" not in draft.answers:
        say("\nIs it one of these?")
        for question in near:
            say(f"{question.id}: {question.prompt}", indent=2)
        if not click.confirm("None of them; add it as a new question?", True):
            say("Then nothing is added. Practise it with 'trainer answer' and its id.")
            return None
        draft.get("new", lambda: "yes")
    kind = draft.get(
        "kind",
        lambda: click.prompt("What sort of question", type=click.Choice(KINDS), default=KINDS[0]),
    )
    say("\nNow the points that a good answer makes, one at a time; an empty line ends the list.")
    say("The score knows a point by how people say it: two ways in your own words help most.")
    points = list(_ask_points(draft))
    if not points:
        say("No key points: answers can be recorded and replayed, and not be scored.")
    return NewQuestion(prompt=prompt, points=points, kind=Kind(kind))


def _ask_points(draft: Draft) -> Iterator[NewPoint]:
    for number in count(1):
        text = _line(draft, f"point-{number}", f"\nKey point {number}")
        if not text:
            return
        vital = draft.get(
            f"vital-{number}",
            lambda: "yes" if click.confirm("  Would an answer fail without it?", True) else "no",
        )
        wordings = [
            _line(draft, f"wording-{number}-{k}", f"  Say it in your own words ({k} of 2)")
            for k in (1, 2)
        ]
        probe = _line(draft, f"probe-{number}", "  What would you be asked if it were missing")
        yield NewPoint(
            text,
            Weight.VITAL if vital == "yes" else Weight.OKAY,
            tuple(wording for wording in wordings if wording),
            probe,
        )


def _line(draft: Draft, step: str, label: str) -> str:
    """One line that may stay empty, kept under `step`."""

    def ask() -> str:
        return str(click.prompt(label, default="", show_default=False)).strip()

    return draft.get(step, ask)
