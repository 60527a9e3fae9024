from __future__ import annotations

from pathlib import Path

import pytest

from tests.keeping.rich import rich_workspace
from tests.support.program import Program
from trainer.workspace.places import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with something of every kind in it."""
    return rich_workspace(tmp_path / "workspace")


@pytest.fixture
def keeper(workspace: Workspace, tmp_path: Path) -> Program:
    """The program with that workspace and a cache of its own, on the day of the tests."""
    return Program.at(workspace.root, TRAINER_CACHE=str(tmp_path / "cache"))
