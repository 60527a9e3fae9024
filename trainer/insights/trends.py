"""How answers changed over the weeks: coverage and delivery, without a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean, median
from typing import Final

from trainer.history.summary_records import DeliveryRow

LEAST_COMPARED: Final = 3
"""So many answers on either side are compared at least; fewer say nothing of a trend."""


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

    `low` and `high` are the band of its coverage, 0 to 1, None for an answer without any.
    """

    day: date
    figures: DeliveryRow | None
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
    """A measure in the first weeks and in the last ones.

    Each is the median over as few whole weeks as have `LEAST_COMPARED` answers together,
    from the first week that has the measure and up to the last; no week is in both.
    """

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


def trends_of(answers: Iterable[Answer]) -> tuple[Trend, ...]:
    """Where each measure began and where it is; none where there are too few answers."""
    by_week: dict[date, list[Answer]] = {}
    for answer in answers:
        by_week.setdefault(monday_of(answer.day), []).append(answer)
    mondays = sorted(by_week)
    found = []
    for measure in Measure:
        known = [(monday, _values(by_week[monday], measure)) for monday in mondays]
        weeks = [(monday, values) for monday, values in known if values]
        first, last = _enough(weeks), _enough(weeks[::-1])
        if first and last and first[-1][0] < last[-1][0]:
            found.append(
                Trend(
                    measure,
                    median(value for _, values in first for value in values),
                    median(value for _, values in last for value in values),
                    first[0][0],
                    last[0][0],
                )
            )
    return tuple(found)


def _enough(weeks: Sequence[tuple[date, list[float]]]) -> Sequence[tuple[date, list[float]]]:
    """As few of the first weeks as have enough answers together; none where all have not."""
    total = 0
    for number, (_, values) in enumerate(weeks, start=1):
        total += len(values)
        if total >= LEAST_COMPARED:
            return weeks[:number]
    return ()


def _values(answers: Iterable[Answer], measure: Measure) -> list[float]:
    return [
        value
        for answer in answers
        if answer.figures and (value := getattr(answer.figures, measure.value)) is not None
    ]


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def _week(begins_on: date, answers: Sequence[Answer]) -> Week:
    medians: dict[Measure, float | None] = {}
    counts: dict[Measure, int] = {}
    for measure in Measure:
        values = _values(answers, measure)
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
