"""What a mock interview asks, and what is asked after an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import yaml

from tests.support.banks import ANSWER, BANK
from trainer.bank import Kind, Question, question_from_mapping
from trainer.library.catalogue import Catalogue
from trainer.practice.follow_up import FollowUp, choose_follow_up, follow_up_question
from trainer.practice.mock import Part, Wish, plan_interview
from trainer.practice.scored import score_text

BANKS = Path(__file__).parents[2] / "question_banks"


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    found = Catalogue(BANKS, tmp_path / "none", None)
    yield found
    found.close()


@pytest.mark.parametrize("seed", range(5))
def test_a_mixture_is_built_like_an_interview(catalogue: Catalogue, seed: int) -> None:
    wish = Wish(minutes=30, think_time_s=20)
    planned = plan_interview(catalogue, wish, Random(seed))
    assert planned == plan_interview(catalogue, wish, Random(seed))
    parts = [one.reason for one in planned]
    assert parts[:2] == [Part.OPENING, Part.MOTIVATION]
    assert parts[-2:] == [Part.SURPRISE, Part.CLOSING]
    assert len({one.question_id for one in planned}) == len(planned)
    assert sum(one.expected_s for one in planned) <= 30 * 60
    roles = {one.question_id.split("/")[0] for one in planned if one.reason == Part.ROLE}
    assert len(roles) == 1
    briefs = catalogue.brief([one.question_id for one in planned])
    competences = Counter(
        name
        for one in planned
        if one.reason == Part.BEHAVIOURAL
        for name in briefs[one.question_id].competences
    )
    assert max(competences.values()) == 1
    assert {brief.language for brief in briefs.values()} == {"en"}


def test_wishes_are_kept(catalogue: Catalogue) -> None:
    likely = ["nursing-care/" + one for one in _ids("nursing-care")[:2]]
    caught = "caught-off-guard/gap-in-cv"
    wish = Wish(minutes=60, predicted=likely, caught=[caught], left_out={likely[0]})
    planned = plan_interview(catalogue, wish, Random(1))
    asked = {one.question_id: one.reason for one in planned}
    assert asked[likely[1]] == Part.ROLE
    assert likely[0] not in asked
    assert asked[caught] == Part.SURPRISE
    roles = {name.split("/")[0] for name, part in asked.items() if part == Part.ROLE}
    assert roles == {"nursing-care"}

    kinds = Wish(minutes=60, questions=4, kinds=[Kind.SITUATIONAL], banks=["leadership"])
    chosen = plan_interview(catalogue, kinds, Random(1))
    assert len(chosen) == 4
    found = catalogue.brief([one.question_id for one in chosen])
    assert {(one.bank_id, one.kind) for one in found.values()} == {("leadership", Kind.SITUATIONAL)}


def _ids(bank: str) -> list[str]:
    loaded = yaml.safe_load((BANKS / f"{bank}.yaml").read_text(encoding="utf-8"))
    return [one["id"] for one in loaded["questions"]]


def _outage(**more: object) -> Question:
    [mapping] = yaml.safe_load(BANK)["questions"]
    return question_from_mapping({**mapping, **more}, bank_id="own")


def test_the_probe_of_the_most_important_missed_point_is_asked() -> None:
    question = _outage(follow_ups=["What then?"])
    nothing = score_text(question, "It was a quiet week and we painted the office.").coverage
    after_nothing = choose_follow_up(question, nothing, Random(0))
    assert after_nothing == FollowUp("What did your customers hear from you?", "told-customers")
    made_both = score_text(question, ANSWER).coverage
    after_answer = choose_follow_up(question, made_both, Random(0))
    assert after_answer == FollowUp("What would warn you today?", "alarm")
    asked = follow_up_question(question, "What would warn you today?")
    assert [point.id for point in asked.key_points] == ["alarm"]


def test_without_a_score_a_listed_follow_up_is_asked_now_and_then() -> None:
    question = _outage(follow_ups=["What then?"])
    asked = [choose_follow_up(question, None, Random(seed)) for seed in range(200)]
    assert set(asked) == {None, FollowUp("What then?")}
    assert 60 < asked.count(None) < 140
    assert follow_up_question(question, "What then?").key_points == ()
