"""Folders of prepared weights: written whole or not at all, and checked before use."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from trainer.errors import StorageError
from trainer.workspace.lock import file_lock

if TYPE_CHECKING:
    from collections.abc import Callable

MANIFEST: Final = "digests.json"
_FORMAT: Final = 1
_LOCK: Final = ".lock"


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal.

    Raises OSError where it can't be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_present(folder: Path) -> bool:
    """Whether `folder` was finished and its files have their sizes: cheap, reads no weights."""
    files = _manifest(folder).get("files", {})
    return bool(files) and all(_size(folder / name) == kept["size"] for name, kept in files.items())


def is_whole(folder: Path, origin: str | None = None) -> bool:
    """Whether every file of `folder` still has the digest it was written with.

    `origin` is what it must have been made from; None takes anything.  The whole
    is read: 0.2 to 0.4 s for the 145 MB of base, less than loading it takes.
    """
    manifest = _manifest(folder)
    if not is_present(folder) or origin not in (None, manifest["origin"]):
        return False
    return all(
        sha256_of(folder / name) == kept["sha256"] for name, kept in manifest["files"].items()
    )


def build_folder(target: Path, origin: str, fill: Callable[[Path], None]) -> Path:
    """Put in place of `target` a folder that `fill` has filled; returns `target`.

    Nobody ever sees it half filled: `fill` works in a folder beside it, which is
    renamed when all is there, or removed if anything goes wrong.

    Raises StorageError where the disk is full or may not be written, and whatever
    `fill` raises.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        try:
            fill(staging)
            _seal(staging, origin)
            _put_in_place(staging, target, origin)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise no_room(error, target.parent) from error
    return target


def unfinished_folder(target: Path) -> Path:
    """Where `build_resumed` gathers what belongs into `target`."""
    return target.with_name(f".{target.name}.part")


def build_resumed(target: Path, origin: str, fill: Callable[[Path], None]) -> Path:
    """As `build_folder`, but what `fill` left when it was stopped is there the next time.

    Raises BusyError where another trainer is at it.
    """
    gathered = unfinished_folder(target)
    try:
        gathered.mkdir(parents=True, exist_ok=True)
        with file_lock(gathered / _LOCK, f"the speech model {target.name} is being fetched"):
            fill(gathered)
            build_folder(target, origin, lambda folder: _move(gathered, folder))
    except OSError as error:
        raise no_room(error, target.parent) from error
    finally:
        # Only what has come is worth keeping.
        with contextlib.suppress(OSError):
            gathered.rmdir()
    return target


def _move(source: Path, target: Path) -> None:
    for path in source.iterdir():
        if path.name != _LOCK:
            path.replace(target / path.name)


def no_room(error: OSError, folder: Path) -> StorageError:
    """The error for a cache that can't be written."""
    return StorageError(
        f"The speech model can't be prepared in {folder}: {error.strerror or error}.",
        hint="Make room on that disk, or make the folder writable, and try again.",
    )


def _put_in_place(staging: Path, target: Path, origin: str) -> None:
    aside = staging.with_name(f"{staging.name}-old")
    with contextlib.suppress(FileNotFoundError):
        target.rename(aside)
    try:
        staging.rename(target)
    except OSError:
        # Another trainer may have been quicker; what it left is as good, if it is whole.
        if not is_whole(target, origin):
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _seal(folder: Path, origin: str) -> None:
    files = {
        path.name: {"size": path.stat().st_size, "sha256": sha256_of(path)}
        for path in sorted(folder.iterdir())
    }
    manifest = {"format": _FORMAT, "origin": origin, "files": files}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _manifest(folder: Path) -> dict[str, Any]:
    """The digests of `folder`, or an empty mapping where they are absent or unreadable."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    known = isinstance(manifest, dict) and manifest.get("format") == _FORMAT
    return manifest if known else {}


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
