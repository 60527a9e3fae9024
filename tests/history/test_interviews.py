"""Real interviews and what was asked in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.history.made import NOW, begin
from trainer.errors import NotFoundError
from trainer.history.interviews import Outcome
from trainer.history.opening import open_history
from trainer.history.store import History
from trainer.history.trash import KEPT_IN_TRASH
from trainer.workspace.places import Workspace

DAY = date(2026, 3, 29)


def test_an_interview_comes_back_as_it_was_kept(history: History) -> None:
    store = history.interviews
    made = store.add(
        "Acme",
        day=DAY,
        made_at=NOW,
        role="analyst",
        stage="second round",
        zone="Europe/Berlin",
        interviewers=["Ms Ó", "Mr B"],
        mood="tired",
        notes="third floor",
    )
    first = store.add_asked(made.id, "why us??", made_at=NOW, off_guard=4, wished="the mission")
    second = store.add_asked(
        made.id, "salary", made_at=NOW, question_id="own/salary", added=True, asked_by="Ms Ó"
    )
    assert store.get(made.id) == made
    assert store.all() == (made,)
    assert store.asked(made.id) == (first, second)
    assert [one.position for one in store.asked(made.id)] == [1, 2]
    assert store.all_asked() == {made.id: (first, second)}


def test_everything_can_be_changed_and_taken_out(history: History) -> None:
    store = history.interviews
    made = store.add("Acme", day=DAY, made_at=NOW)
    asked = store.add_asked(made.id, "why us", made_at=NOW)
    changed = store.update(replace(made, company="Apex", mood="fine"), now=NOW + timedelta(1))
    assert (changed.company, changed.mood, changed.uuid) == ("Apex", "fine", made.uuid)
    assert changed.changed_at == NOW + timedelta(1)
    store.update_asked(replace(asked, off_guard=5, asked_by="her"))
    assert store.asked_one(asked.id).off_guard == 5
    assert store.remove_asked(asked.id).asked_by == "her"
    assert store.asked(made.id) == ()
    rejected = store.set_outcome(made.id, Outcome.REJECTED, DAY, now=NOW)
    assert (rejected.outcome, rejected.outcome_on) == (Outcome.REJECTED, DAY)
    with pytest.raises(NotFoundError):
        store.update_asked(asked)
    with pytest.raises(NotFoundError):
        store.set_outcome(99, Outcome.OFFER, DAY, now=NOW)


def test_a_removed_interview_can_be_restored_for_seven_days(workspace: Workspace) -> None:
    with open_history(workspace, write=True, now=NOW) as history:
        made = history.interviews.add("Acme", day=DAY, made_at=NOW)
        history.interviews.add_asked(made.id, "why us", made_at=NOW, question_id="own/a")
        history.interviews.remove(made.id, removed_at=NOW)
        assert history.interviews.all() == ()
        assert history.interviews.asked_by_question() == {}
        with pytest.raises(NotFoundError):
            history.interviews.get(made.id)
    last = NOW + KEPT_IN_TRASH - timedelta(seconds=1)
    with open_history(workspace, write=True, now=last) as history:
        assert history.interviews.restore(made.id) == made
        assert list(history.interviews.asked_by_question()) == ["own/a"]
        history.interviews.remove(made.id, removed_at=NOW)
    with open_history(workspace, write=True, now=NOW + KEPT_IN_TRASH) as history:
        assert history.interviews.all(removed=True) == ()
        assert history.interviews.asked(made.id) == ()


def test_what_interviews_say_of_a_question(history: History) -> None:
    store = history.interviews
    first = store.add("Acme", day=DAY - timedelta(9), made_at=NOW, zone="Europe/Berlin")
    second = store.add("Apex", day=DAY, made_at=NOW, zone="Europe/Berlin")
    store.add_asked(first.id, "a", made_at=NOW, question_id="own/a", off_guard=5)
    store.add_asked(second.id, "a again", made_at=NOW, question_id="own/a", off_guard=2)
    store.add_asked(first.id, "b", made_at=NOW, question_id="own/b", off_guard=3)
    store.add_asked(second.id, "b", made_at=NOW, question_id="own/b")
    store.add_asked(second.id, "nothing known", made_at=NOW, off_guard=5)
    said = store.asked_by_question()
    assert set(said) == {"own/a", "own/b"}
    a, b = said["own/a"], said["own/b"]
    assert (a.times, a.worst_off_guard, a.last_off_guard, a.last_day) == (2, 5, 2, DAY)
    assert a.last_at == NOW
    # Said nine days later: practice counts from the end of the day of the interview.
    assert (b.times, b.last_off_guard) == (2, 3)
    assert b.last_at == datetime(2026, 3, 20, 23, tzinfo=UTC)


def test_when_a_question_was_last_answered_calmly(history: History) -> None:
    for hours, off_guard in ((1, False), (2, False), (3, True), (4, None)):
        attempt = begin(history, at=NOW + timedelta(hours=hours))
        history.set_off_guard(attempt.id, off_guard)
    discarded = begin(history, at=NOW + timedelta(hours=5))
    history.set_off_guard(discarded.id, off_guard=False)
    history.discard_attempt(discarded.id, discarded_at=NOW)
    calm = history.interviews.last_calm(["general/conflict", "own/other"])
    assert calm == {"general/conflict": NOW + timedelta(hours=2)}
