"""Notes to a take: the person's own, and the comments of somebody who heard it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Row
from uuid import UUID

from trainer.errors import NotFoundError
from trainer.history import codec
from trainer.history.database import Database
from trainer.history.trash import KEPT_IN_TRASH


@dataclass(frozen=True, slots=True)
class Note:
    """One note; `at_s` is where in the recording, in seconds, None for the whole take.

    `author` is empty for the person's own.
    """

    id: int
    uuid: UUID
    attempt_id: int
    at_s: float | None
    author: str
    text: str
    made_at: datetime
    changed_at: datetime
    removed_at: datetime | None


class NoteStore:
    """The notes of a workspace; every method may raise BusyError and StorageError."""

    def __init__(self, database: Database, new_uuid: Callable[[], UUID]) -> None:
        self._database = database
        self._new_uuid = new_uuid

    def add(
        self,
        attempt_id: int,
        text: str,
        *,
        at_s: float | None,
        made_at: datetime,
        author: str = "",
        uuid: UUID | None = None,
    ) -> Note:
        """Keep a note; `uuid` is that of a comment that was written elsewhere."""
        moment = codec.time_text(made_at)
        number = self._database.insert(
            "notes",
            {
                "uuid": str(uuid or self._new_uuid()),
                "attempt_id": attempt_id,
                "at_s": at_s,
                "author": author,
                "made_at": moment,
                "changed_at": moment,
                "text": text,
            },
        )
        return self.note(number)

    def note(self, number: int) -> Note:
        """One note, removed or not; NotFoundError where there is none of that number."""
        row = self._database.row("SELECT * FROM notes WHERE id = ?", number)
        if row is None:
            raise NotFoundError(
                f"there is no note {number}", hint="'trainer notes list' shows them."
            )
        return _note_from(row)

    def of(self, attempt_id: int) -> tuple[Note, ...]:
        """The notes of an attempt in the order of its time, those to the whole of it first."""
        rows = self._database.rows(
            "SELECT * FROM notes WHERE attempt_id = ? AND removed_at IS NULL ORDER BY at_s, id",
            attempt_id,
        )
        return tuple(map(_note_from, rows))

    def all(self) -> tuple[Note, ...]:
        """Every note, the newest attempt first."""
        rows = self._database.rows(
            "SELECT * FROM notes WHERE removed_at IS NULL ORDER BY attempt_id DESC, at_s, id"
        )
        return tuple(map(_note_from, rows))

    def has(self, uuid: UUID) -> bool:
        """Whether a comment was taken in before, removed or not."""
        return bool(self._database.row("SELECT 1 FROM notes WHERE uuid = ?", str(uuid)))

    def change(self, number: int, text: str, at_s: float | None, changed_at: datetime) -> None:
        """Give a note another text and place."""
        self._database.change(
            "UPDATE notes SET text = ?, at_s = ?, changed_at = ? WHERE id = ?",
            text,
            at_s,
            codec.time_text(changed_at),
            number,
        )

    def remove(self, number: int, removed_at: datetime | None) -> None:
        """Put a note away for seven days; None brings it back."""
        self._database.change(
            "UPDATE notes SET removed_at = ? WHERE id = ?",
            removed_at and codec.time_text(removed_at),
            number,
        )

    def delete(self, number: int) -> None:
        """Delete a note that was only just made."""
        self._database.change("DELETE FROM notes WHERE id = ?", number)

    def purge(self, now: datetime, keep: timedelta = KEPT_IN_TRASH) -> None:
        """Delete for good what was removed `keep` before `now` or earlier."""
        moment = codec.time_text(now - keep)
        if self._database.row("SELECT 1 FROM notes WHERE removed_at <= ?", moment):
            self._database.change("DELETE FROM notes WHERE removed_at <= ?", moment)


def _note_from(row: Row) -> Note:
    removed = row["removed_at"]
    return Note(
        row["id"],
        UUID(row["uuid"]),
        row["attempt_id"],
        row["at_s"],
        row["author"],
        row["text"],
        codec.time_from(row["made_at"]),
        codec.time_from(row["changed_at"]),
        None if removed is None else codec.time_from(removed),
    )
