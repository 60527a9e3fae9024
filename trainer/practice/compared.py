"""A scored attempt as it is compared with others of its question."""

from __future__ import annotations

from trainer.history.records import Attempt
from trainer.history.store import History
from trainer.insights.takes import Standing, Take
from trainer.practice.finish import shown_again
from trainer.practice.judged import standing_of


def take_of(history: History, attempt: Attempt) -> Take:
    """A scored attempt as it is compared with others."""
    answer = shown_again(history, attempt)
    figures = history.deliveries.of_attempt(attempt.id)
    low, high = answer.band if answer.transcript.words else (None, None)
    return Take(
        attempt.id,
        attempt.zone.local(attempt.started_at).date(),
        low,
        high,
        {
            point.key_point_id: Standing(str(standing_of(answer, point)))
            for point in answer.coverage.points
        },
        attempt.duration_s,
        figures.figures.words_per_minute if figures else None,
        figures.figures.fillers_per_minute if figures else None,
    )
