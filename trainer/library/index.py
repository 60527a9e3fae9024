"""What was read of the banks in a folder, remembered in a cache file that can be asked.

A file that is the same as when it was read (identity, times and size) is not read
again.  The cache may be thrown away at any time: what is damaged, was written by
another version, or can't be trusted is made anew, and where none can be written
the banks are read into memory as if there were none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import trainer
from trainer.bank.load import LoadedBank, bank_paths, collector_paused, load_bank, load_banks
from trainer.errors import StorageError
from trainer.library.index_form import DamagedIndexError
from trainer.library.index_rows import FileRow, Rows
from trainer.library.index_tables import connect, create_file, prepare, uri, writing

T = TypeVar("T")
Read = Callable[[Path], LoadedBank]

RACY_NS = 20_000_000
"""A file that changed so shortly before it was read may have changed once more within the same
tick of the file system's clock (10 ms on common ones) without showing it."""

BATCH = 2_000
"""So many questions are read before they are written, and others kept waiting for that."""

LOOKED_AT = 20
"""So many other cache files are looked at when one is made, whether their folders are there."""

SUFFIX = ".db"

_DAMAGE = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
}


def load_folder(folder: Path, cache: Path | None, read: Read = load_bank) -> tuple[LoadedBank, ...]:
    """The banks of a folder as `load_banks` gives them, unchanged ones from the cache.

    `cache` is the folder for cache files, or None for no cache; `read` reads a file.
    """
    if cache is None:
        return load_banks(folder, read=read)

    def all_of(connection: sqlite3.Connection) -> tuple[LoadedBank, ...]:
        rows = Rows(connection, "banks")
        known = rows.files()
        with collector_paused():
            remembered = {name: rows.loaded(folder, row) for name, row in known.items()}
        # A file that came this very moment is read for this once.
        return load_banks(folder, read=lambda path: remembered.get(path.name) or read(path))

    return asked({"banks": folder}, cache, all_of, read)


def asked(
    folders: dict[str, Path],
    cache: Path | None,
    work: Callable[[sqlite3.Connection], T],
    read: Read = load_bank,
) -> T:
    """What `work` makes of a connection to the caches of folders, each under its schema's name.

    Where a cache turns out to be damaged it is made anew, and without a usable one the
    banks are read into memory.
    """
    with contextlib.closing(Index(folders, cache, read)) as index:
        return index.ask(work)


