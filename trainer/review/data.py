"""What the page, an export and ``--json`` show: plain values, and the mapping they become.

Everything that a person wrote is text and nothing else; times are seconds into the recording,
days those of the speaker, shares 0 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Final

FORMAT: Final = 1
"""Of the mappings below; an export carries it."""


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One attempt in a list; `at` is the date and time on the speaker's wall.

    `low` and `high` are its coverage, a person's verdicts first, None where there is none;
    `audio` says whether there is a recording to play.
    """

    id: int
    question_id: str
    prompt: str
    medium: str
    scored: bool
    at: str
    duration_s: float | None
    off_guard: bool | None
    low: float | None
    high: float | None
    audio: bool
    notes: int


@dataclass(frozen=True, slots=True)
class AttemptPage:
    """A part of the list; `more` says whether older ones follow, from behind `last_id` on."""

    attempts: tuple[AttemptLine, ...]
    more: bool
    last_id: int | None


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word with its own spacing; without times where it was typed or written in."""

    text: str
    start_s: float | None
    end_s: float | None


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """A key point as it stands; `start` and `end` are its words, half-open, None without any.

    `standing` is covered, partly, not_sure or missed; `judged` says that a person said so.
    """

    id: str
    text: str
    vital: bool
    standing: str
    judged: bool
    start: int | None
    end: int | None
    at_s: float | None
    quote: str | None
    probe: str | None


@dataclass(frozen=True, slots=True)
class ShownRemark:
    """Something about how it was said, at its time where it has one."""

    at_s: float | None
    text: str


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note; `author` is empty for the person's own."""

    id: int
    at_s: float | None
    author: str
    text: str
    made_at: str


@dataclass(frozen=True, slots=True)
class AttemptDetail:
    """One attempt with all that is shown of it.

    `others` are the numbers of the question's other takes, oldest first, this one among them.
    """

    line: AttemptLine
    question_id: str
    prompt: str
    limit_s: float
    words: tuple[SpokenWord, ...]
    points: tuple[ShownPoint, ...]
    remarks: tuple[ShownRemark, ...]
    notes: tuple[ShownNote, ...]
    words_per_minute: float | None
    fillers_per_minute: float | None
    onset_s: float | None
    others: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ShownTake:
    """One take of a question: what stands of each of its points, by id."""

    attempt_id: int
    day: date
    low: float | None
    high: float | None
    points: Mapping[str, str]
    duration_s: float | None
    words_per_minute: float | None
    fillers_per_minute: float | None


@dataclass(frozen=True, slots=True)
class PointName:
    """A key point's id and text."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionHistory:
    """A question and its scored takes, oldest first.

    `of` counts all its takes where only the latest are here; `gained` and `lost` are the
    points that went up and down from the first of them to the latest.
    """

    id: str
    prompt: str
    points: tuple[PointName, ...]
    takes: tuple[ShownTake, ...]
    of: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that was answered, by its present id, and how often."""

    id: str
    prompt: str
    attempts: int


@dataclass(frozen=True, slots=True)
class WeekShown:
    """A week from Monday: its answers and their mean coverage."""

    begins_on: date
    answers: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class DayShown:
    """A day with practice."""

    day: date
    answers: int


@dataclass(frozen=True, slots=True)
class ProgressShown:
    """Coverage week by week and the days of practice, from `since` to `until`."""

    since: date
    until: date
    weeks: tuple[WeekShown, ...]
    days: tuple[DayShown, ...]


@dataclass(frozen=True, slots=True)
class ShownGain:
    """A likely question, and what practising it once more is expected to add, 0 to 1."""

    question_id: str | None
    prompt: str
    gain: float
    practised: bool


@dataclass(frozen=True, slots=True)
class ShownReadiness:
    """The expected coverage of the likely questions on the day, and its band."""

    expected: float
    low: float
    high: float
    questions: int
    practised: int
    gains: tuple[ShownGain, ...]


@dataclass(frozen=True, slots=True)
class ShownTarget:
    """An interview that is coming; `clock` is as on the wall there.

    `readiness` is None where there is no list of likely questions.
    """

    id: int
    company: str
    role: str
    stage: str
    day: date | None
    clock: str | None
    days_left: int | None
    notes: str
    readiness: ShownReadiness | None


@dataclass(frozen=True, slots=True)
class Peaks:
    """The loudest sample of each equal part of a recording, 0 to 255."""

    duration_s: float
    peaks: tuple[int, ...]


def mapping_of(value: Any) -> Any:
    """A value of this module as what JSON can hold; enums and days become texts."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: mapping_of(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): mapping_of(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [mapping_of(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value
