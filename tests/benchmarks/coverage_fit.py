"""Where the weights and thresholds of `trainer.scoring.blend` come from.

    python -m tests.benchmarks.coverage_fit FILE.jsonl.gz...

Fits each regression and prints it; and judges every answer by
regressions, what the speaker taught and thresholds that saw no answer to its question:
eight folds over the questions for the weights, eight more inside them for the thresholds.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.coverage import Judged, report
from tests.benchmarks.coverage_data import Labelled, read, taught
from tests.benchmarks.logistic import fit_monotone
from trainer.scoring import vectors
from trainer.scoring.blend import (
    FULL_COVERED_FROM,
    FULL_MISSED_TO,
    TAUGHT,
    Reading,
    Taught,
    Weights,
    base_logit,
    probability,
    row,
    taught_row,
    verdict,
)
from trainer.scoring.coverage import Verdict
from trainer.scoring.reading import CombinedPlan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FOLDS = 8
RIDGE = 4.0
AGAIN_RIDGE = 4.0
TAUGHT_RIDGE = 2.0
SIGNS_FROM = 6
"""The first of the columns that are signs of the whole answer."""
COVERED_AIM, MISSED_AIM = 0.93, 0.93
"""What thresholds are chosen for: more than is promised, for they are bolder on new questions."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled key point, measured; `taught` where the speaker's own span is known."""

    prompt: str
    label: float
    kind: str | None
    reading: Reading
    taught: bool


def samples(answers: Iterable[Labelled]) -> list[Sample]:
    """Measure every labelled point."""
    found = []
    for answer in answers:
        own = answer.taught or {}
        plan = CombinedPlan(answer.question, vectors.load(), own, {})
        tokens = plan.reader.tokens(answer.answer.split())
        if not tokens:
            continue
        read_points = zip(answer.question.key_points, plan.read(tokens), answer.labels, strict=True)
        for point, reading, label in read_points:
            if label is not None:
                known = bool(own.get(point.id))
                found.append(Sample(answer.question.prompt, label, answer.kind, reading, known))
    return found


def fit(chosen: Sequence[Sample]) -> Weights:
    """The regression of these samples."""
    weights, constant = fit_monotone(
        [row(sample.reading) for sample in chosen], [sample.label for sample in chosen], RIDGE
    )
    return Weights(constant, *weights)


def fit_again(again: Sequence[Sample]) -> Weights:
    """The regression of answers given before, without the signs of the whole answer.

    Fitted on all their points, with what the confirmed spans add where there are some.
    """
    near = [taught_row(s.reading) if s.taught else (0.0, 0.0) for s in again]
    weights, constant = fit_monotone(
        [(*row(s.reading)[:SIGNS_FROM], *own) for s, own in zip(again, near, strict=True)],
        [s.label for s in again],
        AGAIN_RIDGE,
    )
    return Weights(constant, *(*weights[:SIGNS_FROM], 0.0, 0.0, 0.0))


def fit_taught(chosen: Sequence[Sample], base: Weights) -> Taught:
    """What confirmed spans add to `base`, from retakes."""
    (share, likeness, recall), constant = fit_monotone(
        [(base_logit(s.reading, base), *taught_row(s.reading)) for s in chosen],
        [s.label for s in chosen],
        TAUGHT_RIDGE,
    )
    return replace(TAUGHT, constant=constant, base=share, likeness=likeness, recall=recall)


def folds(chosen: Iterable[Sample], seed: int = 0) -> dict[str, int]:
    """Which fold judges each question."""
    prompts = sorted({sample.prompt for sample in chosen})
    random.Random(seed).shuffle(prompts)
    return {prompt: place % FOLDS for place, prompt in enumerate(prompts)}


def cross_validated(
    train: Sequence[Sample],
    judge: Sequence[Sample],
    present: tuple[float, float] | None = None,
) -> tuple[list[Judged], list[tuple[float, float]]]:
    """Judge every sample by weights and thresholds that saw no answer to its question.

    Or by the thresholds `present`, where they are given.
    """
    fold_of = folds(train)
    judged: dict[int, Judged] = {}
    chosen: list[tuple[float, float]] = []
    for fold in range(FOLDS):
        inside = [sample for sample in train if fold_of[sample.prompt] != fold]
        weights = fit(inside)
        edges = present or thresholds(inside)
        chosen.append(edges)
        for index, sample in enumerate(judge):
            if fold_of[sample.prompt] == fold:
                made = probability(sample.reading, weights=weights)
                said, _ = verdict(sample.reading, made, edges=edges)
                judged[index] = Judged(sample.label, made, said, None)
    return [judged[index] for index in range(len(judge))], chosen


