"""Probabilities and verdicts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trainer.scoring import Verdict
from trainer.scoring.calibration import COVERED_FROM, MISSED_TO, probability, verdict
from trainer.scoring.lexical import Measures

STRONG = Measures(
    wordings=6,
    peak=0.6,
    pairs=0.4,
    recall=0.8,
    span=(3, 12),
    content_words=4,
    function_share=0.5,
    denied=False,
)


def test_each_measure_speaks_for_the_point_and_an_echo_against_it() -> None:
    base = probability(STRONG, 0.0, 150)
    for weaker in (
        replace(STRONG, peak=0.3),
        replace(STRONG, pairs=0.1),
        replace(STRONG, recall=0.4),
    ):
        assert probability(weaker, 0.0, 150) < base
    assert probability(STRONG, 0.3, 150) < base
    assert probability(STRONG, 0.05, 150) == base


def test_length_raises_doubt_but_makes_nothing_missed() -> None:
    by_length = [probability(STRONG, 0.0, tokens) for tokens in (50, 200, 800, 3000, 100_000)]
    assert by_length[0] == by_length[1]
    assert by_length[1] > by_length[2] > by_length[3] > by_length[4] >= 0.25
    weak = replace(STRONG, peak=0.0, pairs=0.0, recall=0.1)
    assert probability(weak, 0.0, 3000) == probability(weak, 0.0, 100)


def test_thresholds() -> None:
    assert verdict(STRONG, COVERED_FROM)[0] is Verdict.COVERED
    assert verdict(STRONG, COVERED_FROM - 0.01)[0] is Verdict.NOT_SURE
    assert verdict(STRONG, MISSED_TO + 0.01)[0] is Verdict.NOT_SURE
    assert verdict(STRONG, MISSED_TO)[0] is Verdict.MISSED


@pytest.mark.parametrize(
    "doubtful",
    [
        replace(STRONG, denied=True),
        replace(STRONG, function_share=0.2),
        replace(STRONG, content_words=0),
        replace(STRONG, wordings=1),
    ],
)
def test_what_speaks_against_covered_makes_it_not_sure(doubtful: Measures) -> None:
    assert verdict(doubtful, 0.99)[0] is Verdict.NOT_SURE


def test_an_unknown_share_of_small_words_is_no_list() -> None:
    assert verdict(replace(STRONG, function_share=None), 0.99)[0] is Verdict.COVERED
