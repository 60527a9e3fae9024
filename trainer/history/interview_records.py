"""What is kept of a real interview, as plain values and as rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from sqlite3 import Row
from uuid import UUID

from trainer.history import codec

OFF_GUARD_FROM = 3
"""From here on, of 1 to 5, a question counts as one that caught the person off guard."""


class Outcome(StrEnum):
    """What came of an interview; part of the stored form."""

    WAITING = "waiting"
    NO_REPLY = "no_reply"
    REJECTED = "rejected"
    NEXT_ROUND = "next_round"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview that took place; `day` is the date on the wall of its `zone`.

    `target_id` is the one that it had been prepared as, None where there was none;
    `outcome_on` the day on which the outcome came.
    """

    id: int
    uuid: UUID
    company: str
    role: str
    stage: str
    day: date
    zone: str
    interviewers: tuple[str, ...]
    outcome: Outcome
    outcome_on: date | None
    target_id: int | None
    mood: str
    notes: str
    made_at: datetime
    changed_at: datetime
    removed_at: datetime | None = None

    @property
    def name(self) -> str:
        """Company, role and stage on one line, as far as they are known."""
        return ", ".join(filter(None, (self.company, self.role, self.stage)))


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question as it was asked in an interview.

    `position` counts from 1.  `question_id` is None for what was taken down and matched
    to nothing; `added` says that the debrief put the question into the person's bank.
    `off_guard` is 1 (saw it coming) to 5, None while nobody said; `attempt_id` the answer
    said again into the microphone; `wished` what the person wishes they had said.
    """

    id: int
    interview_id: int
    position: int
    question_id: str | None
    asked: str
    answered: str = ""
    off_guard: int | None = None
    wished: str = ""
    asked_by: str = ""
    added: bool = False
    attempt_id: int | None = None
    made_at: datetime | None = None

    @property
    def caught_off_guard(self) -> bool:
        """Whether it caught the person off guard."""
        return self.off_guard is not None and self.off_guard >= OFF_GUARD_FROM


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """What real interviews say of one question.

    `last_off_guard` is the latest that the person said, `last_at` the moment from which
    on an answer counts as practice since then: when it was taken down, or the end of the
    day of the interview, whichever is earlier.
    """

    question_id: str
    times: int
    worst_off_guard: int | None
    last_off_guard: int | None
    last_day: date
    last_at: datetime


def interview_columns(interview: Interview) -> dict[str, object]:
    """What is stored of an interview, but for its number and what never changes."""
    return {
        "target_id": interview.target_id,
        "company": interview.company,
        "role": interview.role,
        "stage": interview.stage,
        "day": interview.day.isoformat(),
        "zone": interview.zone,
        "interviewers": codec.to_json(list(interview.interviewers)),
        "outcome": interview.outcome.value,
        "outcome_on": interview.outcome_on and interview.outcome_on.isoformat(),
        "changed_at": codec.time_text(interview.changed_at),
        "mood": interview.mood,
        "notes": interview.notes,
    }


def interview_from(row: Row) -> Interview:
    """An interview out of its row."""
    return Interview(
        row["id"],
        UUID(row["uuid"]),
        row["company"],
        row["role"],
        row["stage"],
        date.fromisoformat(row["day"]),
        row["zone"],
        tuple(json.loads(row["interviewers"])),
        Outcome(row["outcome"]),
        row["outcome_on"] and date.fromisoformat(row["outcome_on"]),
        row["target_id"],
        row["mood"],
        row["notes"],
        codec.time_from(row["made_at"]),
        codec.time_from(row["changed_at"]),
        row["removed_at"] and codec.time_from(row["removed_at"]),
    )


def asked_columns(asked: AskedQuestion) -> dict[str, object]:
    """What is stored of an asked question, but for its number; ValueError without `made_at`."""
    if asked.made_at is None:
        raise ValueError("an asked question is kept with the time at which it was taken down")
    return {
        "interview_id": asked.interview_id,
        "position": asked.position,
        "question_id": asked.question_id,
        "added": asked.added,
        "off_guard": asked.off_guard,
        "asked_by": asked.asked_by,
        "attempt_id": asked.attempt_id,
        "made_at": codec.time_text(asked.made_at),
        "asked": asked.asked,
        "answered": asked.answered,
        "wished": asked.wished,
    }


def asked_from(row: Row) -> AskedQuestion:
    """An asked question out of its row."""
    return AskedQuestion(
        row["id"],
        row["interview_id"],
        row["position"],
        row["question_id"],
        row["asked"],
        row["answered"],
        row["off_guard"],
        row["wished"],
        row["asked_by"],
        bool(row["added"]),
        row["attempt_id"],
        codec.time_from(row["made_at"]),
    )
