"""The recordings' files: in use in one folder, discarded in another.

A file is moved inside the transaction that changes its row.  A crash between the
two leaves the file on the wrong side of an unchanged row; `put` and `take_back`
mend that when they are called again, which happens when the history is next
opened to write.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from trainer.workspace.places import Workspace
from trainer.workspace.private import private_folder, storage_errors


@dataclass(frozen=True, slots=True)
class Trash:
    """Where files go and come back from; each method raises StorageError."""

    recordings: Path
    folder: Path

    @classmethod
    def of(cls, workspace: Workspace) -> Trash:
        """The trash of a workspace."""
        return cls(workspace.recordings, workspace.trash)

    def names(self) -> frozenset[str]:
        """The files that are in the trash."""
        with storage_errors("read", self.folder):
            if not self.folder.is_dir():
                return frozenset()
            return frozenset(entry.name for entry in self.folder.iterdir())

    def put(self, name: str) -> None:
        """Move a recording into the trash, if it is there to be moved."""
        source = self.recordings / name
        with storage_errors("move to the trash", source):
            if source.exists():
                private_folder(self.folder, narrow=True)
                source.replace(self.folder / name)

    def take_back(self, name: str) -> None:
        """Move a recording out of the trash, if it is there to be moved."""
        source = self.folder / name
        with storage_errors("move out of the trash", source):
            if source.exists():
                source.replace(self.recordings / name)

    def delete(self, names: Iterable[str]) -> None:
        """Delete files for good, wherever they are."""
        for name in names:
            for place in (self.folder / name, self.recordings / name):
                with storage_errors("delete", place):
                    place.unlink(missing_ok=True)
