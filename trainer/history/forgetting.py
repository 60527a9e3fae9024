"""Deleting for good, with everything that hangs on it: what a person wants forgotten.

Foreign keys take along what belongs to a row; what only refers to it stands here.  The log
for undo holds earlier texts word for word, so it goes with every deletion.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from trainer.history.codec import time_text
from trainer.history.database import Database
from trainer.history.whole import WholeStore

_ASKED_FOR: Final = "IN (SELECT value FROM json_each(?))"

BEFORE: Final = {
    "attempts": "date(started_at, utc_offset_s || ' seconds') < :day",
    "sessions": "date(started_at, utc_offset_s || ' seconds') < :day",
    "ratings": "day < :day",
    "interviews": "day < :day",
    "targets": "coalesce(day, substr(changed_at, 1, 10)) < :day",
    "feedback": "day < :day",
    "journal": "day < :day",
    "notes": "changed_at < :moment",
    "wordings": "made_at < :moment",
    "removed_questions": "removed_at < :moment",
}
"""When a row of a table lies before a date: by the speaker's own day where one is stored."""

WITH_ANOTHER: Final = frozenset(
    {
        "asked_questions",
        "cards",
        "deliveries",
        "feedback_remarks",
        "feedback_requests",
        "judgements",
        "off_guard_said",
        "predictions",
        "scores",
        "sitting_questions",
        "transcripts",
    }
)
"""Tables whose rows go with the one they belong to, and are computed again or taken along."""

STAYS: Final = frozenset({"overlays", "plan_items", "standings", "stories", "story_questions"})
"""What has no day of its own: stories, the plan, decisions on questions and banks."""

_OF_A_QUESTION: Final = (
    "cards",
    "overlays",
    "predictions",
    "ratings",
    "removed_questions",
    "sitting_questions",
    "story_questions",
    "wordings",
)


@dataclass(frozen=True, slots=True)
class Before:
    """Everything before a day: `day` as it was for the speaker, `moment` its beginning here."""

    day: date
    moment: datetime


