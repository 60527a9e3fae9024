"""A simulated person who practises for a year: a calendar of sittings, and a memory that fades.

The memory is the learner's own, kept with the `fsrs` library alone, and the program has no part
in it: whether an answer is remembered is drawn from a `Curve` of forgetting, over the hours that
really went by.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import fsrs

from trainer.history.records import Rating
from trainer.workspace.zone import Zone

Curve = Callable[[float, float], float]
"""The share that is still remembered, from days gone by and stability in days."""

DAY = timedelta(days=1)

PARAMETERS = fsrs.Scheduler().parameters


def fsrs_curve(days: float, stability: float) -> float:
    """The power curve that FSRS expects; 0.9 at the stability."""
    decay = -PARAMETERS[20]
    factor = 0.9 ** (1 / decay) - 1
    return float((1 + factor * days / stability) ** decay)


def earlier_curve(days: float, stability: float) -> float:
    """The curve of FSRS 4.5: 0.9 at the stability as well, but steeper behind it."""
    return float((1 + 19 / 81 * days / stability) ** -0.5)


@cache
def fsrs_scheduler() -> fsrs.Scheduler:
    """The library's scheduler with neither steps within a day nor fuzz."""
    return fsrs.Scheduler(
        desired_retention=0.9, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )


def midnight(day: date) -> datetime:
    """A date as the moment that `fsrs` is told, so that it counts dates."""
    return datetime.combine(day, time(), UTC)


@dataclass
class Learner:
    """Somebody who answers; the same seed gives the same answers to the same questions.

    `returns` says of each answer to what was met before whether it was remembered, and
    how likely that was.
    """

    rng: random.Random
    curve: Curve = fsrs_curve
    returns: list[tuple[bool, float]] = field(default_factory=list)
    _memory: dict[str, tuple[fsrs.Card, datetime]] = field(default_factory=dict)

    def answer(self, question_id: str, at: datetime, on: date) -> Rating:
        """Answer a question at a moment, which is on the date `on` on the wall.

        A second answer on one date is remembered, and adds nothing to the memory.
        """
        if question_id not in self._memory:
            rating = self._drawn((0.25, 0.2, 0.45, 0.1))
            card = fsrs.Card(card_id=0, due=midnight(on))
        else:
            card, last_at = self._memory[question_id]
            if card.stability is None or card.last_review is None:
                raise ValueError("a card without a review")
            if midnight(on) <= card.last_review:
                return Rating.GOOD
            likely = self.curve((at - last_at) / DAY, card.stability)
            remembered = self.rng.random() < likely
            self.returns.append((remembered, likely))
            rating = self._drawn((0, 0.15, 0.75, 0.1)) if remembered else Rating.AGAIN
        after, _ = fsrs_scheduler().review_card(
            card, fsrs.Rating(rating.value), review_datetime=midnight(on)
        )
        self._memory[question_id] = after, at
        return rating

    @property
    def retention(self) -> float:
        """The share of what was met before that was remembered when it came back."""
        return sum(remembered for remembered, _ in self.returns) / len(self.returns)

    def _drawn(self, shares: tuple[float, ...]) -> Rating:
        return self.rng.choices(list(Rating), shares)[0]


@dataclass(frozen=True)
class Stay:
    """Where the learner is from a date on."""

    since: date
    zone: str


HOME = "Europe/Berlin"

STAYS = (
    Stay(date(2026, 1, 1), HOME),
    Stay(date(2026, 4, 10), "America/New_York"),
    Stay(date(2026, 4, 24), HOME),
    # On one side of the date line, then on the other.
    Stay(date(2026, 9, 1), "Pacific/Auckland"),
    Stay(date(2026, 9, 15), "Pacific/Honolulu"),
    Stay(date(2026, 10, 1), HOME),
)

AWAY = (date(2026, 8, 3), date(2026, 8, 9))
"""A week without practice, both days included."""


@dataclass(frozen=True)
class PracticeDay:
    """One sitting: when it begins, and the zone on the wall."""

    begins: datetime
    zone_name: str

    @property
    def on(self) -> date:
        """The date on the wall when it begins."""
        return self.begins.astimezone(ZoneInfo(self.zone_name)).date()

    def moment(self, minutes: float) -> datetime:
        """A moment of the sitting, in UTC."""
        return self.begins + timedelta(minutes=minutes)

    def zone_at(self, moment: datetime) -> Zone:
        """The zone at a moment, as the program would store it."""
        offset = moment.astimezone(ZoneInfo(self.zone_name)).utcoffset() or timedelta()
        return Zone(self.zone_name, round(offset.total_seconds()))

    def date_at(self, moment: datetime) -> date:
        """The date on the wall at a moment."""
        return moment.astimezone(ZoneInfo(self.zone_name)).date()


def year_of_practice(rng: random.Random, skipped: float = 0.1) -> Iterator[PracticeDay]:
    """The sittings of 2026, at any hour from six to midnight, some of them over midnight.

    `skipped` is the share of days without one, besides the week away.  The changes of the clock
    at home, on 29 March and 25 October, have a late sitting each.
    """
    day = date(2026, 1, 1)
    late = {date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24), date(2026, 10, 25)}
    while day.year == 2026:
        zone = [stay.zone for stay in STAYS if stay.since <= day][-1]
        minute = 23 * 60 + 57 if day in late else rng.randrange(6 * 60, 24 * 60)
        rests = rng.random() < skipped and day not in late
        if not rests and not AWAY[0] <= day <= AWAY[1]:
            wall = datetime.combine(day, time(minute // 60, minute % 60), ZoneInfo(zone))
            yield PracticeDay(wall.astimezone(UTC), zone)
        day += timedelta(days=1)
