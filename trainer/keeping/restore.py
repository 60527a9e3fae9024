"""An export back into an empty workspace: all of it, or nothing.

Everything is unpacked and checked in a folder beside, then moved, the history last.  Before
the first move a list of them is written, so that the next import takes back what a power cut
left half moved.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from trainer.errors import InputError, StorageError
from trainer.history.opening import open_history
from trainer.history.whole import NewHistory
from trainer.keeping.archive import Archive
from trainer.keeping.files import everything_in
from trainer.keeping.filling import Progress, fill_history
from trainer.keeping.form import Contents, Member, Part, place_in
from trainer.workspace.places import Workspace
from trainer.workspace.private import (
    FILES,
    create_private,
    private_folder,
    storage_errors,
    write_private,
)

_STAGING: Final = ".import-"
_MOVES: Final = "moves.json"
_SPARE_BYTES: Final = 64 << 20
"""Left free on the disk: the history grows a little while it is made."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an export holds, or held."""

    contents: Contents


def check_export(
    file: Path, *, now: datetime, progress: Progress = lambda _what, _done: None
) -> Imported:
    """Read an export to its end and check all of it; nothing is written.

    Raises InputError, NewerDataError and StorageError.
    """
    with Archive(file) as archive:
        history = NewHistory(None, archive.contents.schema)
        with contextlib.closing(history):
            fill_history(archive, history, now, progress)
        for member, _ in _told(archive, progress):
            for _chunk in archive.chunks(member):
                pass
        return Imported(archive.contents)


def import_workspace(
    workspace: Workspace,
    file: Path,
    *,
    now: datetime,
    progress: Progress = lambda _what, _done: None,
) -> Imported:
    """Put what an export holds into a workspace with nothing in it.

    The caller holds the workspace's lock.  Raises InputError where the workspace is not
    empty or the export at fault, NewerDataError and StorageError; nothing is imported then.
    """
    _take_back_half_moved(workspace)
    check_empty(workspace, now)
    with Archive(file) as archive:
        _check_room(workspace, archive)
        with _staging(workspace) as staging:
            database = staging / "trainer.db"
            history = NewHistory(database, archive.contents.schema)
            with contextlib.closing(history):
                fill_history(archive, history, now, progress)
            moves: dict[Path, Path] = {}
            for member, number in _told(archive, progress):
                draft = staging / f"{number}"
                _unpack(archive, member, draft)
                moves[draft] = place_in(workspace, member.name)
            # The history comes last: with it, all is there.
            moves[database] = workspace.database
            _move(staging, workspace, moves)
        return Imported(archive.contents)


def check_empty(workspace: Workspace, now: datetime) -> None:
    """Raise InputError, with what to do, where a workspace holds anything of a person's."""
    _take_back_half_moved(workspace)
    ours = {
        workspace.database.with_name(f"{workspace.database.name}{ending}")
        for ending in ("", "-wal", "-shm")
    }
    others = [path for path in everything_in(workspace) if path not in ours]
    if others:
        raise _not_empty(workspace, str(others[0]))
    with open_history(workspace, write=False, now=now) as history:
        for table in history.whole.tables():
            if history.whole.count(table):
                raise _not_empty(workspace, "a history")


def _not_empty(workspace: Workspace, what: str) -> InputError:
    return InputError(
        f"the workspace {workspace.root} is not empty: it holds {what}",
        hint="Import into a new one (--workspace FOLDER); or keep what is here with 'trainer "
        "export' and empty it with 'trainer forget everything'.",
    )


def _check_room(workspace: Workspace, archive: Archive) -> None:
    with storage_errors("look at the disk of", workspace.recordings):
        free = shutil.disk_usage(workspace.recordings).free
    # Rows take about the same room in the history as they do in the export.
    needed = sum(member.size_bytes for member in archive.contents.members) + _SPARE_BYTES
    if needed > free:
        raise StorageError(
            f"the disk has not enough room for {archive.file}: {needed >> 20} MB are needed, "
            f"{free >> 20} MB are free",
            hint="Free some space, or import to another disk with --workspace.",
        )


