"""What to practise on a day, and on the days to come: a plan computed when asked, never stored.

The cards follow FSRS as they are.  What an interview asks for, what is spread out after days
away and how many minutes a day has, is decided here, each time anew:

- what caught the speaker off guard comes first, and before an interview twice;
- then what is due, the least likely remembered first (that is the highest ratio of days gone by
  to stability, since the curve of FSRS depends on nothing else);
- then what is likely to come in the interview, and on the day itself questions that are new,
  and, of what a person named, those that are not due yet.

A day takes no more than its minutes; what does not fit comes on the days after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final

from trainer.history.records import Rating
from trainer.insights.alternation import alternated
from trainer.insights.memory import reviewed
from trainer.insights.reasons import Candidate, Coming, Reason, why
from trainer.insights.visits import VISITS, Owed, booked

__all__ = [
    "Agenda",
    "AgendaItem",
    "Candidate",
    "Coming",
    "DayPlan",
    "Reason",
    "Shortfall",
    "agenda_of",
    "days_ahead",
    "visits_owed",
]

REFRESHED_DAYS: Final = 3
"""A question that is likely to come, and not due before the interview, is asked in these days."""

# Sums of seconds are not exact.
_SLACK_S: Final = 1e-6


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A question to ask, why, and how long it is expected to take."""

    question_id: str
    reason: Reason
    expected_s: float
    why: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What one day asks, in order; `room_s` is what its minutes leave."""

    day: date
    items: tuple[AgendaItem, ...]
    room_s: float

    @property
    def expected_s(self) -> float:
        """How long all of it takes."""
        return sum(item.expected_s for item in self.items)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A question that comes back `planned` times before the interview, instead of `wanted`."""

    question_id: str
    planned: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """A day's plan, and what is due and did not fit into it, the most at risk first."""

    plan: DayPlan
    postponed: tuple[str, ...]
    shortfalls: tuple[Shortfall, ...] = ()

    @property
    def items(self) -> tuple[AgendaItem, ...]:
        """What the day asks, in order."""
        return self.plan.items

    @property
    def expected_s(self) -> float:
        """How long all of it takes."""
        return self.plan.expected_s


def agenda_of(
    candidates: Sequence[Candidate],
    *,
    on: date,
    minutes: float,
    rng: Random,
    coming: Coming | None = None,
    minutes_ahead: float | None = None,
    most: int | None = None,
) -> Agenda:
    """What to practise on a day, within its minutes.

    `rng` decides between equals.  `coming` is the nearest interview after `on`;
    `minutes_ahead` are those of the days until then, the same where None; `most` caps the
    questions.
    """
    planner = _Planner(
        candidates, on, minutes, minutes if minutes_ahead is None else minutes_ahead, coming, rng
    )
    plan = planner.day(0, most)
    return Agenda(plan, planner.postponed(0), planner.shortfalls)


def days_ahead(
    candidates: Sequence[Candidate],
    *,
    on: date,
    days: int,
    minutes: float,
    rng: Random,
    coming: Coming | None = None,
    minutes_today: float | None = None,
) -> list[DayPlan]:
    """The plans of so many days, beginning with `on`, if every answer goes well enough (good).

    The first is that of `agenda_of`, for the same `rng`.  `minutes_today` are what is left
    of the first day, all of its minutes where None.  New questions that no interview asks for
    are on the first day alone: `room_s` says how much room the others have.
    """
    first = minutes if minutes_today is None else minutes_today
    planner = _Planner(candidates, on, first, minutes, coming, rng)
    return [planner.day(number) for number in range(days)]


