"""``trainer history``: earlier attempts."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Literal

import click

from trainer.cli.completion import question_ids
from trainer.cli.context import CommandContext, common

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer.cli.console import Output
    from trainer.history.records import Attempt
    from trainer.history.store import History

Row = tuple["Attempt", "tuple[float | None, float | None] | None"]
"""An attempt and its coverage, None while it is unfinished."""

MOST = 20
HEADINGS = ("no.", "when", "question", "coverage", "length", "")
NUMBERS = {"no.", "coverage", "length"}


@click.command(
    "history",
    epilog="""\b
Examples:
  trainer history
  trainer history conflict-with-colleague
  trainer history --unfinished
  trainer history --limit 100 --json
""",
)
@click.argument("question", required=False, shell_complete=question_ids)
@click.option(
    "--limit", type=click.IntRange(1, 100_000), default=MOST, show_default=True, help="How many."
)
@click.option("--before", type=int, metavar="N", help="Only attempts before this one.")
@click.option("--unfinished", is_flag=True, help="Only those that still wait for their score.")
@click.option("--trash", is_flag=True, help="What was discarded, until it is seven days old.")
@common()
def command(
    context: CommandContext,
    *,
    question: str | None,
    limit: int,
    before: int | None,
    unfinished: bool,
    trash: bool,
) -> None:
    """List earlier attempts, newest first.

    QUESTION is an id, an id without its bank, or a part of the prompt.
    """
    from trainer.cli.documents import attempt_document
    from trainer.practice.judged import band

    with context.history(write=False) as history:
        found = history.attempts(
            question_ids=attempts_question_ids(context, history, question) if question else (),
            unfinished=True if unfinished else None,
            discarded=trash,
            # One more tells whether there are older ones.
            limit=limit + 1,
            before_id=before,
        )
        rows: list[Row] = []
        documents = []
        for attempt in found[:limit]:
            score = history.latest_score(attempt.id)
            coverage = (
                band(score.coverage, history.taught.judgements(attempt.id)) if score else None
            )
            rows.append((attempt, coverage))
            file = history.audio_path(attempt)
            documents.append(
                attempt_document(
                    attempt,
                    str(file) if file else None,
                    coverage or (None, None),
                    score.coverage.scorer if score else None,
                )
            )
    context.output.result("history", {"attempts": documents})
    if context.output.json:
        return
    if rows:
        _show(context.output, rows, trash=trash)
    elif trash:
        context.output.say("Nothing is in the trash.")
    elif unfinished:
        context.output.say("Nothing is unfinished.")
    elif before or question:
        context.output.say("No attempts here.")
    else:
        context.output.say("Nothing here yet. 'trainer drill' begins.")
    if len(found) > limit:
        filters = [
            *([shlex.quote(question)] if question else []),
            *(["--unfinished"] if unfinished else []),
            *(["--trash"] if trash else []),
            *([f"--limit {limit}"] if limit != MOST else []),
        ]
        older = " ".join(["trainer history", *filters, f"--before {rows[-1][0].id}"])
        context.output.say(f"\nOlder ones: {older}")


def attempts_question_ids(context: CommandContext, history: History, question: str) -> list[str]:
    """The ids of a question and of what it was called before.

    A question that has attempts is found by its id even if no bank holds it any more.
    """
    known = context.catalogue.brief([question])
    if not known and history.attempts(question_ids=[question], limit=1):
        return [question]
    found = context.catalogue.find(question)
    return [found.id, *found.renamed_from]


def _show(output: Output, rows: Sequence[Row], *, trash: bool) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in HEADINGS:
        justify: Literal["left", "right"] = "right" if heading in NUMBERS else "left"
        table.add_column(heading, justify=justify)
    lines = [_cells(attempt, coverage) for attempt, coverage in rows]
    for line in lines:
        table.add_row(*line)
    if output.fits(table):
        output.show(table)
    else:
        _show_narrow(output, lines)
    if trash:
        output.say("\n'trainer attempt restore N' brings one back.")
    elif any(coverage is None for _, coverage in rows):
        output.say("\n'trainer score --attempt N' finishes one that is unfinished.")


def _cells(attempt: Attempt, coverage: tuple[float | None, float | None] | None) -> tuple[str, ...]:
    """What stands under `HEADINGS`."""
    from trainer.cli.views import clock, coverage_words

    return (
        str(attempt.id),
        attempt.zone.local(attempt.started_at).strftime("%Y-%m-%d %H:%M"),
        attempt.question.id,
        coverage_words(*coverage) if coverage else "unfinished",
        clock(attempt.duration_s) if attempt.duration_s is not None else attempt.medium.value,
        "off guard" if attempt.off_guard else "",
    )


def _show_narrow(output: Output, lines: Sequence[tuple[str, ...]]) -> None:
    """Two lines an attempt, so that no id is broken where a table would be too wide."""
    width = max(len(line[0]) for line in lines)
    for number, when, question, coverage, length, off_guard in lines:
        output.say(f"{number:>{width}}  {when}  {coverage}  {length}")
        output.say(question, style="cyan", indent=width + 2)
        if off_guard:
            output.say(off_guard, indent=width + 2)
