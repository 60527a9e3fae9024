"""A workspace with something of every kind in it, and ways to compare two of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from trainer.history.opening import open_history
from trainer.keeping.export import Exported, export_workspace
from trainer.workspace.places import Workspace

SCHEMAS = Path(__file__).parents[1] / "history" / "schemas"
NEWEST = max(int(path.stem) for path in SCHEMAS.glob("*.sql"))
NOW = datetime(2026, 4, 2, 12, tzinfo=UTC)
"""So early that nothing in the trash is seven days old."""

DISCARDED = "20260329T183915Z-conflict-00000000000040008000000000000004.wav"
BANK = """\
# what they asked me
format: 1
id: asked-for-real
title: Asked for real
questions:
  - id: why-us
    prompt: Why do you want to come to us of all places?
    key_points:
      - {id: wards, text: the three wards, weight: vital, wordings: [your three wards]}
    source: {company: Northwind, role: Nurse}
  - id: other
    prompt: What do you do on a quiet night?
    key_points:
      - {id: check, text: I check the stock, weight: vital, wordings: [count what is there]}
"""


def rich_workspace(root: Path, version: int = NEWEST) -> Workspace:
    """A workspace at `root`: rows in every table of a form, audio, banks, drafts, settings."""
    workspace = Workspace(root)
    workspace.recordings.mkdir(parents=True)
    workspace.banks.mkdir()
    workspace.trash.mkdir()
    workspace.drafts.mkdir()
    with closing(sqlite3.connect(workspace.database)) as connection:
        connection.executescript((SCHEMAS / f"{version}.sql").read_text(encoding="utf-8"))
    (workspace.recordings / "take.flac").write_bytes(bytes(range(256)) * 40)
    (workspace.trash / DISCARDED).write_bytes(b"RIFF thrown away")
    (workspace.banks / "asked-for-real.yaml").write_text(BANK, encoding="utf-8")
    (workspace.banks / "broken.yaml").write_bytes(b"\xff not a bank: [")
    (workspace.drafts / "debrief.json").write_text('{"company": "Northwind"}', encoding="utf-8")
    (workspace.drafts / "bank-add.json").write_text('{"prompt": "Why now?"}', encoding="utf-8")
    workspace.settings_file.write_text("plain = true # so I read it\n", encoding="utf-8")
    return workspace


def dump(database: Path) -> list[str]:
    """Every table, index, trigger, row and number of a database, as SQL in a fixed order."""
    with closing(sqlite3.connect(database)) as connection:
        return sorted(connection.iterdump())


def files(workspace: Workspace) -> dict[str, bytes]:
    """The bytes of every file but those of the history and the lock."""
    return {
        str(path.relative_to(workspace.root)): path.read_bytes()
        for path in sorted(workspace.root.rglob("*"))
        if path.is_file() and not path.name.startswith("trainer.")
    }


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def export(
    workspace: Workspace, file: Path, *, audio: bool = True, trash: bool = True, force: bool = False
) -> Exported:
    """Export a workspace at the moment of the tests."""
    with open_history(workspace, write=False, now=NOW) as history:
        return export_workspace(
            workspace, history, file, now=NOW, audio=audio, trash=trash, force=force
        )