def _told(archive: Archive, progress: Progress) -> Iterator[tuple[Member, int]]:
    """The members that are files, with a number each, and word of how far it is."""
    files = [one for one in archive.contents.members if one.part is not Part.HISTORY]
    total = max(1, sum(member.size_bytes for member in files))
    done = 0
    for number, member in enumerate(files):
        progress("Reading the files", done / total)
        yield member, number
        done += member.size_bytes


def _unpack(archive: Archive, member: Member, draft: Path) -> None:
    descriptor = create_private(draft)
    with os.fdopen(descriptor, "wb") as stream:
        for chunk in archive.chunks(member):
            with storage_errors("write", draft):
                stream.write(chunk)
        with storage_errors("write", draft):
            stream.flush()
            os.fsync(stream.fileno())


@contextlib.contextmanager
def _staging(workspace: Workspace) -> Iterator[Path]:
    with storage_errors("write to", workspace.recordings):
        outer = Path(tempfile.mkdtemp(prefix=_STAGING, dir=workspace.root))
    try:
        private_folder(outer / "recordings")
        yield outer / "recordings"
    finally:
        shutil.rmtree(outer, ignore_errors=True)


def _move(staging: Path, workspace: Workspace, moves: Mapping[Path, Path]) -> None:
    """Move what was unpacked to its places, in order; all of it or nothing."""
    planned = [[str(place), draft.stat().st_ino] for draft, place in moves.items()]
    write_private(staging.parent / _MOVES, json.dumps(planned).encode())
    moved: list[Path] = []
    try:
        for draft, place in moves.items():
            _put(draft, place, workspace)
            moved.append(place)
        for folder in {place.parent for place in moved}:
            with storage_errors("write", folder):
                FILES.sync_folder(folder)
    except BaseException:
        for place in moved:
            place.unlink(missing_ok=True)
        raise


def _put(draft: Path, place: Path, workspace: Workspace) -> None:
    private_folder(place.parent)
    with storage_errors("write", place):
        if place == workspace.database:
            # An empty history may be there, with its log beside it.
            for ending in ("-wal", "-shm"):
                place.with_name(f"{place.name}{ending}").unlink(missing_ok=True)
        elif place.exists():
            raise _same_name(place)
        draft.replace(place)


def _same_name(place: Path) -> InputError:
    return InputError(
        f"two files of the export have the same name here: {place.name}",
        hint="This system does not tell large letters from small ones. Import on the system the "
        "export comes from, and rename one of them there.",
    )


def _take_back_half_moved(workspace: Workspace) -> None:
    """Delete what an import that was cut off by a crash left in the workspace."""
    if not workspace.root.is_dir():
        return
    with storage_errors("clear up", workspace.root):
        for outer in sorted(workspace.root.glob(f"{_STAGING}*")):
            moves = outer / _MOVES
            # With the history moved, the import was done.
            if moves.exists() and (outer / "recordings" / workspace.database.name).exists():
                for text, inode in json.loads(moves.read_text(encoding="utf-8")):
                    place = Path(text)
                    # What was made anew at that place since then is another file.
                    if place.exists() and place.stat().st_ino == inode:
                        place.unlink()
            shutil.rmtree(outer)


@contextlib.contextmanager
def taken_back_where_new(workspace: Workspace) -> Iterator[None]:
    """Leave no folder of a workspace that was made within the block, where that fails."""
    made = not workspace.root.exists()
    try:
        yield
    except BaseException:
        if made:
            with contextlib.suppress(OSError):
                (workspace.recordings / "trainer.lock").unlink(missing_ok=True)
                for folder in (workspace.recordings, workspace.root):
                    folder.rmdir()
        raise
