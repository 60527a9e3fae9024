"""Scoring answers again: with the present scorer, and with what was taught meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trainer.errors import InputError
from trainer.history.records import Attempt
from trainer.history.store import History
from trainer.practice.delivered import deliver
from trainer.practice.judged import band
from trainer.practice.teaching import score_taught, taught
from trainer.scoring.coverage import Coverage

Band = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Rescored:
    """An attempt's score before and after; the bands count people's verdicts, as everywhere.

    `before` is None for an attempt that had no score yet.
    """

    attempt: Attempt
    before: Coverage | None
    after: Coverage
    band_before: Band
    band_after: Band

    @property
    def changed(self) -> bool:
        """Whether anything of the score is another; only then it was kept."""
        return self.before != self.after


def rescore(history: History, attempt: Attempt, now: datetime) -> Rescored:
    """Score the newest transcript of an attempt again; the scores before it stay.

    The question is taken as it was when it was answered, so that the scores compare.
    A score that is the same in everything is not kept twice; the figures of its delivery are
    made again in any case.  Raises InputError for an
    attempt without a transcript.
    """
    stored = history.latest_transcript(attempt.id)
    if stored is None:
        raise InputError(
            f"attempt {attempt.id} is not transcribed yet",
            hint=f"Finish it: trainer score --attempt {attempt.id}",
        )
    latest = history.latest_score(attempt.id)
    before = latest.coverage if latest else None
    own = taught(history, attempt.question)
    after = score_taught(attempt.question, stored.transcript, own)
    judgements = history.taught.judgements(attempt.id)
    if before != after:
        history.add_score(stored, after, made_at=now)
    deliver(history, attempt, stored, now)
    return Rescored(
        attempt,
        before,
        after,
        band(before, judgements) if before else (None, None),
        band(after, judgements),
    )
