"""The days and the coverage of ``trainer progress``: calendar, weeks, topics, takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from trainer.cli.console import counted
from trainer.cli.page import LONGEST_TABLE, Page, band_words, day_words
from trainer.cli.views import coverage_words
from trainer.insights.bands import Band, band_of
from trainer.insights.trends import LEAST_COMPARED

if TYPE_CHECKING:
    from trainer.history.summary_records import ScoredTake
    from trainer.insights.calendar import CalendarWeek
    from trainer.practice.progress import Progress

DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def show_calendar(page: Page, progress: Progress) -> None:
    """The answers of each day: weeks as columns, as many as there is room for."""
    weeks = progress.calendar
    if not progress.days or not weeks:
        return
    most = (page.width - 4) // 2
    shown = weeks[-most:]
    page.heading("Practice days")
    page.line(_months(shown))
    for number, name in enumerate(DAYS):
        page.line(f"{name}  {' '.join(_day_sign(week.answers[number]) for week in shown)}")
    left_out = f" These are the latest {most} weeks." if len(weeks) > most else ""
    page.line(
        f"The number of answers of each day, + for ten or more; every column is a week.{left_out}",
        style="dim",
    )


def _day_sign(answers: int | None) -> str:
    if answers is None:
        return " "
    if not answers:
        return "·"
    return str(answers) if answers < 10 else "+"


def _months(weeks: tuple[CalendarWeek, ...]) -> str:
    """The names of months above the first week that begins in them."""
    line = "    "
    month = 0
    for number, week in enumerate(weeks):
        place = 4 + 2 * number
        if week.begins_on.month != month and len(line) <= place:
            month = week.begins_on.month
            line = line.ljust(place) + day_words(week.begins_on, week.begins_on).split()[1] + " "
    return line.rstrip()


def show_coverage(page: Page, progress: Progress) -> None:
    """Coverage week by week, and by topic."""
    known = {
        float((week.begins_on - progress.weeks[0].begins_on).days // 7): Band(week.low, week.high)
        for week in progress.weeks
        if week.low is not None and week.high is not None
    }
    # The takes of one question were shown one by one.
    if not known or progress.takes:
        return
    until = progress.wanted.until
    if len(known) > 1:
        page.heading("Coverage by week, from at least to at most")
        mondays = {place: progress.weeks[0].begins_on + timedelta(weeks=place) for place in known}
        page.chart(known, _ends(mondays, until))
    else:
        page.heading("Coverage")
        (band,) = known.values()
        page.line(f"{band_words(band)}, so far from one week: no trend yet.", indent=2)
    if progress.wordless:
        words = counted(progress.wordless, "answer")
        page.line(f"Left out: {words} without words or key points to compare.", style="dim")
    _show_topics(page, progress)


def _ends(days: Mapping[float, date], until: date) -> dict[float, str]:
    """Labels of the first and the last place, and of one between them if there is room."""
    places = sorted(days)
    chosen = {places[0], places[-1]}
    middle = min(places, key=lambda place: abs(place - (places[0] + places[-1]) / 2))
    if places[-1] - places[0] >= 8 and middle - places[0] >= 3 <= places[-1] - middle:
        chosen.add(middle)
    return {place: day_words(days[place], until) for place in sorted(chosen)}


def _show_topics(page: Page, progress: Progress) -> None:
    if not progress.topics:
        return
    most = progress.wanted.most
    shown = progress.topics[:most]
    mondays = [week.begins_on for week in progress.calendar][-24:]
    page.heading("Coverage by topic")
    rows = []
    for line in shown:
        moved = (
            f"{band_words(line.moved.first)} → {band_words(line.moved.latest)}"
            if line.moved
            else ""
        )
        spark = page.spark(line.weeks.get(monday) for monday in mondays)
        rows.append((line.topic, spark, str(line.answers), band_words(line.coverage), moved))
    headings = ("topic", "by week", "answers", "coverage", f"first {LEAST_COMPARED} → latest")
    if not page.table(headings, rows, left=2):
        for topic, spark, answers, coverage, moved in rows:
            page.line(f"{topic}: {coverage} ({answers} answered)")
            page.line(spark.rstrip() or " ", indent=2)
            if moved:
                page.line(f"first {LEAST_COMPARED} answers and latest: {moved}", indent=2)
    signs = "0 for below 10 %, 9 for 90 % or more" if page.ascii else "low to high"
    more = len(progress.topics) - len(shown)
    page.line(
        f"By week: the middle of each week's coverage, {signs}. First and latest stand where there "
        f"are {2 * LEAST_COMPARED} answers or more; fewer are no trend."
        + (f" {counted(more, 'more topic')}: --all." if more > 0 else ""),
        style="dim",
    )


def show_takes(page: Page, progress: Progress) -> None:
    """One question, take by take."""
    if not progress.takes:
        return
    until = progress.wanted.until
    known = {
        float(number): band for number, take in enumerate(progress.takes) if (band := band_of(take))
    }
    page.heading("Take by take")
    if len(known) > 1:
        page.chart(known, _ends({n: progress.takes[int(n)].day for n in known}, until))
    shown = progress.takes[-max(LONGEST_TABLE, progress.wanted.most) :]
    rows = [_take_row(take, until) for take in shown]
    if not page.table(("take", "when", "coverage", ""), rows, left=2):
        for number, when, coverage, off_guard in rows:
            page.line(", ".join(filter(None, (f"{number}  {when}", coverage, off_guard))))
    if len(shown) < len(progress.takes):
        page.line(f"{len(progress.takes) - len(shown)} earlier ones: --all.", style="dim")


def _take_row(take: ScoredTake, until: date) -> tuple[str, ...]:
    return (
        str(take.attempt_id),
        day_words(take.day, until),
        coverage_words(take.low, take.high),
        "off guard" if take.off_guard else "",
    )
