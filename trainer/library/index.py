"""What was read of the banks in a folder, remembered in a cache file.

A file that is the same as when it was read (identity, times and size) is not read
again.  The cache may be thrown away at any time: what is damaged, was written by
another version, or can't be trusted is made anew, and where none can be written
the banks are read as if there were none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import trainer
from trainer.bank.load import LoadedBank, collector_paused, load_bank, load_banks
from trainer.errors import StorageError
from trainer.library.index_form import from_plain, to_plain
from trainer.workspace.private import private_folder, write_private

FORMAT = 1

RACY_NS = 20_000_000
"""A file that changed so shortly before the cache was written may have changed once more within
the same tick of the file system's clock (10 ms on common ones) without showing it."""

Identity = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Remembered:
    identity: Identity
    loaded: LoadedBank


def load_folder(
    folder: Path, cache: Path | None, read: Callable[[Path], LoadedBank] = load_bank
) -> tuple[LoadedBank, ...]:
    """The banks of a folder as `load_banks` gives them, unchanged ones from the cache.

    `cache` is the folder for cache files, or None for no cache; `read` reads a file.
    """
    if cache is None:
        return load_banks(folder, read=read)
    file = cache_file(cache, folder)
    remembered = _recall(file, folder)
    kept: dict[str, _Remembered] = {}
    fresh = 0

    def look_up(path: Path) -> LoadedBank:
        nonlocal fresh
        before = _identity(path)
        known = remembered.get(path.name)
        if known is None or known.identity != before:
            fresh += 1
            loaded = read(path)
            # A file that changes while it is read is read again the next time.
            if before is None or _identity(path) != before:
                return loaded
            known = _Remembered(before, loaded)
        kept[path.name] = known
        return known.loaded

    banks = load_banks(folder, read=look_up)
    if fresh or kept.keys() != remembered.keys():
        _keep(file, folder, kept)
    return banks


def cache_file(cache: Path, folder: Path) -> Path:
    """Where what was read of `folder` is remembered."""
    name = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:24]
    return cache / "banks" / f"{name}.json"


def _identity(path: Path) -> Identity | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _recall(file: Path, folder: Path) -> dict[str, _Remembered]:
    """What is remembered and can be trusted; nothing where the cache is not as it was written."""
    try:
        written_ns = file.stat().st_mtime_ns
        head, _, body = file.read_bytes().partition(b"\n")
        if json.loads(head) != _head(folder, body):
            return {}
        with collector_paused():
            entries = {
                name: _Remembered(tuple(identity), from_plain(plain, folder / name))
                for name, (identity, plain) in json.loads(body).items()
            }
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return {}
    # The last two are the times of the content and of the file's own record.
    return {
        name: entry
        for name, entry in entries.items()
        if max(entry.identity[-2:]) < written_ns - RACY_NS
    }


def _keep(file: Path, folder: Path, kept: dict[str, _Remembered]) -> None:
    plain = {name: (one.identity, to_plain(one.loaded)) for name, one in kept.items()}
    body = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
    head = json.dumps(_head(folder, body), ensure_ascii=False).encode()
    with contextlib.suppress(StorageError, OSError):
        private_folder(file.parent)
        write_private(file, head + b"\n" + body)
        _forget_gone(file)


def _head(folder: Path, body: bytes) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "folder": str(folder.absolute()),
        "program": _program(),
        "digest": hashlib.sha256(body).hexdigest(),
    }


@lru_cache(maxsize=1)
def _program() -> str:
    """What reads banks: its version and, for who works on it, the state of its files."""
    package = Path(trainer.__file__).parent
    files = sorted((*(package / "bank").glob("*.py"), *(package / "library").glob("index*.py")))
    states = [(file.name, _identity(file)) for file in files]
    told = repr((trainer.__version__, sys.version_info[:2], states))
    return hashlib.sha256(told.encode()).hexdigest()


def _forget_gone(file: Path) -> None:
    """Delete what is remembered of folders that are no longer there."""
    for other in file.parent.glob("*.json"):
        if other != file:
            with other.open("rb") as stream:
                head = stream.readline()
            with contextlib.suppress(ValueError, KeyError, TypeError):
                if not Path(json.loads(head)["folder"]).is_dir():
                    other.unlink(missing_ok=True)
