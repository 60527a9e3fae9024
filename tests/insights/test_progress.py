"""What progress is made of: pure, so any history may be thought up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.history.records import Rating
from trainer.history.summary_records import Caught, PracticeDay, ScoredTake, Surprise
from trainer.insights.bands import Band, moved
from trainer.insights.calendar import calendar_of
from trainer.insights.fading import Hold, fading_of
from trainer.insights.first_latest import Move, first_and_latest
from trainer.insights.guesses import guesses_of
from trainer.insights.mastery import mastery_of, standings_of
from trainer.insights.memory import reviewed
from trainer.insights.topics import topics_of

FIRST = date(2026, 9, 1)
DAYS = st.integers(0, 90).map(lambda days: FIRST + timedelta(days=days))
SHARES = st.integers(0, 10).map(lambda tenths: tenths / 10)
BANDS = st.none() | st.tuples(SHARES, SHARES).map(sorted)


@st.composite
def takes(draw: st.DrawFn) -> list[ScoredTake]:
    """Answers, the earliest first."""
    days = sorted(draw(st.lists(DAYS, max_size=20)))
    found = []
    for number, day in enumerate(days, start=1):
        low, high = draw(BANDS) or (None, None)
        found.append(
            ScoredTake(
                number,
                draw(st.sampled_from(["own/a", "own/b"])),
                day,
                low,
                high,
                draw(st.none() | st.booleans()),
                draw(st.none() | st.integers(1, 4)),
            )
        )
    return found


def take(
    number: int,
    low: float | None,
    high: float | None = None,
    *,
    day: int = 0,
    off_guard: bool | None = None,
) -> ScoredTake:
    at = FIRST + timedelta(days=day or number)
    top = low if high is None else high
    return ScoredTake(number, "own/a", at, low, top, off_guard, None)


@given(st.lists(st.tuples(DAYS, st.integers(1, 20)), unique_by=lambda one: one[0]), DAYS, DAYS)
def test_a_calendar_holds_every_day_of_its_time_once(
    days: list[tuple[date, int]], one: date, other: date
) -> None:
    first, last = min(one, other), max(one, other)
    weeks = calendar_of([PracticeDay(day, count, 60.0) for day, count in days], first, last)
    seen = {
        week.begins_on + timedelta(days=number): answers
        for week in weeks
        for number, answers in enumerate(week.answers)
    }
    assert all(week.begins_on.weekday() == 0 for week in weeks)
    inside = {day: answers for day, answers in seen.items() if answers is not None}
    assert list(inside) == [first + timedelta(days=n) for n in range((last - first).days + 1)]
    for day, answers in inside.items():
        assert answers == dict(days).get(day, 0)


@given(takes())
def test_a_move_is_only_what_no_doubt_can_undo(found: list[ScoredTake]) -> None:
    for one in first_and_latest(found):
        known = [t for t in found if t.question_id == one.question_id and t.low is not None]
        assert one.takes == len(known) >= 2
        assert (one.first, one.latest) == (
            Band(known[0].low or 0, known[0].high or 0),
            Band(known[-1].low or 0, known[-1].high or 0),
        )
        assert (one.move is Move.RISEN) == (one.latest.low > one.first.high)
        assert (one.move is Move.FALLEN) == (one.latest.high < one.first.low)
    rises = [one.latest.low - one.first.high for one in first_and_latest(found)]
    assert rises == sorted(rises, reverse=True)


@given(takes())
def test_topics_and_guesses_count_each_answer_with_a_coverage(found: list[ScoredTake]) -> None:
    known = [one for one in found if one.low is not None]
    lines = topics_of(found, {"own/a": ("x", "y"), "own/b": ("y",)})
    assert {line.topic: line.answers for line in lines} == {
        topic: count
        for topic, ids in (("x", {"own/a"}), ("y", {"own/a", "own/b"}))
        if (count := sum(one.question_id in ids for one in known))
    }
    for line in lines:
        assert 0 <= line.coverage.low <= line.coverage.high <= 1
        assert (line.moved is not None) == (line.answers >= 6)
    guesses = guesses_of(found)
    guessed = [one for one in known if one.guess]
    assert (guesses is None) == (not guessed)
    if guesses:
        assert guesses.together.answers == len(guessed)
        assert sum(one.answers for one in guesses.by_guess.values()) == len(guessed)
        assert sum(one.answers for one in guesses.by_week.values()) == len(guessed)
        assert guesses.together.gap.low <= guesses.together.gap.high


def test_few_answers_have_not_moved() -> None:
    five = [take(number, number / 10) for number in range(5)]
    assert moved([*five, take(9, None)]) is None
    six = moved([*five, take(5, 0.5, 0.9)])
    assert six is not None
    assert (six.first.low, six.first.high) == pytest.approx((0.1, 0.1))
    assert (six.latest.low, six.latest.high) == pytest.approx((0.4, 1.6 / 3))


def test_a_question_is_settled_by_a_calm_answer_after_the_last_surprise() -> None:
    answers = [
        take(1, 0.2, off_guard=True),
        take(2, 0.4, off_guard=False),
        take(3, 0.3, off_guard=True),
        take(4, 0.6),
        take(5, 0.8, off_guard=False),
        take(6, 0.9, off_guard=False),
    ]
    caught = Caught("own/a", 2, answers[0].day, answers[2].day, answers[-1].day, still=False)
    (standing,) = standings_of([caught], [], {})
    told = mastery_of(standing, answers)
    assert (told.first_on, told.settled_on) == (answers[0].day, answers[4].day)
    assert (told.then, told.latest) == (Band(0.2, 0.2), Band(0.9, 0.9))
    assert (told.times, told.answers_since) == (2, 5)


def test_a_real_interview_opens_a_question_again_under_its_present_name() -> None:
    caught = Caught("old/a", 1, FIRST, FIRST, FIRST + timedelta(days=2), still=False)
    later = Surprise("own/a", FIRST + timedelta(days=5), 4)
    earlier = Surprise("own/a", FIRST + timedelta(days=1), 4)
    present = {"old/a": "own/a"}
    (opened,) = standings_of([caught], [later], present)
    assert (opened.question_id, opened.still, opened.times) == ("own/a", True, 2)
    assert mastery_of(opened, []).settled_on is None
    (settled,) = standings_of([caught], [earlier], present)
    assert not settled.still
    assert mastery_of(settled, []).settled_on == FIRST + timedelta(days=2)
    (alone,) = standings_of([], [later], present)
    assert (alone.still, alone.interviews) == (True, 1)


def test_what_is_told_of_memory_gets_fainter_with_the_days() -> None:
    at = datetime(2026, 9, 1, 12, tzinfo=UTC)
    card = reviewed(None, "own/a", Rating.AGAIN, at, at.date())
    holds = [fading_of([card], at.date() + timedelta(days=days))[0].hold for days in (0, 1, 3, 400)]
    order = [Hold.FIRM, Hold.LOOSENING, Hold.SLIPPING, Hold.FAINT]
    assert [order.index(hold) for hold in holds] == sorted(order.index(hold) for hold in holds)
    assert (holds[0], holds[-1]) == (Hold.FIRM, Hold.FAINT)
