"""``trainer target predict`` and ``rank``: what may be asked, and the person's hand on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from trainer.cli.console import counted
from trainer.cli.context import CommandContext, common
from trainer.cli.predicting import Desk
from trainer.cli.target_view import (
    prediction_documents,
    show_predictions,
    show_uncovered,
    skill_documents,
)
from trainer.errors import AmbiguousError, InputError, NotFoundError

if TYPE_CHECKING:
    from trainer.history.predictions import NewPrediction, Prediction
    from trainer.history.targets import Target

FEWEST, USUAL, MOST = 10, 15, 20


def find(context: CommandContext, wanted: str | None) -> Target:
    """The target that is named; without a name the only one that is coming.

    Raises AmbiguousError and NotFoundError with candidates.
    """
    from trainer.cli.target_options import here_and_now
    from trainer.practice.target_changes import described, find_target

    with context.history(write=False) as history:
        if wanted is not None:
            return find_target(history.targets.all(), wanted)
        today, _ = here_and_now(context.now())
        coming = history.targets.coming(today)
    if len(coming) == 1:
        return coming[0]
    if coming:
        raise AmbiguousError(
            f"{counted(len(coming), 'target')} are coming",
            hint="Give the number or the company of one.",
            candidates=[f"{one.id}  {described(one)}" for one in coming],
        )
    raise NotFoundError("no interview is coming", hint="'trainer target add' notes one.")


def make_list(
    context: CommandContext, target: Target, count: int = USUAL
) -> Sequence[NewPrediction]:
    """The machine's guess of what may be asked."""
    return _opened(context, target).likely(count, (), ())


@click.command(
    "predict",
    epilog="""\b
Examples:
  trainer target predict northwind
  trainer target predict 2 --drop 4 --drop 7 --add "Why did you leave us in 2019?"
  trainer target predict 2 --add nursing-care/giving-medication
  trainer target predict 2 --redo --count 20
""",
)
@click.argument("target", required=False)
@click.option(
    "--add",
    "added",
    multiple=True,
    metavar="TEXT",
    help="Put a question on the list: its id, or the words you expect.",
)
@click.option(
    "--drop",
    "dropped",
    multiple=True,
    metavar="NUMBER",
    help="Take one off, by its number or id; --redo won't bring it back.",
)
@click.option("--redo", is_flag=True, help="Guess again; what you added yourself stays.")
@click.option(
    "--count",
    type=click.IntRange(FEWEST, MOST),
    help=f"How many questions a new list has. [default: {USUAL}]",
)
@common()
def predict(
    context: CommandContext,
    target: str | None,
    *,
    added: tuple[str, ...],
    dropped: tuple[str, ...],
    redo: bool,
    count: int | None,
) -> None:
    """Say what is likely to be asked, and let you change the list.

    The first call makes the list; later ones show it and change it. It mixes what the job
    needs, how you have behaved, why you want it, and a question or two that throw people.
    It is a guess from the advertisement and your banks, with a reason for each question.
    """
    from trainer.history.predictions import PredictionOrigin
    from trainer.practice.target_changes import change_predictions

    found = find(context, target)
    with context.history(write=False) as history:
        present = history.predictions.of(found.id)
        before = history.predictions.dropped(found.id)
    leaving = [_named(one, present) for one in dropped]
    desk = _opened(context, found)
    own = [_own(context, desk, text, present) for text in added]
    staying = [one for one in present if one not in leaving]
    made: Sequence[NewPrediction] = ()
    replaced: list[Prediction] = []
    if redo or count or not present:
        kept = [*(one for one in staying if one.origin is PredictionOrigin.OWN), *own]
        gone = before | {one.question_id for one in leaving if one.question_id}
        made = desk.likely(count or USUAL, kept, gone)
        replaced = [one for one in staying if one.origin is not PredictionOrigin.OWN]
    now = context.now()
    with context.history(write=True) as history, history.transaction():
        if leaving or own:
            change_predictions(history, found, add=own, drop=leaving, by_person=True, now=now)
        if made or replaced:
            change_predictions(history, found, add=made, drop=replaced, by_person=False, now=now)
        shown = history.predictions.of(found.id)
    skills, left = desk.skills()
    context.output.result(
        "target predict",
        {
            "target_id": found.id,
            "predictions": prediction_documents(shown),
            "skills": skill_documents(skills),
            "uncovered_skills": skill_documents(left),
        },
    )
    if context.output.json:
        return
    context.output.say(f"\n{found.company} · {found.role or 'target'} {found.id}", style="bold")
    if not found.advertisement:
        context.output.say(
            "There is no advertisement yet, so these are the usual ones: "
            f"'trainer target edit {found.id} --ad FILE', then --redo.",
            indent=3,
        )
    show_predictions(context.output, shown, found.id)
    show_uncovered(context.output, skills, left)


def _opened(context: CommandContext, target: Target) -> Desk:
    with context.output.working("Reading the advertisement beside your questions"):
        return Desk.open(context, target)


def _named(wanted: str, present: Sequence[Prediction]) -> Prediction:
    """The question of the list that a number or an id names."""
    if wanted.isdecimal() and 1 <= int(wanted) <= len(present):
        return present[int(wanted) - 1]
    fits = [
        one
        for one in present
        if one.question_id and wanted in {one.question_id, one.question_id.rpartition("/")[2]}
    ]
    if len(fits) == 1:
        return fits[0]
    raise NotFoundError(
        f"there is no question '{wanted}' on the list",
        hint=f"Give its number, from 1 to {len(present)}." if present else "The list is empty.",
    )


def _own(
    context: CommandContext, desk: Desk, text: str, present: Sequence[Prediction]
) -> NewPrediction:
    """A question of the person's own: one of a bank where the text is its id."""
    from trainer.debrief.cleaning import one_line
    from trainer.history.predictions import NewPrediction, PredictionOrigin

    if not text.strip():
        raise InputError("there is no question to add", hint="Give its words or its id.")
    question = desk.find(text)
    if question is None and "/" in text and " " not in text.strip():
        # That is an id; find says which ones are near it.
        question = context.library.find(text)
    prompt = one_line(text, "question") if question is None else question.prompt
    if any(prompt == one.prompt for one in present):
        raise InputError(f"“{prompt}” is on the list already")
    return NewPrediction(
        prompt=prompt,
        question_id=question.id if question else None,
        origin=PredictionOrigin.OWN,
        reason="You expect it.",
    )


@click.command(
    "rank",
    epilog="""\b
Examples:
  trainer target rank northwind
  trainer target rank 2 --limit 50 --json
""",
)
@click.argument("target", required=False)
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="How many questions."
)
@common()
def rank(context: CommandContext, target: str | None, *, limit: int) -> None:
    """Rank all questions by how near they are to the advertisement."""
    found = find(context, target)
    if not found.advertisement and not found.role:
        raise InputError(
            f"target {found.id} has no advertisement and no role",
            hint=f"Give one: trainer target edit {found.id} --ad FILE",
        )
    near = [one for one in _opened(context, found).ranked() if one.likeness > 0][:limit]
    context.output.result(
        "target rank",
        {
            "target_id": found.id,
            "questions": [
                {
                    "question_id": one.question.id,
                    "prompt": one.question.prompt,
                    "likeness": round(one.likeness, 3),
                    "line": one.line and one.line.text,
                }
                for one in near
            ],
        },
    )
    if context.output.json:
        return
    if not near:
        context.output.say("No question is near it.")
    for one in near:
        context.output.say(f"{one.likeness:.2f}  {one.question.id}", style="cyan")
        context.output.say(one.question.prompt, indent=6)
