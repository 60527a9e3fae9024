"""Rows that a person writes, changes and removes: what all such stores have in common."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from sqlite3 import Row
from typing import ClassVar, Final

from trainer.errors import NotFoundError
from trainer.history import codec
from trainer.history.database import Database
from trainer.history.trash import KEPT_IN_TRASH

_LARGEST_ID: Final = 2**63 - 1

Columns = Mapping[str, str | int | None]
"""Values of a row as they are stored, by column."""


class RemovableStore:
    """One table whose rows, when removed, stay for seven days.

    `table` is its name, `noun` what one row is called, `list_with` the command that lists
    them.  Every method may raise BusyError and StorageError.
    """

    table: ClassVar[str]
    noun: ClassVar[str]
    list_with: ClassVar[str]

    def __init__(self, database: Database) -> None:
        self._database = database

    def columns(self, number: int) -> dict[str, str | int | None]:
        """A row as it is stored, but for its number; NotFoundError where there is none."""
        row = self._row(number)
        return {name: row[name] for name in row.keys() if name != "id"}  # noqa: SIM118

    def write(self, number: int, columns: Columns) -> bool:
        """Put stored values back, such as those that `columns` gave before a change.

        False where the row is gone for good.
        """
        names = ", ".join(f"{name} = ?" for name in columns)
        sql = f"UPDATE {self.table} SET {names} WHERE id = ?"  # noqa: S608 - our own words
        return bool(self._database.change(sql, *columns.values(), number))

    def remove(self, number: int, *, removed_at: datetime) -> None:
        """Put a row away for seven days; NotFoundError where there is none."""
        self._row(number)
        self.write(number, {"removed_at": codec.time_text(removed_at)})

    def restore(self, number: int) -> bool:
        """Bring a removed row back; False where it is gone for good."""
        sql = f"UPDATE {self.table} SET removed_at = NULL WHERE id = ?"  # noqa: S608
        return bool(self._database.change(sql, number))

    def delete(self, number: int) -> None:
        """Delete a row for good."""
        self._database.change(f"DELETE FROM {self.table} WHERE id = ?", number)  # noqa: S608

    def purge(self, now: datetime, keep: timedelta = KEPT_IN_TRASH) -> None:
        """Delete for good what was removed `keep` before `now` or earlier."""
        moment = codec.time_text(now - keep)
        due = f"FROM {self.table} WHERE removed_at <= ?"
        # Most of the time there is nothing to do, and no reason to wait for a writer.
        if self._database.row(f"SELECT 1 {due}", moment):
            self._database.change(f"DELETE {due}", moment)

    def _row(self, number: int) -> Row:
        row = None
        if 0 < number <= _LARGEST_ID:
            sql = f"SELECT * FROM {self.table} WHERE id = ? AND removed_at IS NULL"  # noqa: S608
            row = self._database.row(sql, number)
        if row is None:
            raise NotFoundError(
                f"there is no {self.noun} {number}", hint=f"'{self.list_with}' shows them."
            )
        return row
