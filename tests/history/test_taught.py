from __future__ import annotations

from datetime import timedelta

import pytest

from tests.history.made import NOW, begin, finish
from trainer.errors import NotFoundError
from trainer.history.opening import open_history
from trainer.history.records import (
    HumanVerdict,
    Judgement,
    Span,
    StoredTranscript,
    Wording,
    WordingKind,
    WordingOrigin,
)
from trainer.history.store import History
from trainer.scoring.coverage import Verdict
from trainer.workspace.places import Workspace

DAY = timedelta(days=1)
SPAN = Span(0, 2, "I listened.")


def answered(history: History) -> StoredTranscript:
    """An answer that was scored."""
    attempt = begin(history)
    finish(history, attempt, Verdict.NOT_SURE, Verdict.NOT_SURE)
    stored = history.latest_transcript(attempt.id)
    assert stored is not None
    return stored


def judge(history: History, stored: StoredTranscript, verdict: HumanVerdict) -> Judgement:
    return history.taught.add_judgement(stored, "listened", verdict, SPAN, made_at=NOW)


def teach(
    history: History, judgement: Judgement | None = None, text: str = "I listened."
) -> Wording:
    return history.taught.add_wording(
        "general/conflict",
        "listened",
        text,
        kind=WordingKind.CONFIRMED,
        origin=WordingOrigin.JUDGED if judgement else WordingOrigin.TYPED,
        made_at=NOW,
        judgement=judgement,
    )


def texts(history: History) -> list[str]:
    return [wording.text for wording in history.taught.wordings()]


def test_the_newest_verdict_stands_and_goes_back_to_the_one_before(history: History) -> None:
    stored = answered(history)
    first = judge(history, stored, HumanVerdict.COVERED)
    teach(history, first)
    second = judge(history, stored, HumanVerdict.MISSED)
    assert history.taught.judgements(stored.attempt_id) == {"listened": second}
    assert texts(history) == []
    history.taught.delete_judgement(second.id)
    assert history.taught.judgements(stored.attempt_id) == {"listened": first}
    assert texts(history) == ["I listened."]
    history.taught.delete_judgement(first.id)
    assert history.taught.judgements(stored.attempt_id) == {}
    assert texts(history) == []


def test_a_verdict_on_another_attempt_leaves_what_this_one_taught(history: History) -> None:
    teach(history, judge(history, answered(history), HumanVerdict.COVERED))
    judge(history, answered(history), HumanVerdict.MISSED)
    assert texts(history) == ["I listened."]


def test_what_an_attempt_taught_goes_when_it_is_deleted_for_good(
    workspace: Workspace, history: History
) -> None:
    stored = answered(history)
    said = teach(history, judge(history, stored, HumanVerdict.COVERED))
    teach(history, text="I let her finish")
    assert said.attempt_id == stored.attempt_id
    assert history.taught.taught_by(stored.attempt_id) == 1
    history.discard_attempt(stored.attempt_id, discarded_at=NOW)
    assert texts(history) == ["I listened.", "I let her finish"]
    with open_history(workspace, write=True, now=NOW + 8 * DAY) as later:
        assert texts(later) == ["I let her finish"]
        assert later.taught.judgements(stored.attempt_id) == {}


def test_a_removed_wording_can_be_put_back_for_seven_days(
    workspace: Workspace, history: History
) -> None:
    wording = teach(history)
    history.taught.remove(wording.id, removed_at=NOW)
    assert texts(history) == []
    with pytest.raises(NotFoundError, match=str(wording.id)):
        history.taught.wording(wording.id)
    with open_history(workspace, write=True, now=NOW + 6 * DAY) as later:
        assert later.taught.put_back(wording.id)
        assert later.taught.wording(wording.id) == wording
        later.taught.remove(wording.id, removed_at=NOW)
    with open_history(workspace, write=True, now=NOW + 8 * DAY) as latest:
        assert not latest.taught.put_back(wording.id)


def test_wordings_are_of_a_question(history: History) -> None:
    wording = teach(history)
    assert history.taught.wordings(["general/conflict", "old/conflict"]) == (wording,)
    assert history.taught.wordings(["general/other"]) == ()
    assert history.taught.wordings([]) == ()


@pytest.mark.parametrize("number", [0, -1, 2**70])
def test_a_number_that_no_wording_has(history: History, number: int) -> None:
    with pytest.raises(NotFoundError):
        history.taught.wording(number)


def test_all_scores_of_an_attempt_are_there_in_their_order(history: History) -> None:
    stored = answered(history)
    attempt = history.attempt(stored.attempt_id)
    finish(history, attempt, Verdict.COVERED, Verdict.MISSED)
    first, second = history.scores(attempt.id)
    assert [point.verdict for point in first.coverage.points] == [Verdict.NOT_SURE] * 2
    assert second == history.latest_score(attempt.id)
    with pytest.raises(NotFoundError):
        history.scores(99)
