"""Questions that may be asked, and why, in one word and in one plain sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trainer.history.records import Rating
from trainer.history.schedule import Card
from trainer.insights.memory import retrievability

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Reason(StrEnum):
    """Why a question is asked."""

    OFF_GUARD = "off_guard"
    DUE = "due"
    OVERDUE = "overdue"
    TARGET = "target"
    NEW = "new"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Coming:
    """An interview that is coming, on a date of the speaker's."""

    company: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A question that may be asked.

    `expected_s` is how long it takes, from its prompt to the end of its score; `topics` are
    what no two in a row share.  `off_guard` says that it caught the speaker off guard when
    they last said so, `visits_owed` how often it should come back before the interview.
    `likely` says that it may come in that interview, `asked_for` that the person named its
    bank or tag, `why_new` why it was drawn, as a sentence.  `free_from` is the first day on
    which it may be asked, None for any.
    """

    question_id: str
    expected_s: float
    topics: tuple[str, ...] = ()
    card: Card | None = None
    off_guard: bool = False
    visits_owed: int = 0
    likely: bool = False
    asked_for: bool = False
    why_new: str = ""
    free_from: date | None = None


def why(one: Candidate, reason: Reason, day: date, coming: Coming | None) -> str:
    """Why a question is asked on a day, as one sentence."""
    before = f" before {coming.company} on {day_name(coming.day)}" if coming else ""
    if reason is Reason.OFF_GUARD:
        if coming and day < coming.day:
            return f"It caught you off guard, and comes back{before}."
        return "It caught you off guard."
    if reason is Reason.TARGET:
        return f"It may be asked{before.replace(' before ', ' at ', 1)}."
    if one.card is None:
        return one.why_new or "It is new to you."
    last = f"You answered it on {day_name(one.card.reviewed_on)}"
    if reason is Reason.WEAK:
        return f"{last}; it is not due yet, and comes early since you asked for such."
    due = "is due now" if reason is Reason.DUE else f"was due on {day_name(one.card.due_on)}"
    if one.card.rating is Rating.AGAIN:
        # What did not come the last time can't be forgotten.
        return f"{last}; it did not go well yet, and {due}."
    likely = f"{100 * retrievability(one.card, day):.0f} %"
    return f"{last}; it {due}, and would come back to you with a chance of about {likely}."


def day_name(day: date) -> str:
    """A date in English, such as 'Mon 30 Nov'."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
