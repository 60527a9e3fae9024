"""Real interviews: what was asked in them, how far off guard it caught, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from trainer.errors import NotFoundError
from trainer.history import codec
from trainer.history.database import Database
from trainer.history.interview_records import (
    OFF_GUARD_FROM,
    AskedBefore,
    AskedQuestion,
    Interview,
    Outcome,
    asked_columns,
    asked_from,
    interview_columns,
    interview_from,
)
from trainer.history.trash import KEPT_IN_TRASH

__all__ = [
    "OFF_GUARD_FROM",
    "AskedBefore",
    "AskedQuestion",
    "Interview",
    "InterviewStore",
    "Outcome",
]

_LARGEST_ID = 2**63 - 1


class InterviewStore:
    """Interviews and what was asked in them.

    Every method may raise BusyError and StorageError, and NotFoundError for a number
    that is not there.
    """

    def __init__(self, database: Database, new_uuid: Callable[[], UUID]) -> None:
        self._database = database
        self._new_uuid = new_uuid

    def add(
        self,
        company: str,
        *,
        day: date,
        made_at: datetime,
        role: str = "",
        stage: str = "",
        zone: str = "",
        interviewers: Sequence[str] = (),
        target_id: int | None = None,
        mood: str = "",
        notes: str = "",
        outcome: Outcome = Outcome.WAITING,
        outcome_on: date | None = None,
        uuid: UUID | None = None,
    ) -> Interview:
        """Keep that an interview took place."""
        made = Interview(
            id=0,
            uuid=uuid or self._new_uuid(),
            company=company,
            role=role,
            stage=stage,
            day=day,
            zone=zone,
            interviewers=tuple(interviewers),
            outcome=outcome,
            outcome_on=outcome_on,
            target_id=target_id,
            mood=mood,
            notes=notes,
            made_at=made_at,
            changed_at=made_at,
        )
        number = self._database.insert(
            "interviews",
            {
                "uuid": str(made.uuid),
                "made_at": codec.time_text(made_at),
                **interview_columns(made),
            },
        )
        return replace(made, id=number)

    def get(self, interview_id: int, *, removed: bool = False) -> Interview:
        """One interview; one that was removed only where `removed` ones are wanted too."""
        row = None
        if 0 < interview_id <= _LARGEST_ID:
            row = self._database.row("SELECT * FROM interviews WHERE id = ?", interview_id)
        if row is None or (row["removed_at"] is not None and not removed):
            raise NotFoundError(
                f"there is no interview {interview_id}",
                hint="'trainer debrief list' lists those that you took down.",
            )
        return interview_from(row)

    def by_uuid(self, uuid: UUID) -> Interview | None:
        """The interview of this uuid, removed or not, or None."""
        row = self._database.row("SELECT * FROM interviews WHERE uuid = ?", str(uuid))
        return None if row is None else interview_from(row)

    def all(self, *, removed: bool = False) -> tuple[Interview, ...]:
        """Every interview, the latest first; those that were removed instead, if wanted."""
        state = "NOT NULL" if removed else "NULL"
        rows = self._database.rows(
            f"SELECT * FROM interviews WHERE removed_at IS {state} "  # noqa: S608
            "ORDER BY day DESC, id DESC"
        )
        return tuple(interview_from(row) for row in rows)

    def update(self, changed: Interview, *, now: datetime) -> Interview:
        """Keep an interview as it is given; its number and uuid stay."""
        columns = {**interview_columns(changed), "changed_at": codec.time_text(now)}
        self._set("interviews", changed.id, columns)
        return self.get(changed.id, removed=True)

    def set_outcome(
        self, interview_id: int, outcome: Outcome, on: date | None, *, now: datetime
    ) -> Interview:
        """Keep what came of an interview, and when that was known."""
        before = self.get(interview_id)
        return self.update(replace(before, outcome=outcome, outcome_on=on), now=now)

    def remove(self, interview_id: int, *, removed_at: datetime) -> None:
        """Take an interview out; it can be restored for seven days."""
        self.get(interview_id)
        self._set("interviews", interview_id, {"removed_at": codec.time_text(removed_at)})

    def restore(self, interview_id: int) -> Interview:
        """Bring back an interview that was removed."""
        self._set("interviews", interview_id, {"removed_at": None})
        return self.get(interview_id)

    def asked(self, interview_id: int) -> tuple[AskedQuestion, ...]:
        """The questions of an interview, in the order in which they were asked."""
        rows = self._database.rows(
            "SELECT * FROM asked_questions WHERE interview_id = ? ORDER BY position, id",
            interview_id,
        )
        return tuple(asked_from(row) for row in rows)

    def all_asked(self) -> dict[int, tuple[AskedQuestion, ...]]:
        """The questions of every interview that was not removed, by its number."""
        rows = self._database.rows(
            "SELECT asked_questions.* FROM asked_questions "
            "JOIN interviews ON interviews.id = interview_id WHERE removed_at IS NULL "
            "ORDER BY interview_id, position, asked_questions.id"
        )
        found: dict[int, list[AskedQuestion]] = {}
        for row in rows:
            found.setdefault(row["interview_id"], []).append(asked_from(row))
        return {number: tuple(asked) for number, asked in found.items()}

    def add_asked(
        self,
        interview_id: int,
        asked: str,
        *,
        made_at: datetime,
        question_id: str | None = None,
        answered: str = "",
        off_guard: int | None = None,
        wished: str = "",
        asked_by: str = "",
        added: bool = False,
        attempt_id: int | None = None,
        position: int | None = None,
    ) -> AskedQuestion:
        """Keep a question that was asked, behind the others unless a `position` is given."""
        if position is None:
            row = self._database.row(
                "SELECT coalesce(max(position), 0) + 1 AS next FROM asked_questions "
                "WHERE interview_id = ?",
                interview_id,
            )
            position = 1 if row is None else int(row["next"])
        made = AskedQuestion(
            id=0,
            interview_id=interview_id,
            position=position,
            question_id=question_id,
            asked=asked,
            answered=answered,
            off_guard=off_guard,
            wished=wished,
            asked_by=asked_by,
            added=added,
            attempt_id=attempt_id,
            made_at=made_at,
        )
        return replace(made, id=self._database.insert("asked_questions", asked_columns(made)))

    def asked_one(self, asked_id: int) -> AskedQuestion:
        """One asked question."""
        row = self._database.row("SELECT * FROM asked_questions WHERE id = ?", asked_id)
        if row is None:
            raise NotFoundError(f"there is no asked question {asked_id}")
        return asked_from(row)

    def update_asked(self, changed: AskedQuestion) -> None:
        """Keep an asked question as it is given."""
        self._set("asked_questions", changed.id, asked_columns(changed))

    def remove_asked(self, asked_id: int) -> AskedQuestion:
        """Take an asked question out of its interview for good; what it was."""
        before = self.asked_one(asked_id)
        self._database.change("DELETE FROM asked_questions WHERE id = ?", asked_id)
        return before

    def replace_asked(self, interview_id: int, asked: Sequence[AskedQuestion]) -> None:
        """Keep these questions of an interview and no others, under the numbers they have."""
        self._database.change("DELETE FROM asked_questions WHERE interview_id = ?", interview_id)
        for one in asked:
            self._database.insert("asked_questions", {"id": one.id, **asked_columns(one)})

    def asked_by_question(self) -> dict[str, AskedBefore]:
        """What real interviews say of each question that came in one, by its id."""
        rows = self._database.rows(
            "SELECT question_id, off_guard, day, zone, asked_questions.made_at AS made_at "
            "FROM asked_questions JOIN interviews ON interviews.id = interview_id "
            "WHERE removed_at IS NULL AND question_id IS NOT NULL "
            "ORDER BY question_id, day, asked_questions.id"
        )
        found: dict[str, AskedBefore] = {}
        for row in rows:
            question_id, off_guard = row["question_id"], row["off_guard"]
            before = found.get(question_id)
            worst = before.worst_off_guard if before else None
            said = [one for one in (off_guard, worst) if one is not None]
            day = date.fromisoformat(row["day"])
            since = min(codec.time_from(row["made_at"]), _end_of(day, row["zone"]))
            latest = off_guard
            if off_guard is None and before is not None:
                # The latest word counts, not the latest silence.
                latest, since = before.last_off_guard, before.last_at
            found[question_id] = AskedBefore(
                question_id,
                1 + (before.times if before else 0),
                max(said, default=None),
                latest,
                day,
                since,
            )
        return found

    def last_calm(self, question_ids: Collection[str]) -> dict[str, datetime]:
        """When each question was last answered by somebody who said that it came expected."""
        wanted = json.dumps(sorted(question_ids))
        rows = self._database.rows(
            "SELECT question_id, max(started_at) AS latest FROM attempts "
            "WHERE question_id IN (SELECT value FROM json_each(?)) "
            "AND discarded_at IS NULL AND off_guard IS NOT NULL AND off_guard = 0 "
            "GROUP BY question_id",
            wanted,
        )
        return {row["question_id"]: codec.time_from(row["latest"]) for row in rows}

    def purge(self, now: datetime, keep: timedelta = KEPT_IN_TRASH) -> None:
        """Delete for good the interviews that were removed `keep` before `now` or earlier."""
        moment = codec.time_text(now - keep)
        # Most of the time there is nothing to do, and no reason to wait for a writer.
        if self._database.row("SELECT 1 FROM interviews WHERE removed_at <= ?", moment):
            self._database.change("DELETE FROM interviews WHERE removed_at <= ?", moment)

    def _set(self, table: str, number: int, columns: dict[str, object]) -> None:
        changes = ", ".join(f"{name} = ?" for name in columns)
        sql = f"UPDATE {table} SET {changes} WHERE id = ?"  # noqa: S608
        if not self._database.change(sql, *columns.values(), number):
            raise NotFoundError(
                f"number {number} is not there any more",
                hint="'trainer debrief list' lists the interviews that are.",
            )


def _end_of(day: date, zone: str) -> datetime:
    """The midnight that ends a day in a zone; in UTC where the zone is not known here."""
    try:
        place = ZoneInfo(zone or "UTC")
    except (KeyError, ValueError, OSError):
        place = ZoneInfo("UTC")
    return datetime.combine(day + timedelta(days=1), time(), place)
