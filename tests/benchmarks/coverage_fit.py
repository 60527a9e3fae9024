"""Where the coefficients and thresholds of `trainer.scoring.calibration` come from.

    python -m tests.benchmarks.coverage_fit FILE.jsonl.gz...

Fits each regression on first takes and prints it; and judges every answer by
regressions that saw neither it nor another answer to its question, eight folds.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.coverage import Judged, report
from tests.benchmarks.coverage_data import Labelled, read
from trainer.scoring.calibration import Coefficients, apply, echo_above, verdict
from trainer.scoring.lexical import Measures, Plan, echo, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

FOLDS = 8
RIDGE = 2.0
EDGES = (0.7, 0.75, 0.8, 0.85, 0.9)
TIERS = {"no other wordings": (0,), "one or two": (1, 2), "three and more": (3, None)}


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled key point, measured."""

    prompt: str
    label: float
    measures: Measures
    echo: float
    tokens: int

    @property
    def row(self) -> tuple[float, ...]:
        """What the regression sees, in the order of `Coefficients`; more always speaks for it."""
        own = self.measures
        return own.peak, own.pairs, own.recall, -echo_above(self.echo)


def samples(answers: Sequence[Labelled]) -> list[Sample]:
    """Measure every labelled point of every first take."""
    found = []
    for answer in answers:
        if answer.retake:
            continue
        plan = Plan(answer.question, {})
        tokens = plan.reader.tokens(answer.answer.split())
        repeated = echo(plan, tokens)
        for measures, label in zip(measure(plan, tokens), answer.labels, strict=True):
            if label is not None:
                found.append(Sample(answer.question.prompt, label, measures, repeated, len(tokens)))
    return found


def fit(chosen: Sequence[Sample]) -> Coefficients:
    """A ridge logistic regression whose weights can't be negative (Newton, active set).

    Columns are standardised first, so that the ridge treats them alike; a weight that
    would turn negative is held at 0 and the rest fitted again.
    """
    import numpy as np

    rows = np.array([sample.row for sample in chosen])
    labels = np.array([sample.label for sample in chosen])
    centre, spread = rows.mean(axis=0), rows.std(axis=0)
    held: set[int] = set()
    while True:
        free = [column for column in range(rows.shape[1]) if column not in held]
        scaled = np.column_stack([((rows - centre) / spread)[:, free], np.ones(len(rows))])
        weights = _newton(scaled, labels)
        negative = [column for column, w in zip(free, weights, strict=False) if w < 0]
        if not negative:
            break
        held.add(min(negative, key=lambda column: weights[free.index(column)]))
    full = np.zeros(rows.shape[1])
    full[free] = weights[:-1] / spread[free]
    peak, pairs, recall, echoed = (float(value) for value in full)
    constant = float(weights[-1] - full @ centre)
    return Coefficients(constant, peak, pairs, recall, -echoed)


def _newton(rows: Array, labels: Array) -> Array:
    import numpy as np

    ridge = np.full(rows.shape[1], RIDGE)
    ridge[-1] = 0.0
    weights = np.zeros(rows.shape[1])
    for _ in range(100):
        made = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (made - labels) + ridge * weights
        bend = (rows.T * (made * (1 - made))) @ rows + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def cross_validated(train: Sequence[Sample], judge: Sequence[Sample]) -> list[Judged]:
    """Judge every sample by a regression fitted on `train` without its question."""
    prompts = sorted({sample.prompt for sample in train})
    random.Random(0).shuffle(prompts)
    fold_of = {prompt: place % FOLDS for place, prompt in enumerate(prompts)}
    fitted = [
        fit([sample for sample in train if fold_of[sample.prompt] != fold]) for fold in range(FOLDS)
    ]
    return [_judged(sample, fitted[fold_of[sample.prompt]]) for sample in judge]


def _judged(sample: Sample, own: Coefficients) -> Judged:
    made = apply(own, sample.measures, sample.echo, sample.tokens)
    return Judged(sample.label, made, verdict(sample.measures, made)[0], None)


def main(files: Sequence[str]) -> None:
    """Print each regression, and what it does on questions it has not seen."""
    for name, counts in TIERS.items():
        by_count = {
            count: [s for path in files for s in samples(read(Path(path), wordings=count))]
            for count in counts
        }
        train = [sample for found in by_count.values() for sample in found]
        print(f"{name}: {fit(train)}")
        for count, found in by_count.items():
            print(f"  wordings: {'all' if count is None else count}")
            judged = cross_validated(train, found)
            print(f"    {report(judged)}")
            for edge in EDGES:
                above = [point.label for point in judged if point.probability >= edge]
                below = [1 - point.label for point in judged if point.probability <= 1 - edge]
                print(f"    from {edge:.2f}: {_right(above)}    to {1 - edge:.2f}: {_right(below)}")


def _right(shares: Sequence[float]) -> str:
    return f"{sum(shares) / len(shares):.3f} of {len(shares)} right" if shares else "none"


if __name__ == "__main__":
    main(sys.argv[1:])
