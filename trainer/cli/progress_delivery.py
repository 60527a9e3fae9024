"""How answers were said over the weeks: the table of ``trainer progress``, and what moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from trainer.cli.console import counted
from trainer.cli.page import LONGEST_TABLE, Page, day_words
from trainer.cli.views import clock, coverage_words

if TYPE_CHECKING:
    from trainer.insights.trends import Measure, Week
    from trainer.practice.progress import Progress

NAMES = {
    "words_per_minute": "pace",
    "fillers_per_minute": "fillers",
    "pauses_per_minute": "pauses",
    "onset_s": "onset",
    "length_s": "length",
}
"""What the measures are called in the table, by the name of their figure."""


def show_delivery(page: Page, progress: Progress) -> None:
    """The weeks as a table, and each measure in the first and in the last of them."""
    if not progress.weeks:
        return
    weeks = progress.weeks[-max(LONGEST_TABLE, progress.wanted.most) :]
    page.heading("Week by week")
    rows = [_cells(week) for week in weeks]
    if not page.table(("week of", "answers", "coverage", *NAMES.values()), rows, left=1):
        _show_narrow(page, rows)
    page.line(
        "Coverage is the mean of its week, the rest the middle one. Pace is in words a minute; "
        "fillers and pauses (of 0.6 s or more) are counted by the minute, fillers at least; onset "
        "is the time to the first word.",
        style="dim",
    )
    if len(weeks) < len(progress.weeks):
        page.line(f"{len(progress.weeks) - len(weeks)} earlier weeks: --all.", style="dim")
    _show_trends(page, progress)
    if progress.unmeasured:
        page.line(
            f"Without figures of delivery: {counted(progress.unmeasured, 'answer')}. "
            "'trainer rescore --all' makes them.",
            style="dim",
        )


def _show_trends(page: Page, progress: Progress) -> None:
    """What is another now than at first."""
    told = []
    for trend in progress.trends:
        name = trend.measure.value
        before, now = _value(name, trend.first), _value(name, trend.last)
        if before != now:
            told.append(f"{NAMES[name]} {before} → {now}")
    if told:
        until = progress.wanted.until
        first = day_words(min(trend.first_week for trend in progress.trends), until)
        last = day_words(max(trend.last_week for trend in progress.trends), until)
        page.line(f"From the week of {first} to that of {last}: {', '.join(told)}.")


def _show_narrow(page: Page, rows: list[tuple[str, ...]]) -> None:
    """A few lines a week where a table would be too wide."""
    for cells in rows:
        page.line(f"{cells[0]}  {cells[1]} answered, {cells[2]}", style="bold")
        told = [
            f"{name} {cell}"
            for name, cell in zip(NAMES.values(), cells[3:], strict=True)
            if cell != "–"
        ]
        if told:
            page.line(", ".join(told), indent=2)


def _cells(week: Week) -> tuple[str, ...]:
    return (
        week.begins_on.isoformat(),
        str(week.answers),
        coverage_words(week.low, week.high),
        *(_value(measure.value, value) for measure, value in _in_order(week)),
    )


def _in_order(week: Week) -> Iterator[tuple[Measure, float | None]]:
    by_name = {measure.value: measure for measure in week.medians}
    for name in NAMES:
        yield by_name[name], week.medians[by_name[name]]


def _value(name: str, value: float | None) -> str:
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
