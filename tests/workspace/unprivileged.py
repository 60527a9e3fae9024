"""Acting as somebody without rights, also where the tests run as root."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

NOBODY = 65534


@contextlib.contextmanager
def unprivileged() -> Iterator[None]:
    """Permission bits count inside the block: root becomes nobody there."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextlib.contextmanager
def closed(folder: Path) -> Iterator[Path]:
    """`folder`, which everybody can read and nobody can write inside the block."""
    folder.chmod(0o555)
    try:
        with unprivileged():
            yield folder
    finally:
        folder.chmod(0o755)


@contextlib.contextmanager
def umask(mask: int) -> Iterator[None]:
    """Another umask inside the block."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    """The permission bits of a file or folder."""
    return path.stat().st_mode & 0o777
