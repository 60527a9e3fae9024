"""``trainer attempt``: one attempt, looked at, marked, deleted or brought back."""

from __future__ import annotations

from dataclasses import replace

import click

from trainer.cli.attempt_judge import judge
from trainer.cli.attempt_scores import scores
from trainer.cli.context import CommandContext, common


@click.group(
    "attempt",
    epilog="""\b
Examples:
  trainer attempt show 12
  trainer attempt judge 12
  trainer attempt delete 12
""",
)
def command() -> None:
    """Look at, judge, mark, delete or bring back an attempt."""


command.add_command(judge)
command.add_command(scores)


@command.command(
    "show",
    epilog="""\b
Examples:
  trainer attempt show 12
  trainer attempt show 12 --explain
  trainer attempt show 12 --delivery
  trainer attempt show 12 --transcripts
""",
)
@click.argument("number", type=int, metavar="ATTEMPT")
@click.option("--explain", is_flag=True, help="Say for each key point why it is judged so today.")
@click.option("--delivery", is_flag=True, help="All that was measured of how it was said.")
@click.option("--transcripts", is_flag=True, help="Show every version of the transcript as well.")
@common()
def show(
    context: CommandContext, number: int, *, explain: bool, delivery: bool, transcripts: bool
) -> None:
    """Show an attempt's transcript and score."""
    from trainer.cli.delivery_view import show_delivery
    from trainer.cli.documents import answer_document
    from trainer.cli.explain_view import explained
    from trainer.cli.ratings import show_rating
    from trainer.cli.versions_view import mention_versions, show_versions
    from trainer.cli.views import mention_trash, show_scored
    from trainer.practice.finish import shown_again
    from trainer.practice.scheduling import rating_of

    with context.history(write=False) as history:
        attempt = history.attempt(number)
        answer = shown_again(history, attempt)
        if history.schedule.ratings_of(number):
            answer = replace(answer, rated=rating_of(history, context.library, attempt))
        mention_trash(context.output, attempt)
        if not transcripts:
            mention_versions(context.output, history, attempt)
        show_scored(context.output, answer)
        show_rating(context, answer)
        if delivery:
            show_delivery(context.output, answer)
        document = answer_document(answer)
        if explain:
            document["explanation"] = explained(context.output, history, answer)
        if transcripts:
            document["transcripts"] = show_versions(context.output, history, attempt)
    context.output.result("attempt show", document)


@command.command(
    "mark",
    epilog="""\b
Examples:
  trainer attempt mark 12 --off-guard
  trainer attempt mark 12 --no-off-guard
""",
)
@click.argument("number", type=int, metavar="ATTEMPT")
@click.option("--off-guard/--no-off-guard", required=True, help="Did it catch you off guard?")
@common()
def mark(context: CommandContext, number: int, *, off_guard: bool) -> None:
    """Change what you said of being caught off guard."""
    from trainer.cli.ratings import tell_other_proposal
    from trainer.practice.changes import mark_off_guard
    from trainer.practice.finish import shown_again

    with context.history(write=True) as history:
        mark_off_guard(history, number, off_guard, context.now())
        attempt = history.attempt(number)
        context.output.result("attempt mark", {"attempt_id": number, "off_guard": off_guard})
        if not context.output.json:
            said = "caught you off guard" if off_guard else "did not catch you off guard"
            context.output.say(f"Attempt {number}: the question {said}.")
        if not attempt.unfinished:
            tell_other_proposal(context, history, shown_again(history, attempt))


@command.command(
    "delete",
    epilog="""\b
Examples:
  trainer attempt delete 12
""",
)
@click.argument("number", type=int, metavar="ATTEMPT")
@common()
def delete(context: CommandContext, number: int) -> None:
    """Move an attempt and its recording to the trash, where they stay for seven days."""
    from trainer.practice.changes import discard_attempt

    with context.history(write=True) as history:
        taught = history.taught.taught_by(number)
        discard_attempt(history, number, context.now())
    context.output.result("attempt delete", {"attempt_id": number})
    if not context.output.json:
        context.output.say(
            f"Attempt {number} is in the trash for seven days; 'trainer undo' brings it back."
        )
        if taught:
            context.output.say(
                f"What it taught goes with it then ({taught} wording{'s' if taught > 1 else ''})."
            )


@command.command(
    "restore",
    epilog="""\b
Examples:
  trainer history --trash
  trainer attempt restore 12
""",
)
@click.argument("number", type=int, metavar="ATTEMPT")
@common()
def restore(context: CommandContext, number: int) -> None:
    """Bring an attempt back from the trash."""
    from trainer.practice.changes import restore_attempt

    with context.history(write=True) as history:
        restore_attempt(history, number, context.now())
    context.output.result("attempt restore", {"attempt_id": number})
    if not context.output.json:
        context.output.say(f"Attempt {number} is back.")
