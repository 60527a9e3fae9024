"""From an older form of the database to the present one: all of it or nothing, a copy kept.

The pattern is that of SQLite's `PRAGMA user_version`: the number of steps the
file has been through.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from trainer.errors import NewerDataError, StorageError
from trainer.history.schema import Migration
from trainer.workspace.private import create_private, storage_errors

APPLICATION_ID: Final = 0x54524E52
"""``TRNR``: tells the history from any other program's SQLite file."""


def version_of(connection: sqlite3.Connection) -> int:
    """How many steps the database has been through; 0 for an empty one."""
    return _pragma(connection, "user_version")


def check_file(connection: sqlite3.Connection, path: Path, newest: int) -> None:
    """Refuse what this program can't read.

    Raises NewerDataError for a form behind `newest`, and StorageError for
    another program's database.
    """
    version = version_of(connection)
    if _pragma(connection, "application_id") != APPLICATION_ID:
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if version or tables:
            raise StorageError(
                f"{path} is another program's database",
                hint="Move it away, or choose another place with --workspace.",
            )
    if version > newest:
        raise NewerDataError(
            f"the history {path} was written by a newer version of this program "
            f"(its form is {version}, this one knows {newest})",
            hint="Update the program: pip install --upgrade interview-trainer.",
        )


def migrate(
    connection: sqlite3.Connection,
    path: Path,
    migrations: Sequence[Migration],
    *,
    back_up: bool = True,
) -> None:
    """Bring the database to the newest form; `connection` must be in autocommit mode.

    With `back_up` an older file is copied first: see `backup_path`.  Raises
    NewerDataError where another process brought it further meanwhile,
    StorageError, and sqlite3.Error, after which the database is as it was.
    """
    if version_of(connection) == len(migrations):
        return
    # Tables can't be rebuilt while foreign keys are watched; they are checked at the end.
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have been quicker.
        check_file(connection, path, len(migrations))
        version = version_of(connection)
        if version and back_up:
            _back_up(path, version)
        for step in migrations[version:]:
            step(connection)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.IntegrityError("a migration left a reference to nothing")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def backup_path(path: Path, version: int) -> Path:
    """Where the copy of a database of form `version` is kept when it is migrated."""
    return path.with_name(f"{path.name}.v{version}.backup")


def _back_up(path: Path, version: int) -> None:
    """Copy what is committed; the caller keeps others from writing meanwhile."""
    draft = path.with_name(f".{path.name}.v{version}.backup")
    with storage_errors("copy the history to", draft):
        draft.unlink(missing_ok=True)
        with contextlib.closing(_open_private(draft)) as copy:
            # SQLite refuses to copy from a connection that is writing.
            with contextlib.closing(sqlite3.connect(path)) as source:
                source.backup(copy)
            # One file, whole in itself.
            copy.execute("PRAGMA journal_mode = DELETE")
        draft.replace(backup_path(path, version))


def _open_private(path: Path) -> sqlite3.Connection:
    os.close(create_private(path))
    return sqlite3.connect(path, isolation_level=None)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    number: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return number
