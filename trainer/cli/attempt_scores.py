"""``trainer attempt scores``: every score that an attempt was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trainer.cli.context import CommandContext, common

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trainer.cli.console import Output
    from trainer.history.records import Attempt, StoredScore, StoredTranscript


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
    """List every score of an attempt, oldest first: by which scorer, of whose transcript.

    These are the machine's alone; what you judged yourself is in 'attempt show'.
    A star marks those of the transcript that counts.
    """
    from trainer.cli.documents import rfc3339
    from trainer.cli.versions_view import version_document

    with context.history(write=False) as history:
        attempt = history.attempt(number)
        found = history.scores(number)
        versions = {stored.id: stored for stored in history.versions.of(number)}
        counting = history.latest_transcript(number)
    counts = counting.id if counting else None
    listed = [
        {
            "made_at": rfc3339(score.made_at),
            **score.coverage.to_mapping(),
            "transcript": version_document(
                versions[score.transcript_id], counts=score.transcript_id == counts
            ),
        }
        for score in found
    ]
    context.output.result("attempt scores", {"attempt_id": number, "scores": listed})
    if not context.output.json:
        _show(context.output, attempt, found, versions, counts)


def _show(
    output: Output,
    attempt: Attempt,
    found: Sequence[StoredScore],
    versions: Mapping[int, StoredTranscript],
    counts: int | None,
) -> None:
    if not found:
        output.say(f"No score yet. 'trainer score --attempt {attempt.id}' makes one.")
        return
    from rich.table import Table

    from trainer.cli.versions_view import heard_by
    from trainer.cli.views import coverage_words
    from trainer.practice.judged import band

    rows = [
        (
            attempt.zone.local(score.made_at).strftime("%Y-%m-%d %H:%M"),
            score.coverage.scorer,
            heard_by(versions[score.transcript_id]),
            coverage_words(*band(score.coverage, {}))
            + (" *" if score.transcript_id == counts else "  "),
        )
        for score in found
    ]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("when", "scorer", "heard by"):
        table.add_column(heading)
    table.add_column("coverage", justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    if output.fits(table):
        output.show(table)
        return
    for when, scorer, who, coverage in rows:
        output.say(f"{when}  {coverage.rstrip()}")
        output.say(scorer, indent=2)
        output.say(who, indent=2)
