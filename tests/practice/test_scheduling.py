"""Ratings in the log, cards under their present ids, and what a rebuild mends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.history.made import NOW, QUESTION, TRANSCRIPT, begin, finish, numbered_uuids
from trainer.bank import Question
from trainer.errors import InputError
from trainer.history.opening import open_history
from trainer.history.records import Attempt, Rating
from trainer.history.store import History
from trainer.library import Library
from trainer.practice.cards import names_of, present_cards, settle
from trainer.practice.finish import shown_again
from trainer.practice.scheduling import keep_proposal, rate, rate_scores, rating_of, rebuild
from trainer.scoring.coverage import Verdict
from trainer.workspace.places import Workspace

MADE, MISSED = Verdict.COVERED, Verdict.MISSED
DAY = timedelta(days=1)


def library_of(*questions: Question) -> Library:
    known = {question.id: question for question in questions}
    aliases = {
        earlier: question.id
        for question in questions
        for earlier in question.renamed_from
        if earlier not in known
    }
    return Library((), known, (), aliases=aliases)


LIBRARY = library_of(QUESTION)
RENAMED = replace(QUESTION, id="general/quarrel", renamed_from=(QUESTION.id,))


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    workspace = Workspace(tmp_path / "workspace")
    with open_history(workspace, write=True, now=NOW, new_uuid=numbered_uuids()) as opened:
        yield opened


def scored(history: History, *verdicts: Verdict, at: datetime = NOW) -> Attempt:
    attempt = begin(history, at=at)
    finish(history, attempt, *verdicts, at=at)
    return history.attempt(attempt.id)


def test_the_day_is_that_of_the_wall_where_the_answer_began(history: History) -> None:
    attempt = scored(history, MADE, MADE, at=datetime(2026, 3, 29, 22, 30, tzinfo=UTC))
    rated = rate(history, LIBRARY, attempt, Rating.GOOD, NOW + DAY)
    assert rated.entry.day == date(2026, 3, 30)
    assert rated.entry.reviewed_at == attempt.started_at
    assert rated.entry.made_at == NOW + DAY
    assert rated.card is not None
    assert rated.card.due_on == date(2026, 4, 1)


def test_a_proposal_is_kept_once_and_none_without_words(history: History) -> None:
    attempt = scored(history, MADE, MADE)
    answer = shown_again(history, attempt)
    first = keep_proposal(history, LIBRARY, answer, NOW)
    assert first is not None
    assert (first.entry.rating, first.entry.proposed) == (Rating.EASY, True)
    second = keep_proposal(history, LIBRARY, replace(answer, off_guard=True), NOW)
    assert second is not None
    assert second.entry == first.entry
    silent = shown_again(history, scored(history, MISSED, MISSED))
    silent = replace(silent, transcript=replace(TRANSCRIPT, segments=()))
    assert keep_proposal(history, LIBRARY, silent, NOW) is None
    assert len(history.schedule.ratings()) == 1


def test_what_is_in_the_trash_or_not_finished_is_not_rated(history: History) -> None:
    unfinished = begin(history)
    with pytest.raises(InputError, match="not finished"):
        rate(history, LIBRARY, unfinished, Rating.GOOD, NOW)
    attempt = history.discard_attempt(scored(history, MADE, MADE).id, discarded_at=NOW)
    with pytest.raises(InputError, match="trash"):
        rate(history, LIBRARY, attempt, Rating.GOOD, NOW)


def test_a_rating_outlives_its_attempt(history: History) -> None:
    attempt = scored(history, MADE, MADE)
    rate(history, LIBRARY, attempt, Rating.GOOD, NOW, proposed=True)
    changed = rate(history, LIBRARY, attempt, Rating.AGAIN, NOW)
    history.discard_attempt(attempt.id, discarded_at=NOW)
    assert history.purge_trash(NOW + 8 * DAY) == (attempt.id,)
    assert [entry.attempt_id for entry in history.schedule.ratings()] == [None, None]
    assert rebuild(history, LIBRARY).changed == ()
    assert history.schedule.cards() == {QUESTION.id: changed.card}


def test_a_rebuild_mends_what_is_not_as_the_log_says(history: History) -> None:
    kept = rate(history, LIBRARY, scored(history, MADE, MADE), Rating.GOOD, NOW).card
    assert kept is not None
    history.schedule.put_card(replace(kept, stability=99.0))
    history.schedule.put_card(replace(kept, question_id="general/never-rated"))
    told: list[float] = []
    made = rebuild(history, LIBRARY, lambda _, done: told.append(done))
    assert (made.cards, made.changed) == (1, ("general/conflict", "general/never-rated"))
    assert history.schedule.cards() == {QUESTION.id: kept}
    assert told


def test_cards_of_before_a_rename_by_hand_are_found_and_settled(history: History) -> None:
    library = library_of(RENAMED)
    rate(history, LIBRARY, scored(history, MADE, MADE), Rating.GOOD, NOW)
    found = present_cards(history.schedule.cards(), library.aliases)
    assert list(found) == [RENAMED.id]
    assert settle(history, library) == 1
    assert list(history.schedule.cards()) == [RENAMED.id]
    assert settle(history, library) == 0
    later = scored(history, MADE, MISSED, at=NOW + 2 * DAY)
    rated = rate(history, library, later, Rating.GOOD, NOW + 2 * DAY)
    assert rated.card is not None
    assert (rated.card.question_id, rated.card.reviews) == (RENAMED.id, 2)
    assert rating_of(history, library, later) == rated


def test_an_earlier_id_that_is_another_question_by_now_keeps_its_ratings(history: History) -> None:
    library = library_of(RENAMED, QUESTION)
    assert names_of(library, RENAMED) == (RENAMED.id,)
    rate(history, library, scored(history, MADE, MADE), Rating.GOOD, NOW)
    rebuild(history, library)
    assert list(history.schedule.cards()) == [QUESTION.id]


def test_earlier_answers_are_rated_on_their_own_days(history: History) -> None:
    for days in range(3):
        scored(history, MADE, MISSED, at=NOW + days * DAY)
    history.set_off_guard(2, off_guard=True)
    assert rate_scores(history, LIBRARY, NOW + 9 * DAY) == 3
    ratings = history.schedule.ratings()
    assert [entry.rating for entry in ratings] == [Rating.GOOD, Rating.AGAIN, Rating.GOOD]
    assert [entry.day.day for entry in ratings] == [29, 30, 31]
    assert history.schedule.cards()[QUESTION.id].reviews == 3
    assert rate_scores(history, LIBRARY, NOW) == 0


def test_what_is_due_is_asked_for_by_a_day_or_a_moment(history: History) -> None:
    evening = datetime(2026, 3, 29, 22, 30, tzinfo=UTC)
    kept = rate(history, LIBRARY, scored(history, MADE, MADE, at=evening), Rating.GOOD, NOW).card
    assert kept is not None
    due = history.schedule.due
    assert kept.due_on == date(2026, 4, 1)
    assert due(date(2026, 4, 1)) == ()
    assert due(date(2026, 4, 2)) == (kept,)
    assert due(evening + 2 * DAY) == ()
    assert due(evening + 2 * DAY + timedelta(seconds=1)) == (kept,)
    other = replace(kept, question_id="general/other", due_at=kept.due_at - DAY)
    history.schedule.put_card(other)
    assert due(date(2026, 4, 2)) == (other, kept)
    assert due(date(2026, 4, 2), 1) == due(evening + 9 * DAY, 1) == (other,)
    assert history.schedule.cards(["general/other", "general/nothing"]) == {
        other.question_id: other
    }
    assert history.schedule.cards([]) == {}


def test_a_guess_is_kept_and_taken_back(history: History) -> None:
    attempt = begin(history)
    assert attempt.guess is None
    for guess in (3, None):
        history.schedule.set_guess(attempt.id, guess)
        assert history.attempt(attempt.id).guess == guess
