"""A scored answer, saved or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trainer.bank import KeyPoint, Question
from trainer.history.records import Judgement
from trainer.practice.delivered import Delivered, delivered_unsaved
from trainer.practice.judged import band
from trainer.practice.rating import Rated
from trainer.practice.teaching import NOTHING_TAUGHT, Taught, score_taught, thin_points
from trainer.scoring.coverage import Coverage
from trainer.speech.transcript import Transcript


@dataclass(frozen=True, slots=True)
class ScoredAnswer:
    """What is shown after an answer.

    `duration_s` is the recording's length in seconds, None for typed text;
    `attempt_id` is None for an answer that is not kept; `off_guard` is the
    speaker's own word, None while nobody asked; `judgements` are a person's
    verdicts by key-point id; `thin` are the points with too few wordings, where
    the answer was scored just now; `delivered` is how it was said; `guess` is how sure
    the speaker was before the score, 1 to 4; `rated` is how the answer is rated.
    """

    question: Question
    transcript: Transcript
    coverage: Coverage
    duration_s: float | None = None
    attempt_id: int | None = None
    off_guard: bool | None = None
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    thin: tuple[KeyPoint, ...] = ()
    delivered: Delivered | None = None
    guess: int | None = None
    rated: Rated | None = None

    @property
    def band(self) -> tuple[float | None, float | None]:
        """The least and the most that the answer covers, 0 to 1, people's verdicts first."""
        return band(self.coverage, self.judgements)


def score_text(question: Question, text: str, own: Taught = NOTHING_TAUGHT) -> ScoredAnswer:
    """Score a typed answer without keeping it."""
    transcript = Transcript.from_text(text, language=question.language)
    return score_transcript(question, transcript, own=own)


def score_transcript(
    question: Question,
    transcript: Transcript,
    duration_s: float | None = None,
    own: Taught = NOTHING_TAUGHT,
    delivered: Delivered | None = None,
) -> ScoredAnswer:
    """Score a transcript without keeping it."""
    return ScoredAnswer(
        question,
        transcript,
        score_taught(question, transcript, own),
        duration_s,
        thin=thin_points(question, own),
        delivered=delivered or delivered_unsaved(question, transcript),
    )
