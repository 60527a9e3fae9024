from __future__ import annotations

import pytest

from tests.history.made import NOW
from trainer.bank.nouns import Weight
from trainer.history.records import HumanVerdict, Judgement
from trainer.practice.judged import band, unsure_points
from trainer.scoring.coverage import Coverage, PointScore, Verdict


def coverage(*points: tuple[str, Weight, float, Verdict]) -> Coverage:
    return Coverage(tuple(PointScore(*point, None) for point in points), "a scorer")


def said(**verdicts: HumanVerdict) -> dict[str, Judgement]:
    return {
        point: Judgement(1, 1, 1, point, verdict, None, NOW) for point, verdict in verdicts.items()
    }


THREE = coverage(
    ("made", Weight.VITAL, 0.9, Verdict.COVERED),
    ("doubt", Weight.VITAL, 0.5, Verdict.NOT_SURE),
    ("left", Weight.OKAY, 0.1, Verdict.MISSED),
)


@pytest.mark.parametrize(
    ("verdicts", "low", "high"),
    [
        ({}, 1.0, 2.0),
        ({"doubt": HumanVerdict.COVERED}, 2.0, 2.0),
        ({"doubt": HumanVerdict.PARTLY}, 1.5, 1.5),
        ({"doubt": HumanVerdict.MISSED}, 1.0, 1.0),
        ({"made": HumanVerdict.MISSED}, 0.0, 1.0),
        ({"left": HumanVerdict.PARTLY}, 1.25, 2.25),
        ({"unknown": HumanVerdict.COVERED}, 1.0, 2.0),
    ],
)
def test_a_persons_verdict_comes_before_the_machines(
    verdicts: dict[str, HumanVerdict], low: float, high: float
) -> None:
    assert list(band(THREE, said(**verdicts))) == pytest.approx([low / 2.5, high / 2.5])


def test_without_verdicts_the_band_is_the_scores_own() -> None:
    assert band(THREE, {}) == (THREE.low, THREE.high)
    assert band(coverage(), {}) == (None, None)


def test_the_most_valuable_doubt_is_asked_about_first() -> None:
    doubts = coverage(
        ("far", Weight.VITAL, 0.2, Verdict.NOT_SURE),
        ("okay", Weight.OKAY, 0.5, Verdict.NOT_SURE),
        ("sure", Weight.VITAL, 0.5, Verdict.COVERED),
        ("near", Weight.VITAL, 0.6, Verdict.NOT_SURE),
        ("judged", Weight.VITAL, 0.5, Verdict.NOT_SURE),
    )
    asked = unsure_points(doubts, said(judged=HumanVerdict.PARTLY))
    assert [point.key_point_id for point in asked] == ["near", "okay", "far"]
