from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.history.made import NOW, QUESTION, numbered_uuids
from trainer.errors import InputError, NotFoundError
from trainer.history.opening import open_history
from trainer.history.records import WordingKind, WordingOrigin
from trainer.history.store import History
from trainer.library import Library
from trainer.practice.changes import undo
from trainer.practice.teaching import Taught, taught, thin_points
from trainer.practice.wordings import add_wording, key_point_of, remove_wording
from trainer.workspace.places import Workspace

LISTENED, AGREED = QUESTION.key_points


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


@pytest.fixture
def history(workspace: Workspace) -> Iterator[History]:
    with open_history(workspace, write=True, now=NOW, new_uuid=numbered_uuids()) as opened:
        yield opened


def no_banks() -> Library:
    return Library((), {}, ())


def teach(
    history: History,
    text: str,
    kind: WordingKind = WordingKind.CONFIRMED,
    *,
    point: str = "listened",
    question: str = QUESTION.id,
) -> None:
    history.taught.add_wording(
        question, point, text, kind=kind, origin=WordingOrigin.TYPED, made_at=NOW
    )


def test_what_was_taught_is_told_apart_and_by_point(history: History) -> None:
    teach(history, "I let her finish")
    teach(history, "we tried it", point="agreed")
    teach(history, "I talked a lot", WordingKind.REFUSED)
    teach(history, "I asked her why")
    assert taught(history, QUESTION) == Taught(
        {
            "listened": ("I let her finish", "I asked her why"),
            "agreed": ("we tried it",),
        },
        {"listened": ("I talked a lot",)},
    )


def test_the_later_word_on_the_same_words_counts(history: History) -> None:
    teach(history, "I let her finish")
    teach(history, "i let  her finish.", WordingKind.REFUSED)
    assert taught(history, QUESTION) == Taught({}, {"listened": ("i let  her finish.",)})


def test_points_and_questions_that_are_gone_are_left_out(history: History) -> None:
    teach(history, "of a point that was dropped", point="dropped")
    teach(history, "of another question", question="general/other")
    assert taught(history, QUESTION) == Taught()


def test_a_renamed_question_keeps_what_it_was_taught(history: History) -> None:
    teach(history, "I let her finish")
    renamed = replace(QUESTION, id="general/dispute", renamed_from=(QUESTION.id,))
    assert taught(history, renamed).confirmed == {"listened": ("I let her finish",)}


def test_a_point_is_thin_until_three_wordings_are_known() -> None:
    assert thin_points(QUESTION, Taught()) == (LISTENED, AGREED)
    own = Taught({"listened": ("one", "two")}, {"agreed": ("not", "at", "all")})
    assert thin_points(QUESTION, own) == (AGREED,)


def test_a_wording_gone_for_good_does_not_block_what_can_be_undone(
    workspace: Workspace, history: History
) -> None:
    wording = add_wording(history, QUESTION, LISTENED, "I asked why", WordingOrigin.TYPED, NOW)
    assert wording is not None
    remove_wording(history, wording.id, NOW)
    history.taught.delete_wording(wording.id)
    assert "gone" in undo(history, workspace, NOW, no_banks)
    assert history.last_action() is not None
    undo(history, workspace, NOW, no_banks)
    assert history.last_action() is None


def test_a_wording_is_one_line_of_words(history: History) -> None:
    wording = add_wording(history, QUESTION, AGREED, " we\n tried  it", WordingOrigin.TYPED, NOW)
    assert wording is not None
    assert wording.text == "we tried it"
    with pytest.raises(InputError):
        add_wording(history, QUESTION, AGREED, " …\n", WordingOrigin.TYPED, NOW)
    with pytest.raises(NotFoundError) as refused:
        key_point_of(QUESTION, "agreement")
    assert refused.value.candidates == ("listened", "agreed")