class Index:
    """The caches of one or several folders, up to date when opened, behind one connection."""

    def __init__(
        self, folders: dict[str, Path], cache: Path | None, read: Read = load_bank
    ) -> None:
        self._folders = folders
        self._cache = cache
        self._read = read
        self._connection: sqlite3.Connection | None = None

    def ask(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` makes of the connection; called again where a cache was damaged."""
        # As it is, made anew, without it.
        for attempt in range(2 if self._cache else 0):
            try:
                if self._connection is None:
                    self._connection = self._open(self._cache)
                return _at_one_moment(self._connection, work)
            except DamagedIndexError:
                self._discard()
            except sqlite3.DatabaseError as error:
                if attempt or not _is_damage(error):
                    break
                self._discard()
            except (StorageError, OSError):
                break
        if self._cache:
            self.close()
            self._cache = None
        if self._connection is None:
            self._connection = self._open(None)
        return _at_one_moment(self._connection, work)

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self, cache: Path | None) -> sqlite3.Connection:
        targets = dict.fromkeys(self._folders, ":memory:")
        for schema, folder in self._folders.items():
            if cache is not None and folder.is_dir():
                file = cache_file(cache, folder)
                _refresh_file(file, folder, self._read)
                targets[schema] = uri(file, write=False)
        connection = connect("file::memory:")
        try:
            # Those in memory first: a transaction asks every schema whether it can be written to.
            for schema, target in sorted(targets.items(), key=lambda one: one[1] != ":memory:"):
                connection.execute(f"ATTACH ? AS {schema}", (target,))
                if target == ":memory:":
                    prepare(connection, schema, {})
                    if self._folders[schema].is_dir():
                        _refresh(connection, schema, self._folders[schema], self._read, lambda: 0)
        except BaseException:
            connection.close()
            raise
        return connection

    def _discard(self) -> None:
        """Delete what is damaged: it can be read again."""
        self.close()
        for folder in self._folders.values():
            if self._cache:
                with contextlib.suppress(OSError):
                    file = cache_file(self._cache, folder)
                    file.unlink(missing_ok=True)
                    file.with_name(f"{file.name}-journal").unlink(missing_ok=True)


def _at_one_moment(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    """What `work` makes of the caches as they are now, whatever others write meanwhile."""
    connection.execute("BEGIN")
    try:
        return work(connection)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def cache_file(cache: Path, folder: Path) -> Path:
    """Where what was read of `folder` is remembered."""
    name = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:24]
    return cache / "banks" / f"{name}{SUFFIX}"


def _refresh_file(file: Path, folder: Path, read: Read) -> None:
    """Bring a cache file up to date, and make it where it is missing."""

    def moment_ns() -> int:
        os.utime(file)
        return file.stat().st_mtime_ns

    if create_file(file):
        _forget_gone(file)
    with contextlib.closing(connect(uri(file, write=True))) as connection:
        prepare(connection, "main", {"folder": str(folder.absolute()), "program": _program()})
        _refresh(connection, "main", folder, read, moment_ns)


def _refresh(
    connection: sqlite3.Connection,
    schema: str,
    folder: Path,
    read: Read,
    moment_ns: Callable[[], int],
) -> None:
    """Read what changed in a folder, and forget what is gone from it."""
    rows = Rows(connection, schema)
    try:
        paths = bank_paths(folder)
    except OSError:
        # `load_banks` says what is wrong.
        paths = []
    known = rows.files()
    names = [path.name for path in paths]
    stale = [path for path in paths if not _trusted(known.get(path.name), path)]
    if not stale and names == list(known):
        return
    seen_ns = moment_ns()
    batch: list[tuple[LoadedBank, str | None]] = []

    def write(gone: Iterable[str] = ()) -> None:
        with writing(connection):
            for name in gone:
                rows.remove(name)
            for loaded, identity in batch:
                rows.put(loaded, identity, seen_ns)
            rows.settle(folder, names)
        batch.clear()

    # What is gone makes room: another file may have its bank's id now.
    gone = known.keys() - set(names)
    if gone:
        write(gone)
    for path in stale:
        before = _identity(path)
        loaded = read(path)
        # A file that changes while it is read is read again the next time.
        batch.append((loaded, before if _identity(path) == before else None))
        if sum(len(one.bank.questions) for one, _ in batch if one.bank) >= BATCH:
            write()
    if batch or not gone:
        write()


def _trusted(row: FileRow | None, path: Path) -> bool:
    if row is None or row.identity is None or row.identity != _identity(path):
        return False
    # The last two are the times of the content and of the file's own record.
    return bool(max(json.loads(row.identity)[-2:]) < row.seen_ns - RACY_NS)


def _identity(path: Path) -> str | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return json.dumps(
        (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    )


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether to make the cache anew; a full disk or a file in use are no reason to."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF in _DAMAGE


@lru_cache(maxsize=1)
def _program() -> str:
    """What reads banks: its version and, for who works on it, the state of its files."""
    package = Path(trainer.__file__).parent
    library = package / "library"
    files = sorted((*(package / "bank").glob("*.py"), *library.glob("index*.py")))
    states = [(file.name, _identity(file)) for file in (*files, library / "brief.py")]
    told = repr((trainer.__version__, sys.version_info[:2], states))
    return hashlib.sha256(told.encode()).hexdigest()


def _forget_gone(file: Path) -> None:
    """Delete what is remembered of folders that are no longer there, and in older forms."""
    for older in file.parent.glob("*.json"):
        older.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        others = sorted(
            (other for other in file.parent.glob(f"*{SUFFIX}") if other != file),
            key=lambda other: other.stat().st_mtime_ns,
        )
        for other in others[:LOOKED_AT]:
            # Looked at last, the next time.
            os.utime(other)
            with (
                contextlib.suppress(sqlite3.Error),
                contextlib.closing(connect(uri(other, write=False))) as connection,
            ):
                row = connection.execute("SELECT value FROM about WHERE name = 'folder'").fetchone()
                if row and not Path(row[0]).is_dir():
                    other.unlink(missing_ok=True)
