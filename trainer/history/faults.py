"""What SQLite's errors mean to a person."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from trainer.errors import BusyError, StorageError

# The low byte of an extended result code is the plain one: https://sqlite.org/rescode.html
_PLAIN_CODE: Final = 0xFF
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_REFUSED: Final = {
    sqlite3.SQLITE_FULL: ("the disk is full", "Free some space, then try again."),
    sqlite3.SQLITE_IOERR: ("the disk reports a fault", "Check the disk, then try again."),
    sqlite3.SQLITE_CANTOPEN: (
        "it can't be opened",
        "Look at the owner and the permissions of the file and of its folder.",
    ),
    sqlite3.SQLITE_READONLY: (
        "it can't be written to",
        "Look at the owner and the permissions of the file and of its folder.",
    ),
}
_REFUSED[sqlite3.SQLITE_PERM] = _REFUSED[sqlite3.SQLITE_CANTOPEN]


_LEAST_ROOM_BYTES: Final = 64 * 1024
"""Twice the smallest size of the file in which SQLite shares its log between processes."""


def has_room(folder: Path) -> bool:
    """Whether SQLite can make its small files in `folder`."""
    try:
        return shutil.disk_usage(folder).free >= _LEAST_ROOM_BYTES
    except OSError:
        return False


def damaged(path: Path, detail: str) -> StorageError:
    """The error for a history that can't be read as one."""
    return StorageError(
        f"the history {path} is damaged: {detail}",
        hint="Your recordings are whole. Put a copy of the file back, or move it away: a new "
        "history is begun then.",
    )


@contextlib.contextmanager
def database_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises about the file at `path` into errors that a person can mend.

    Raises BusyError and StorageError; a mistake of the program's own, such as a
    broken constraint, stays what it is.
    """
    try:
        yield
    except sqlite3.Error as error:
        # Errors of the module itself carry no code.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PLAIN_CODE
        if code in _BUSY:
            raise BusyError(
                f"another trainer is writing to the history {path}",
                hint="Let it finish, or stop it, then try again.",
            ) from error
        if code in _DAMAGED:
            raise damaged(path, str(error)) from error
        if code == sqlite3.SQLITE_IOERR and not has_room(path.parent):
            # So it says when the small file beside the database can't be made.
            code = sqlite3.SQLITE_FULL
        if code in _REFUSED:
            cause, hint = _REFUSED[code]
            raise StorageError(f"can't use the history {path}: {cause}", hint=hint) from error
        raise
