"""What the history adds up to, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trainer.history.records import HumanVerdict
from trainer.scoring.coverage import Coverage


@dataclass(frozen=True, slots=True)
class ScoredTake:
    """One scored answer: the speaker's own day, its coverage, and what they said of it.

    `low` and `high` are the band of its coverage as the machine judged it, 0 to 1, None
    for an answer without a word and for a question without points; `guess` is how sure
    the speaker was before the score, 1 to 4.
    """

    attempt_id: int
    question_id: str
    day: date
    low: float | None
    high: float | None
    off_guard: bool | None
    guess: int | None


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """The figures of one scored answer that are followed, None for what it lacks."""

    attempt_id: int
    day: date
    words_per_minute: float | None
    fillers_per_minute: float | None
    pauses_per_minute: float | None
    onset_s: float | None
    length_s: float | None


@dataclass(frozen=True, slots=True)
class PracticeDay:
    """A day of practice: how many answers, and how long the recordings are together."""

    day: date
    answers: int
    duration_s: float


@dataclass(frozen=True, slots=True)
class JudgedScore:
    """A score of which a person judged points: the machine's and, by key point, theirs."""

    coverage: Coverage
    verdicts: dict[str, HumanVerdict]


@dataclass(frozen=True, slots=True)
class Caught:
    """A question that caught the speaker off guard in practice: how often, first and last when.

    `calm_on` is the day of the latest answer of which they said otherwise; `still` says
    that none came after the last time.
    """

    question_id: str
    times: int
    first_on: date
    last_on: date
    calm_on: date | None
    still: bool


@dataclass(frozen=True, slots=True)
class Surprise:
    """A question of a real interview that came unexpected there: on that day, so far of 5."""

    question_id: str
    day: date
    off_guard: int
