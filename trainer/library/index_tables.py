"""The cache of one folder's banks as a database: its tables, and how it is opened.

It may be thrown away at any time.  What is damaged, was written by another version or
belongs to another folder is emptied, or deleted and made anew.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from trainer.workspace.private import create_private, private_folder

APPLICATION_ID: Final = 0x54524E42
"""``TRNB``: tells the cache from any other SQLite file."""

FORMAT: Final = 1

BUSY_TIMEOUT_S: Final = 10.0
"""Another process that writes is waited for so long: it may be reading a hundred thousand
questions."""

# What is looked up for every question is kept apart from its whole content, which is long.
# Only questions of files that stand are in these tables: a bank whose id another file has is
# kept in its file's `aside`.
_TABLES: Final = (
    "CREATE TABLE {0}.about (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """
    CREATE TABLE {0}.files (
        number INTEGER PRIMARY KEY,
        name BLOB NOT NULL UNIQUE,
        position INTEGER NOT NULL,
        identity TEXT,
        seen_ns INTEGER NOT NULL,
        bank_id TEXT,
        head TEXT NOT NULL,
        head_sum INTEGER NOT NULL,
        aside TEXT,
        aside_sum INTEGER
    )
    """,
    """
    CREATE TABLE {0}.questions (
        number INTEGER PRIMARY KEY,
        file INTEGER NOT NULL,
        position INTEGER NOT NULL,
        id TEXT NOT NULL,
        tail TEXT NOT NULL,
        bank_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        place INTEGER NOT NULL,
        brief TEXT NOT NULL,
        brief_sum INTEGER NOT NULL
    )
    """,
    "CREATE INDEX {0}.questions_by_id ON questions (id)",
    "CREATE INDEX {0}.questions_by_tail ON questions (tail)",
    "CREATE INDEX {0}.questions_by_file ON questions (file, position)",
    "CREATE INDEX {0}.questions_by_place ON questions (place, id, bank_id, kind)",
    "CREATE INDEX {0}.questions_by_bank ON questions (bank_id, place, id, kind)",
    "CREATE TABLE {0}.contents (number INTEGER PRIMARY KEY, sum INTEGER NOT NULL, content TEXT)",
    "CREATE TABLE {0}.prompts (number INTEGER PRIMARY KEY, folded TEXT, prompt TEXT)",
    """
    CREATE TABLE {0}.earlier (
        number INTEGER NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, tail TEXT NOT NULL,
        PRIMARY KEY (number, position)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX {0}.earlier_by_id ON earlier (id)",
    "CREATE INDEX {0}.earlier_by_tail ON earlier (tail)",
    """
    CREATE TABLE {0}.tags (
        number INTEGER NOT NULL, tag TEXT NOT NULL, place INTEGER NOT NULL,
        PRIMARY KEY (number, tag)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX {0}.tags_by_place ON tags (tag, place)",
)


def connect(target: str) -> sqlite3.Connection:
    """A connection to a database by its URI, in autocommit mode."""
    connection = sqlite3.connect(target, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    # A damaged page is told rather than believed, and nothing is written outside of the cache.
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def create_file(path: Path) -> bool:
    """Create an empty cache file, closed to others; False where there is one."""
    if path.exists():
        return False
    private_folder(path.parent)
    try:
        os.close(create_private(path))
    except FileExistsError:
        return False
    return True


def uri(path: Path, *, write: bool) -> str:
    """What SQLite calls a file."""
    return f"{path.absolute().as_uri()}?mode={'rw' if write else 'ro'}"


def prepare(connection: sqlite3.Connection, schema: str, about: dict[str, str]) -> None:
    """Make the tables where they are missing, or anew where they are not for `about`."""
    if _fits(connection, schema, about):
        return
    with writing(connection):
        # Another process may have been quicker.
        if _fits(connection, schema, about):
            return
        tables = connection.execute(
            f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table'"  # noqa: S608
        ).fetchall()
        for (name,) in tables:
            connection.execute(f'DROP TABLE {schema}."{name}"')
        for statement in _TABLES:
            connection.execute(statement.format(schema))
        connection.executemany(
            f"INSERT INTO {schema}.about VALUES (?, ?)",  # noqa: S608
            about.items(),
        )
        connection.execute(f"PRAGMA {schema}.application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA {schema}.user_version = {FORMAT}")


@contextlib.contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """All changes of the block or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _fits(connection: sqlite3.Connection, schema: str, about: dict[str, str]) -> bool:
    def pragma(name: str) -> int:
        number: int = connection.execute(f"PRAGMA {schema}.{name}").fetchone()[0]
        return number

    if (pragma("application_id"), pragma("user_version")) != (APPLICATION_ID, FORMAT):
        return False
    found = connection.execute(f"SELECT name, value FROM {schema}.about")  # noqa: S608
    return dict(found.fetchall()) == about
