"""What the speaker confirms and refuses, and what the scorer makes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scoring.examples import GOOD_ANSWER, OUTAGE
from trainer.errors import InputError
from trainer.scoring import PointScore, Verdict, score_answer

OWN_WORDS = (
    "Well I killed the new pods, pointed traffic at blue again and took a breath. "
    "After that it was a long evening with a lot of coffee and many graphs, and my neighbour "
    "kept ringing about the parcel that had been left with us since the Tuesday before."
)
SPAN = "killed the new pods pointed traffic at blue again"
BARE = replace(OUTAGE, key_points=tuple(replace(point, wordings=()) for point in OUTAGE.key_points))


def rolled_back(**taught: object) -> PointScore:
    return score_answer(OUTAGE, OWN_WORDS, **taught).points[0]  # type: ignore[arg-type]


def test_a_confirmed_span_is_recognised_when_it_is_said_again() -> None:
    assert rolled_back().verdict is not Verdict.COVERED
    taught = rolled_back(wordings={"rolled-back": [SPAN]})
    assert taught.verdict is Verdict.COVERED
    assert taught.evidence is not None
    assert "killed the new pods" in taught.evidence.text


def test_a_confirmed_span_is_enough_without_other_wordings() -> None:
    points = score_answer(BARE, OWN_WORDS, {"rolled-back": [SPAN]}).points
    assert points[0].verdict is Verdict.COVERED
    assert all(point.verdict is not Verdict.COVERED for point in points[1:])


def test_a_confirmed_span_of_one_point_leaves_the_others_alone() -> None:
    before = score_answer(OUTAGE, GOOD_ANSWER).points
    after = score_answer(OUTAGE, GOOD_ANSWER, {"rolled-back": [SPAN]}).points
    assert after[1:] == before[1:]


def test_the_nearest_of_several_confirmed_spans_counts() -> None:
    far = "put yesterday's image back on the machines"
    one = rolled_back(wordings={"rolled-back": [SPAN]})
    two = rolled_back(wordings={"rolled-back": [far, SPAN]})
    assert two.probability == pytest.approx(one.probability)


def test_a_refused_span_keeps_the_same_words_from_counting() -> None:
    refused = "the first thing I did was I reverted the release straight away so the old build"
    before = score_answer(OUTAGE, GOOD_ANSWER).points[0]
    after = score_answer(OUTAGE, GOOD_ANSWER, refused={"rolled-back": [refused]}).points[0]
    assert before.verdict is Verdict.COVERED
    assert after.verdict is not Verdict.COVERED
    assert after.probability < before.probability


def test_a_refused_span_that_was_not_said_changes_nothing() -> None:
    refused = {"rolled-back": ["my sister moved to Lisbon for the surfing"]}
    assert score_answer(OUTAGE, GOOD_ANSWER, refused=refused) == score_answer(OUTAGE, GOOD_ANSWER)


def test_refused_spans_of_an_unknown_key_point_are_refused_by_name() -> None:
    with pytest.raises(InputError, match="no-such-point"):
        score_answer(OUTAGE, GOOD_ANSWER, refused={"no-such-point": ["anything"]})


def test_german_is_taught_as_well() -> None:
    question = replace(OUTAGE, language="de")
    span = {"alert-added": ["jetzt klingelt das Telefon sobald die Schlange wächst"]}
    answer = "Also jetzt klingelt das Telefon sobald die Schlange wächst, das war meine Idee."
    before = score_answer(question, answer).points[2]
    after = score_answer(question, answer, span).points[2]
    assert after.probability > before.probability
