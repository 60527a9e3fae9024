"""Room kept before an interview for the questions that must come back: which day sees which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

VISITS: Final = 2
"""So often a question that caught the speaker off guard comes back before an interview."""

# Sums of seconds are not exact.
_SLACK_S: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Owed:
    """A question that is to come back `visits` times, on different days.

    `first` is the first day on which it may, counted from 0, `due` the one on which it is due.
    """

    question_id: str
    expected_s: float
    visits: int
    first: int = 0
    due: int = 0


Booked = dict[str, list[int]]
"""The days, counted from 0, on which each question comes back."""


def booked(owed: Sequence[Owed], seconds: Sequence[float]) -> Booked:
    """Give each question its days; `seconds` are those that each day has, none goes beyond.

    The questions are served in the order given.  Days that suit the memory are tried first;
    where that leaves a visit out, the same without gaps, and then the shortest first: of these
    the one that leaves out the fewest visits.
    """
    plans = (
        _Booking(seconds, spaced=True).of(owed),
        _Booking(seconds, spaced=False).of(owed),
        _Booking(seconds, spaced=False).of(sorted(owed, key=lambda o: o.expected_s)),
    )
    return max(plans, key=lambda plan: sum(map(len, plan.values())))


class _Booking:
    def __init__(self, seconds: Sequence[float], *, spaced: bool) -> None:
        self._room = list(seconds)
        self._spaced = spaced

    def of(self, owed: Sequence[Owed]) -> Booked:
        """First visits day by day; then second ones, those with the fewest days left first."""
        plan: Booked = {one.question_id: [] for one in owed}
        for one in owed:
            self._take(plan, one, self._early(one))
        for visit in range(1, max((one.visits for one in owed), default=0)):
            again = [one for one in owed if visit < one.visits and plan[one.question_id]]
            # Its days are among those of any that came back earlier, so nothing is lost this way.
            again.sort(key=lambda one: plan[one.question_id][-1], reverse=True)
            for one in again:
                self._take(plan, one, self._later(plan[one.question_id][-1]))
        return plan

    def _early(self, one: Owed) -> Iterable[int]:
        days = range(one.first, len(self._room))
        if not self._spaced:
            return days
        return sorted(days, key=lambda day: (day < one.due, day))

    def _later(self, last: int) -> Iterable[int]:
        days = range(last + 1, len(self._room))
        if not self._spaced:
            return days
        # Half of the time that is left: neither the day after nor the last evening.
        wanted = last + max(1, (len(self._room) - 1 - last + 1) // 2)
        return sorted(days, key=lambda day: (abs(day - wanted), day))

    def _take(self, plan: Booked, one: Owed, days: Iterable[int]) -> None:
        for day in days:
            if one.expected_s <= self._room[day] + _SLACK_S:
                self._room[day] -= one.expected_s
                plan[one.question_id].append(day)
                return
