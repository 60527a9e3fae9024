"""What a sitting asks: its plan, on disk before the first question, and what came of each."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from sqlite3 import Row
from statistics import median
from typing import Any, Final

from trainer.history import codec
from trainer.history.database import Database
from trainer.history.records import Session

_LATEST_ANSWERS: Final = 5
"""So many of a question's answers say how long the next one takes."""


class State(StrEnum):
    """How far a planned question got; only `WAITING` ones are still to be asked.

    `SKIPPED` and `NOT_TODAY` are the person's word, `LEFT_OUT` is one that the sitting
    gave up, such as where another one was begun in its place.
    """

    WAITING = "waiting"
    ASKED = "asked"
    SKIPPED = "skipped"
    NOT_TODAY = "not_today"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedQuestion:
    """A question to ask; `wording` counts its prompts from 0, `prompt` is a follow-up's own text.

    `reason` is one word for why it is asked; `expected_s` is how long it is expected to take.
    """

    question_id: str
    reason: str
    expected_s: float
    wording: int = 0
    prompt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingQuestion(PlannedQuestion):
    """A question of a sitting as it is kept; `attempt_id` is the latest answer to it there."""

    id: int
    session_id: int
    position: int
    state: State
    attempt_id: int | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Usual:
    """How often a question was answered, and how long its latest answers took, by the middle one.

    `seconds` is None where no answer says so.
    """

    times: int
    seconds: float | None


