"""Cards out of a log of ratings: which of them count, and that days are dates on the wall."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from trainer.history.records import Rating
from trainer.history.schedule import Card, RatingEntry
from trainer.insights.memory import counted, replayed, retrievability, reviewed

QUESTION = "own/outage"
MONDAY = date(2026, 3, 2)


def entry(
    number: int,
    rating: Rating,
    day: date,
    *,
    hour: int = 12,
    attempt: int | None = None,
    question: str = QUESTION,
) -> RatingEntry:
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return RatingEntry(number, question, attempt, rating, True, at, day, at)


def first(rating: Rating) -> Card:
    return reviewed(None, QUESTION, rating, datetime(2026, 3, 2, 12, tzinfo=UTC), MONDAY)


@pytest.mark.parametrize(
    ("rating", "days"),
    [(Rating.AGAIN, 1), (Rating.HARD, 1), (Rating.GOOD, 2), (Rating.EASY, 8)],
)
def test_a_first_answer_comes_back_after_days_never_within_one(rating: Rating, days: int) -> None:
    card = first(rating)
    assert card.due_on == MONDAY + timedelta(days=days)
    assert card.due_at == card.reviewed_at + timedelta(days=days)
    assert (card.reviews, card.lapses) == (1, 0)


def test_the_evening_and_the_morning_after_are_a_day_apart() -> None:
    evening = reviewed(None, QUESTION, Rating.GOOD, datetime(2026, 3, 2, 22, tzinfo=UTC), MONDAY)
    tuesday = MONDAY + timedelta(days=1)
    early = reviewed(evening, QUESTION, Rating.GOOD, datetime(2026, 3, 3, 5, tzinfo=UTC), tuesday)
    late = reviewed(evening, QUESTION, Rating.GOOD, datetime(2026, 3, 3, 23, tzinfo=UTC), tuesday)
    assert early.stability == late.stability > evening.stability
    assert early.due_on == late.due_on


def test_a_day_counts_once_and_by_its_first_attempt() -> None:
    log = [
        entry(1, Rating.AGAIN, MONDAY, hour=9, attempt=1),
        entry(2, Rating.EASY, MONDAY, hour=10, attempt=2),
    ]
    assert replayed(log) == replayed(log[:1])
    assert replayed(reversed(log)) == replayed(log)


def test_of_an_attempts_ratings_the_newest_counts_and_it_outlives_the_attempt() -> None:
    log = [
        entry(1, Rating.GOOD, MONDAY, attempt=1),
        entry(2, Rating.AGAIN, MONDAY, attempt=1),
        entry(3, Rating.HARD, MONDAY, hour=18, attempt=2),
    ]
    assert [one.id for one in counted(log)] == [2]
    forgotten = [
        entry(1, Rating.GOOD, MONDAY),
        entry(2, Rating.AGAIN, MONDAY),
        entry(3, Rating.HARD, MONDAY, hour=18),
    ]
    assert replayed(forgotten) == replayed(log)


def test_an_answer_rated_late_takes_its_place_in_time() -> None:
    thursday = MONDAY + timedelta(days=3)
    log = [entry(2, Rating.EASY, thursday, attempt=2), entry(3, Rating.AGAIN, MONDAY, attempt=1)]
    assert [one.id for one in counted(log)] == [3, 2]


def test_a_date_that_is_met_twice_on_a_flight_counts_once() -> None:
    auckland = datetime(2026, 9, 14, 8, tzinfo=UTC)  # the 14th, 20:00
    honolulu = datetime(2026, 9, 15, 4, tzinfo=UTC)  # the 14th, 18:00
    day = date(2026, 9, 14)
    log = [
        RatingEntry(1, QUESTION, 1, Rating.GOOD, True, auckland, day, auckland),
        RatingEntry(2, QUESTION, 2, Rating.AGAIN, True, honolulu, day, honolulu),
    ]
    assert [one.id for one in counted(log)] == [1]
    card = replayed(log)
    assert card is not None
    assert reviewed(card, QUESTION, Rating.AGAIN, honolulu, day) is card


def test_the_card_is_called_as_the_question_is_now() -> None:
    log = [
        entry(1, Rating.GOOD, MONDAY, attempt=1, question="own/old"),
        entry(2, Rating.GOOD, MONDAY + timedelta(days=2), attempt=2, question="own/new"),
    ]
    assert [card and card.question_id for card in (replayed(log), replayed(log, "own/x"))] == [
        "own/new",
        "own/x",
    ]
    assert replayed([]) is None


def test_a_lapse_is_again_for_what_was_known_before() -> None:
    card = replayed(
        [
            entry(1, Rating.AGAIN, MONDAY, attempt=1),
            entry(2, Rating.AGAIN, MONDAY + timedelta(days=1), attempt=2),
            entry(3, Rating.GOOD, MONDAY + timedelta(days=2), attempt=3),
        ]
    )
    assert card is not None
    assert (card.reviews, card.lapses, card.rating) == (3, 1, Rating.GOOD)


def test_what_is_remembered_fades_by_dates_or_by_whole_days() -> None:
    card = first(Rating.EASY)
    by_date = [retrievability(card, MONDAY + timedelta(days=days)) for days in range(9)]
    assert by_date[0] == 1
    assert by_date == sorted(by_date, reverse=True)
    assert by_date[8] == pytest.approx(0.9, abs=0.01)
    assert retrievability(card, card.reviewed_at + timedelta(days=8, hours=23)) == by_date[8]
    assert retrievability(card, MONDAY - timedelta(days=3)) == 1
