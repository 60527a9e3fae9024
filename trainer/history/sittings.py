"""What a sitting asks: its plan, on disk before the first question, and what came of each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from sqlite3 import Row
from typing import Any

from trainer.history import codec
from trainer.history.database import Database
from trainer.history.records import Session


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

    def begun_since(self, kind: str, moment: datetime) -> int:
        """How many sittings of a kind, with something to ask, were begun since a moment."""
        row = self._database.row(
            "SELECT count(*) AS begun FROM sessions WHERE kind = ? AND started_at >= ? "
            "AND EXISTS (SELECT 1 FROM sitting_questions WHERE session_id = sessions.id)",
            kind,
            codec.time_text(moment),
        )
        return row["begun"] if row else 0


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
