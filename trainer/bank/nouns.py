"""The nouns of a question bank: plain values that know nothing of files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

DEFAULT_TIME_LIMIT_S = 120.0
"""Two minutes: the long end of what career guides give a behavioural answer (60-120 s)."""


class Kind(StrEnum):
    """What sort of answer a question asks for."""

    BEHAVIOURAL = "behavioural"
    TECHNICAL = "technical"
    SITUATIONAL = "situational"
    MOTIVATIONAL = "motivational"


class Weight(StrEnum):
    """How much a key point counts; the two grades are those of TREC nugget scoring."""

    VITAL = "vital"
    OKAY = "okay"

    @property
    def share(self) -> float:
        """What the point adds to the coverage when it is made: 1 or 0.5."""
        return 1.0 if self is Weight.VITAL else 0.5


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One thing a good answer says.

    `wordings` are other ways of saying it, as people speak; `probe` is what an
    interviewer would ask if it were missing.
    """

    id: str
    text: str
    weight: Weight = Weight.VITAL
    wordings: tuple[str, ...] = ()
    probe: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a question came from, when it was asked in a real interview."""

    company: str | None = None
    role: str | None = None
    date: str | None = None
    stage: str | None = None
    attempt: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is asked.

    `id` is ``bank/question`` in lower-case slugs (a bare ``question`` when it
    belongs to no bank), `time_limit_s` is in seconds, `language` is the bank's,
    as a BCP 47 tag such as ``en``.
    """

    id: str
    prompt: str
    kind: Kind = Kind.BEHAVIOURAL
    other_prompts: tuple[str, ...] = ()
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    time_limit_s: float = DEFAULT_TIME_LIMIT_S
    key_points: tuple[KeyPoint, ...] = ()
    follow_ups: tuple[str, ...] = ()
    asks: str | None = None
    source: Source | None = None
    renamed_from: tuple[str, ...] = ()
    language: str = "en"

    @property
    def bank_id(self) -> str:
        """The part of the id before the slash, or an empty string."""
        return self.id.partition("/")[0] if "/" in self.id else ""


@dataclass(frozen=True, slots=True)
class QuestionBank:
    """The questions of one file."""

    id: str
    title: str
    language: str
    questions: tuple[Question, ...]
