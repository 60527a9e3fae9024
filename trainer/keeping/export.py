"""A whole workspace into one file: all of it at one moment, or no file."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from trainer import __version__
from trainer.errors import InputError, NotFoundError, UsageError
from trainer.history.codec import time_text
from trainer.history.store import History
from trainer.history.whole import Table, WholeStore
from trainer.keeping.files import exported_files
from trainer.keeping.form import (
    FORMAT,
    MANIFEST,
    TABLE_ENDING,
    Contents,
    Member,
    Part,
    is_audio,
    part_of,
)
from trainer.workspace.places import Workspace
from trainer.workspace.private import FILE_MODE, FILES, storage_errors

Progress = Callable[[str, float], None]

_CHUNK: Final = 1 << 20
_UNIX: Final = 3
_REGULAR: Final = 0o100000


@dataclass(frozen=True, slots=True)
class Exported:
    """An export that was written, and what of the workspace is not in it."""

    file: Path
    size_bytes: int
    contents: Contents
    nameless: tuple[Path, ...]
    lost_audio: tuple[str, ...]


def export_workspace(
    workspace: Workspace,
    history: History,
    file: Path,
    *,
    now: datetime,
    audio: bool = True,
    trash: bool = True,
    force: bool = False,
    progress: Progress = lambda _what, _done: None,
) -> Exported:
    """Write everything of a workspace into `file`, private.

    Without `audio` the recordings are left out, without `trash` what was removed, and the
    log for undo with it.  The caller holds the workspace's lock.  Raises InputError where
    there is such a file and `force` is not given, UsageError for a file within the
    workspace's folders, NotFoundError where there is nothing to export, and StorageError.
    """
    _check_place(workspace, file, force=force)
    with contextlib.ExitStack() as stack:
        draft, stream = stack.enter_context(_draft_of(file))
        stack.enter_context(history.whole.snapshot())
        whole = history.whole
        if not trash:
            folder = stack.enter_context(_private_folder_beside(file))
            whole = stack.enter_context(whole.without_trash(folder))
        tables = whole.tables()
        rows = {table.name: whole.count(table) for table in tables}
        paths, nameless = exported_files(workspace)
        wanted = {
            name: path
            for name, path in paths.items()
            if (audio or not _is_take(name)) and (trash or part_of(name) is not Part.TRASH)
        }
        if not any(rows.values()) and not wanted:
            raise NotFoundError(
                f"there is nothing to export yet in {workspace.root}",
                hint="'trainer drill' makes a first take.",
            )
        with storage_errors("write", file):
            contents = _write(stream, whole, tables, rows, wanted, now, (audio, trash), progress)
            stream.flush()
            os.fsync(stream.fileno())
            size_bytes = stream.tell()
        lost = (
            ()
            if not audio
            else tuple(
                str(row["audio"])
                for table in tables
                if table.name == "attempts"
                for row in whole.rows(table)
                if row["audio"]
                and not {f"{Part.RECORDINGS}/{row['audio']}", f"{Part.TRASH}/{row['audio']}"}
                & paths.keys()
            )
        )
        _put_in_place(draft, file, force=force)
    return Exported(file, size_bytes, contents, nameless, lost)


def _check_place(workspace: Workspace, file: Path, *, force: bool) -> None:
    place = file.absolute().resolve()
    for folder in (workspace.recordings, workspace.banks):
        if folder.resolve() in place.parents:
            raise UsageError(
                f"{file} would lie among what is exported",
                hint=f"Choose a place outside of {folder}.",
            )
    if file.is_dir():
        raise UsageError(f"{file} is a folder", hint="Name a file, such as mine.zip.")
    if file.exists() and not force:
        raise InputError(f"{file} is there already", hint="Name another, or give --force.")


@contextlib.contextmanager
def _draft_of(file: Path) -> Iterator[tuple[Path, BinaryIO]]:
    with storage_errors("write", file):
        descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.absolute().parent)
    draft = Path(name)
    try:
        # Closing it may be what fills the disk.
        with storage_errors("write", file), os.fdopen(descriptor, "w+b") as stream:
            FILES.restrict(draft, FILE_MODE)
            yield draft, stream
    finally:
        draft.unlink(missing_ok=True)


@contextlib.contextmanager
def _private_folder_beside(file: Path) -> Iterator[Path]:
    with storage_errors("write", file):
        folder = Path(tempfile.mkdtemp(prefix=".export-", dir=file.absolute().parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(draft: Path, file: Path, *, force: bool) -> None:
    with storage_errors("write", file):
        if force:
            draft.replace(file)
        else:
            try:
                # A second name, unlike a new one, is refused where the first is taken.
                file.hardlink_to(draft)
            except FileExistsError:
                raise
            except OSError:
                # A stick's file system may know no second names.
                if file.exists():
                    raise
                draft.rename(file)
        FILES.sync_folder(file.absolute().parent)


def _write(
    stream: BinaryIO,
    whole: WholeStore,
    tables: Iterable[Table],
    rows: dict[str, int],
    paths: dict[str, Path],
    now: datetime,
    options: tuple[bool, bool],
    progress: Progress,
) -> Contents:
    members: list[Member] = []
    with zipfile.ZipFile(stream, "w") as archive:

        def write(name: str, chunks: Iterable[bytes]) -> None:
            members.append(_add(archive, name, chunks, now))

        for done, table in enumerate(tables):
            progress("Writing the history", done / len(rows))
            write(f"{Part.HISTORY}/{table.name}{TABLE_ENDING}", _lines(whole, table))
        sizes = {name: path.stat().st_size for name, path in paths.items()}
        total, done_bytes = max(1, sum(sizes.values())), 0
        for name, path in paths.items():
            progress("Writing files", done_bytes / total)
            write(name, _chunks(path))
            done_bytes += sizes[name]
        audio, trash = options
        contents = Contents(
            program=__version__,
            schema=whole.version,
            made_at=time_text(now),
            with_audio=audio,
            with_trash=trash,
            rows={name: count for name, count in rows.items() if count},
            members=tuple(members),
        )
        text = json.dumps(contents.mapping(), ensure_ascii=False, indent=1) + "\n"
        _add(archive, MANIFEST, [text.encode("utf-8", "surrogateescape")], now)
    return contents


def _add(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes], now: datetime) -> Member:
    moment = now.astimezone(UTC)
    info = zipfile.ZipInfo(name, moment.timetuple()[:6])
    info.create_system = _UNIX
    info.external_attr = (_REGULAR | FILE_MODE) << 16
    # Recordings are packed already, or private noise that hardly shrinks.
    info.compress_type = zipfile.ZIP_STORED if _is_take(name) else zipfile.ZIP_DEFLATED
    digest, size = hashlib.sha256(), 0
    # Its size is not known before: room for the large form.
    with archive.open(info, "w", force_zip64=True) as member:
        for chunk in chunks:
            member.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return Member(name, size, digest.hexdigest())


def _lines(whole: WholeStore, table: Table) -> Iterator[bytes]:
    head = {"format": FORMAT, "table": table.name, "last_number": whole.last_number(table)}
    yield json.dumps(head).encode() + b"\n"
    for row in whole.rows(table):
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _chunks(path: Path) -> Iterator[bytes]:
    with storage_errors("read", path), path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _is_take(name: str) -> bool:
    return part_of(name) in {Part.RECORDINGS, Part.TRASH} and is_audio(name)
