"""The explanation says what the score says, and why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.benchmarks.coverage_data import read
from tests.scoring.examples import DELEGATION, GERMAN_ANSWER, GOOD_ANSWER, OUTAGE
from trainer.bank.nouns import Question
from trainer.scoring import Rule, Verdict, explain, score_answer


def test_it_agrees_with_the_score() -> None:
    for question, answer in ((OUTAGE, GOOD_ANSWER), (DELEGATION, GERMAN_ANSWER), (OUTAGE, "")):
        coverage, explained = score_answer(question, answer), explain(question, answer)
        assert explained.scorer == coverage.scorer
        for point, why in zip(coverage.points, explained.points, strict=True):
            assert (why.key_point_id, why.probability, why.verdict) == (
                point.key_point_id,
                point.probability,
                point.verdict,
            )


def test_every_wording_has_its_best_match_and_the_best_comes_first() -> None:
    why = explain(OUTAGE, GOOD_ANSWER).points[0]
    point = OUTAGE.key_points[0]
    assert {match.wording for match in why.matches} == {point.text, *point.wordings}
    likenesses = [match.likeness for match in why.matches]
    assert likenesses == sorted(likenesses, reverse=True)
    best = why.matches[0]
    assert best.place is not None
    words = GOOD_ANSWER.split()
    assert best.place.text == " ".join(words[best.place.start : best.place.end])
    assert why.rule is Rule.LIKELY


def test_own_and_refused_spans_are_told_apart() -> None:
    span, refused = "put the old build back", "only then I started to look"
    points = explain(
        OUTAGE, GOOD_ANSWER, {"rolled-back": [span]}, refused={"rolled-back": [refused]}
    ).points
    flags = {match.wording: (match.own, match.refused) for match in points[0].matches}
    assert flags[span] == (True, False)
    assert flags[refused] == (False, True)
    assert flags["rolled back first"] == (False, False)
    assert not any(match.own or match.refused for match in points[1].matches)


def test_it_names_the_words_that_counted_less() -> None:
    prompt = "Tell me about the release you rolled back."
    why = explain(replace(OUTAGE, prompt=prompt), GOOD_ANSWER).points[0]
    assert "release" in why.shared_words
    assert "reverted" not in why.shared_words


def test_the_rule_says_what_stood_in_the_way() -> None:
    bare = replace(
        OUTAGE, key_points=tuple(replace(point, wordings=()) for point in OUTAGE.key_points)
    )
    assert explain(bare, GOOD_ANSWER).points[0].rule is Rule.NO_WORDINGS
    assert explain(OUTAGE, "um").points[0].rule is Rule.SILENCE
    refused = {"rolled-back": [" ".join(GOOD_ANSWER.split()[18:36])]}
    assert explain(OUTAGE, GOOD_ANSWER, refused=refused).points[0].rule is not Rule.LIKELY


def test_what_spoke_for_a_point_adds_up_to_its_probability() -> None:
    import math

    for taught in ({}, {"rolled-back": ["put the old build back"]}):
        why = explain(OUTAGE, GOOD_ANSWER, taught).points[0]
        assert math.isclose(
            1 / (1 + math.exp(-sum(why.spoke_for.values()))), why.probability, rel_tol=1e-6
        )


def test_nothing_to_explain() -> None:
    explained = explain(Question(id="tests/bare", prompt="Why us?"), GOOD_ANSWER)
    assert explained.points == ()
    assert all(point.verdict is Verdict.MISSED for point in explain(OUTAGE, "").points)


def test_the_thresholds_told_are_those_that_decided() -> None:
    told = 0
    for answer in read(Path(__file__).parents[1] / "data" / "coverage" / "shipped.jsonl")[:10]:
        for point in explain(answer.question, answer.answer).points:
            missed_to, covered_from = point.thresholds
            if point.rule is Rule.UNLIKELY:
                assert point.probability <= missed_to
            if point.rule is Rule.LIKELY:
                assert point.probability >= covered_from
            if point.rule is Rule.BETWEEN:
                assert missed_to < point.probability < covered_from
            told += 1
    assert told >= 40
