"""Answers written and labelled by someone who had not seen the scorer; never tuned on.

The bounds are below what was measured (AUC .808; 'covered' right .93, 'missed' .89, points
partly made counting half): they catch a fall, they are no claim.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from trainer.bank import question_from_mapping
from trainer.scoring import Verdict, score_answer
from trainer.scoring.coverage import PointScore

DATA = Path(__file__).parents[1] / "data" / "coverage" / "interviews.jsonl"


@dataclass(frozen=True)
class Labelled:
    kind: str
    label: float
    score: PointScore


@pytest.fixture(scope="module")
def points() -> list[Labelled]:
    found = []
    for line in DATA.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        question = question_from_mapping(
            {
                "id": "own",
                "prompt": row["question"],
                "key_points": [
                    {"id": f"point-{number}", "text": text, "wordings": wordings}
                    for number, (text, *wordings) in enumerate(row["key_points"])
                ],
            }
        )
        scores = score_answer(question, row["answer"]).points
        found += [
            Labelled(row["answer_kind"], label, score)
            for label, score in zip(row["labels"], scores, strict=True)
        ]
    return found


def test_the_data_are_twelve_questions_with_three_answers(points: list[Labelled]) -> None:
    rows = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 36
    assert len({row["question"] for row in rows}) == 12
    assert len(points) == sum(len(row["labels"]) for row in rows)


def test_what_was_made_ranks_above_what_was_missed(points: list[Labelled]) -> None:
    made = [point.score.probability for point in points if point.label == 1]
    missed = [point.score.probability for point in points if point.label == 0]
    wins = sum((a > b) + (a == b) / 2 for a in made for b in missed)
    assert wins / (len(made) * len(missed)) >= 0.75


@pytest.mark.parametrize(("verdict", "wanted"), [(Verdict.COVERED, 1.0), (Verdict.MISSED, 0.0)])
def test_what_is_said_for_certain_is_mostly_right(
    verdict: Verdict, wanted: float, points: list[Labelled]
) -> None:
    said = [point for point in points if point.score.verdict is verdict]
    right = sum(1 - abs(point.label - wanted) for point in said)
    assert len(said) >= 20
    assert right / len(said) >= 0.85


def test_key_words_and_answers_to_other_questions_earn_nothing(points: list[Labelled]) -> None:
    empty = [point for point in points if point.kind in {"keywords", "other-question"}]
    assert len(empty) == 32
    assert not [point for point in empty if point.score.verdict is Verdict.COVERED]
