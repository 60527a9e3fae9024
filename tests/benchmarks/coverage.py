"""How well answers are scored, on labelled data.

    python -m tests.benchmarks.coverage FILE.jsonl.gz... [--no-wordings] [--noise 0.1] [--taught]

One JSON object a line: {"question", "key_points": [[text, other wording, ...], ...],
"answer", "labels": [1 covered, 0 missed, between: partly, null: not labelled], and where
known "evidence": for each key point half-open ranges of the answer's words}.

Areas and average precision leave partly made points out; in the precision of
'covered' and of 'missed' one counts as half right.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.coverage_baselines import BASELINES
from tests.benchmarks.coverage_data import Labelled, read, taught, with_noise
from trainer.scoring import Verdict, default_scorer, score_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled key point of one answer, as a scorer saw it; `found` is None without a span."""

    label: float
    probability: float
    verdict: Verdict | None
    found: bool | None
    taught: bool = False


def auc(labels: Sequence[float], scores: Sequence[float]) -> float:
    """The area under the ROC curve: how often a covered point stands above a missed one."""
    ranked = sorted((s, y) for s, y in zip(scores, labels, strict=True) if y in {0, 1})
    covered = sum(y == 1 for _, y in ranked)
    missed = len(ranked) - covered
    if not covered or not missed:
        return float("nan")
    won = 0.0
    below = 0
    place = 0
    while place < len(ranked):
        tied = [y for s, y in ranked[place:] if s == ranked[place][0]]
        ups = sum(y == 1 for y in tied)
        won += ups * (below + (len(tied) - ups) / 2)
        below += len(tied) - ups
        place += len(tied)
    return won / (covered * missed)


def average_precision(labels: Sequence[float], scores: Sequence[float]) -> float:
    """The mean precision at each covered point, best score first; ties count against it."""
    ranked = sorted((-s, y) for s, y in zip(scores, labels, strict=True) if y in {0, 1})
    precisions = []
    covered = 0
    for place, (_, label) in enumerate(ranked, start=1):
        if label == 1:
            covered += 1
            precisions.append(covered / place)
    return _mean(precisions)


def calibration_error(judged: Sequence[Judged]) -> float:
    """The expected calibration error over ten equal bins; partly counts as half."""
    bins: list[list[Judged]] = [[] for _ in range(BINS)]
    for point in judged:
        bins[min(int(point.probability * BINS), BINS - 1)].append(point)
    return sum(
        len(inside)
        / len(judged)
        * abs(_mean([p.label for p in inside]) - _mean([p.probability for p in inside]))
        for inside in bins
        if inside
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else float("nan")


def by_product(answers: Iterable[Labelled]) -> list[Judged]:
    """Every labelled point, as the program's own scorer sees it."""
    scorer = default_scorer()
    judged = []
    for answer in answers:
        scored = score_answer(answer.question, answer.answer, wordings=answer.taught, scorer=scorer)
        for number, (point, label) in enumerate(zip(scored.points, answer.labels, strict=True)):
            if label is None:
                continue
            found = None
            if answer.evidence is not None and answer.evidence[number]:
                span = point.evidence
                found = span is not None and any(
                    span.start < end and start < span.end for start, end in answer.evidence[number]
                )
            known = bool(answer.taught and answer.taught.get(point.key_point_id))
            judged.append(Judged(label, point.probability, point.verdict, found, known))
    return judged


def by_baseline(name: str, answers: Iterable[Labelled]) -> list[Judged]:
    """The same by one of the simple scorers, which know no verdict and no teaching."""
    judged = []
    for answer in answers:
        scores = BASELINES[name](answer)
        judged += [
            Judged(label, score, None, None)
            for label, score in zip(answer.labels, scores, strict=True)
            if label is not None
        ]
    return judged


def report(judged: Sequence[Judged]) -> str:
    """One line of figures."""
    labels = [point.label for point in judged]
    scores = [point.probability for point in judged]
    line = f"AUC {auc(labels, scores):.3f}  AP {average_precision(labels, scores):.3f}"
    if all(point.verdict is None for point in judged):
        return line
    covered = [point for point in judged if point.verdict is Verdict.COVERED]
    missed = [point for point in judged if point.verdict is Verdict.MISSED]
    doubt = [point for point in judged if point.verdict is Verdict.NOT_SURE]
    found = [float(p.found) for p in judged if p.found is not None and p.label == 1]
    return (
        f"{line}  covered {_mean([p.label for p in covered]):.3f} right"
        f" / {_recall(covered, labels, 1):.2f} found"
        f"  missed {_mean([1 - p.label for p in missed]):.3f} right"
        f" / {_recall(missed, labels, 0):.2f} found"
        f"  not sure {len(doubt) / len(judged):.2f}"
        f"  calibration error {calibration_error(judged):.3f}"
        f"  evidence {_mean(found):.2f}"
    )


def _recall(marked: Sequence[Judged], labels: Sequence[float], label: float) -> float:
    whole = sum(one == label for one in labels)
    return sum(point.label == label for point in marked) / whole if whole else float("nan")


def _timed(
    judge: Callable[[Iterable[Labelled]], list[Judged]], answers: list[Labelled]
) -> tuple[list[Judged], str]:
    judge(answers[:1])  # what is loaded once is loaded before the clock runs
    started = time.perf_counter()
    judged = judge(answers)
    each_ms = (time.perf_counter() - started) * 1000 / len(answers)
    return judged, f"{report(judged)}  {each_ms:.1f} ms an answer"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of every file, the first takes and the retakes apart."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl.gz")
    parser.add_argument("--no-wordings", action="store_true", help="key point texts alone")
    parser.add_argument("--wordings", type=int, metavar="N", help="at most so many others a point")
    parser.add_argument("--noise", type=float, default=0.0, help="share of words misheard")
    parser.add_argument("--seed", type=int, default=1, help="of the noise")
    parser.add_argument(
        "--taught",
        action="store_true",
        help="retakes alone, after the confirmed spans of their first takes were taught",
    )
    options = parser.parse_args(arguments)
    chance = random.Random(options.seed)
    limit = 0 if options.no_wordings else options.wordings
    for path in options.files:
        answers = read(path, wordings=limit)
        if options.taught:
            answers = taught(answers)
        answers = [
            replace(one, answer=with_noise(one.answer, options.noise, chance)) for one in answers
        ]
        for name, part in _parts(answers):
            print(f"{path.name.partition('.')[0]}, {name} ({len(part)} answers)")
            judged, line = _timed(by_product, part)
            print(f"  {default_scorer().version:<28} {line}")
            if options.taught:
                print(f"  {'  points that were taught':<28} {report(_taught(judged))}")
            for baseline in BASELINES:
                print(f"  {baseline:<28} {_timed(partial(by_baseline, baseline), part)[1]}")


def _taught(judged: Iterable[Judged]) -> list[Judged]:
    return [point for point in judged if point.taught]


def _parts(answers: list[Labelled]) -> Iterable[tuple[str, list[Labelled]]]:
    retakes = [answer for answer in answers if answer.retake]
    first = [answer for answer in answers if not answer.retake]
    if first:
        yield "first takes" if retakes else "all", first
    if retakes:
        yield "retakes", retakes
    unreal = [a for a in answers if a.kind in {"denied", "stuffed", "other-question"}]
    if unreal:
        yield "denials, lists and other questions", unreal


if __name__ == "__main__":
    main()
