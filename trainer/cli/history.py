"""``trainer history``: earlier attempts."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


@click.command(
    "history",
    epilog="""\b
Examples:
  trainer history
  trainer history conflict
  trainer history --unfinished
  trainer history --limit 100 --json
""",
)
@click.argument("question", required=False, shell_complete=question_ids)
@click.option(
    "--limit", type=click.IntRange(1, 100_000), default=20, show_default=True, help="How many."
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
        attempts = history.attempts(
            question_ids=attempts_question_ids(context, history, question) if question else (),
            unfinished=True if unfinished else None,
            discarded=trash,
            limit=limit,
            before_id=before,
        )
        rows: list[Row] = []
        documents = []
        for attempt in attempts:
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
    if not context.output.json:
        _show(context.output, rows, limit)


def attempts_question_ids(context: CommandContext, history: History, question: str) -> list[str]:
    """The ids of a question and of what it was called before.

    A question that has attempts is found by its id even if no bank holds it any more.
    """
    if history.attempts(question_ids=[question], limit=1):
        return [question]
    found = context.library.find(question)
    return [found.id, *found.renamed_from]


def _show(output: Output, rows: Sequence[Row], limit: int) -> None:
    if not rows:
        output.say("Nothing here yet. 'trainer drill' begins.")
        return
    from rich.table import Table

    from trainer.cli.views import clock, coverage_words

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("", justify="right")
    table.add_column("when", no_wrap=True)
    table.add_column("question", overflow="fold")
    table.add_column("coverage", justify="right", no_wrap=True)
    table.add_column("length", justify="right")
    table.add_column("")
    for attempt, coverage in rows:
        table.add_row(
            str(attempt.id),
            attempt.zone.local(attempt.started_at).strftime("%Y-%m-%d %H:%M"),
            attempt.question.id,
            coverage_words(*coverage) if coverage else "unfinished",
            clock(attempt.duration_s) if attempt.duration_s is not None else attempt.medium.value,
            "off guard" if attempt.off_guard else "",
        )
    output.show(table)
    if any(coverage is None for _, coverage in rows):
        output.say("\n'trainer score --attempt N' finishes one that is unfinished.")
    if len(rows) == limit:
        output.say(f"\nOlder ones: trainer history --before {rows[-1][0].id}")
