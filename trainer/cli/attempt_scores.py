"""``trainer attempt scores``: every score that an attempt was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trainer.cli.context import CommandContext, common

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer.cli.console import Output
    from trainer.history.records import Attempt, StoredScore


@click.command(
    "scores",
    epilog="""\b
Examples:
  trainer attempt scores 12
""",
)
@click.argument("number", type=int, metavar="ATTEMPT")
@common()
def scores(context: CommandContext, number: int) -> None:
    """List every score of an attempt, oldest first, and the scorer that made it.

    These are the machine's alone; what you judged yourself is in 'attempt show'.
    """
    from trainer.cli.documents import rfc3339

    with context.history(write=False) as history:
        attempt = history.attempt(number)
        found = history.scores(number)
    listed = [{"made_at": rfc3339(score.made_at), **score.coverage.to_mapping()} for score in found]
    context.output.result("attempt scores", {"attempt_id": number, "scores": listed})
    if not context.output.json:
        _show(context.output, attempt, found)


def _show(output: Output, attempt: Attempt, found: Sequence[StoredScore]) -> None:
    if not found:
        output.say(f"No score yet. 'trainer score --attempt {attempt.id}' makes one.")
        return
    from rich.table import Table

    from trainer.cli.views import coverage_words

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("when")
    table.add_column("scorer", overflow="fold")
    table.add_column("coverage", justify="right", no_wrap=True)
    for score in found:
        table.add_row(
            attempt.zone.local(score.made_at).strftime("%Y-%m-%d %H:%M"),
            score.coverage.scorer,
            coverage_words(score.coverage.low, score.coverage.high),
        )
    output.show(table)
