"""``trainer attempt judge``: say what an answer made, later than right after it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from trainer.cli.context import CommandContext, common
from trainer.errors import UsageError

if TYPE_CHECKING:
    from trainer.history.store import History
    from trainer.practice.scored import ScoredAnswer

VERDICTS = ("covered", "partly", "missed")


@click.command(
    "judge",
    epilog="""\b
Examples:
  trainer attempt judge 12
  trainer attempt judge 12 --all
  trainer attempt judge 12 --point told-customers --verdict covered \\
      --span "I sent them a note that evening"
""",
)
@click.argument("number", type=int, metavar="ATTEMPT")
@click.option("--all", "every", is_flag=True, help="Ask about every point, not only unsure ones.")
@click.option("--point", metavar="ID", help="Judge this key point.")
@click.option("--verdict", type=click.Choice(VERDICTS), help="Whether the answer made it.")
@click.option("--span", metavar="TEXT", help="The words it is about; else those quoted for it.")
@common()
def judge(
    context: CommandContext,
    number: int,
    *,
    every: bool,
    point: str | None,
    verdict: str | None,
    span: str | None,
) -> None:
    """Say which points an answer made; your verdict stands before the machine's.

    You are asked about the points that the score is unsure of, or give one with
    --point and --verdict. Words that made a point become a wording of it, words
    that did not a counter-example, both for your answers alone.
    """
    from trainer.cli.documents import answer_document
    from trainer.cli.ratings import tell_other_proposal
    from trainer.practice.finish import shown_again
    from trainer.practice.scheduling import rating_of

    if (point is None) != (verdict is None) or (span and not point) or (point and every):
        raise UsageError(
            "--point and --verdict go together, and --span with them",
            hint="'trainer attempt judge N' asks.",
        )
    with context.history(write=True) as history:
        answer = shown_again(history, history.attempt(number))
        if point and verdict:
            answer = _by_options(context, history, answer, point, verdict, span)
        else:
            answer = _guided(context, history, answer, every=every)
        tell_other_proposal(context, history, answer)
        rated = rating_of(history, context.library, history.attempt(number))
        answer = replace(answer, rated=rated)
    context.output.result("attempt judge", answer_document(answer))


def _by_options(
    context: CommandContext,
    history: History,
    answer: ScoredAnswer,
    point: str,
    verdict: str,
    words: str | None,
) -> ScoredAnswer:
    from trainer.cli.judging import tell_judged
    from trainer.history.records import HumanVerdict
    from trainer.practice.judging import evidence_span, judge, named_span

    span = named_span(answer, words) if words else evidence_span(answer, point)
    judgement = judge(history, answer, point, HumanVerdict(verdict), span, context.now())
    answer = replace(answer, judgements={**answer.judgements, point: judgement})
    tell_judged(context.output, answer, [judgement])
    return answer


def _guided(
    context: CommandContext, history: History, answer: ScoredAnswer, *, every: bool
) -> ScoredAnswer:
    from trainer.cli.judging import can_be_asked, judge_points
    from trainer.cli.views import show_scored
    from trainer.practice.judged import unsure_points

    if not can_be_asked(context):
        raise UsageError(
            "there is no terminal to ask at", hint="Give --point and --verdict instead."
        )
    show_scored(context.output, answer)
    asked = answer.coverage.points if every else unsure_points(answer.coverage, answer.judgements)
    if not asked:
        context.output.say("")
        context.output.say("No point is left in doubt; --all asks about every one.", indent=4)
    ids = [one.key_point_id for one in asked]
    return judge_points(context.output, history, answer, ids, context.now).answer