class _Planner:
    def __init__(
        self,
        candidates: Sequence[Candidate],
        on: date,
        minutes_today: float,
        minutes: float,
        coming: Coming | None,
        rng: Random,
    ) -> None:
        self._on = on
        self._seconds = (60.0 * minutes_today, 60.0 * minutes)
        self._coming = coming if coming and coming.day > on else None
        self._new = [one for one in candidates if _is_new(one)]
        known = sorted((one for one in candidates if not _is_new(one)), key=lambda c: c.question_id)
        rng.shuffle(known)
        self._known = {one.question_id: one for one in known}
        self._left = self._reserved()
        self.shortfalls = self._short()

    def _reserved(self) -> dict[str, list[int]]:
        """The days kept for what must come back before the interview."""
        if self._coming is None:
            return {}
        owed = [
            Owed(
                one.question_id,
                one.expected_s,
                one.visits_owed,
                first=max(self._number(one.free_from), int(self._met_today(one))),
                due=self._number(one.card.due_on if one.card else None),
            )
            for one in self._ranked(self._on, self._known.values())
            if one.visits_owed
        ]
        days = (self._coming.day - self._on).days
        return booked(owed, [self._seconds[min(number, 1)] for number in range(days)])

    def _short(self) -> tuple[Shortfall, ...]:
        return tuple(
            Shortfall(question_id, len(days), self._known[question_id].visits_owed)
            for question_id, days in self._left.items()
            if len(days) < self._known[question_id].visits_owed
        )

    def day(self, number: int, most: int | None = None) -> DayPlan:
        """The plan of a day, counted from 0; to be asked for one after the other."""
        day = self._on + timedelta(days=number)
        room_s = self._seconds[min(number, 1)]
        chosen: list[tuple[Candidate, Reason]] = []
        for one, reason in self._wanted(day, number):
            if one.expected_s <= room_s + _SLACK_S and (most is None or len(chosen) < most):
                room_s -= one.expected_s
                chosen.append((one, reason))
        for one, _ in chosen:
            self._asked(one, day, number)
        ordered = alternated(chosen, lambda pair: pair[0].topics)
        items = tuple(
            AgendaItem(
                one.question_id,
                reason,
                one.expected_s,
                why(one, reason, day, self._coming),
                one.topics,
            )
            for one, reason in ordered
        )
        return DayPlan(day, items, max(0.0, room_s))

    def postponed(self, number: int) -> tuple[str, ...]:
        """What is due on a day that was planned, and is not on it."""
        day = self._on + timedelta(days=number)
        late = [one for one in self._known.values() if _is_due(one, day)]
        return tuple(one.question_id for one in self._ranked(day, late))

    def _wanted(self, day: date, number: int) -> Iterable[tuple[Candidate, Reason]]:
        kept = [
            one for one in self._known.values() if number in self._left.get(one.question_id, ())
        ]
        for one in self._ranked(day, kept):
            yield one, Reason.OFF_GUARD
        for one in self._ranked(day, self._due(day, number)):
            yield one, _reason(one, day)
        if self._coming and day < self._coming.day:
            for one in self._likely(number):
                yield one, Reason.TARGET
        if number == 0:
            for one in self._new:
                if not (one.likely and self._coming) and _free(one, day):
                    yield one, Reason.NEW
            early = [one for one in self._known.values() if one.asked_for and _free(one, day)]
            for one in self._ranked(day, [one for one in early if not _is_due(one, day)]):
                if not self._left.get(one.question_id):
                    yield one, Reason.WEAK

    def _due(self, day: date, number: int) -> list[Candidate]:
        return [
            one
            for one in self._known.values()
            if _is_due(one, day)
            # Its day is kept for it.
            and not any(kept >= number for kept in self._left.get(one.question_id, ()))
        ]

    def _likely(self, number: int) -> list[Candidate]:
        if self._coming is None:
            return []
        day = self._on + timedelta(days=number)
        soon = (self._coming.day - day).days <= REFRESHED_DAYS
        known = [
            one
            for one in self._known.values()
            if one.likely
            and soon
            and one.card is not None
            and one.card.due_on >= self._coming.day
            # Once is enough: it was due later.
            and (self._coming.day - one.card.reviewed_on).days > REFRESHED_DAYS
            and not self._left.get(one.question_id)
        ]
        return [
            one for one in (*self._new, *self._ranked(day, known)) if one.likely and _free(one, day)
        ]

    def _ranked(self, day: date, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Off guard first, then by how likely the answer is forgotten."""
        return sorted(candidates, key=lambda one: (not one.off_guard, -_risk(one, day)))

    def _asked(self, one: Candidate, day: date, number: int) -> None:
        """Go on as if the answer was good: the best guess, as nine of ten are remembered."""
        if _is_new(one):
            self._new = [other for other in self._new if other is not one]
        at = datetime.combine(day, time(12), UTC)
        card = reviewed(one.card, one.question_id, Rating.GOOD, at, day)
        self._known[one.question_id] = replace(one, card=card, off_guard=False)
        days = self._left.get(one.question_id)
        if days:
            self._left[one.question_id] = [kept for kept in days if kept != number]

    def _met_today(self, one: Candidate) -> bool:
        return one.card is not None and one.card.reviewed_on >= self._on

    def _number(self, day: date | None) -> int:
        return 0 if day is None else max(0, (day - self._on).days)


def visits_owed(*, off_guard: bool, days_since: int | None) -> int:
    """How often a question should come back before an interview.

    `days_since` counts the days on which it was answered after it caught the speaker off
    guard, None where that is long ago.
    """
    if off_guard:
        return VISITS
    return 0 if days_since is None else max(0, VISITS - days_since)


def _is_new(one: Candidate) -> bool:
    return one.card is None and not one.off_guard and not one.visits_owed


def _free(one: Candidate, day: date) -> bool:
    return one.free_from is None or one.free_from <= day


def _is_due(one: Candidate, day: date) -> bool:
    return _free(one, day) and (one.card is None or one.card.due_on <= day)


def _reason(one: Candidate, day: date) -> Reason:
    if one.off_guard or one.card is None:
        return Reason.OFF_GUARD
    return Reason.OVERDUE if one.card.due_on < day else Reason.DUE


def _risk(one: Candidate, day: date) -> float:
    if one.card is None:
        return float("inf")
    return (day - one.card.reviewed_on).days / one.card.stability