@dataclass(frozen=True, slots=True)
class Selection:
    """What is to be forgotten, by numbers and ids; `named` is a company's name."""

    interviews: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    attempts: tuple[int, ...] = ()
    question_ids: tuple[str, ...] = ()
    removed_questions: tuple[int, ...] = ()
    before: Before | None = None
    named: str = ""


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row as a person knows it: its number and what tells it from others."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """What a deletion took: rows by table, and which other tables still name the company."""

    rows: dict[str, int]
    still_named: dict[str, int]


class ForgetStore:
    """Every method may raise BusyError and StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._whole = WholeStore(database)

    def trial(self) -> AbstractContextManager[None]:
        """What the block deletes comes back at its end: to see what it would be."""
        return self._database.trial()

    def check_unread(self) -> None:
        """Raise BusyError where another process reads, and would keep traces alive."""
        self._database.check_unread()

    def compact(self) -> None:
        """Leave no trace of deleted rows in the file or in the log beside it."""
        self._database.compact()

    def companies(self) -> tuple[str, ...]:
        """Every company there is a target or an interview at, removed ones too."""
        sql = "SELECT company FROM targets UNION SELECT company FROM interviews ORDER BY company"
        return tuple(row[0] for row in self._database.rows(sql))

    def at_company(self, table: str, names: Collection[str]) -> tuple[int, ...]:
        """The numbers of targets or interviews at companies, removed ones too."""
        sql = f"SELECT id FROM {table} WHERE company {_ASKED_FOR} ORDER BY id"  # noqa: S608
        return tuple(row[0] for row in self._database.rows(sql, json.dumps(list(names))))

    def before(self, table: str, before: Before) -> tuple[int, ...]:
        """The numbers of the rows of a table that lie before a date."""
        sql = f"SELECT id FROM {table} WHERE {BEFORE[table]} ORDER BY id"  # noqa: S608
        values = {"day": before.day.isoformat(), "moment": time_text(before.moment)}
        return tuple(row[0] for row in self._database.rows_named(sql, values))

    def exists(self, table: str, number: int) -> bool:
        """Whether a row is there, removed or not."""
        sql = f"SELECT 1 FROM {table} WHERE id = ?"  # noqa: S608
        return self._database.row(sql, number) is not None

    def told_in(self, interviews: Sequence[int]) -> tuple[int, ...]:
        """The takes that hold what was answered in interviews."""
        sql = (
            "SELECT DISTINCT attempt_id FROM asked_questions "  # noqa: S608
            f"WHERE attempt_id IS NOT NULL AND interview_id {_ASKED_FOR} ORDER BY attempt_id"
        )
        return tuple(row[0] for row in self._database.rows(sql, json.dumps(interviews)))

    def added_in(self, interviews: Sequence[int]) -> tuple[str, ...]:
        """The questions that debriefs of interviews put into the person's bank."""
        sql = (
            "SELECT DISTINCT question_id FROM asked_questions "  # noqa: S608
            f"WHERE added AND question_id IS NOT NULL AND interview_id {_ASKED_FOR} "
            "ORDER BY question_id"
        )
        return tuple(row[0] for row in self._database.rows(sql, json.dumps(interviews)))

    def attempts_at(self, question_ids: Sequence[str]) -> tuple[int, ...]:
        """The takes of questions, in the trash or not."""
        sql = f"SELECT id FROM attempts WHERE question_id {_ASKED_FOR} ORDER BY id"  # noqa: S608
        return tuple(row[0] for row in self._database.rows(sql, json.dumps(question_ids)))

    def removed_questions(self) -> tuple[tuple[int, str, str], ...]:
        """Number, question id and content, as JSON, of what was taken out of banks."""
        sql = "SELECT id, question_id, content FROM removed_questions ORDER BY id"
        return tuple((row[0], row[1], row[2]) for row in self._database.rows(sql))

    def audio(self, attempts: Sequence[int]) -> tuple[str, ...]:
        """The names of the recordings of takes."""
        sql = f"SELECT audio FROM attempts WHERE audio IS NOT NULL AND id {_ASKED_FOR}"  # noqa: S608
        return tuple(row[0] for row in self._database.rows(sql, json.dumps(attempts)))

    def named(self, selection: Selection) -> dict[str, tuple[NamedRow, ...]]:
        """The interviews, targets and takes of a selection as a person knows them."""
        place = "company || ', ' || role || ', ' || stage || ', ' || coalesce(day, '')"
        asked: dict[str, tuple[Sequence[int], str]] = {
            "interviews": (selection.interviews, place),
            "targets": (selection.targets, place),
            "attempts": (selection.attempts, "substr(started_at, 1, 10) || ', ' || question_id"),
        }
        found = {}
        for table, (numbers, words) in asked.items():
            sql = f"SELECT id, {words} FROM {table} WHERE id {_ASKED_FOR} ORDER BY id"  # noqa: S608
            rows = self._database.rows(sql, json.dumps(numbers))
            found[table] = tuple(NamedRow(row[0], _joined(row[1])) for row in rows)
        return found

    def delete(self, selection: Selection) -> Deleted:
        """Delete what is selected and what hangs on it; within a transaction or a `trial`."""
        earlier = self._counts()
        delete = self._delete_by
        delete("journal", "interview_id", selection.interviews)
        delete("interviews", "id", selection.interviews)
        delete("targets", "id", selection.targets)
        delete("ratings", "attempt_id", selection.attempts)
        delete("attempts", "id", selection.attempts)
        delete("removed_questions", "id", selection.removed_questions)
        for table in _OF_A_QUESTION:
            delete(table, "question_id", selection.question_ids)
        delete("standings", "subject", selection.question_ids)
        delete("feedback_remarks", "subject", selection.question_ids)
        if selection.before is not None:
            for table in BEFORE:
                delete(table, "id", self.before(table, selection.before))
        self._database.change("DELETE FROM actions")
        later = self._counts()
        rows = {name: earlier[name] - later[name] for name in earlier}
        return Deleted(
            {name: count for name, count in rows.items() if count},
            self._naming(selection.named) if selection.named else {},
        )

    def _delete_by(self, table: str, column: str, values: Sequence[int] | Sequence[str]) -> None:
        if values:
            sql = f"DELETE FROM {table} WHERE {column} {_ASKED_FOR}"  # noqa: S608
            self._database.change(sql, json.dumps(values))

    def _counts(self) -> dict[str, int]:
        return {table.name: self._whole.count(table) for table in self._whole.tables()}

    def _naming(self, name: str) -> dict[str, int]:
        """How many rows of each table hold a name in one of their texts, in whatever case."""
        found = {}
        for table in self._whole.tables():
            texts = [column.name for column in table.columns if column.type == "TEXT"]
            if not texts:
                continue
            # A name in JSON is written in ASCII there.
            either = " OR ".join(
                f"instr(lower({text}), ?1) OR instr(lower({text}), ?2)" for text in texts
            )
            sql = f"SELECT count(*) FROM {table.name} WHERE {either}"  # noqa: S608
            wanted = (name.lower(), json.dumps(name)[1:-1].lower())
            row = self._database.row(sql, *wanted)
            if row and row[0]:
                found[table.name] = int(row[0])
        return found


def _joined(words: str) -> str:
    return ", ".join(filter(None, words.split(", ")))
