"""Where things live: the workspace, the shipped banks and the cache of model weights.

Finding a place creates nothing, and the current directory never decides.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trainer.errors import InputError, StorageError
from trainer.workspace.private import FILES, FileSystem, private_folder, storage_error

if TYPE_CHECKING:
    from collections.abc import Mapping

APPLICATION: Final = "interview-trainer"
WORKSPACE_VARIABLE: Final = "TRAINER_WORKSPACE"
CACHE_VARIABLE: Final = "TRAINER_CACHE"


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder with the user's banks, recordings and history; `root` is absolute."""

    root: Path
    in_checkout: bool = False

    @property
    def recordings(self) -> Path:
        """Takes, the history and the trash."""
        return self.root / "recordings"

    @property
    def database(self) -> Path:
        """The history."""
        return self.recordings / "trainer.db"

    @property
    def trash(self) -> Path:
        """What was discarded, until it is seven days old."""
        return self.recordings / "trash"

    @property
    def drafts(self) -> Path:
        """What was begun in a guided flow or an editor and is not finished."""
        return self.recordings / "drafts"

    @property
    def banks(self) -> Path:
        """The user's own banks; in a checkout they stand beside the shipped ones."""
        banks = self.root / "question_banks"
        return banks / "mine" if self.in_checkout else banks

    @property
    def settings_file(self) -> Path:
        """The settings, as TOML."""
        return self.root / "settings.toml"


def find_workspace(
    option: Path | None,
    environ: Mapping[str, str],
    package_folder: Path,
    user_data: Path | None = None,
) -> Workspace:
    """The workspace to use: `option`, else $TRAINER_WORKSPACE, else the checkout, else user data.

    `package_folder` is where the package `trainer` lies; `user_data` takes the
    place of the platform's folder.  Raises InputError for a variable with a
    relative path (it would mean another folder from every directory) and
    StorageError where the workspace is a file.
    """
    checkout = _checkout(package_folder)
    if option is not None:
        root = _absolute(option)
    elif environ.get(WORKSPACE_VARIABLE):
        root = _from_variable(WORKSPACE_VARIABLE, environ)
    elif checkout is not None:
        root = checkout
    else:
        root = _user_folder("data") if user_data is None else user_data
    if root.exists() and not root.is_dir():
        raise StorageError(
            f"the workspace {root} is a file, not a folder",
            hint="Name a folder with --workspace; it is created when something is to be kept.",
        )
    in_checkout = checkout is not None and root.resolve() == checkout.resolve()
    return Workspace(root, in_checkout)


def ensure_workspace(workspace: Workspace, *, files: FileSystem = FILES) -> None:
    """Create the workspace and its recordings folder where they are missing, closed to others.

    To be called when something is to be written, never before.  Raises
    StorageError where that can't be done or the folder can't be written to.
    """
    private_folder(workspace.root, files=files)
    private_folder(workspace.recordings, narrow=True, files=files)
    effective = os.access in os.supports_effective_ids
    if not os.access(workspace.recordings, os.W_OK | os.X_OK, effective_ids=effective):
        denied = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        raise storage_error(denied, "write to", workspace.recordings)


def cache_folder(environ: Mapping[str, str], user_cache: Path | None = None) -> Path:
    """Where model weights are kept: $TRAINER_CACHE, else the platform's cache folder.

    `user_cache` takes the place of the platform's folder.  Raises InputError for
    a variable with a relative path.
    """
    if environ.get(CACHE_VARIABLE):
        return _from_variable(CACHE_VARIABLE, environ)
    return _user_folder("cache") if user_cache is None else user_cache


def shipped_banks(package_folder: Path) -> Path:
    """The folder of the banks that ship: the checkout's, else the one inside the package.

    Raises StorageError where an installation lost them.
    """
    checkout = _checkout(package_folder)
    banks = (checkout or package_folder) / "question_banks"
    if not banks.is_dir():
        raise StorageError(
            f"the banks that ship with the program are missing: {banks}",
            hint="Install the program again.",
        )
    return banks


def _checkout(package_folder: Path) -> Path | None:
    parent = package_folder.absolute().parent
    if (parent / "question_banks").is_dir() and (parent / "recordings").is_dir():
        return parent
    return None


def _absolute(path: Path) -> Path:
    # abspath, not resolve: what is shown should be what was typed, and ".." removed.
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100


def _from_variable(name: str, environ: Mapping[str, str]) -> Path:
    path = Path(environ[name]).expanduser()
    if not path.is_absolute():
        raise InputError(
            f"${name} is a relative path: {environ[name]}",
            hint="Give the whole path, so that it means the same from every directory.",
        )
    return _absolute(path)


def _user_folder(kind: str) -> Path:
    import platformdirs

    find = platformdirs.user_data_path if kind == "data" else platformdirs.user_cache_path
    return find(APPLICATION, appauthor=False)
