"""A scored answer, saved or not."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.bank import Question
from trainer.scoring import score_answer
from trainer.scoring.coverage import Coverage
from trainer.speech.transcript import Transcript


@dataclass(frozen=True, slots=True)
class ScoredAnswer:
    """What is shown after an answer.

    `duration_s` is the recording's length in seconds, None for typed text;
    `attempt_id` is None for an answer that is not kept; `off_guard` is the
    speaker's own word, None while nobody asked.
    """

    question: Question
    transcript: Transcript
    coverage: Coverage
    duration_s: float | None = None
    attempt_id: int | None = None
    off_guard: bool | None = None


def score_text(question: Question, text: str) -> ScoredAnswer:
    """Score a typed answer without keeping it."""
    return score_transcript(question, Transcript.from_text(text, language=question.language))


def score_transcript(
    question: Question, transcript: Transcript, duration_s: float | None = None
) -> ScoredAnswer:
    """Score a transcript without keeping it."""
    return ScoredAnswer(question, transcript, score_answer(question, transcript), duration_s)
