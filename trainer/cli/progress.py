"""``trainer progress``: how answers changed over the weeks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

import click

from trainer.cli.completion import question_ids
from trainer.cli.context import CommandContext, common

if TYPE_CHECKING:
    from datetime import date

    from trainer.cli.console import Output
    from trainer.history.store import History
    from trainer.insights.trends import Answer, Measure, Trend, Week

WEEKS = 12


@click.command(
    "progress",
    epilog="""\b
Examples:
  trainer progress
  trainer progress conflict
  trainer progress --weeks 26 --json
""",
)
@click.argument("question", required=False, shell_complete=question_ids)
@click.option(
    "--weeks",
    type=click.IntRange(1, 520),
    default=WEEKS,
    show_default=True,
    help="How many weeks back.",
)
@common()
def command(context: CommandContext, *, question: str | None, weeks: int) -> None:
    """See how coverage and delivery changed over the weeks.

    QUESTION is an id, an id without its bank, or a part of the prompt. Nothing here
    is a grade: the figures stand beside your own earlier ones.
    """
    from trainer.cli.history import attempts_question_ids
    from trainer.insights.trends import trends_of, weeks_of

    with context.history(write=False) as history:
        ids = attempts_question_ids(context, history, question) if question else ()
        answers = list(_answers(context, history, ids, weeks))
    found = weeks_of(answers)
    trends = trends_of(found)
    unmeasured = sum(answer.figures is None for answer in answers)
    context.output.result(
        "progress",
        {
            "weeks": [_week_document(week) for week in found],
            "trends": [_trend_document(trend) for trend in trends],
            "unmeasured": unmeasured,
        },
    )
    if context.output.json:
        return
    if not found:
        context.output.say(
            "No scored answers in this time yet. 'trainer drill' begins."
            if not question
            else "No scored answers to it in this time."
        )
        return
    _show(context.output, found, trends)
    if unmeasured:
        context.output.say(
            f"\nWithout figures of delivery: {unmeasured}. 'trainer rescore --all' makes them."
        )


def _answers(
    context: CommandContext, history: History, ids: Sequence[str], weeks: int
) -> Iterator[Answer]:
    """The scored answers of the last weeks, counted from the Monday of this one."""
    from trainer.insights.trends import Answer, monday_of
    from trainer.practice.judged import band

    figures = history.deliveries.all()
    first: date | None = None
    for attempt in history.attempts(question_ids=ids, unfinished=False):
        if first is None:
            today = attempt.zone.local(context.now()).date()
            first = monday_of(today) - timedelta(weeks=weeks - 1)
        day = attempt.zone.local(attempt.started_at).date()
        if day < first:
            return
        score = history.latest_score(attempt.id)
        judgements = history.taught.judgements(attempt.id)
        low, high = band(score.coverage, judgements) if score else (None, None)
        yield Answer(day, figures.get(attempt.id), low, high)


def _week_document(week: Week) -> dict[str, Any]:
    return {
        "begins_on": week.begins_on.isoformat(),
        "answers": week.answers,
        "coverage_low": week.low,
        "coverage_high": week.high,
        **{measure.value: value for measure, value in week.medians.items()},
        "counts": {measure.value: count for measure, count in week.counts.items()},
    }


def _trend_document(trend: Trend) -> dict[str, Any]:
    return {
        "measure": trend.measure.value,
        "first": trend.first,
        "last": trend.last,
        "first_week": trend.first_week.isoformat(),
        "last_week": trend.last_week.isoformat(),
    }


def _show(output: Output, weeks: Sequence[Week], trends: Sequence[Trend]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("week of", "answers", "coverage", *_NAMES.values()):
        justify: Literal["left", "right"] = "left" if heading == "week of" else "right"
        table.add_column(heading, justify=justify)
    for week in weeks:
        table.add_row(*_cells(week))
    if output.fits(table):
        output.show(table)
    else:
        _show_narrow(output, weeks)
    output.say("")
    output.say(
        "Each the middle one of its week. Pace is in words a minute; fillers and pauses (of 0.6 s "
        "or more) are counted by the minute, fillers at least; onset is the time to the first word."
    )
    if trends:
        first, last = min(t.first_week for t in trends), max(t.last_week for t in trends)
        output.say("")
        output.say(f"From the week of {first} to that of {last}:", style="bold")
        for trend in trends:
            before = _value(trend.measure.value, trend.first)
            now = _value(trend.measure.value, trend.last)
            output.say(f"{_NAMES[trend.measure.value]} {before} → {now}", indent=2)


_NAMES = {
    "words_per_minute": "pace",
    "fillers_per_minute": "fillers",
    "pauses_per_minute": "pauses",
    "onset_s": "onset",
    "length_s": "length",
}
"""What the measures are called in the table, by the name of their figure."""


def _show_narrow(output: Output, weeks: Sequence[Week]) -> None:
    """A few lines a week where a table would be too wide."""
    for week in weeks:
        cells = _cells(week)
        output.say(f"{cells[0]}  {cells[1]} answered, {cells[2]}", style="bold")
        told = [
            f"{name} {cell}"
            for name, cell in zip(_NAMES.values(), cells[3:], strict=True)
            if cell != "–"
        ]
        if told:
            output.say(", ".join(told), indent=2)


def _cells(week: Week) -> tuple[str, ...]:
    from trainer.cli.views import coverage_words

    return (
        week.begins_on.isoformat(),
        str(week.answers),
        coverage_words(week.low, week.high),
        *(_value(measure.value, value) for measure, value in _in_order(week)),
    )


def _in_order(week: Week) -> Iterator[tuple[Measure, float | None]]:
    by_name = {measure.value: measure for measure in week.medians}
    for name in _NAMES:
        yield by_name[name], week.medians[by_name[name]]


def _value(name: str, value: float | None) -> str:
    from trainer.cli.views import clock

    if value is None:
        return "–"
    match name:
        case "length_s":
            return clock(value)
        case "words_per_minute":
            return f"{value:.0f}"
        case "onset_s":
            return f"{value:.1f} s"
        case _:
            return f"{value:.1f}"