def thresholds(train: Sequence[Sample]) -> tuple[float, float]:
    """The highest 'missed' and the lowest 'covered' that reach their aims on held-out folds."""
    fold_of = folds(train, seed=1)
    fitted = [fit([s for s in train if fold_of[s.prompt] != fold]) for fold in range(FOLDS)]
    made = [(probability(s.reading, weights=fitted[fold_of[s.prompt]]), s.label) for s in train]
    steps = [step / 100 for step in range(5, 50)]
    missed = [edge for edge in steps if _right([1 - y for p, y in made if p <= edge]) >= MISSED_AIM]
    covered = [
        1 - edge for edge in steps if _right([y for p, y in made if p >= 1 - edge]) >= COVERED_AIM
    ]
    return max(missed, default=0.05), min(covered, default=0.95)


def _right(shares: Sequence[float]) -> float:
    return sum(shares) / len(shares) if shares else 0.0


def taught_cross_validated(train: Sequence[Sample], again: Sequence[Sample]) -> list[Judged]:
    """Judge retakes after teaching; neither take of a question trains what judges it."""
    fold_of = folds(train)
    judged = []
    fitted = []
    for fold in range(FOLDS):
        base = fit([s for s in train if fold_of[s.prompt] != fold])
        seen = [s for s in again if fold_of[s.prompt] != fold]
        own = fit_taught([s for s in seen if s.taught], base)
        fitted.append((base, fit_again([s for s in seen if s.reading.signs.again]), own))
    for sample in again:
        base, others, own = fitted[fold_of[sample.prompt]]
        known = sample.taught or not sample.reading.signs.again
        made = probability(
            sample.reading,
            weights=base if known else others,
            taught=own,
            is_taught=sample.taught,
        )
        said, _ = verdict(sample.reading, made, is_taught=sample.taught)
        judged.append(Judged(sample.label, made, said, None, sample.taught))
    return judged


UNREAL = {"denied", "stuffed", "other-question"}


def main(files: Sequence[str]) -> None:
    """Print each regression, and what it does on questions it has not seen."""
    answers = [answer for path in files for answer in read(Path(path))]
    every = samples(answers)
    first = samples(answer for answer in answers if not answer.retake)
    print("three and more wordings:", fit(every), "thresholds:", thresholds(every))
    for path in files:
        part = samples(answer for answer in read(Path(path)) if not answer.retake)
        judged, _ = cross_validated(every, part, (FULL_MISSED_TO, FULL_COVERED_FROM))
        print(f"  {Path(path).name}, present thresholds: {report(judged)}")
    judged, _ = cross_validated(every, first, (FULL_MISSED_TO, FULL_COVERED_FROM))
    print(f"  together, present thresholds: {report(judged)}")
    judged, chosen = cross_validated(every, first)
    print(f"  {report(judged)}\n  thresholds of the folds: {chosen}")
    unreal = [j for j, s in zip(judged, first, strict=True) if s.kind in UNREAL]
    marked = sum(one.verdict is Verdict.COVERED for one in unreal)
    print(f"  denials, lists, other questions: {marked} of {len(unreal)} covered")
    few = [
        sample
        for count in (1, 2)
        for path in files
        for sample in samples(a for a in read(Path(path), wordings=count) if not a.retake)
    ]
    print("one or two wordings:", fit(few), "thresholds:", thresholds(few))
    print(f"  {report(cross_validated(few, few)[0])}")
    again = samples(taught(answers))
    if again:
        print("again:", fit_again([s for s in again if s.reading.signs.again]))
        print("taught:", fit_taught([s for s in again if s.taught], fit(every)))
        judged = taught_cross_validated(every, again)
        print(f"  {report(judged)}\n  taught points: {report([j for j in judged if j.taught])}")


if __name__ == "__main__":
    main(sys.argv[1:])
