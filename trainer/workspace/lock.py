"""One drill or recording at a time in a workspace.

The lock is the operating system's, on an open file: it ends with the process,
however that ended, so nothing stale is ever left.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from typing import TYPE_CHECKING, Final, Protocol

from trainer.errors import BusyError
from trainer.workspace.places import Workspace, ensure_workspace
from trainer.workspace.private import create_private, storage_errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Far behind the text: Windows refuses to read bytes that another process locked.
_LOCKED_BYTE: Final = 1 << 20
_REFUSED: Final = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class Locker(Protocol):
    """How a system locks an open file without waiting."""

    def acquire(self, descriptor: int) -> bool:
        """Take the lock; False where another process has it."""

    def release(self, descriptor: int) -> None:
        """Give the lock back."""


class RegionLocking(Protocol):
    """The part of Windows' `msvcrt` that locks bytes from the current position on."""

    LK_NBLCK: int
    LK_UNLCK: int

    def locking(self, fd: int, mode: int, nbytes: int, /) -> None:
        """Lock or unlock; OSError where that is refused."""


class RegionLocker:
    """Windows: one byte of the file is locked."""

    def __init__(self, system: RegionLocking) -> None:
        self._system = system

    def acquire(self, descriptor: int) -> bool:
        """Lock the byte, or see that another process did."""
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            self._system.locking(descriptor, self._system.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in _REFUSED:
                return False
            raise
        return True

    def release(self, descriptor: int) -> None:
        """Unlock the byte."""
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        self._system.locking(descriptor, self._system.LK_UNLCK, 1)


if sys.platform == "win32":
    import msvcrt

    LOCKER: Final[Locker] = RegionLocker(msvcrt)
else:
    import fcntl

    class FlockLocker:
        """Linux and macOS: the whole file is locked."""

        def acquire(self, descriptor: int) -> bool:
            """Lock the file, or see that another process did."""
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        def release(self, descriptor: int) -> None:
            """Unlock the file."""
            fcntl.flock(descriptor, fcntl.LOCK_UN)

    LOCKER: Final[Locker] = FlockLocker()


@contextlib.contextmanager
def workspace_lock(
    workspace: Workspace, command: str, *, locker: Locker = LOCKER
) -> Iterator[None]:
    """Hold the workspace for `command` (such as ``drill``) while the block runs.

    Raises BusyError, which names the command and the process that hold it, and
    StorageError.
    """
    ensure_workspace(workspace)
    path = workspace.recordings / "trainer.lock"
    descriptor = _open(path)
    try:
        with storage_errors("lock", path):
            free = locker.acquire(descriptor)
        if not free:
            raise _busy(workspace, descriptor)
        try:
            holder = {"pid": os.getpid(), "command": command}
            with storage_errors("write", path):
                os.ftruncate(descriptor, 0)
                os.lseek(descriptor, 0, os.SEEK_SET)
                os.write(descriptor, json.dumps(holder).encode())
            yield
        finally:
            # A full disk must not hide what ended the block.
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, 0)
            locker.release(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def file_lock(path: Path, doing: str, *, locker: Locker = LOCKER) -> Iterator[None]:
    """Hold a file, which is there meanwhile, while the block runs.

    Raises BusyError, which says what another trainer is `doing`, and StorageError.
    """
    descriptor = _open(path)
    try:
        with storage_errors("lock", path):
            free = locker.acquire(descriptor)
        if not free:
            raise BusyError(
                f"{doing} by another trainer", hint="Let it finish, or stop it, then try again."
            )
        try:
            yield
        finally:
            locker.release(descriptor)
            with contextlib.suppress(OSError):
                path.unlink()
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    try:
        return create_private(path)
    except FileExistsError:
        with storage_errors("open", path):
            return os.open(path, os.O_RDWR)


def _busy(workspace: Workspace, descriptor: int) -> BusyError:
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        holder = json.loads(os.read(descriptor, 4096))
        who = f"`trainer {holder['command']}` (process {holder['pid']})"
    except ValueError:  # it has the lock and did not write its name yet
        who = "another trainer"
    return BusyError(
        f"{who} is at work in {workspace.root}",
        hint="Let it finish, or stop it, then try again.",
    )
