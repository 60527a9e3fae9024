"""Room on the disk, and what goes wrong when writing to it."""

from __future__ import annotations

import errno
import os
import shutil
from typing import TYPE_CHECKING

from trainer.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

# 25 minutes of 16 kHz PCM16, and room for the database to write the result.
MIN_FREE_BYTES = 50_000_000

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def check_free_space(folder: Path, min_free_bytes: int = MIN_FREE_BYTES) -> None:
    """Raise StorageError where `folder` can't be read or has less than `min_free_bytes` free."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise storage_error(error, f"Can't look into {folder}") from error
    if free < min_free_bytes:
        raise StorageError(
            f"Only {free / 1e6:.0f} MB are free in {folder}; a recording needs "
            f"{min_free_bytes / 1e6:.0f} MB to start.",
            hint="Free some space, then try again.",
        )


def storage_error(error: OSError, doing: str) -> StorageError:
    """`error` as one a person can mend; `doing` begins its message."""
    if error.errno in _FULL:
        return StorageError(f"{doing}: the disk is full.", hint="Free some space, then try again.")
    return StorageError(
        f"{doing}: {error.strerror or error}.",
        hint="Check that the disk is there and that you may write to it.",
    )


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive a power cut, where the platform can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
