"""Mock interviews looked up: which there were, and the answers that belong to one."""

from __future__ import annotations

from typing import Final

from trainer.errors import NotFoundError
from trainer.history import codec
from trainer.history.database import Database
from trainer.history.records import Session

MOCK: Final = "mock"
"""The kind of session that a mock interview is."""


class MockStore:
    """Mock interviews; every method may raise BusyError and StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sessions(self, limit: int | None = None) -> tuple[Session, ...]:
        """The mock interviews that were planned, the newest first."""
        rows = self._database.rows(
            "SELECT * FROM sessions WHERE kind = ? AND EXISTS ("
            "SELECT 1 FROM sitting_questions WHERE session_id = sessions.id) "
            "ORDER BY id DESC LIMIT ?",
            MOCK,
            -1 if limit is None else limit,
        )
        return tuple(map(codec.session_from, rows))

    def session(self, number: int | None = None) -> Session:
        """The mock interview of this number, or the latest.

        Raises NotFoundError where there is none, with the numbers there are.
        """
        known = self.sessions()
        for session in known:
            if number is None or session.id == number:
                return session
        if not known:
            raise NotFoundError("there was no mock interview yet", hint="Begin one: trainer mock")
        raise NotFoundError(
            f"there is no mock interview {number}",
            hint="'trainer mock list' shows them.",
            candidates=[str(session.id) for session in known[:5]],
        )

    def answers(self, session_id: int) -> dict[str, int]:
        """The latest attempt at each question of a session, discarded ones left out."""
        rows = self._database.rows(
            "SELECT question_id, max(id) AS latest FROM attempts "
            "WHERE session_id = ? AND discarded_at IS NULL GROUP BY question_id",
            session_id,
        )
        return {row["question_id"]: row["latest"] for row in rows}
