"""``trainer rescore``: make scores again, and keep the old ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from trainer.cli.completion import question_ids
from trainer.cli.context import CommandContext, common, recogniser_options
from trainer.cli.rescoring import Run
from trainer.errors import Interrupted, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer.cli.console import Output
    from trainer.history.records import Attempt
    from trainer.history.store import History
    from trainer.practice.rescoring import Rescored


@click.command(
    "rescore",
    epilog="""\b
Examples:
  trainer rescore 12 13
  trainer rescore --question conflict-with-colleague
  trainer rescore --all --json
  trainer rescore --all --model small
""",
)
@click.argument("numbers", type=int, nargs=-1, metavar="[ATTEMPT]...")
@click.option(
    "--question",
    metavar="QUESTION",
    shell_complete=question_ids,
    help="Every scored answer to this question.",
)
@click.option("--all", "every", is_flag=True, help="Every scored answer there is.")
@click.option(
    "--over-corrections",
    is_flag=True,
    help="What the model hears counts before what you put right.",
)
@click.option("--again", is_flag=True, help="Transcribe also what this model has heard before.")
@recogniser_options
@common()
def command(
    context: CommandContext,
    numbers: tuple[int, ...],
    *,
    question: str | None,
    every: bool,
    over_corrections: bool,
    again: bool,
) -> None:
    """Make scores again with the present scorer and what you taught it.

    With --model, --engine or --language the kept recordings are transcribed again
    as well. Each question is taken as it was when you answered it; old scores and
    transcripts are kept ('trainer attempt scores N'), and what you corrected goes
    on counting. 'trainer undo' takes all of one call back.
    """
    if bool(numbers) + bool(question) + every != 1:
        raise UsageError("name what to score again", hint="Give attempts, or --question, or --all.")
    listens = any(value is not None for value in context.overrides.values())
    if (over_corrections or again) and not listens:
        raise UsageError(
            "without another model nothing is transcribed", hint="Name one with --model."
        )
    with context.history(write=True) as history:
        attempts = _attempts(context, history, numbers, question)
        run = Run(context, history, attempts, again=again, over_corrections=over_corrections)
        try:
            run.listen() if listens else run.score()
        except KeyboardInterrupt:
            raise Interrupted(
                f"stopped after {len(run.done)} of {len(attempts)}; what was scored again is kept",
                hint="The same command does the rest.",
            ) from None
    context.output.result(
        "rescore",
        {
            "attempts": [_document(one) for one in run.done],
            "failed": [
                {
                    "attempt_id": number,
                    "error": {"code": error.code, "message": error.message, "hint": error.hint},
                }
                for number, error in run.failed.items()
            ],
        },
    )
    if not context.output.json:
        _show(context.output, run.done)
    run.raise_failure()


def _attempts(
    context: CommandContext, history: History, numbers: Sequence[int], question: str | None
) -> Sequence[Attempt]:
    """What to score again, oldest first."""
    from trainer.cli.history import attempts_question_ids

    if numbers:
        return [history.attempt(number) for number in dict.fromkeys(numbers)]
    ids = attempts_question_ids(context, history, question) if question else ()
    return tuple(reversed(history.attempts(question_ids=ids, unfinished=False)))


def _document(one: Rescored) -> dict[str, Any]:
    from trainer.cli.versions_view import version_document

    before = (
        {point.key_point_id: point.verdict for point in one.before.points} if one.before else {}
    )
    return {
        "attempt_id": one.attempt.id,
        "question_id": one.attempt.question.id,
        "changed": one.changed,
        "before": _side(one.before.scorer if one.before else None, one.band_before),
        "after": _side(one.after.scorer, one.band_after),
        "transcript": version_document(one.transcript, counts=True),
        "heard": version_document(one.heard, counts=one.heard.id == one.transcript.id)
        if one.heard
        else None,
        "points": [
            {
                "key_point_id": point.key_point_id,
                "before": before.get(point.key_point_id),
                "after": point.verdict.value,
            }
            for point in one.after.points
        ],
    }


def _side(scorer: str | None, band: tuple[float | None, float | None]) -> dict[str, Any]:
    return {"scorer": scorer, "coverage_low": band[0], "coverage_high": band[1]}


def _show(output: Output, done: Sequence[Rescored]) -> None:
    if not done:
        output.say("There is no scored answer to score again yet.")
        return
    from rich.table import Table

    from trainer.cli.views import coverage_words

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("", justify="right")
    table.add_column("question", overflow="fold")
    table.add_column("before → after")
    for one in done:
        words = coverage_words(*one.band_before), coverage_words(*one.band_after)
        table.add_row(
            str(one.attempt.id),
            one.attempt.question.id,
            f"{words[0]} → {words[1]}" if words[0] != words[1] else words[1],
        )
    output.show(table)
    changed = sum(one.changed for one in done)
    output.say(
        f"\n{len(done)} answer{'s' if len(done) > 1 else ''} scored again: {changed} changed, "
        f"{len(done) - changed} as before. 'trainer attempt scores N' lists the scores of one."
    )
    kept = sum(one.heard is not None and one.heard.id != one.transcript.id for one in done)
    if kept:
        output.say(
            f"Your correction goes on counting in {kept} of them; --over-corrections lets what "
            "the model heard count."
        )
