"""Interviews that are coming, and what may be asked in them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from tests.history.made import NOW, numbered_uuids
from trainer.errors import NotFoundError
from trainer.history.opening import open_history
from trainer.history.predictions import NewPrediction, PredictionOrigin
from trainer.history.store import History
from trainer.history.targets import TargetDetails, details_from, details_mapping
from trainer.history.trash import KEPT_IN_TRASH
from trainer.workspace.places import Workspace

DETAILS = TargetDetails(
    company="Northwind",
    role="Nurse",
    stage="second",
    day=date(2026, 4, 3),
    clock=time(10, 30),
    zone="Europe/Berlin",
    interviewers=("Ms Adler", "the ward's lead"),
    notes="three wards\nnew building",
    advertisement="We look for ...",
)


def test_a_target_comes_back_as_it_was_kept(history: History) -> None:
    target = history.targets.add(DETAILS, made_at=NOW)
    assert target.details == DETAILS
    assert history.targets.all() == (target,)
    assert details_from(details_mapping(DETAILS)) == DETAILS
    bare = history.targets.add(TargetDetails(company="Acme"), made_at=NOW)
    assert bare.details == TargetDetails(company="Acme")
    changed = history.targets.update(bare.id, DETAILS, changed_at=NOW + timedelta(days=1))
    assert (changed.details, changed.made_at) == (DETAILS, NOW)


@pytest.mark.parametrize("number", [0, -1, 7, 2**70])
def test_a_number_that_no_target_has(history: History, number: int) -> None:
    with pytest.raises(NotFoundError):
        history.targets.get(number)


def test_what_is_coming_comes_nearest_first_and_without_a_day_last(history: History) -> None:
    def add(company: str, day: date | None, clock: time | None = None) -> int:
        details = TargetDetails(company=company, day=day, clock=clock)
        return history.targets.add(details, made_at=NOW).id

    today = date(2026, 4, 1)
    some_day = add("a", None)
    later, sooner = add("b", date(2026, 4, 9)), add("c", today)
    morning = add("d", today, time(9))
    add("past", date(2026, 3, 31))
    done, removed = add("e", today), add("f", today)
    history.targets.mark_done(done, NOW)
    history.targets.remove(removed, removed_at=NOW)
    coming = [target.id for target in history.targets.coming(today)]
    assert coming == [morning, sooner, later, some_day]
    history.targets.mark_done(done, None)
    assert history.targets.restore(removed)
    assert {done, removed} < {target.id for target in history.targets.coming(today)}


def test_removed_targets_go_after_seven_days_with_their_predictions(workspace: Workspace) -> None:
    with open_history(workspace, write=True, now=NOW, new_uuid=numbered_uuids()) as history:
        target = history.targets.add(DETAILS, made_at=NOW)
        history.predictions.add(target.id, [NewPrediction(prompt="Why us?")], made_at=NOW)
        history.targets.remove(target.id, removed_at=NOW)
    with open_history(workspace, write=True, now=NOW + timedelta(days=6)) as history:
        assert len(history.predictions.of(target.id)) == 1
    with open_history(workspace, write=True, now=NOW + KEPT_IN_TRASH) as history:
        assert not history.targets.restore(target.id)
        assert history.predictions.of(target.id) == ()


def test_what_the_person_dropped_stays_known_and_what_the_machine_replaced_goes(
    workspace: Workspace,
) -> None:
    with open_history(workspace, write=True, now=NOW, new_uuid=numbered_uuids()) as history:
        target = history.targets.add(DETAILS, made_at=NOW).id
        own = NewPrediction(prompt="Why us?", origin=PredictionOrigin.OWN)
        first, second, mine = history.predictions.add(
            target,
            [
                NewPrediction(prompt="a", question_id="x/a", likeness=0.5, reason="Because."),
                NewPrediction(prompt="b", question_id="x/b"),
                own,
            ],
            made_at=NOW,
        )
        assert (first.prompt, first.likeness, first.reason) == ("a", 0.5, "Because.")
        history.predictions.drop([first, mine], by_person=True, removed_at=NOW)
        history.predictions.drop([second], by_person=False, removed_at=NOW)
        (added,) = history.predictions.add(target, [own], made_at=NOW)
        assert history.predictions.of(target) == (added,)
        assert added.position == 3
        assert history.predictions.dropped(target) == {"x/a"}
    with open_history(workspace, write=True, now=NOW + KEPT_IN_TRASH) as history:
        assert history.predictions.dropped(target) == {"x/a"}
        assert history.predictions.put_back(first.id, PredictionOrigin.MACHINE)
        assert not history.predictions.put_back(second.id, PredictionOrigin.MACHINE)
        assert history.predictions.dropped(target) == frozenset()
        history.predictions.delete([first.id, added.id])
        assert history.predictions.of(target) == ()
