"""How answers changed over the weeks: coverage and delivery, without a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean, median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from trainer.delivery.figures import Figures


class Measure(StrEnum):
    """What is followed; the value is the name of the figure."""

    PACE = "words_per_minute"
    FILLERS = "fillers_per_minute"
    PAUSES = "pauses_per_minute"
    ONSET = "onset_s"
    LENGTH = "length_s"


@dataclass(frozen=True, slots=True)
class Answer:
    """One scored answer: the speaker's day, its figures if it has any, and its coverage.

    `low` and `high` are the band of its coverage, 0 to 1, None for a question without points.
    """

    day: date
    figures: Figures | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Week:
    """One week from Monday: the mean coverage, and the median of each measure.

    A median stands for `counts` answers; None where no answer of the week has the figure.
    """

    begins_on: date
    answers: int
    low: float | None
    high: float | None
    medians: Mapping[Measure, float | None]
    counts: Mapping[Measure, int]


@dataclass(frozen=True, slots=True)
class Trend:
    """A measure in the first and in the last week that has it."""

    measure: Measure
    first: float
    last: float
    first_week: date
    last_week: date


def weeks_of(answers: Iterable[Answer]) -> tuple[Week, ...]:
    """The weeks in which there were answers, the earliest first."""
    by_week: dict[date, list[Answer]] = {}
    for answer in answers:
        by_week.setdefault(monday_of(answer.day), []).append(answer)
    return tuple(_week(begins_on, by_week[begins_on]) for begins_on in sorted(by_week))


def trends_of(weeks: Sequence[Week]) -> tuple[Trend, ...]:
    """Where each measure began and where it is; only those that two weeks have."""
    found = []
    for measure in Measure:
        known = [
            (week.begins_on, value)
            for week in weeks
            if (value := week.medians[measure]) is not None
        ]
        if len(known) >= _FEWEST_WEEKS:
            (first_week, first), (last_week, last) = known[0], known[-1]
            found.append(Trend(measure, first, last, first_week, last_week))
    return tuple(found)


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


_FEWEST_WEEKS: Final = 2


def _week(begins_on: date, answers: Sequence[Answer]) -> Week:
    medians: dict[Measure, float | None] = {}
    counts: dict[Measure, int] = {}
    for measure in Measure:
        values = [
            value
            for answer in answers
            if answer.figures and (value := getattr(answer.figures, measure.value)) is not None
        ]
        medians[measure] = median(values) if values else None
        counts[measure] = len(values)
    scored = [(one.low, one.high) for one in answers if one.low is not None]
    return Week(
        begins_on,
        len(answers),
        fmean(low for low, _ in scored if low is not None) if scored else None,
        fmean(high for _, high in scored if high is not None) if scored else None,
        medians,
        counts,
    )
