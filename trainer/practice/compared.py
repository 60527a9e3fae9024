"""A scored attempt as it is compared with others of its question."""

from __future__ import annotations

from trainer.errors import InputError
from trainer.history.records import Attempt
from trainer.history.store import History
from trainer.insights.takes import Standing, Take
from trainer.practice.judged import band


def take_of(history: History, attempt: Attempt) -> Take:
    """A scored attempt as it is compared with others; raises InputError for one without a score.

    Nothing of it is measured again: the figures are those that were kept.
    """
    score = history.latest_score(attempt.id)
    if score is None:
        raise InputError(
            f"attempt {attempt.id} is not scored yet",
            hint=f"Finish it: trainer score --attempt {attempt.id}",
        )
    judgements = history.taught.judgements(attempt.id)
    kept = history.deliveries.of_attempt(attempt.id)
    low, high = band(score.coverage, judgements)
    return Take(
        attempt.id,
        attempt.zone.local(attempt.started_at).date(),
        low,
        high,
        {
            point.key_point_id: Standing(
                judgements[point.key_point_id].verdict.value
                if point.key_point_id in judgements
                else point.verdict.value
            )
            for point in score.coverage.points
        },
        attempt.duration_s,
        kept.figures.words_per_minute if kept else None,
        kept.figures.fillers_per_minute if kept else None,
    )
