"""What the history holds, as plain values.

Times are aware and in UTC, with the speaker's zone beside them.  The enums are
part of the stored form: a new member needs a new version of the schema, so that
an older program refuses the data instead of stumbling over it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID

from trainer.audio.take import Pause
from trainer.bank.nouns import Question
from trainer.scoring.coverage import Coverage
from trainer.speech.transcript import Transcript, VoiceSegment
from trainer.workspace.zone import Zone


class Medium(StrEnum):
    """How an answer was given."""

    SPOKEN = "spoken"
    TYPED = "typed"
    FILE = "file"


class Stage(StrEnum):
    """How far an attempt got; it only moves forward, in this order."""

    RECORDING = "recording"
    RECORDED = "recorded"
    TRANSCRIBED = "transcribed"
    SCORED = "scored"


class Origin(StrEnum):
    """Where a transcript came from."""

    ENGINE = "engine"
    TYPED = "typed"
    FILE = "file"
    CORRECTED = "corrected"


class HumanVerdict(StrEnum):
    """What a person says of one key point of an answer."""

    COVERED = "covered"
    PARTLY = "partly"
    MISSED = "missed"


class WordingKind(StrEnum):
    """What a taught wording shows: how the speaker makes a point, or what does not make it."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"


class WordingOrigin(StrEnum):
    """How a taught wording came to be."""

    JUDGED = "judged"
    TYPED = "typed"
    SPOKEN = "spoken"


class Rating(IntEnum):
    """How well an answer went, in the words and numbers of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Standing(StrEnum):
    """What a person decided about a question or a bank; without one it is in use.

    A bank is `DISABLED`, a question the others: `SUSPENDED` for the time being,
    `RETIRED` for good, `NOT_TODAY` until a moment.
    """

    SUSPENDED = "suspended"
    RETIRED = "retired"
    DISABLED = "disabled"
    NOT_TODAY = "not_today"

    @property
    def words(self) -> str:
        """As it is told: `is suspended`, `is put off for today`."""
        return "put off for today" if self is Standing.NOT_TODAY else self.value


@dataclass(frozen=True, slots=True)
class Decision:
    """A standing of a question (``bank/question``) or a bank, since when and until when.

    `until` is None for what does not end by itself.
    """

    subject: str
    standing: Standing
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """The shipped question that a person's own version was made from, and its digest."""

    question: Question
    digest: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting; `kind` is the command that began it, such as ``drill``."""

    id: int
    uuid: UUID
    kind: str
    started_at: datetime
    zone: Zone
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer to one question.

    `question` is as it was when it was asked; `audio` is the recording's file
    name (`History.audio_path` gives its place); `duration_s` is that of the
    recording, pauses left out; `voice_segments` is None until they were looked
    for; `off_guard` is what the speaker said, None while nobody was asked; `guess`
    is how sure they were before the score, 1 (not at all) to 4, None where unasked.
    """

    id: int
    uuid: UUID
    session_id: int | None
    question: Question
    medium: Medium
    stage: Stage
    started_at: datetime
    zone: Zone
    finished_at: datetime | None
    duration_s: float | None
    audio: str | None
    sample_rate_hz: int | None
    device: str | None
    overflows: int
    pauses: tuple[Pause, ...]
    voice_segments: tuple[VoiceSegment, ...] | None
    time_limit_s: float | None
    off_guard: bool | None
    discarded_at: datetime | None
    guess: int | None = None

    @property
    def unfinished(self) -> bool:
        """Whether the answer still waits for its score."""
        return self.stage is not Stage.SCORED


@dataclass(frozen=True, slots=True)
class StoredTranscript:
    """One version of what was said in an attempt."""

    id: int
    attempt_id: int
    origin: Origin
    transcript: Transcript
    made_at: datetime


@dataclass(frozen=True, slots=True)
class StoredScore:
    """What a scorer made of one transcript, and the question as it was then."""

    id: int
    attempt_id: int
    transcript_id: int
    question: Question
    coverage: Coverage
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a transcript: a half-open range of them, and their text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person said of one key point; `span` counts the words of that transcript."""

    id: int
    attempt_id: int
    transcript_id: int
    key_point_id: str
    verdict: HumanVerdict
    span: Span | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Wording:
    """One of the speaker's own ways to say a key point, or one that does not make it.

    `attempt_id` and `judgement_id` say where it was said, None for one that was
    added by itself.
    """

    id: int
    question_id: str
    key_point_id: str
    kind: WordingKind
    origin: WordingOrigin
    text: str
    attempt_id: int | None
    judgement_id: int | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """What the history knows of one question, discarded attempts left out.

    `last_off_guard` is the speaker's latest word on it, `last_low` and
    `last_high` the band of the latest scored attempt as the machine judged it, 0 to 1;
    None where there is none.
    """

    question_id: str
    attempts: int
    last_started_at: datetime
    last_off_guard: bool | None
    last_low: float | None
    last_high: float | None


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be taken back; `payload` holds what that needs."""

    id: int
    kind: str
    attempt_id: int | None
    payload: Mapping[str, Any]
    made_at: datetime
