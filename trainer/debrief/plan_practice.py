"""Which questions to practise, in which order, and why.

Off guard in real interviews comes first, then what feedback named, off guard in practice, what is
likely for the target and weak or never practised, what is weak, and what is slipping.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from trainer.history.feedback import About
from trainer.history.interviews import OFF_GUARD_FROM
from trainer.insights.memory import RETENTION

if TYPE_CHECKING:
    from trainer.debrief.plan import Facts

WEAK: Final = 0.6
"""Below this coverage (the middle of its band) an answer left out two of five points and more."""


class Rank(IntEnum):
    """Why a question is on the plan, the strongest reason first."""

    OFF_GUARD = 0
    FEEDBACK = 1
    OFF_GUARD_IN_PRACTICE = 2
    LIKELY = 3
    WEAK = 4
    SLIPPING = 5


@dataclass(slots=True)
class ToPractise:
    """A question to practise: its rank, its place within that, and every reason in words.

    One that is in no bank has no `question_id` but the `prompt` it was asked with.
    """

    question_id: str | None
    rank: Rank
    place: float
    reasons: list[str] = field(default_factory=list)
    prompt: str = ""


def practice_lines(facts: Facts) -> list[ToPractise]:
    """The questions to practise, the most pressing first; each once, with all its reasons."""
    found: dict[str, ToPractise] = {}
    for question_id, rank, place, reason in _reasons(facts):
        if question_id not in facts.questions:
            continue
        one = found.setdefault(question_id, ToPractise(question_id, rank, place))
        one.reasons.append(reason)
        if (rank, place) < (one.rank, one.place):
            one.rank, one.place = rank, place
    every = [*found.values(), *_in_no_bank(facts)]
    return sorted(every, key=lambda one: (one.rank, one.place, one.question_id or one.prompt))


def _in_no_bank(facts: Facts) -> Iterator[ToPractise]:
    """What caught the person off guard in a real interview and was matched to nothing."""
    for asked, day in facts.unmatched:
        if asked.caught_off_guard and asked.off_guard is not None:
            reason = f"{_caught(day, asked.off_guard)}, and it is in no bank yet"
            place = _place(day, asked.off_guard)
            yield ToPractise(None, Rank.OFF_GUARD, place, [reason], asked.asked)


def _caught(day: date, off_guard: int) -> str:
    return f"it caught you off guard in a real interview on {day} ({off_guard} of 5)"


def _place(day: date, off_guard: int) -> float:
    """The worst first, and of those the latest."""
    return -off_guard * 1e6 - day.toordinal()


def _reasons(facts: Facts) -> Iterator[tuple[str, Rank, float, str]]:
    """Question, rank, place (the lower the sooner) and reason, in the order of the ranks."""
    for question_id, before in facts.asked.items():
        caught = before.last_off_guard
        calm = facts.calm.get(question_id)
        if caught is None or caught < OFF_GUARD_FROM or (calm and calm > before.last_at):
            continue
        place = _place(before.last_day, caught)
        yield question_id, Rank.OFF_GUARD, place, _caught(before.last_day, caught)
    for said in facts.remarks:
        if said.remark.kind is About.QUESTION:
            by = said.said_by or "feedback"
            reason = f"{by} said on {said.day}: “{said.remark.text}”"
            yield said.remark.subject, Rank.FEEDBACK, -said.day.toordinal(), reason
    for question_id, summary in facts.summaries.items():
        if summary.last_off_guard:
            since = -summary.last_started_at.timestamp()
            reason = "it caught you off guard when you last practised it"
            yield question_id, Rank.OFF_GUARD_IN_PRACTICE, since, reason
    yield from _likely(facts)
    for question_id in facts.summaries:
        coverage = coverage_of(facts, question_id)
        if coverage is not None and coverage < WEAK:
            reason = f"about {100 * coverage:.0f} % of its points when you last answered it"
            yield question_id, Rank.WEAK, coverage, reason
    on = "today" if facts.day == facts.today else f"on {facts.day}"
    for question_id, share in facts.remembered.items():
        if share < RETENTION:
            reason = f"it is slipping: likely to be there {on} with {100 * share:.0f} %"
            yield question_id, Rank.SLIPPING, share, reason


def _likely(facts: Facts) -> Iterator[tuple[str, Rank, float, str]]:
    if facts.target is None:
        return
    for prediction in facts.predicted:
        question_id = prediction.question_id
        if question_id is None:
            continue
        coverage = coverage_of(facts, question_id)
        if coverage is not None and coverage >= WEAK:
            continue
        never = "" if question_id in facts.summaries else ", and you have not practised it yet"
        reason = f"it may come at {facts.target.company}{never}"
        yield question_id, Rank.LIKELY, prediction.position, reason


def coverage_of(facts: Facts, question_id: str) -> float | None:
    """The middle of the band of the latest score, 0 to 1; None where there is none."""
    summary = facts.summaries.get(question_id)
    if summary is None or summary.last_low is None or summary.last_high is None:
        return None
    return (summary.last_low + summary.last_high) / 2
