"""Decisions on questions and banks, overlays, and the trash of questions."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.history.made import NOW, QUESTION
from trainer.history.opening import open_history
from trainer.history.records import Decision, Overlay, Standing
from trainer.history.trash import KEPT_IN_TRASH
from trainer.workspace.places import Workspace

DAY = timedelta(days=1)


def test_a_decision_stands_until_it_is_withdrawn_or_another_takes_its_place(
    workspace: Workspace,
) -> None:
    with open_history(workspace, write=True, now=NOW) as history:
        shelf = history.shelf
        shelf.decide(Decision("own/a", Standing.SUSPENDED, NOW))
        shelf.decide(Decision("own/a", Standing.RETIRED, NOW + DAY))
        assert shelf.decisions(NOW) == {"own/a": Decision("own/a", Standing.RETIRED, NOW + DAY)}
        shelf.withdraw("own/a")
        assert shelf.decisions(NOW) == {}


@pytest.mark.parametrize(("later", "stands"), [(DAY / 2, True), (DAY, False), (2 * DAY, False)])
def test_what_ends_by_itself_ends(workspace: Workspace, later: timedelta, stands: bool) -> None:
    decision = Decision("own/a", Standing.NOT_TODAY, NOW, until=NOW + DAY)
    with open_history(workspace, write=True, now=NOW) as history:
        history.shelf.decide(decision)
        found = history.shelf.decisions(NOW + later)
        assert found == ({"own/a": decision} if stands else {})


def test_an_overlay_keeps_the_shipped_question_whole(workspace: Workspace) -> None:
    with open_history(workspace, write=True, now=NOW) as history:
        history.shelf.set_overlay("general/conflict", Overlay(QUESTION, "a", NOW))
        history.shelf.set_overlay("general/conflict", Overlay(QUESTION, "b", NOW))
        assert history.shelf.overlays() == {"general/conflict": Overlay(QUESTION, "b", NOW)}
        history.shelf.set_overlay("general/conflict", None)
        assert history.shelf.overlays() == {}


def test_what_was_removed_is_gone_after_seven_days(workspace: Workspace) -> None:
    with open_history(workspace, write=True, now=NOW) as history:
        number = history.shelf.keep_removed("own/a", {"text": "é"}, removed_at=NOW)
    last = NOW + KEPT_IN_TRASH - timedelta(seconds=1)
    with open_history(workspace, write=True, now=last) as history:
        assert history.shelf.removed(number) == {"text": "é"}
    with open_history(workspace, write=True, now=NOW + KEPT_IN_TRASH) as history:
        assert history.shelf.removed(number) is None
