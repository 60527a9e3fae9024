"""What stands of a score once a person has judged some of its points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trainer.history.records import HumanVerdict, Judgement
from trainer.scoring.coverage import Coverage, PointScore, Verdict

_CREDIT: Final = {HumanVerdict.COVERED: 1.0, HumanVerdict.PARTLY: 0.5, HumanVerdict.MISSED: 0.0}


def band(
    coverage: Coverage, judgements: Mapping[str, Judgement]
) -> tuple[float | None, float | None]:
    """The least and the most that the answer covers, 0 to 1; a person's verdict comes first.

    coverage = sum(weight x credit) / sum(weight): covered 1, partly 0.5, missed 0; a
    point that neither judged for sure opens the band.  None without points, and for an
    answer without a word of which no person judged anything.
    """
    total = sum(point.weight.share for point in coverage.points)
    if not total or (coverage.wordless and not judgements):
        return None, None
    low = high = 0.0
    for point in coverage.points:
        least, most = _credit(point, judgements.get(point.key_point_id))
        low += point.weight.share * least
        high += point.weight.share * most
    return low / total, high / total


def unsure_points(coverage: Coverage, judgements: Mapping[str, Judgement]) -> list[PointScore]:
    """The points that nobody is sure of, the most valuable to ask about first.

    That is weight times closeness of the probability to one half; equal ones stay in
    the question's order.
    """
    unsure = [
        point
        for point in coverage.points
        if point.verdict is Verdict.NOT_SURE and point.key_point_id not in judgements
    ]
    return sorted(unsure, key=lambda point: -point.weight.share * _closeness(point.probability))


def _closeness(probability: float) -> float:
    return 1.0 - 2.0 * abs(probability - 0.5)


def _credit(point: PointScore, judgement: Judgement | None) -> tuple[float, float]:
    if judgement is not None:
        return _CREDIT[judgement.verdict], _CREDIT[judgement.verdict]
    if point.verdict is Verdict.NOT_SURE:
        return 0.0, 1.0
    credit = 1.0 if point.verdict is Verdict.COVERED else 0.0
    return credit, credit
