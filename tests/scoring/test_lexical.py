"""What is measured of a point, and how its time grows."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tests.scoring.examples import GOOD_ANSWER, OUTAGE
from trainer.bank.nouns import KeyPoint, Question
from trainer.scoring import score_answer
from trainer.scoring.lexical import Measures, echo, measure
from trainer.scoring.lexical_plan import Plan


def measured(question: Question, answer: str) -> dict[str, Measures]:
    plan = Plan(question, {})
    found = measure(plan, plan.reader.tokens(answer.split()))
    return {point.id: measures for point, measures in zip(question.key_points, found, strict=True)}


def test_words_that_another_point_uses_too_weigh_less() -> None:
    question = Question(
        id="tests/rarity",
        prompt="How?",
        key_points=(
            KeyPoint(id="own", text="invoices matched with the printer"),
            KeyPoint(id="other", text="printer replaced at once"),
        ),
    )
    own_word = measured(question, "there were some invoices in there")["own"]
    shared_word = measured(question, "there were some printers in there")["own"]
    assert own_word.peak > shared_word.peak


def test_words_of_the_prompt_weigh_less() -> None:
    answer = "we then looked at the invoices together with the printer"
    points = (KeyPoint(id="own", text="invoices checked with the printer"),)
    question = Question(id="tests/prompt", prompt="How?", key_points=points)
    asked = replace(question, prompt="What about the printer and invoices?")
    assert measured(question, answer)["own"].peak > measured(asked, answer)["own"].peak


def test_words_that_stand_together_say_more_than_the_same_words_apart() -> None:
    gap = " and then we talked about the garden and the weather for a good while longer "
    together = "I reverted the release straight away" + gap * 3
    apart = gap.join(["I reverted", "the release", "straight away", ""])
    assert (
        measured(OUTAGE, together)["rolled-back"].recall
        > measured(OUTAGE, apart)["rolled-back"].recall
    )
    assert (
        measured(OUTAGE, together)["rolled-back"].peak > measured(OUTAGE, apart)["rolled-back"].peak
    )


def test_numbers_are_not_taken_for_their_neighbours() -> None:
    point = KeyPoint(id="year", text="since 20241")
    question = Question(id="tests/numbers", prompt="Since when?", key_points=(point,))
    assert measured(question, "it ran from 20241 on")["year"].span is not None
    assert measured(question, "it ran from 20242 on")["year"].span is None


def test_echo_is_high_for_talk_around_the_question_and_low_for_an_answer() -> None:
    plan = Plan(OUTAGE, {})
    around = "an outage, being responsible for an outage and how an outage is handled, yes " * 3
    assert echo(plan, plan.reader.tokens(around.split())) > 0.3
    assert echo(plan, plan.reader.tokens(GOOD_ANSWER.split())) < 0.1
    assert echo(plan, []) == 0


@pytest.mark.parametrize("text", ["...", "the", "?"])
def test_a_key_point_without_matter_is_never_covered(text: str) -> None:
    question = Question(
        id="tests/empty", prompt="Why?", key_points=(KeyPoint(id="p", text=text, wordings=("a",)),)
    )
    (point,) = score_answer(question, GOOD_ANSWER).points
    assert point.verdict != "covered"
    assert point.evidence is None


def test_time_grows_no_faster_than_the_words() -> None:
    def best_s(words: int) -> float:
        answer = (GOOD_ANSWER.split() * (words // 40))[:words]
        transcript = " ".join(answer)
        took = []
        for _ in range(3):
            started = time.perf_counter()
            score_answer(OUTAGE, transcript)
            took.append(time.perf_counter() - started)
        return min(took)

    # Four times the words; sixteen times the time if anything were quadratic.
    assert best_s(24_000) < 8 * best_s(6_000)
