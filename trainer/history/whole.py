"""The whole history, table by table, as it is stored: for an export, and back from one.

The tables come from the database itself, so one that a later form adds is never left out.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from trainer.history.database import Database, open_database
from trainer.history.faults import database_errors
from trainer.history.migrate import migrate
from trainer.history.schema import MIGRATIONS, Migration
from trainer.workspace.private import create_private

Value: TypeAlias = str | int | float | None
"""What the program stores in a column."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its `type` is TEXT, INTEGER or REAL."""

    name: str
    type: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its columns in their order; `key` is the names of those that make a row its own.

    `numbered` says that its rows are numbered and no number is given twice.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    numbered: bool


class BrokenRowsError(Exception):
    """Rows that don't go together: the same number twice, or a reference to nothing."""


class WholeStore:
    """Everything in a history; every method may raise BusyError and StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def snapshot(self) -> AbstractContextManager[None]:
        """What is read within the block is of one moment."""
        return self._database.snapshot()

    @property
    def version(self) -> int:
        """The form of the database, as in `MIGRATIONS`."""
        row = self._database.row("PRAGMA user_version")
        return int(row[0]) if row else 0

    def tables(self) -> tuple[Table, ...]:
        """Every table, by name."""
        rows = self._database.rows(_TABLES)
        return tuple(
            _table(row["name"], row["sql"], self._database.rows(_COLUMNS, row["name"]))
            for row in rows
        )

    def count(self, table: Table) -> int:
        """How many rows a table has."""
        row = self._database.row(f"SELECT count(*) FROM {table.name}")  # noqa: S608
        return int(row[0]) if row else 0

    def last_number(self, table: Table) -> int | None:
        """The largest number that a row of the table ever had; None where none had one."""
        if not table.numbered:
            return None
        row = self._database.row("SELECT seq FROM sqlite_sequence WHERE name = ?", table.name)
        return None if row is None else int(row[0])

    def rows(self, table: Table) -> Iterator[dict[str, Value]]:
        """The rows of a table by its key, each as column: value."""
        names = [column.name for column in table.columns]
        order = ", ".join(table.key) or "rowid"
        sql = f"SELECT {', '.join(names)} FROM {table.name} ORDER BY {order}"  # noqa: S608
        for row in self._database.stream(sql):
            yield dict(zip(names, row, strict=True))

    @contextlib.contextmanager
    def without_trash(self, folder: Path) -> Iterator[WholeStore]:
        """A copy, in a file in `folder`, without what was removed and without the log for undo.

        The log goes because it holds what was removed, word for word.
        """
        file = folder / "copy.db"
        self._database.copy_to(file)
        copy = open_database(file, write=True, busy_timeout_s=1.0, migrations=MIGRATIONS)
        with contextlib.closing(copy):
            whole = WholeStore(copy)
            with copy.transaction():
                for table in whole.tables():
                    names = {column.name for column in table.columns}
                    for column in sorted(names & {"removed_at", "discarded_at"}):
                        copy.change(f"DELETE FROM {table.name} WHERE {column} IS NOT NULL")  # noqa: S608
                copy.change("DELETE FROM actions")
            yield whole


_TABLES = """
    SELECT name, sql FROM sqlite_master
    WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name
"""
_COLUMNS = 'SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY cid'


def _table(name: str, sql: str, columns: Sequence[sqlite3.Row]) -> Table:
    keyed = sorted((row[3], row[0]) for row in columns if row[3])
    return Table(
        name,
        # A primary key of one INTEGER is never NULL, and needs no NOT NULL to say so.
        tuple(Column(row[0], row[1], bool(row[2] or row[3])) for row in columns),
        tuple(column for _, column in keyed),
        "AUTOINCREMENT" in sql.upper(),
    )


class NewHistory:
    """A history that is being filled with the rows of an export, in a file of its own.

    Nothing can be read from it until `finish`.  Raises StorageError.
    """

    def __init__(
        self, path: Path | None, version: int, migrations: Sequence[Migration] = MIGRATIONS
    ) -> None:
        """Make it in the form of `version`, at `path` or, without one, for this process alone."""
        self._path = Path("temporary") if path is None else path
        self._migrations = migrations
        if path is not None:
            os.close(create_private(path))
        with database_errors(self._path):
            # No name: in memory, or in a file that nobody else can open once it is large.
            name = "" if path is None else path
            self._connection = sqlite3.connect(name, isolation_level=None)
            try:
                self._connection.execute("PRAGMA secure_delete = ON")
                migrate(self._connection, self._path, migrations[:version], back_up=False)
                self._connection.execute("PRAGMA foreign_keys = OFF")
                self._connection.execute("BEGIN")
                self._triggers = self._connection.execute(
                    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
                ).fetchall()
                # What they would write is in the export too.
                for name, _ in self._triggers:
                    self._connection.execute(f"DROP TRIGGER {name}")
            except BaseException:
                self._connection.close()
                raise

    def tables(self) -> tuple[Table, ...]:
        """Every table of this form, by name."""
        found = self._connection.execute(_TABLES).fetchall()
        return tuple(
            _table(name, sql, self._connection.execute(_COLUMNS, (name,)).fetchall())
            for name, sql in found
        )

    def fill(
        self, table: Table, rows: Iterable[Mapping[str, Value]], last_number: int | None
    ) -> None:
        """Put rows into a table; raises BrokenRowsError where one of them can't stand there."""
        names = [column.name for column in table.columns]
        sql = (
            f"INSERT INTO {table.name} ({', '.join(names)}) "  # noqa: S608
            f"VALUES ({', '.join('?' * len(names))})"
        )
        with database_errors(self._path):
            try:
                self._connection.executemany(sql, (tuple(row[n] for n in names) for row in rows))
            except sqlite3.IntegrityError as error:
                raise BrokenRowsError(str(error)) from error
            if table.numbered:
                self._number_on(table.name, last_number)

    def _number_on(self, name: str, last_number: int | None) -> None:
        row = self._connection.execute(
            "SELECT seq FROM sqlite_sequence WHERE name = ?", (name,)
        ).fetchone()
        if last_number is None or (row and row[0] >= last_number):
            return
        self._connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        self._connection.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (name, last_number))

    def finish(self) -> Database:
        """Check that the rows go together, and bring them to the newest form; it can be read then.

        Raises BrokenRowsError.
        """
        with database_errors(self._path):
            for _, sql in self._triggers:
                self._connection.execute(sql)
            broken = self._connection.execute("PRAGMA foreign_key_check").fetchone()
            if broken is not None:
                raise BrokenRowsError(f"a row of {broken[0]} refers to one that is not there")
            self._connection.execute("COMMIT")
            migrate(self._connection, self._path, self._migrations, back_up=False)
        self._connection.row_factory = sqlite3.Row
        return Database(self._connection, self._path)

    def close(self) -> None:
        """Close the file, whatever is in it."""
        self._connection.close()
