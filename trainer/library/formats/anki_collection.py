"""The notes of an .apkg file, which is a zip archive with an SQLite database in it.

The archive comes from anybody, so everything about it is bounded: its directory, what a
member unpacks to, and how long the database may work.  Read are the three forms that
Anki writes: ``collection.anki2``, ``collection.anki21``, and ``collection.anki21b``,
which is compressed with Zstandard.
"""

from __future__ import annotations

import contextlib
import json
import lzma
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.bank.form import MAX_QUESTIONS
from trainer.errors import InputError
from trainer.workspace.private import storage_errors

MAX_DIRECTORY_BYTES = 8 * 1024**2
MAX_COLLECTION_BYTES = 64 * 1024**2
MAX_FIELD_BYTES = 8 * 1024**2
MAX_STEPS = 20_000
"""Of a thousand instructions of the database each: some seconds of work."""

_NEWEST_FIRST = ("collection.anki21b", "collection.anki21", "collection.anki2")
_END_OF_DIRECTORY = b"PK\x05\x06"

_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    # An unknown or missing member, a password, an unknown way to compress, an early end.
    *(KeyError, RuntimeError, NotImplementedError, EOFError, ValueError, struct.error),
)
_UNREADABLE = (
    *(sqlite3.Error, ValueError, KeyError, TypeError, AttributeError, RecursionError),
    OverflowError,
)


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its kind, its fields by name, and the deck that its first card is in."""

    kind: str
    fields: dict[str, str]
    deck: str


def read_notes(path: Path) -> list[Note]:
    """Every note of the file, in the order in which Anki would show new ones.

    At most one more than a bank may have questions.  Raises InputError for what is no
    such file, or too much of one; StorageError.
    """
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "collection.db")
        with storage_errors("read", path):
            database.write_bytes(_collection(path))
        try:
            with contextlib.closing(_opened(database)) as connection:
                return _notes(connection)
        except (
            sqlite3.Error,
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            RecursionError,
        ) as error:
            raise InputError(
                f"the collection in {path} can't be read ({error})"[:300],
                hint="Export the deck from Anki again.",
            ) from None


def _collection(path: Path) -> bytes:
    """The database of the newest form in the archive."""
    _refuse_long_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            name = next((one for one in _NEWEST_FIRST if one in names), "")
            with archive.open(name) as member:
                packed = member.read(MAX_COLLECTION_BYTES + 1)
    except _DAMAGED as error:
        raise _no_deck(path) from error
    content = _unpacked(packed, path) if name.endswith("b") else packed
    if len(content) > MAX_COLLECTION_BYTES:
        raise InputError(
            f"the collection in {path} is larger than {MAX_COLLECTION_BYTES // 1024**2} MB",
            hint="Export a smaller deck.",
        )
    return content


def _refuse_long_directory(path: Path) -> None:
    """Look at what the archive says of its directory before that is read."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 65_557))
        tail = file.read()
    at = tail.rfind(_END_OF_DIRECTORY)
    if at < 0 or len(tail) - at < 22:
        raise _no_deck(path)
    (length,) = struct.unpack_from("<I", tail, at + 12)
    if length > MAX_DIRECTORY_BYTES:
        raise InputError(f"{path} holds too many files", hint="Export the deck without media.")


def _unpacked(packed: bytes, path: Path) -> bytes:
    try:
        import zstandard
    except ModuleNotFoundError:
        raise InputError(
            f"{path} is in Anki's newest form, which needs the package zstandard",
            hint="Install it: pip install 'interview-trainer[anki]'; or export the deck from "
            "Anki with 'Support older Anki versions'.",
        ) from None
    try:
        unpacker = zstandard.ZstdDecompressor(max_window_size=2**27)
        with unpacker.stream_reader(packed) as stream:
            return stream.read(MAX_COLLECTION_BYTES + 1)
    except zstandard.ZstdError as error:
        raise _no_deck(path) from error


def _no_deck(path: Path) -> InputError:
    return InputError(
        f"{path} is no Anki deck package, or a damaged one",
        hint="In Anki: File, Export, Anki Deck Package (.apkg).",
    )


def _opened(database: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_FIELD_BYTES)
    left = iter(range(MAX_STEPS))
    connection.set_progress_handler(lambda: next(left, None) is None, 1000)
    connection.create_collation("unicase", _unicase)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _unicase(one: str, other: str) -> int:
    return (one.casefold() > other.casefold()) - (one.casefold() < other.casefold())


def _notes(connection: sqlite3.Connection) -> list[Note]:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if "notetypes" in tables:
        kinds, decks = _tables_of_kinds(connection)
    else:
        kinds, decks = _kinds_of_json(connection)
    rows = connection.execute(
        "SELECT notes.mid, notes.flds, first.did FROM notes "
        "LEFT JOIN (SELECT nid, min(ord), did, due FROM cards GROUP BY nid) first "
        "ON first.nid = notes.id ORDER BY first.due, notes.id LIMIT ?",
        (MAX_QUESTIONS + 1,),
    )
    return [Note(*kind, deck) for kind, deck in _told(rows, kinds, decks)]


def _told(
    rows: Iterator[Any], kinds: dict[int, tuple[str, list[str]]], decks: dict[int, str]
) -> Iterator[tuple[tuple[str, dict[str, str]], str]]:
    for kind_id, joined, deck_id in rows:
        name, fields = kinds[int(kind_id)]
        values = str(joined).split("\x1f")
        yield (name, dict(zip(fields, values, strict=False))), decks.get(deck_id, "")


def _tables_of_kinds(
    connection: sqlite3.Connection,
) -> tuple[dict[int, tuple[str, list[str]]], dict[int, str]]:
    names = dict(connection.execute("SELECT id, name FROM notetypes"))
    fields: dict[int, list[tuple[int, str]]] = {}
    for kind, place, name in connection.execute("SELECT ntid, ord, name FROM fields"):
        fields.setdefault(kind, []).append((place, str(name)))
    kinds = {
        kind: (str(name), [one for _, one in sorted(fields.get(kind, []))])
        for kind, name in names.items()
    }
    decks = {
        deck: str(name).replace("\x1f", "::")
        for deck, name in connection.execute("SELECT id, name FROM decks")
    }
    return kinds, decks


def _kinds_of_json(
    connection: sqlite3.Connection,
) -> tuple[dict[int, tuple[str, list[str]]], dict[int, str]]:
    models, decks = connection.execute("SELECT models, decks FROM col").fetchone()
    kinds = {}
    for kind, model in json.loads(models).items():
        fields = sorted(model["flds"], key=lambda one: one["ord"])
        kinds[int(kind)] = (str(model["name"]), [str(one["name"]) for one in fields])
    return kinds, {int(deck): str(one["name"]) for deck, one in json.loads(decks).items()}
