"""The versions of what was said in an attempt, and which of them counts."""

from __future__ import annotations

from typing import Final

from trainer.history import codec
from trainer.history.database import Database
from trainer.history.records import StoredTranscript

COUNTING: Final = """coalesce(
    attempts.transcript_id, (SELECT max(id) FROM transcripts WHERE attempt_id = attempts.id)
)"""
"""The number of the version that counts, for a query over attempts: the chosen one, or the
newest."""

_COUNTING_OF: Final = f"""
    SELECT transcripts.* FROM transcripts JOIN attempts ON attempts.id = attempt_id
    WHERE attempts.id = ? AND transcripts.id = {COUNTING}
"""  # noqa: S608 - nothing of a person's is in it


class Versions:
    """Transcripts of attempts; every method may raise BusyError and StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, attempt_id: int) -> tuple[StoredTranscript, ...]:
        """Every version, oldest first."""
        rows = self._database.rows(
            "SELECT * FROM transcripts WHERE attempt_id = ? ORDER BY id", attempt_id
        )
        return tuple(codec.transcript_from(row) for row in rows)

    def counting(self, attempt_id: int) -> StoredTranscript | None:
        """The version that counts, or None where there is none yet."""
        row = self._database.row(_COUNTING_OF, attempt_id)
        return None if row is None else codec.transcript_from(row)

    def chosen(self, attempt_id: int) -> int | None:
        """The number of the version that was chosen; None where the newest counts."""
        row = self._database.row("SELECT transcript_id FROM attempts WHERE id = ?", attempt_id)
        number: int | None = row["transcript_id"] if row else None
        return number

    def choose(self, attempt_id: int, transcript_id: int | None) -> None:
        """Let a version count from now on, also before newer ones; None lets the newest count."""
        self._database.change(
            "UPDATE attempts SET transcript_id = ? WHERE id = ?", transcript_id, attempt_id
        )

    def delete(self, transcript_id: int) -> None:
        """Delete a version and its scores for good; one that is chosen no longer is then."""
        self._database.change("DELETE FROM transcripts WHERE id = ?", transcript_id)

    def delete_score(self, score_id: int) -> None:
        """Delete one score for good."""
        self._database.change("DELETE FROM scores WHERE id = ?", score_id)
