"""The benchmark's own arithmetic, on cases that can be counted by hand."""

from __future__ import annotations

import gzip
import json
import math
import random
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.coverage import (
    Judged,
    auc,
    average_precision,
    calibration_error,
    main,
    report,
)
from tests.benchmarks.coverage_data import with_noise
from tests.scoring.examples import GOOD_ANSWER, OUTAGE
from trainer.scoring import Verdict

if TYPE_CHECKING:
    from pathlib import Path


def test_auc_counts_pairs_and_leaves_partly_out() -> None:
    assert auc([1, 0, 1, 0, 0.5], [0.9, 0.1, 0.8, 0.2, 0.0]) == 1
    assert auc([1, 0, 1, 0], [0.9, 0.1, 0.2, 0.8]) == 0.75
    assert auc([1, 0], [0.5, 0.5]) == 0.5
    assert math.isnan(auc([1, 1], [0.5, 0.4]))


def test_average_precision() -> None:
    assert average_precision([1, 0, 1], [0.9, 0.8, 0.7]) == pytest.approx((1 + 2 / 3) / 2)


def test_calibration_error_is_the_gap_between_said_and_true() -> None:
    judged = [Judged(1.0, 0.75, None, None), Judged(0.5, 0.75, None, None)]
    assert calibration_error(judged) == 0
    assert calibration_error([Judged(0.0, 0.75, None, None)]) == 0.75


def test_partly_counts_as_half_right() -> None:
    judged = [
        Judged(1.0, 0.9, Verdict.COVERED, True),
        Judged(0.5, 0.9, Verdict.COVERED, False),
        Judged(0.0, 0.1, Verdict.MISSED, None),
        Judged(1.0, 0.5, Verdict.NOT_SURE, False),
    ]
    line = report(judged)
    assert "covered 0.750 right / 0.50 found" in line
    assert "missed 1.000 right / 1.00 found" in line
    assert "not sure 0.25" in line
    assert "evidence 0.50" in line


def test_noise_keeps_the_number_of_words() -> None:
    noisy = with_noise(GOOD_ANSWER, 0.3, random.Random(1)).split()
    changed = sum(a != b for a, b in zip(noisy, GOOD_ANSWER.split(), strict=True))
    assert 0.1 < changed / len(noisy) < 0.5
    assert with_noise(GOOD_ANSWER, 0.0, random.Random(1)).split() == GOOD_ANSWER.split()


def test_runs_on_the_data_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {
        "question": OUTAGE.prompt,
        "key_points": [[point.text, *point.wordings] for point in OUTAGE.key_points],
        "answer": GOOD_ANSWER,
        "labels": [1, 1, None],
        "evidence": [[[20, 40]], [[60, 75]], []],
    }
    silent = row | {"answer": "I can't think of one.", "labels": [0, 0, 0], "evidence": None}
    path = tmp_path / "small.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(row) + "\n" + json.dumps(silent) + "\n")
    main([str(path)])
    out = capsys.readouterr().out
    assert "small, all (2 answers)" in out
    assert "AUC 1.000" in out
    assert "token_set_ratio" in out
