"""The files of a workspace, by what they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from trainer.keeping.form import SETTINGS, Part, is_audio, part_of
from trainer.workspace.places import Workspace
from trainer.workspace.private import storage_errors

_KEPT: Final = frozenset({".gitkeep", ".gitignore", "trainer.lock"})
"""Of the checkout, or of whoever holds the workspace: nothing of the person's."""


def exported_files(workspace: Workspace) -> tuple[dict[str, Path], tuple[Path, ...]]:
    """The files of a workspace by the name they have in an export, and those that have none.

    The latter have names that another system can't hold.  Raises StorageError.
    """
    found: dict[str, Path] = {}
    nameless: list[Path] = []
    folders = {
        Part.BANKS: workspace.banks,
        Part.DRAFTS: workspace.drafts,
        Part.RECORDINGS: workspace.recordings,
        Part.TRASH: workspace.trash,
    }
    for part, folder in folders.items():
        for path in _files_in(folder):
            if path.name.startswith(".") or _is_own(path, workspace):
                continue
            name = f"{part}/{path.name}"
            if part_of(name) is None:
                nameless.append(path)
            else:
                found[name] = path
    if workspace.settings_file.is_file():
        found[SETTINGS] = workspace.settings_file
    # Small files first: they are quickly found where one reads from the beginning.
    order = sorted(found, key=lambda name: (is_audio(name), name))
    return {name: found[name] for name in order}, tuple(nameless)


def backups(workspace: Workspace) -> tuple[Path, ...]:
    """The copies of the history that migrations left, and what a crash left of such a copy."""
    name = workspace.database.name
    return tuple(
        path
        for path in _files_in(workspace.recordings)
        if path.name.startswith((f"{name}.v", f".{name}")) or path.name == f"{name}-journal"
    )


def everything_in(workspace: Workspace) -> tuple[Path, ...]:
    """Every file of the person's: what the program made, and what else lies in its folders.

    Links are named, not what they lead to.
    """
    found = list(_all_below(workspace.recordings))
    # Another copy of the program used as a workspace: the banks in it are the shipped ones.
    shipped_beside = not workspace.in_checkout and (workspace.root / "trainer").is_dir()
    if not shipped_beside:
        found += _all_below(workspace.banks)
    if workspace.settings_file.is_symlink() or workspace.settings_file.exists():
        found.append(workspace.settings_file)
    return tuple(sorted(found))


def folders_below(workspace: Workspace) -> tuple[Path, ...]:
    """The folders in those of the workspace, the deepest first."""
    found = [
        path
        for top in (workspace.recordings, workspace.banks)
        for path in _walk(top)
        if path.is_dir() and not path.is_symlink()
    ]
    return tuple(sorted(found, key=lambda path: len(path.parts), reverse=True))


def _all_below(folder: Path) -> Iterator[Path]:
    for path in _walk(folder):
        if (path.is_symlink() or not path.is_dir()) and path.name not in _KEPT:
            yield path


def _walk(folder: Path) -> Iterator[Path]:
    with storage_errors("read", folder):
        entries = sorted(folder.iterdir()) if folder.is_dir() else []
    for path in entries:
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)


def _files_in(folder: Path) -> list[Path]:
    with storage_errors("read", folder):
        entries = sorted(folder.iterdir()) if folder.is_dir() else []
        return [path for path in entries if path.is_file()]


def _is_own(path: Path, workspace: Workspace) -> bool:
    return path.parent == workspace.recordings and path.name.startswith("trainer.")
