"""Private files and folders: readable by their owner alone, and never half written.

What differs between systems stands in `FileSystem`; everything else here is the
same everywhere.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from trainer.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700

# os.open would translate line ends on Windows without it.
_BINARY: Final = getattr(os, "O_BINARY", 0)


class FileSystem(Protocol):
    """What is not the same on every system."""

    def restrict(self, path: Path, mode: int) -> None:
        """Give `path` exactly these permissions, whatever the umask took away or left."""

    def sync_folder(self, folder: Path) -> None:
        """Make the names in `folder` survive a power cut."""


class PosixFiles:
    """Linux and macOS: permission bits, and folders that can be synced."""

    def restrict(self, path: Path, mode: int) -> None:
        """Set the permission bits."""
        path.chmod(mode)

    def sync_folder(self, folder: Path) -> None:
        """Sync the folder through a descriptor of its own."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class WindowsFiles:
    """Windows: a new file inherits the access list of its folder, and a folder can't be opened.

    The user's own data folder is closed to other users there; a workspace put
    elsewhere is as private as the folder it is put in.
    """

    def restrict(self, path: Path, mode: int) -> None:
        """Nothing to do: there are no permission bits."""

    def sync_folder(self, folder: Path) -> None:
        """Nothing to do: the file system orders the names by itself."""


FILES: Final[FileSystem] = WindowsFiles() if os.name == "nt" else PosixFiles()

_CAUSES: Final[dict[int, tuple[str, str]]] = {
    errno.ENOSPC: ("the disk is full", "Free some space, then try again."),
    errno.EROFS: (
        "the disk can only be read",
        "Choose a folder that can be written to with --workspace.",
    ),
    errno.EACCES: (
        "the permission is missing",
        "Look at the owner and the permissions of that place, or choose another with --workspace.",
    ),
    errno.ENOENT: (
        "it is not there (any more)",
        "If it is on a drive of its own, connect that; or name another place with --workspace.",
    ),
    errno.ENOTDIR: (
        "a file stands where a folder is needed",
        "Move that file away, or choose another place with --workspace.",
    ),
    errno.EISDIR: ("a folder stands where a file is needed", "Move that folder away."),
    errno.EEXIST: ("something else has that name already", "Move it away, then try again."),
    errno.EIO: ("the disk reports a fault", "Check the disk, and keep a copy of what is on it."),
}
_CAUSES[errno.EPERM] = _CAUSES[errno.EACCES]
_CAUSES[errno.EFBIG] = ("no larger file is allowed there", _CAUSES[errno.ENOSPC][1])
if hasattr(errno, "EDQUOT"):  # not on Windows
    _CAUSES[errno.EDQUOT] = ("your share of the disk is used up", _CAUSES[errno.ENOSPC][1])


def storage_error(error: OSError, action: str, path: Path) -> StorageError:
    """What the system said, as something a person can mend.

    `action` completes "can't ...", such as ``write``.
    """
    cause, hint = _CAUSES.get(
        error.errno or 0,
        (error.strerror or str(error), "Look at the disk and the permissions, then try again."),
    )
    return StorageError(f"can't {action} {path}: {cause}", hint=hint)


@contextlib.contextmanager
def storage_errors(action: str, path: Path) -> Iterator[None]:
    """Turn every OSError of the block into a StorageError about `path`."""
    try:
        yield
    except OSError as error:
        raise storage_error(error, action, path) from error


def private_folder(path: Path, *, narrow: bool = False, files: FileSystem = FILES) -> None:
    """Create `path` and what is missing above it, for the owner alone.

    A folder that is there keeps its permissions, unless `narrow` asks to close
    it to others too.  Raises StorageError.
    """
    with storage_errors("create the folder", path):
        missing = []
        folder = path
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent
        for folder in reversed(missing):
            folder.mkdir(FOLDER_MODE, exist_ok=True)
            files.restrict(folder, FOLDER_MODE)
        if not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), path)
        present = stat.S_IMODE(path.stat().st_mode)
        if narrow and present & ~FOLDER_MODE:
            # Someone else's folder that we may write to: theirs to close.
            with contextlib.suppress(PermissionError):
                files.restrict(path, present & FOLDER_MODE)


def create_private(path: Path, *, files: FileSystem = FILES) -> int:
    """Create a file that must not exist yet; the result is a descriptor to read and write it.

    Raises FileExistsError where the name is taken, so that a caller can choose
    another, and StorageError for everything else.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, FILE_MODE)
    except FileExistsError:
        raise
    except OSError as error:
        raise storage_error(error, "create", path) from error
    try:
        files.restrict(path, FILE_MODE)
    except OSError as error:
        os.close(descriptor)
        raise storage_error(error, "create", path) from error
    return descriptor


def write_private(
    path: Path,
    data: bytes,
    *,
    keep_mode: bool = False,
    only_new: bool = False,
    files: FileSystem = FILES,
) -> None:
    """Replace the file at `path` as a whole: after a crash it holds the old bytes or the new.

    A symbolic link stays one, and the file it points to is replaced.  `keep_mode`
    leaves the permissions of a file that is there as they are; `only_new` replaces
    nothing, not even what comes meanwhile.  Raises StorageError, and the old file is
    untouched then.
    """
    with storage_errors("write", path):
        target = path.resolve()
        kept = stat.S_IMODE(target.stat().st_mode) if keep_mode and target.exists() else FILE_MODE
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        draft = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                files.restrict(draft, kept)
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            if only_new:
                # A second name, unlike a new one, is refused where the first is taken.
                target.hardlink_to(draft)
                draft.unlink()
            else:
                draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        files.sync_folder(target.parent)
