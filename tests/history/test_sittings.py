"""A sitting's plan in the database, and the figures over answers that planning needs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from trainer.bank import Question
from trainer.history.opening import open_history
from trainer.history.records import Medium
from trainer.history.sittings import PlannedQuestion, State
from trainer.history.store import History
from trainer.workspace.places import find_workspace
from trainer.workspace.zone import Zone

NOW = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
BERLIN = Zone("Europe/Berlin", 3600)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    workspace = find_workspace(tmp_path, {}, tmp_path)
    with open_history(workspace, write=True, now=NOW) as opened:
        yield opened


def planned(name: str) -> PlannedQuestion:
    return PlannedQuestion(question_id=name, reason="due", expected_s=170.0, wording=1)


def answered(
    history: History,
    name: str,
    at: datetime,
    *,
    seconds: float | None = None,
    off: bool | None = None,
) -> int:
    attempt = history.begin_attempt(
        Question(name, "Why?"), medium=Medium.TYPED, started_at=at, zone=BERLIN
    )
    history.mark_recorded(attempt.id, finished_at=at + timedelta(seconds=90), duration_s=seconds)
    history.set_off_guard(attempt.id, off)
    return attempt.id


def test_a_plan_keeps_its_order_and_what_came_of_each(history: History) -> None:
    session = history.begin_session("drill", started_at=NOW, zone=BERLIN)
    store = history.sittings
    first, second = store.plan(session.id, [planned("b/one"), planned("b/two")], now=NOW)
    assert [first.position, second.position] == [0, 1]
    assert (first.state, first.wording, first.attempt_id) == (State.WAITING, 1, None)
    attempt = answered(history, "b/one", NOW)
    store.mark(first.id, State.ASKED, attempt, now=NOW)
    store.mark(second.id, State.NOT_TODAY, now=NOW)
    third = store.append(session.id, planned("b/three"), now=NOW)
    assert [
        (one.question_id, one.state, one.attempt_id) for one in store.questions(session.id)
    ] == [
        ("b/one", State.ASKED, attempt),
        ("b/two", State.NOT_TODAY, None),
        ("b/three", State.WAITING, None),
    ]
    assert third.position == 2
    store.set_options(session.id, {"seed": 7})
    assert store.options(session.id) == {"seed": 7}


def test_the_open_sitting_is_that_of_the_day_on_the_wall(history: History) -> None:
    late = NOW + timedelta(hours=1)
    session = history.begin_session("drill", started_at=late, zone=BERLIN)
    history.sittings.plan(session.id, [planned("b/one")], now=late)
    # 23:30 in UTC is half past midnight in Berlin.
    assert history.sittings.open_sitting("drill", date(2026, 11, 24)) is None
    found = history.sittings.open_sitting("drill", date(2026, 11, 25))
    assert found is not None
    assert found.id == session.id
    assert history.sittings.open_sitting("mock") is None
    assert history.sittings.begun_since("drill", late) == 1
    history.sittings.give_up(session.id, now=late)
    assert history.sittings.open_sitting("drill") is None


def test_figures_over_answers(history: History) -> None:
    for days, seconds in ((9, 100.0), (8, 40.0), (7, 60.0), (6, 1.0)):
        answered(history, "b/one", NOW - timedelta(days=days), seconds=seconds)
    answered(history, "b-own/two", NOW, off=True)
    usual = history.practised.usual(["b/one", "b/none"])
    assert usual.keys() == {"b/one"}
    assert usual["b/one"].times == 4
    assert usual["b/one"].seconds is None  # none of them was scored
    assert history.practised.banks() == {"b", "b-own"}
    assert history.practised.unrated(10) == ("b-own/two", "b/one")
    assert history.practised.last_before(NOW) == NOW - timedelta(days=6)
    assert dict(history.practised.answered_since(NOW)) == {"b-own/two": pytest.approx(90, abs=0.1)}


def test_days_are_counted_since_a_question_caught_somebody(history: History) -> None:
    answered(history, "b/one", NOW - timedelta(days=5), off=True)
    answered(history, "b/one", NOW - timedelta(days=4), off=False)
    answered(history, "b/one", NOW - timedelta(days=4, hours=-1))
    answered(history, "b/two", NOW - timedelta(days=3), off=False)
    answered(history, "b/three", NOW - timedelta(days=90), off=True)
    answered(history, "b/four", NOW - timedelta(days=2), off=True)
    found = history.practised.caught_since(NOW - timedelta(days=60))
    # One hour before midnight and one after it are two days on the wall in Berlin.
    assert found == {"b/one": 2, "b/four": 0}
