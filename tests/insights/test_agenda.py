"""The plan of a day and of the days to come: bounds that hold for any cards, what comes first."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise, permutations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.history.records import Rating
from trainer.history.schedule import Card
from trainer.insights.agenda import (
    Candidate,
    Coming,
    Reason,
    agenda_of,
    days_ahead,
    visits_owed,
)
from trainer.insights.alternation import alternated
from trainer.insights.memory import reviewed

ON = date(2026, 11, 24)


def a_card(name: str, *, days_ago: int, due_in: int, stability: float = 5.0) -> Card:
    reviewed_on = ON - timedelta(days=days_ago)
    at = datetime.combine(reviewed_on, time(9), UTC)
    return Card(
        question_id=name,
        due_at=at + timedelta(days=days_ago + due_in),
        stability=stability,
        difficulty=5.0,
        reviewed_at=at,
        reviewed_on=reviewed_on,
        reviews=2,
        lapses=0,
        rating=Rating.GOOD,
    )


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    found = []
    for number in range(draw(st.integers(0, 14))):
        name = f"bank/q{number:02}"
        days_ago = draw(st.integers(1, 60))
        card = draw(
            st.none()
            | st.builds(
                a_card,
                st.just(name),
                days_ago=st.just(days_ago),
                due_in=st.integers(1 - days_ago, 20),
                stability=st.floats(0.2, 90),
            )
        )
        off_guard = draw(st.booleans())
        found.append(
            Candidate(
                question_id=name,
                expected_s=draw(st.floats(30, 400)),
                topics=(draw(st.sampled_from(["money", "conflict", "failure"])),),
                card=card,
                off_guard=off_guard,
                visits_owed=visits_owed(
                    off_guard=off_guard, days_since=draw(st.none() | st.integers(0, 3))
                ),
                likely=draw(st.booleans()),
                free_from=draw(st.none() | st.just(ON + timedelta(days=1))),
            )
        )
    return found


interviews = st.none() | st.builds(
    Coming, st.just("Acme"), st.integers(1, 9).map(lambda n: ON + timedelta(days=n))
)


@settings(max_examples=60, deadline=None)
@given(candidates(), st.floats(1, 40), interviews, st.integers(0, 5))
def test_no_day_goes_beyond_its_minutes_and_none_asks_twice_or_too_early(
    found: list[Candidate], minutes: float, coming: Coming | None, seed: int
) -> None:
    plans = days_ahead(found, on=ON, days=10, minutes=minutes, rng=Random(seed), coming=coming)
    again = days_ahead(
        list(found), on=ON, days=10, minutes=minutes, rng=Random(seed), coming=coming
    )
    assert plans == again
    free = {one.question_id: one.free_from for one in found}
    for plan in plans:
        assert plan.expected_s <= minutes * 60 + 1e-3
        ids = [item.question_id for item in plan.items]
        assert len(ids) == len(set(ids))
        assert all((free[name] or ON) <= plan.day for name in ids)
        assert all(item.why.endswith(".") for item in plan.items)
    today = agenda_of(found, on=ON, minutes=minutes, rng=Random(seed), coming=coming)
    assert today.plan == plans[0]
    assert not set(today.postponed) & {item.question_id for item in today.items}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=6))
def test_no_topic_comes_twice_in_a_row_where_any_order_avoids_it(topics: list[str]) -> None:
    def clashes(order: tuple[str, ...] | list[str]) -> int:
        return sum(one == other for one, other in pairwise(order))

    ordered = alternated(topics, lambda topic: (topic,))
    assert sorted(ordered) == sorted(topics)
    assert clashes(ordered) == min(map(clashes, permutations(topics)))


def test_topics_overlap_where_they_share_one_of_several() -> None:
    items = [("money", "salary"), ("salary",), ("conflict",)]
    assert alternated(items, lambda item: item) == [items[0], items[2], items[1]]


def test_many_of_one_topic_take_no_time() -> None:
    items = [(f"t{number % 3}", "all") for number in range(50)]
    assert len(alternated(items, lambda item: item)) == 50


def off_guard(count: int, seconds: float = 200.0) -> list[Candidate]:
    return [
        Candidate(
            question_id=f"bank/q{number}",
            expected_s=seconds,
            topics=(f"t{number}",),
            card=a_card(f"bank/q{number}", days_ago=1, due_in=0),
            off_guard=True,
            visits_owed=visits_owed(off_guard=True, days_since=None),
        )
        for number in range(count)
    ]


def returns(found: list[Candidate], minutes: float, coming: Coming) -> dict[str, int]:
    plans = days_ahead(found, on=ON, days=10, minutes=minutes, rng=Random(1), coming=coming)
    return {
        one.question_id: sum(
            one.question_id in {item.question_id for item in plan.items}
            for plan in plans
            if plan.day < coming.day
        )
        for one in found
    }


def test_five_days_bring_every_off_guard_question_back_twice() -> None:
    coming = Coming("Acme", ON + timedelta(days=5))
    # Four of 200 seconds fit into 15 minutes: 20 visits in five days.
    found = off_guard(10)
    assert set(returns(found, 15, coming).values()) == {2}
    agenda = agenda_of(found, on=ON, minutes=15, rng=Random(1), coming=coming)
    assert agenda.shortfalls == ()
    assert "Acme on Sun 29 Nov" in agenda.items[0].why


def test_what_does_not_fit_before_an_interview_is_named() -> None:
    coming = Coming("Acme", ON + timedelta(days=5))
    found = off_guard(13)
    agenda = agenda_of(found, on=ON, minutes=15, rng=Random(1), coming=coming)
    planned = returns(found, 15, coming)
    assert sum(planned.values()) == 20
    short = {one.question_id: one.planned for one in agenda.shortfalls}
    assert short == {name: times for name, times in planned.items() if times < 2}


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 12), st.integers(1, 8), st.integers(1, 5))
def test_equal_questions_fall_short_only_where_no_plan_could_hold_them(
    count: int, days: int, a_day: int
) -> None:
    coming = Coming("Acme", ON + timedelta(days=days))
    agenda = agenda_of(
        off_guard(count, 100), on=ON, minutes=a_day * 100 / 60, rng=Random(1), coming=coming
    )
    fits = days >= 2 and 2 * count <= days * a_day
    assert (agenda.shortfalls == ()) is fits


def test_a_visit_is_owed_still_after_the_first_good_answer() -> None:
    assert visits_owed(off_guard=False, days_since=1) == 1
    assert visits_owed(off_guard=False, days_since=2) == 0
    assert visits_owed(off_guard=False, days_since=None) == 0


def test_off_guard_comes_first_then_the_least_sure_then_new_ones() -> None:
    found = [
        Candidate(question_id="b/new", expected_s=60, topics=("a",), why_new="It is new."),
        Candidate(
            question_id="b/sure",
            expected_s=60,
            topics=("b",),
            card=a_card("b/sure", days_ago=10, due_in=0, stability=10),
        ),
        Candidate(
            question_id="b/unsure",
            expected_s=60,
            topics=("c",),
            card=a_card("b/unsure", days_ago=40, due_in=-38, stability=2),
        ),
        Candidate(
            question_id="b/caught",
            expected_s=60,
            topics=("d",),
            card=a_card("b/caught", days_ago=1, due_in=0, stability=1),
            off_guard=True,
        ),
        Candidate(
            question_id="b/later",
            expected_s=60,
            topics=("e",),
            card=a_card("b/later", days_ago=1, due_in=3),
        ),
    ]
    agenda = agenda_of(found, on=ON, minutes=15, rng=Random(1))
    assert [(item.question_id, item.reason) for item in agenda.items] == [
        ("b/caught", Reason.OFF_GUARD),
        ("b/unsure", Reason.OVERDUE),
        ("b/sure", Reason.DUE),
        ("b/new", Reason.NEW),
    ]
    assert agenda_of(found, on=ON, minutes=15, rng=Random(1), most=2).items == agenda.items[:2]


def test_a_mountain_is_spread_over_the_days() -> None:
    found = [
        Candidate(
            question_id=f"b/q{number:02}",
            expected_s=180,
            topics=(f"t{number}",),
            card=a_card(f"b/q{number:02}", days_ago=30, due_in=-20, stability=1 + number),
        )
        for number in range(20)
    ]
    plans = days_ahead(found, on=ON, days=6, minutes=15, rng=Random(1))
    first = [[item.question_id for item in plan.items] for plan in plans[:4]]
    assert [len(day) for day in first] == [5, 5, 5, 5]
    assert set(first[0]) == {f"b/q{number:02}" for number in range(5)}
    assert len({name for day in first for name in day}) == 20
    agenda = agenda_of(found, on=ON, minutes=15, rng=Random(1))
    assert agenda.postponed == tuple(f"b/q{number:02}" for number in range(5, 20))


def test_what_goes_badly_every_day_does_not_keep_the_rest_out_for_ever() -> None:
    def failing(on: date) -> list[Candidate]:
        # As one is that was rated again the day before.
        cards = [reviewed(None, f"bad/{n}", Rating.AGAIN, at(on), on) for n in range(4)]
        return [
            Candidate(question_id=card.question_id, expected_s=200, card=card) for card in cards
        ]

    def at(on: date) -> datetime:
        return datetime.combine(on, time(9), UTC)

    good = reviewed(None, "good/one", Rating.GOOD, at(ON), ON)
    waiting = Candidate(question_id="good/one", expected_s=200, card=good)
    days = 0
    while True:
        on = good.due_on + timedelta(days=days)
        found = [*failing(on - timedelta(days=1)), waiting]
        agenda = agenda_of(found, on=on, minutes=10, rng=Random(1))
        if "good/one" in {item.question_id for item in agenda.items}:
            break
        days += 1
        assert days <= 3
