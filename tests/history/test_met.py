"""Which questions were met and caught off guard is the same as what all attempts together say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from tests.history.made import NOW, QUESTION, begin, finish
from trainer.history.store import History
from trainer.history.trash import KEPT_IN_TRASH
from trainer.scoring.coverage import Verdict

IDS = ("a/one", "a/two", "a/three", "b/one")
NO_ALIASES: dict[str, str] = {}
ALIASES = {"a/one": "b/one", "a/gone": "a/three"}


def do_something(history: History, rng: Random, minute: int) -> None:
    """Anything that can happen to attempts."""
    now = NOW + timedelta(minutes=minute)
    there = [one.id for one in history.attempts()]
    discarded = [one.id for one in history.attempts(discarded=True)]
    match rng.randrange(7):
        case 0 | 1 | 2:
            question = replace(QUESTION, id=rng.choice(IDS))
            attempt = begin(history, question, at=now)
            if rng.random() < 0.7:
                finish(history, attempt, Verdict.COVERED, Verdict.MISSED, at=now)
                history.set_off_guard(attempt.id, rng.choice((True, True, False)))
        case 3 if there:
            history.set_off_guard(rng.choice(there), rng.choice((None, True, False)))
        case 4 if there:
            history.discard_attempt(rng.choice(there), discarded_at=now)
        case 5 if discarded:
            history.restore_attempt(rng.choice(discarded))
        case 6 if there:
            history.drop_begun(rng.choice(there))


@pytest.mark.parametrize("seed", range(6))
def test_what_was_said_last_is_kept_in_step(history: History, seed: int) -> None:
    rng = Random(seed)
    for minute in range(60):
        do_something(history, rng, minute)
        if minute == 40:
            history.purge_trash(NOW + KEPT_IN_TRASH + timedelta(minutes=20))
        for aliases in (NO_ALIASES, ALIASES):
            last = {}
            for one in reversed(history.attempts()):
                if one.off_guard is not None:
                    last[aliases.get(one.question.id, one.question.id)] = one.off_guard
            found = history.met.off_guard(aliases)
            assert {one.question_id for one in found} == {one for one in last if last[one]}
            assert list(found) == sorted(found, key=lambda one: one.said_at, reverse=True)
            for limit in (1, 2):
                assert history.met.off_guard(aliases, limit) == found[:limit]
        answered = {one.question_id for one in history.question_summaries()}
        assert history.met.answered([*IDS, "c/never"]) == answered
        said = history.met.said(IDS)
        assert {one for one, last in said.items() if last.off_guard} == {
            one.question_id for one in history.question_summaries() if one.last_off_guard
        }


def test_many_ids_at_once(history: History) -> None:
    for number in range(5):
        begin(history, replace(QUESTION, id=f"a/{number}"))
    wanted = [f"a/{number}" for number in range(20_000)]
    assert history.met.answered(wanted) == {f"a/{number}" for number in range(5)}
