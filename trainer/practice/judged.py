"""What stands of a score once a person has judged some of its points."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from trainer.history.records import HumanVerdict, Judgement, Span
from trainer.history.summaries import SummaryStore
from trainer.history.summary_records import ScoredTake
from trainer.scoring.coverage import Coverage, Evidence, PointScore, Verdict

if TYPE_CHECKING:
    from trainer.practice.scored import ScoredAnswer

_CREDIT: Final = {HumanVerdict.COVERED: 1.0, HumanVerdict.PARTLY: 0.5, HumanVerdict.MISSED: 0.0}


def band(
    coverage: Coverage, judgements: Mapping[str, Judgement]
) -> tuple[float | None, float | None]:
    """The least and the most that the answer covers, 0 to 1; a person's verdict comes first.

    coverage = sum(weight x credit) / sum(weight): covered 1, partly 0.5, missed 0; a
    point that neither judged for sure opens the band.  None without points, and for an
    answer without a word of which no person judged anything.
    """
    return band_by(coverage, {name: one.verdict for name, one in judgements.items()})


def band_by(
    coverage: Coverage, verdicts: Mapping[str, HumanVerdict]
) -> tuple[float | None, float | None]:
    """The same from a person's verdicts by key point."""
    total = sum(point.weight.share for point in coverage.points)
    if not total or (coverage.wordless and not verdicts):
        return None, None
    low = high = 0.0
    for point in coverage.points:
        least, most = _credit(point, verdicts.get(point.key_point_id))
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


def standing_of(answer: ScoredAnswer, point: PointScore) -> HumanVerdict | Verdict:
    """What stands of a point: a person's verdict, or else the machine's."""
    judgement = answer.judgements.get(point.key_point_id)
    return judgement.verdict if judgement else point.verdict


def span_of(answer: ScoredAnswer, point: PointScore) -> Span | Evidence | None:
    """The words about a point: those that a person named, or else the machine's evidence."""
    judgement = answer.judgements.get(point.key_point_id)
    return (judgement.span if judgement else None) or point.evidence


def _closeness(probability: float) -> float:
    return 1.0 - 2.0 * abs(probability - 0.5)


def takes_as_judged(
    summaries: SummaryStore, since: date | None, question_ids: Collection[str] | None
) -> tuple[ScoredTake, ...]:
    """The scored answers of a time, the earliest first, people's verdicts before the machine's."""
    judged = summaries.judged(since, question_ids)
    bands = {number: band_by(one.coverage, one.verdicts) for number, one in judged.items()}
    return tuple(
        replace(take, low=bands[take.attempt_id][0], high=bands[take.attempt_id][1])
        if take.attempt_id in bands
        else take
        for take in summaries.takes(since, question_ids)
    )


def _credit(point: PointScore, verdict: HumanVerdict | None) -> tuple[float, float]:
    if verdict is not None:
        return _CREDIT[verdict], _CREDIT[verdict]
    if point.verdict is Verdict.NOT_SURE:
        return 0.0, 1.0
    credit = 1.0 if point.verdict is Verdict.COVERED else 0.0
    return credit, credit
