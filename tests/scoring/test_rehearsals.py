"""Answers to shipped questions, by people who had read the key points and none of the wordings.

`rehearsals` is among what the weights were fitted on, `shipped` is not. The bounds stand below
what was measured (see docs/scoring-notes.md): they catch a fall, they are no claim.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.coverage import Judged, auc, by_product
from tests.benchmarks.coverage_data import read, taught
from trainer.scoring import Verdict

DATA = Path(__file__).parents[1] / "data" / "coverage"
NOTHING_MADE = {"denied", "stuffed", "other-question"}


@pytest.fixture(scope="module")
def shipped() -> list[Judged]:
    return by_product(read(DATA / "shipped.jsonl"))


def right(judged: list[Judged], verdict: Verdict) -> float:
    wanted = 1.0 if verdict is Verdict.COVERED else 0.0
    said = [point for point in judged if point.verdict is verdict]
    assert len(said) >= 20
    return sum(1 - abs(point.label - wanted) for point in said) / len(said)


def test_on_shipped_questions_what_was_made_ranks_above_what_was_missed(
    shipped: list[Judged],
) -> None:
    assert auc([p.label for p in shipped], [p.probability for p in shipped]) >= 0.77


def test_on_shipped_questions_covered_is_mostly_right(shipped: list[Judged]) -> None:
    assert right(shipped, Verdict.COVERED) >= 0.86


def test_evidence_lies_where_a_reader_found_it(shipped: list[Judged]) -> None:
    found = [point.found for point in shipped if point.found is not None and point.label == 1]
    assert sum(found) / len(found) >= 0.7


def test_what_was_taught_is_known_again_a_week_later() -> None:
    judged = by_product(taught(read(DATA / "rehearsals.jsonl")))
    known = [point for point in judged if point.taught]
    assert auc([p.label for p in known], [p.probability for p in known]) >= 0.95


def test_answers_that_make_nothing_earn_next_to_nothing() -> None:
    answers = [a for a in read(DATA / "rehearsals.jsonl") if a.kind in NOTHING_MADE]
    for name in ("nothing_made.jsonl", "nothing_made_2.jsonl"):
        answers += read(DATA / name)
    judged = by_product(answers)
    covered = [point for point in judged if point.verdict is Verdict.COVERED]
    assert len(judged) >= 500
    assert len(covered) * 50 <= len(judged)