class SittingStore:
    """Plans of sittings; every method may raise BusyError and StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def plan(
        self, session_id: int, questions: Iterable[PlannedQuestion], *, now: datetime
    ) -> tuple[SittingQuestion, ...]:
        """Put questions at the end of a sitting's plan, in this order; all of the plan."""
        with self._database.transaction():
            for question in questions:
                self.append(session_id, question, now=now)
        return self.questions(session_id)

    def append(
        self,
        session_id: int,
        question: PlannedQuestion,
        *,
        now: datetime,
        state: State = State.WAITING,
    ) -> SittingQuestion:
        """Put one question at the end, such as a follow-up that an answer called for."""
        with self._database.transaction():
            row = self._database.row(
                "SELECT coalesce(max(position) + 1, 0) AS position FROM sitting_questions "
                "WHERE session_id = ?",
                session_id,
            )
            number = self._database.insert(
                "sitting_questions",
                {
                    "session_id": session_id,
                    "position": row["position"] if row else 0,
                    "question_id": question.question_id,
                    "wording": question.wording,
                    "prompt": question.prompt,
                    "reason": question.reason,
                    "expected_s": question.expected_s,
                    "state": state.value,
                    "changed_at": codec.time_text(now),
                },
            )
        return self.question(number)

    def question(self, number: int) -> SittingQuestion:
        """One question of a sitting by its own number.  Raises KeyError where there is none."""
        row = self._database.row("SELECT * FROM sitting_questions WHERE id = ?", number)
        if row is None:
            raise KeyError(number)
        return _question_from(row)

    def questions(self, session_id: int) -> tuple[SittingQuestion, ...]:
        """The questions of a sitting, in their order."""
        rows = self._database.rows(
            "SELECT * FROM sitting_questions WHERE session_id = ? ORDER BY position", session_id
        )
        return tuple(map(_question_from, rows))

    def mark(
        self, number: int, state: State, attempt_id: int | None = None, *, now: datetime
    ) -> None:
        """Keep what came of a question; without an `attempt_id` it keeps the one it has."""
        self._database.change(
            "UPDATE sitting_questions SET state = ?, attempt_id = coalesce(?, attempt_id), "
            "changed_at = ? WHERE id = ?",
            state.value,
            attempt_id,
            codec.time_text(now),
            number,
        )

    def give_up(self, session_id: int, *, now: datetime) -> None:
        """Leave out what still waits in a sitting."""
        self._database.change(
            "UPDATE sitting_questions SET state = ?, changed_at = ? "
            "WHERE session_id = ? AND state = ?",
            State.LEFT_OUT.value,
            codec.time_text(now),
            session_id,
            State.WAITING.value,
        )

    def set_options(self, session_id: int, options: Mapping[str, Any]) -> None:
        """Keep what a sitting was asked for, so that it can go on; what JSON can hold."""
        self._database.change(
            "UPDATE sessions SET options = ? WHERE id = ?",
            codec.to_json(dict(options)),
            session_id,
        )

    def options(self, session_id: int) -> dict[str, Any]:
        """What a sitting was asked for; empty where nothing was kept."""
        row = self._database.row("SELECT options FROM sessions WHERE id = ?", session_id)
        found: dict[str, Any] = json.loads(row["options"]) if row else {}
        return found

    def open_sitting(self, kind: str, on_day: date | None = None) -> Session | None:
        """The latest sitting of this kind with something waiting, or None.

        With `on_day`, of those alone that began on that date of the speaker's.
        """
        rows = self._database.rows(
            "SELECT * FROM sessions WHERE kind = ? AND EXISTS ("
            "SELECT 1 FROM sitting_questions WHERE session_id = sessions.id AND state = ?) "
            "ORDER BY id DESC LIMIT 20",
            kind,
            State.WAITING.value,
        )
        for session in map(codec.session_from, rows):
            if on_day is None or session.zone.local(session.started_at).date() == on_day:
                return session
        return None

    def usual(self, question_ids: Collection[str]) -> dict[str, Usual]:
        """How often questions were answered and how long that took; unanswered ones are left out.

        Seconds are those of the recording, or from the first to the last line of a typed answer.
        """
        rows = self._database.rows(
            """
            SELECT value AS question_id, (
                SELECT count(*) FROM attempts
                WHERE question_id = value AND discarded_at IS NULL
            ) AS times, (
                SELECT json_group_array(seconds) FROM (
                    SELECT coalesce(
                        duration_s, (julianday(finished_at) - julianday(started_at)) * 86400
                    ) AS seconds
                    FROM attempts WHERE question_id = value AND discarded_at IS NULL
                        AND stage = 'scored'
                    ORDER BY started_at DESC, id DESC LIMIT ?
                )
            ) AS seconds
            FROM json_each(?)
            """,
            _LATEST_ANSWERS,
            json.dumps(sorted(question_ids)),
        )
        return {
            row["question_id"]: Usual(row["times"], _middle(row["seconds"]))
            for row in rows
            if row["times"]
        }

    def practised_banks(self) -> frozenset[str]:
        """The banks that some answer came from; each costs one look into an index."""
        rows = self._database.rows(
            """
            WITH RECURSIVE met (question_id) AS (
                SELECT min(question_id) FROM attempts WHERE discarded_at IS NULL
                UNION ALL
                SELECT (
                    SELECT min(question_id) FROM attempts
                    WHERE discarded_at IS NULL
                        AND question_id >= substr(met.question_id, 1, instr(
                            met.question_id || '/', '/') - 1) || '0'
                )
                FROM met WHERE met.question_id IS NOT NULL
            )
            SELECT question_id FROM met WHERE question_id IS NOT NULL
            """
        )
        return frozenset(
            row["question_id"].partition("/")[0] for row in rows if "/" in row["question_id"]
        )

    def spoken_since(self, moment: datetime) -> tuple[tuple[str, float], ...]:
        """The answers begun since a moment: the question of each, and how long it took, seconds."""
        rows = self._database.rows(
            "SELECT question_id, coalesce(duration_s, "
            "(julianday(finished_at) - julianday(started_at)) * 86400, 0) AS seconds "
            "FROM attempts WHERE discarded_at IS NULL AND started_at >= ? ORDER BY started_at, id",
            codec.time_text(moment),
        )
        return tuple((row["question_id"], max(0.0, row["seconds"])) for row in rows)

    def last_answer_before(self, moment: datetime) -> datetime | None:
        """When the last answer before a moment was begun, or None."""
        row = self._database.row(
            "SELECT started_at FROM attempts WHERE discarded_at IS NULL AND started_at < ? "
            "ORDER BY started_at DESC LIMIT 1",
            codec.time_text(moment),
        )
        return None if row is None else codec.time_from(row["started_at"])

    def caught_since(self, moment: datetime) -> dict[str, int]:
        """The questions that caught the speaker off guard since a moment, by id.

        With each the number of the speaker's days, after the last day on which it did, on
        which it was answered.
        """
        rows = self._database.rows(
            "SELECT question_id, off_guard, date(started_at, utc_offset_s || ' seconds') AS day "
            "FROM attempts WHERE discarded_at IS NULL AND started_at >= ? "
            "ORDER BY started_at, id",
            codec.time_text(moment),
        )
        caught: dict[str, str] = {}
        days: dict[str, set[str]] = {}
        for row in rows:
            question_id, day = row["question_id"], row["day"]
            if row["off_guard"]:
                caught[question_id] = day
                days[question_id] = set()
            elif question_id in caught and day > caught[question_id]:
                days[question_id].add(day)
        return {question_id: len(days[question_id]) for question_id in caught}


def _middle(seconds_json: str) -> float | None:
    seconds = [one for one in json.loads(seconds_json) if one is not None and one > 0]
    return float(median(seconds)) if seconds else None


def _question_from(row: Row) -> SittingQuestion:
    return SittingQuestion(
        id=row["id"],
        session_id=row["session_id"],
        position=row["position"],
        question_id=row["question_id"],
        wording=row["wording"],
        prompt=row["prompt"],
        reason=row["reason"],
        expected_s=row["expected_s"],
        state=State(row["state"]),
        attempt_id=row["attempt_id"],
        changed_at=codec.time_from(row["changed_at"]),
    )
