from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tests.workspace.unprivileged import closed, mode, umask
from trainer.errors import StorageError
from trainer.workspace.private import (
    PosixFiles,
    WindowsFiles,
    create_private,
    private_folder,
    storage_error,
    storage_errors,
    write_private,
)


class RecordingFiles(PosixFiles):
    """Notes which folders were synced, and can fail like a full disk."""

    def __init__(self, *, full: bool = False) -> None:
        self.synced: list[Path] = []
        self.full = full

    def restrict(self, path: Path, mode: int) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().restrict(path, mode)

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self.synced.append(folder)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o277])
def test_modes_do_not_depend_on_the_umask(tmp_path: Path, mask: int) -> None:
    folder = tmp_path / "one" / "two"
    with umask(mask):
        private_folder(folder)
        os.close(create_private(folder / "made"))
        write_private(folder / "written", b"text")
    assert (mode(folder.parent), mode(folder)) == (0o700, 0o700)
    assert (mode(folder / "made"), mode(folder / "written")) == (0o600, 0o600)


def test_a_folder_that_is_there_is_narrowed_only_when_asked(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    folder.chmod(0o750)
    private_folder(folder)
    assert mode(folder) == 0o750
    private_folder(folder, narrow=True)
    assert mode(folder) == 0o700


def test_somebody_elses_folder_is_left_as_it_is(open_path: Path) -> None:
    with closed(open_path):
        private_folder(open_path, narrow=True)
        assert mode(open_path) == (0o555 if os.getuid() == 0 else 0o500)


def test_creating_never_opens_what_is_there(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    with pytest.raises(FileExistsError):
        create_private(taken)
    assert taken.read_text() == "mine"


def test_creating_in_a_missing_folder_is_a_storage_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="not there"):
        create_private(tmp_path / "missing" / "file")


def test_writing_replaces_the_whole_file_and_syncs_its_name(tmp_path: Path) -> None:
    files = RecordingFiles()
    target = tmp_path / "file"
    target.write_bytes(b"a much longer text than the new one")
    target.chmod(0o644)
    write_private(target, b"new", files=files)
    assert target.read_bytes() == b"new"
    assert mode(target) == 0o600
    assert files.synced == [tmp_path]
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(b"old")
    with pytest.raises(StorageError, match="disk is full"):
        write_private(target, b"new", files=RecordingFiles(full=True))
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    target = tmp_path / "kept" / "file"
    target.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(target)
    write_private(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_writing_without_permission_is_a_storage_error(open_path: Path) -> None:
    with closed(open_path), pytest.raises(StorageError, match="permission"):
        write_private(open_path / "file", b"text")


def test_windows_needs_no_permission_bits(tmp_path: Path) -> None:
    files = WindowsFiles()
    folder = tmp_path / "folder"
    private_folder(folder, narrow=True, files=files)
    os.close(create_private(folder / "made", files=files))
    write_private(folder / "written", b"text", files=files)
    files.sync_folder(tmp_path / "no such folder")
    assert sorted(entry.name for entry in folder.iterdir()) == ["made", "written"]


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "can only be read"),
        (errno.EACCES, "permission"),
        (errno.EPERM, "permission"),
        (errno.ENOENT, "not there"),
        (errno.ENOTDIR, "a file stands"),
        (errno.EISDIR, "a folder stands"),
        (errno.EIO, "fault"),
        (errno.EFBIG, "no larger file"),
        (errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG)),
    ],
)
def test_every_cause_has_words_and_a_hint(tmp_path: Path, code: int, cause: str) -> None:
    error = storage_error(OSError(code, os.strerror(code)), "write", tmp_path)
    assert cause in error.message
    assert str(tmp_path) in error.message
    assert error.hint


def test_other_errors_pass(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), storage_errors("write", tmp_path):
        raise ZeroDivisionError
