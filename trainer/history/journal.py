"""What went well, in up to three lines, after an interview or a sitting."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from sqlite3 import Row

from trainer.history import codec
from trainer.history.removable import RemovableStore


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One entry; `interview_id` and `session_id` say after what, None where after neither."""

    id: int
    day: date
    lines: tuple[str, ...]
    made_at: datetime
    interview_id: int | None = None
    session_id: int | None = None


class JournalStore(RemovableStore):
    """The journal; every method may raise BusyError and StorageError."""

    table = "journal"
    noun = "journal entry"
    list_with = "trainer journal list"

    def add(
        self,
        lines: tuple[str, ...],
        *,
        day: date,
        made_at: datetime,
        interview_id: int | None = None,
        session_id: int | None = None,
    ) -> JournalEntry:
        """Keep an entry."""
        number = self._database.insert(
            self.table,
            {
                "interview_id": interview_id,
                "session_id": session_id,
                "day": day.isoformat(),
                "made_at": codec.time_text(made_at),
                "lines": codec.to_json(list(lines)),
            },
        )
        return self.get(number)

    def get(self, entry_id: int) -> JournalEntry:
        """One entry; NotFoundError where there is none of that number."""
        return _entry_from(self._row(entry_id))

    def entries(
        self, *, since: date | None = None, limit: int | None = None
    ) -> tuple[JournalEntry, ...]:
        """Entries, the latest first: from `since` on, and no more than `limit`, where given."""
        rows = self._database.rows(
            "SELECT * FROM journal WHERE removed_at IS NULL AND day >= ? "
            "ORDER BY day DESC, id DESC LIMIT ?",
            since.isoformat() if since else "",
            -1 if limit is None else limit,
        )
        return tuple(map(_entry_from, rows))

    def update(self, changed: JournalEntry) -> JournalEntry:
        """Keep an entry as it is given."""
        self._row(changed.id)
        self.write(
            changed.id,
            {
                "interview_id": changed.interview_id,
                "session_id": changed.session_id,
                "day": changed.day.isoformat(),
                "lines": codec.to_json(list(changed.lines)),
            },
        )
        return changed

    def last_sitting(self) -> int | None:
        """The number of the latest drill or mock interview, None before the first."""
        row = self._database.row(
            "SELECT max(id) AS id FROM sessions WHERE kind IN ('drill', 'mock')"
        )
        return None if row is None else row["id"]


def _entry_from(row: Row) -> JournalEntry:
    return JournalEntry(
        row["id"],
        date.fromisoformat(row["day"]),
        tuple(json.loads(row["lines"])),
        codec.time_from(row["made_at"]),
        row["interview_id"],
        row["session_id"],
    )
