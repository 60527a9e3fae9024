"""Room on the disk for a recording."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from trainer.errors import StorageError
from trainer.workspace.private import storage_error

if TYPE_CHECKING:
    from pathlib import Path

# 25 minutes of 16 kHz PCM16, and room for the database to write the result.
MIN_FREE_BYTES = 50_000_000


def check_free_space(folder: Path, min_free_bytes: int = MIN_FREE_BYTES) -> None:
    """Raise StorageError where `folder` can't be read or has less than `min_free_bytes` free."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise storage_error(error, "look into", folder) from error
    if free < min_free_bytes:
        raise StorageError(
            f"Only {free / 1e6:.0f} MB are free in {folder}; a recording needs "
            f"{min_free_bytes / 1e6:.0f} MB to start.",
            hint="Free some space, then try again.",
        )
