"""Asked questions matched to known ones, on pairs that nobody tuned the matcher on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from trainer.bank import Question
from trainer.debrief.alike import beside
from trainer.debrief.matching import COMPARED, Matcher
from trainer.debrief.splitting import points_from, several_questions
from trainer.library import Library
from trainer.scoring.vectors import StaticVectors, load

DATA = Path(__file__).parents[1] / "data" / "matching"
BANKS = Path(__file__).parents[2] / "question_banks"
F1_ASKED = 0.85


@pytest.fixture(scope="module")
def vectors() -> StaticVectors:
    return load()


@pytest.fixture(scope="module")
def shipped() -> list[Question]:
    return list(Library.load(BANKS, BANKS / "nowhere", None).questions.values())


@pytest.mark.parametrize("pairs", ["pairs_dev", "pairs_test"])
def test_the_same_question_is_told_from_a_near_one(pairs: str, vectors: StaticVectors) -> None:
    """`pairs_test` was written by somebody who had not seen the matcher, and looked at once."""
    lines = (DATA / f"{pairs}.jsonl").read_text(encoding="utf-8").splitlines()
    right = wrong = 0
    for pair in map(json.loads, lines):
        same = beside(pair["a"], pair["b"], vectors).probability >= 0.5
        right += 2 * (same and pair["same"])
        wrong += same != pair["same"]
    assert len(lines) == 60
    assert right / (right + wrong) >= F1_ASKED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tell me about a time you missed a deadline.", "a time you met a deadline"),
        ("How do you motivate the people in your team?", "what motivates you"),
        ("Why did you leave your last job?", "Why did you join your last company?"),
    ],
)
def test_what_is_turned_round_is_another_question(
    one: str, other: str, vectors: StaticVectors
) -> None:
    assert beside(one, one, vectors).probability > 0.7
    assert beside(one, other, vectors).probability < 0.5
    assert beside(other, one, vectors).probability < 0.5


def test_a_question_is_found_by_a_prompt_that_no_bank_has(
    shipped: list[Question], vectors: StaticVectors
) -> None:
    held = [replace(one, other_prompts=one.other_prompts[:-1]) for one in shipped]
    asked = [one for one in shipped if one.other_prompts and one.language == "en"]
    sample = Random(3).sample(asked, 60)
    matcher = Matcher(held, vectors)
    among = sum(
        any(match.question.id == one.id for match in matcher.matches(one.other_prompts[-1], 3))
        for one in sample
    )
    assert among / len(sample) >= 0.45


def test_the_same_words_are_told_as_such_and_rubbish_finds_nothing(
    shipped: list[Question], vectors: StaticVectors
) -> None:
    matcher = Matcher(shipped, vectors)
    question = shipped[40]
    first = matcher.matches(f"  {question.prompt.upper()} ")[0]
    assert first.exact
    assert first.question == question
    assert matcher.matches("xqzt vvrk") == []
    assert matcher.matches("?!") == []
    assert Matcher([], vectors).matches("why us") == []


def test_without_vectors_words_alone_find_a_question(shipped: list[Question]) -> None:
    found = Matcher(shipped, None).matches("salary expectations")
    assert any("salary" in match.question.id for match in found)


def test_of_many_questions_few_are_read_whole(vectors: StaticVectors) -> None:
    words = ["salary", "deadline", "conflict", "ward", "budget", "server", "lesson", "customer"]
    many = [
        Question(f"many/q{n}", f"Tell me about the {words[n % 8]} number {n} at work.")
        for n in range(5000)
    ]
    wanted = Question("many/wanted", "What would you do about a leaking greenhouse?")
    matcher = Matcher([*many, wanted], vectors)
    assert matcher.matches("greenhouse leaks, what then")[0].question == wanted
    assert len(matcher._whole) <= COMPARED


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("why us", ("why us",)),
        ("Why us? Why now?", ("Why us?", "Why now?")),
        ("did I manage people / how many", ("did I manage people", "how many")),
        ("design notifications, then how to dedupe", ("design notifications", "how to dedupe")),
        ("FMEA. also hands on or just CAD", ("FMEA", "hands on or just CAD")),
        ("tell me about a time and a place", ("tell me about a time and a place",)),
    ],
)
def test_a_line_may_hold_several_questions(line: str, parts: tuple[str, ...]) -> None:
    assert several_questions(line) == parts


def test_a_wish_is_split_into_points() -> None:
    wished = "I asked her first; we tried it. It held; it held"
    assert points_from(wished) == ("I asked her first", "we tried it", "It held", "it held")
    assert points_from("one thing") == ("one thing",)
    assert points_from(" ; ") == ()
