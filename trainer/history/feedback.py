"""Letters that ask for feedback, what came back, and what each remark of it is about."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from sqlite3 import Row

from trainer.history import codec
from trainer.history.database import Database
from trainer.history.removable import RemovableStore


class Tone(StrEnum):
    """How a letter is written; part of the stored form."""

    FORMAL = "formal"
    WARM = "warm"


class About(StrEnum):
    """What a remark is about; part of the stored form."""

    QUESTION = "question"
    SKILL = "skill"
    DELIVERY = "delivery"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that asks for feedback; `sent_on` is None until the person says it is sent."""

    id: int
    interview_id: int
    tone: Tone
    text: str
    made_at: datetime
    sent_on: date | None
    follow_up_on: date | None


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark out of a feedback, word for word.

    `subject` is the id of a question, the name of a skill, or what of delivery it is about.
    """

    kind: About
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """What came back of an interview, word for word; `interview_id` is None for any other."""

    id: int
    interview_id: int | None
    said_by: str
    day: date
    text: str
    remarks: tuple[Remark, ...]
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """A remark, and who made it when."""

    remark: Remark
    feedback_id: int
    said_by: str
    day: date


_ALIVE = (
    "removed_at IS NULL AND (interview_id IS NULL OR interview_id IN "
    "(SELECT id FROM interviews WHERE interviews.removed_at IS NULL))"
)


class LetterStore(RemovableStore):
    """Letters; every method may raise BusyError and StorageError."""

    table = "feedback_requests"
    noun = "letter"
    list_with = "trainer feedback list"

    def add(self, interview_id: int, tone: Tone, text: str, *, made_at: datetime) -> Letter:
        """Keep a letter."""
        number = self._database.insert(
            self.table,
            {
                "interview_id": interview_id,
                "tone": tone.value,
                "made_at": codec.time_text(made_at),
                "letter": text,
            },
        )
        return self.get(number)

    def get(self, letter_id: int) -> Letter:
        """One letter; NotFoundError where there is none of that number."""
        return _letter_from(self._row(letter_id))

    def all(self) -> tuple[Letter, ...]:
        """Every letter, by its number; those of interviews that were removed left out."""
        sql = f"SELECT * FROM {self.table} WHERE {_ALIVE} ORDER BY id"  # noqa: S608
        return tuple(map(_letter_from, self._database.rows(sql)))

    def update(self, changed: Letter) -> Letter:
        """Keep a letter as it is given; its number and interview stay."""
        self._row(changed.id)
        self.write(
            changed.id,
            {
                "tone": changed.tone.value,
                "letter": changed.text,
                "sent_on": changed.sent_on.isoformat() if changed.sent_on else None,
                "follow_up_on": changed.follow_up_on.isoformat() if changed.follow_up_on else None,
            },
        )
        return changed


class FeedbackStore(RemovableStore):
    """What came back, and its remarks; every method may raise BusyError and StorageError."""

    table = "feedback"
    noun = "feedback"
    list_with = "trainer feedback list"

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.letters = LetterStore(database)

    def add(
        self,
        text: str,
        *,
        day: date,
        made_at: datetime,
        interview_id: int | None = None,
        said_by: str = "",
        remarks: Sequence[Remark] = (),
    ) -> Feedback:
        """Keep what came back."""
        with self._database.transaction():
            number = self._database.insert(
                self.table,
                {
                    "interview_id": interview_id,
                    "said_by": said_by,
                    "day": day.isoformat(),
                    "made_at": codec.time_text(made_at),
                    "text": text,
                },
            )
            self.set_remarks(number, remarks)
        return self.get(number)

    def get(self, feedback_id: int) -> Feedback:
        """One feedback; NotFoundError where there is none of that number."""
        return self._whole(self._row(feedback_id))

    def all(self) -> tuple[Feedback, ...]:
        """Every feedback, by its number; those of interviews that were removed left out."""
        sql = f"SELECT * FROM {self.table} WHERE {_ALIVE} ORDER BY id"  # noqa: S608
        return tuple(map(self._whole, self._database.rows(sql)))

    def update(self, changed: Feedback) -> Feedback:
        """Keep a feedback, its remarks too, as it is given."""
        self._row(changed.id)
        with self._database.transaction():
            self.write(
                changed.id,
                {
                    "interview_id": changed.interview_id,
                    "said_by": changed.said_by,
                    "day": changed.day.isoformat(),
                    "text": changed.text,
                },
            )
            self.set_remarks(changed.id, changed.remarks)
        return changed

    def set_remarks(self, feedback_id: int, remarks: Sequence[Remark]) -> None:
        """Keep these remarks of a feedback and no others."""
        self._database.change("DELETE FROM feedback_remarks WHERE feedback_id = ?", feedback_id)
        for remark in remarks:
            self._database.insert(
                "feedback_remarks",
                {
                    "feedback_id": feedback_id,
                    "kind": remark.kind.value,
                    "subject": remark.subject,
                    "remark": remark.text,
                },
            )

    def remarks_on(self, question_ids: Collection[str]) -> tuple[Said, ...]:
        """What was said about a question (under all of its ids), the latest first."""
        return self._said(
            "feedback_remarks.kind = 'question' AND subject IN (SELECT value FROM json_each(?)) ",
            json.dumps(sorted(question_ids)),
        )

    def remarks(self) -> tuple[Said, ...]:
        """Every remark, the latest first."""
        return self._said("1 ")

    def _said(self, condition: str, *values: object) -> tuple[Said, ...]:
        rows = self._database.rows(
            "SELECT feedback_remarks.*, said_by, day FROM feedback_remarks "  # noqa: S608
            f"JOIN feedback ON feedback.id = feedback_id WHERE {_ALIVE} AND {condition}"
            "ORDER BY day DESC, feedback_remarks.id DESC",
            *values,
        )
        return tuple(
            Said(
                _remark_from(row),
                row["feedback_id"],
                row["said_by"],
                date.fromisoformat(row["day"]),
            )
            for row in rows
        )

    def _whole(self, row: Row) -> Feedback:
        remarks = self._database.rows(
            "SELECT * FROM feedback_remarks WHERE feedback_id = ? ORDER BY id", row["id"]
        )
        return Feedback(
            row["id"],
            row["interview_id"],
            row["said_by"],
            date.fromisoformat(row["day"]),
            row["text"],
            tuple(map(_remark_from, remarks)),
            codec.time_from(row["made_at"]),
        )


def _remark_from(row: Row) -> Remark:
    return Remark(About(row["kind"]), row["subject"], row["remark"])


def _letter_from(row: Row) -> Letter:
    return Letter(
        row["id"],
        row["interview_id"],
        Tone(row["tone"]),
        row["letter"],
        codec.time_from(row["made_at"]),
        row["sent_on"] and date.fromisoformat(row["sent_on"]),
        row["follow_up_on"] and date.fromisoformat(row["follow_up_on"]),
    )
