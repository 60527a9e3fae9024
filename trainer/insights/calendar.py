"""The days of practice, week by week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.history.summary_records import PracticeDay
from trainer.insights.trends import monday_of

WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    """One week: the answers of each day from Monday, None for a day outside of the time."""

    begins_on: date
    answers: tuple[int | None, ...]


def calendar_of(days: Iterable[PracticeDay], first: date, last: date) -> tuple[CalendarWeek, ...]:
    """Every week from that of `first` to that of `last`, with and without practice."""
    answers = {day.day: day.answers for day in days}
    weeks = []
    monday = monday_of(first)
    while monday <= last:
        dates = [monday + timedelta(days=number) for number in range(WEEK_DAYS)]
        weeks.append(
            CalendarWeek(
                monday,
                tuple(answers.get(day, 0) if first <= day <= last else None for day in dates),
            )
        )
        monday += timedelta(weeks=1)
    return tuple(weeks)
