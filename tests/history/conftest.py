from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.history.made import NOW, numbered_uuids
from trainer.history.opening import open_history
from trainer.history.store import History
from trainer.workspace.places import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace that isn't there yet."""
    return Workspace(tmp_path / "workspace")


@pytest.fixture
def history(workspace: Workspace) -> Iterator[History]:
    """A new history, open to write."""
    with open_history(workspace, write=True, now=NOW, new_uuid=numbered_uuids()) as opened:
        yield opened


@pytest.fixture
def open_path() -> Iterator[Path]:
    """A folder that everybody can reach, as pytest's own can't be."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
