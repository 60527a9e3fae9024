from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.workspace.unprivileged import mode
from trainer.errors import BusyError
from trainer.workspace.lock import RegionLocker, workspace_lock
from trainer.workspace.places import Workspace

HOLDER = """
import sys
from pathlib import Path
from trainer.workspace.lock import workspace_lock
from trainer.workspace.places import Workspace
with workspace_lock(Workspace(Path(sys.argv[1])), "drill"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


@contextmanager
def another_process(workspace: Workspace) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock until its standard input is closed or it is killed."""
    command = [sys.executable, "-c", HOLDER, str(workspace.root)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            yield holder
        finally:
            holder.kill()


def test_the_second_is_told_who_the_first_is(workspace: Workspace) -> None:
    with another_process(workspace) as holder:
        with pytest.raises(BusyError) as caught, workspace_lock(workspace, "answer"):
            pass
        assert "trainer drill" in caught.value.message
        assert str(holder.pid) in caught.value.message
        assert caught.value.hint


def test_a_killed_process_leaves_no_lock(workspace: Workspace) -> None:
    with another_process(workspace) as holder:
        holder.kill()
        holder.wait()
        with workspace_lock(workspace, "answer"):
            assert mode(workspace.recordings / "trainer.lock") == 0o600


def test_the_lock_is_free_after_the_block_and_after_an_error(workspace: Workspace) -> None:
    with pytest.raises(ZeroDivisionError), workspace_lock(workspace, "drill"):
        raise ZeroDivisionError
    for _ in range(2):
        with workspace_lock(workspace, "drill"):
            pass
    assert (workspace.recordings / "trainer.lock").read_bytes() == b""


def test_a_holder_without_a_name_is_still_a_holder(workspace: Workspace) -> None:
    with workspace_lock(workspace, "drill"):
        (workspace.recordings / "trainer.lock").write_text("")
        with pytest.raises(BusyError, match="another trainer"), workspace_lock(workspace, "answer"):
            pass


class Regions:
    """Byte locks as Windows has them: of a range, from the current position on."""

    LK_NBLCK = 2
    LK_UNLCK = 0

    def __init__(self, refusal: int = errno.EACCES) -> None:
        self.locked: set[int] = set()
        self.refusal = refusal

    def locking(self, fd: int, mode: int, nbytes: int, /) -> None:
        start = os.lseek(fd, 0, os.SEEK_CUR)
        region = set(range(start, start + nbytes))
        if mode == self.LK_UNLCK:
            if not region <= self.locked:
                raise PermissionError(errno.EACCES, "not locked")
            self.locked -= region
        elif self.locked & region:
            raise OSError(self.refusal, "locked")
        else:
            self.locked |= region


def test_windows_locks_a_byte_behind_the_text(workspace: Workspace) -> None:
    regions = Regions()
    locker = RegionLocker(regions)
    with workspace_lock(workspace, "drill", locker=locker):
        written = (workspace.recordings / "trainer.lock").read_bytes()
        assert written
        assert min(regions.locked) > len(written)
        with (
            pytest.raises(BusyError, match="trainer drill"),
            workspace_lock(workspace, "answer", locker=locker),
        ):
            pass
    assert not regions.locked


def test_windows_passes_on_other_errors(tmp_path: Path) -> None:
    regions = Regions(refusal=errno.EBADF)
    descriptor = os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT)
    try:
        locker = RegionLocker(regions)
        assert locker.acquire(descriptor)
        with pytest.raises(OSError, match="locked"):
            locker.acquire(descriptor)
    finally:
        os.close(descriptor)
