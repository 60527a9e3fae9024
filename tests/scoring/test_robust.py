"""Answers that only look like answers, and answers that are hard to follow."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from tests.scoring.examples import GOOD_ANSWER, OUTAGE
from trainer.bank.nouns import KeyPoint, Question
from trainer.scoring import PointScore, Verdict, default_scorer, score_answer
from trainer.scoring.scorer import CombinedScorer, LexicalScorer


def points(question: Question, answer: str) -> dict[str, PointScore]:
    return {point.key_point_id: point for point in score_answer(question, answer).points}


def covered(question: Question, answer: str) -> set[str]:
    return {i for i, p in points(question, answer).items() if p.verdict is Verdict.COVERED}


LIST_1 = (
    "So there are many things to say about an outage. There is the rollback, rolling back "
    "first, and there is the previous version. There is the customer, telling the customers "
    "honestly, that is a very important topic. Then there is the alert, the alert on the "
    "queue so that it can't recur. Those are the key points and I am familiar with all of "
    "them."
)
LIST_2 = (
    "For outages it is rollback, rolled back first. It is customers, customers told honestly."
    " It is alerts, an alert so it can't recur. Those are the headings they teach us in the "
    "training, and all of these are important, the rollback, the customers and the alert."
)
LISTS = (LIST_1, LIST_2)


@pytest.mark.parametrize("answer", LISTS)
def test_key_words_strung_into_sentences_cover_nothing(answer: str) -> None:
    assert covered(OUTAGE, answer) == set()


DENIAL_1 = (
    "To be honest I've never had to roll back a release myself, and I haven't written to the "
    "customers either, that was not my job. I can't think of an outage that was mine. I never"
    " got to the point of adding an alert."
)
DENIAL_2 = (
    "If it ever happened I would probably go back to the previous release, and I would write "
    "the customers an honest email, and I would set up an alert on the queue length, but I "
    "have not had an outage so far, so I can't say that I did any of it, not yet."
)
DENIALS = (DENIAL_1, DENIAL_2)


@pytest.mark.parametrize("answer", DENIALS)
def test_a_denial_or_a_mere_plan_covers_nothing(answer: str) -> None:
    assert covered(OUTAGE, answer) == set()


def test_an_answer_to_another_question_covers_nothing() -> None:
    answer = (
        "My proudest thing is the apprentice programme. I asked every team for one small task a "
        "week that a beginner could do, and I sat with the three apprentices on Thursdays. In "
        "the second year two of them gave the talks, and one now runs it with me. We wrote down "
        "what they struggled with and it became the handbook that new people get on day one."
    )
    assert covered(OUTAGE, answer) == set()


ASIDE = (
    "And then I told her about the garden, because the tomatoes came late and the neighbour lent "
    "us a ladder for the plum tree, which my brother painted green one Sunday in the rain. "
)


def test_a_point_made_in_two_halves_far_apart_is_not_missed() -> None:
    answer = (
        "The first thing I did was go for the release before. "
        + ASIDE
        + "So anyway I reverted to that old build within minutes, before any debugging. "
        + ASIDE
    )
    assert points(OUTAGE, answer)["rolled-back"].verdict is not Verdict.MISSED


def test_a_number_has_to_be_the_same_number() -> None:
    question = Question(
        id="tests/numbers",
        prompt="How did the sales go?",
        key_points=(
            KeyPoint(
                id="sum",
                text="412 units in March",
                wordings=(
                    "we sold 412 of them in March",
                    "March came to 412 units for us",
                    "it was 412 in that month alone",
                ),
            ),
            KeyPoint(
                id="team",
                text="two new colleagues",
                wordings=(
                    "I hired two people that spring",
                    "two new colleagues joined my team",
                    "we were two more from then on",
                ),
            ),
        ),
    )
    right = points(question, "so we sold 412 of them in March, 412 units, I was proud of that")
    wrong = points(question, "so we sold 187 of them in March, 187 units, I was proud of that")
    assert right["sum"].verdict is Verdict.COVERED
    assert wrong["sum"].verdict is not Verdict.COVERED
    assert right["sum"].probability > wrong["sum"].probability


def test_evidence_of_each_point_lies_where_the_point_was_made() -> None:
    answer = ASIDE + GOOD_ANSWER + " " + ASIDE
    start = len(ASIDE.split())
    end = start + len(GOOD_ANSWER.split())
    for point in points(OUTAGE, answer).values():
        if point.verdict is Verdict.COVERED:
            assert point.evidence is not None
            assert start <= point.evidence.start < point.evidence.end <= end
            assert point.evidence.end - point.evidence.start <= 24


def test_english_is_judged_by_meaning_and_other_languages_by_words() -> None:
    assert isinstance(default_scorer(), CombinedScorer)
    assert isinstance(default_scorer("en-GB"), CombinedScorer)
    assert isinstance(default_scorer("de"), LexicalScorer)
    german = replace(OUTAGE, language="de")
    assert score_answer(OUTAGE, GOOD_ANSWER).scorer == CombinedScorer().version
    assert score_answer(german, GOOD_ANSWER).scorer == LexicalScorer().version
    named = score_answer(german, GOOD_ANSWER, scorer=CombinedScorer())
    assert named.scorer == LexicalScorer().version


def test_a_scorer_that_is_named_is_used() -> None:
    assert score_answer(OUTAGE, GOOD_ANSWER, scorer=LexicalScorer()).scorer == "lexical-2"


def test_scoring_needs_no_network_and_leaves_logging_alone() -> None:
    program = """
import logging, socket
def refuse(*a, **k): raise AssertionError("the network was asked")
socket.socket.connect = refuse
socket.getaddrinfo = refuse
from tests.scoring.examples import GOOD_ANSWER, OUTAGE
from trainer.scoring import score_answer
print(score_answer(OUTAGE, GOOD_ANSWER).points[0].verdict.value)
print(logging.getLogger().handlers, logging.getLogger().level)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["covered", "[] 30"]
    assert done.stderr == ""
