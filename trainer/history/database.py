"""A connection to the history: how it is opened, its transactions, and what its errors mean."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from trainer.errors import BusyError
from trainer.history.faults import database_errors, has_room
from trainer.history.migrate import check_file, migrate, version_of
from trainer.history.schema import Migration
from trainer.workspace.private import create_private, storage_errors


class Database:
    """One connection, used from the thread that opened it.

    Every method raises BusyError where another process writes for longer than
    the timeout, and StorageError for a full disk, a damaged file or one that
    can't be reached.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def row(self, sql: str, *parameters: object) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        with database_errors(self._path):
            found: sqlite3.Row | None = self._connection.execute(sql, parameters).fetchone()
        return found

    def rows(self, sql: str, *parameters: object) -> list[sqlite3.Row]:
        """Every row of a query."""
        with database_errors(self._path):
            return self._connection.execute(sql, parameters).fetchall()

    def rows_named(self, sql: str, values: Mapping[str, object]) -> list[sqlite3.Row]:
        """Every row of a query whose values have names."""
        with database_errors(self._path):
            return self._connection.execute(sql, values).fetchall()

    def stream(self, sql: str, *parameters: object) -> Iterator[sqlite3.Row]:
        """The rows of a query one after the other, however many there are."""
        with database_errors(self._path):
            yield from self._connection.execute(sql, parameters)

    def insert(self, table: str, values: dict[str, Any]) -> int:
        """Add a row; the result is its id.  Table and columns are the program's own words."""
        columns = ", ".join(values)
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
        with database_errors(self._path):
            return self._connection.execute(sql, tuple(values.values())).lastrowid or 0

    def change(self, sql: str, *parameters: object) -> int:
        """Run an UPDATE or DELETE; the result is how many rows it changed."""
        with database_errors(self._path):
            return self._connection.execute(sql, parameters).rowcount

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All changes of the block or none of them; inside another one, part of that."""
        if self._connection.in_transaction:
            yield
            return
        with database_errors(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with database_errors(self._path):
                self._connection.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read within the block is of one moment, whatever others write meanwhile."""
        with database_errors(self._path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._roll_back()

    @contextlib.contextmanager
    def trial(self) -> Iterator[None]:
        """Changes of the block are seen within it, and taken back at its end."""
        with database_errors(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            self._roll_back()

    def copy_to(self, path: Path) -> None:
        """Write the database as it is now into a new private file.

        Raises FileExistsError where there is one, and StorageError.
        """
        os.close(create_private(path))
        with (
            database_errors(path),
            contextlib.closing(sqlite3.connect(path, isolation_level=None)) as copy,
        ):
            self._connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")

    def check_unread(self) -> None:
        """Raise BusyError where another process reads, for longer than the timeout."""
        if self._empty_log():
            raise BusyError(
                f"another trainer is reading the history {self._path}",
                hint="Let it finish, or stop it, then try again. Nothing was removed.",
            )

    def compact(self) -> None:
        """Leave nothing of deleted rows in the file, and nothing in the log beside it.

        Raises BusyError where another process reads for longer than the timeout.
        """
        with database_errors(self._path):
            self._connection.execute("VACUUM")
        if self._empty_log():
            raise BusyError(
                f"another trainer is reading the history {self._path}, so traces are left in the "
                "log beside it",
                hint="What was to be removed is removed; the traces go when that trainer ends.",
            )

    def _empty_log(self) -> bool:
        """Write the log into the file and empty it; whether somebody stood in the way."""
        with database_errors(self._path):
            busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return bool(busy)

    def _roll_back(self) -> None:
        # Some errors have ended the transaction already.
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def open_database(
    path: Path, *, write: bool, busy_timeout_s: float, migrations: Sequence[Migration]
) -> Database:
    """The database at `path`, in the newest form.

    To write, the file is created where it is missing, private, and an older one
    is migrated, a copy kept beside it.  To read, nothing is created: a missing
    file reads as an empty history, and an older one is migrated in memory.
    Raises NewerDataError, BusyError and StorageError.
    """
    with database_errors(path):
        connection = (
            _open_to_write(path, busy_timeout_s, migrations)
            if write
            else _open_to_read(path, busy_timeout_s, migrations)
        )
    connection.row_factory = sqlite3.Row
    return Database(connection, path)


def _open_to_write(
    path: Path, busy_timeout_s: float, migrations: Sequence[Migration]
) -> sqlite3.Connection:
    with contextlib.suppress(FileExistsError):
        os.close(create_private(path))
    with _connected(path, "mode=rw", busy_timeout_s) as connection:
        check_file(connection, path, len(migrations))
        # Kept in the file, and can't be changed inside the migration.
        connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection, path, migrations)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        # What was saved survives a power cut too, at the price of a sync for each change.
        connection.execute("PRAGMA synchronous = FULL")
    return connection


def _open_to_read(
    path: Path, busy_timeout_s: float, migrations: Sequence[Migration]
) -> sqlite3.Connection:
    with storage_errors("read", path):
        present = path.exists()
    if not present:
        return _in_memory(path, migrations)
    with _connected(path, _reading_mode(path), busy_timeout_s) as connection:
        check_file(connection, path, len(migrations))
        if version_of(connection) < len(migrations):
            with contextlib.closing(connection):
                return _in_memory(path, migrations, connection)
        connection.execute("PRAGMA query_only = ON")
    return connection


def _reading_mode(path: Path) -> str:
    # A connection in mode=ro would leave its -wal and -shm files behind; one that could write
    # takes them away again.  Where it can't create them nobody writes, and none are needed.
    effective = os.access in os.supports_effective_ids
    writable = all(
        os.access(place, os.W_OK, effective_ids=effective) for place in (path.parent, path)
    )
    beside = path.with_name(f"{path.name}-wal").exists()
    usable = writable and has_room(path.parent)
    return "mode=rw" if usable or beside else "mode=ro&immutable=1"


@contextlib.contextmanager
def _connected(path: Path, mode: str, busy_timeout_s: float) -> Iterator[sqlite3.Connection]:
    """A connection in autocommit mode that is closed only when the block fails."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=busy_timeout_s,
        isolation_level=None,
    )
    try:
        yield connection
    except BaseException:
        connection.close()
        raise


def _in_memory(
    path: Path, migrations: Sequence[Migration], older: sqlite3.Connection | None = None
) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    if older is not None:
        older.backup(connection)
    migrate(connection, path, migrations, back_up=False)
    connection.execute("PRAGMA query_only = ON")
    return connection
