"""The take of a question that went best."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from trainer.bank import Question
from trainer.history.records import Attempt
from trainer.history.store import History
from trainer.practice.judged import band


def best_takes(history: History, questions: Iterable[Question]) -> dict[str, Path]:
    """The recording of each question with the highest coverage, the latest of equals, by id.

    Where a score is unsure, the middle of its band counts.  Takes without a score,
    without a recording and in the trash don't count.
    """
    best: dict[str, Path] = {}
    for question in questions:
        most = -1.0
        attempts = history.attempts(
            question_ids=(question.id, *question.renamed_from), unfinished=False
        )
        for attempt in attempts:
            path = history.audio_path(attempt)
            covered = _covered(history, attempt)
            if path is not None and path.exists() and covered is not None and covered > most:
                most, best[question.id] = covered, path
    return best


def _covered(history: History, attempt: Attempt) -> float | None:
    score = history.latest_score(attempt.id)
    if score is None:
        return None
    low, high = band(score.coverage, history.taught.judgements(attempt.id))
    return 0.0 if low is None or high is None else (low + high) / 2
