"""What is exported comes back: equal databases, equal files."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.keeping.rich import NEWEST, NOW, dump, export, files, rich_workspace
from tests.support.program import Program
from trainer.errors import InputError
from trainer.history.database import open_database
from trainer.history.opening import open_history
from trainer.history.row_checks import ENUM_COLUMNS, JSON_COLUMNS
from trainer.history.schema import MIGRATIONS
from trainer.history.whole import WholeStore
from trainer.keeping.export import export_workspace
from trainer.keeping.restore import import_workspace
from trainer.workspace.places import Workspace, ensure_workspace


def brought_back(file: Path, root: Path) -> Workspace:
    workspace = Workspace(root)
    ensure_workspace(workspace)
    import_workspace(workspace, file, now=NOW)
    return workspace


def test_export_forget_everything_import(keeper: Program, tmp_path: Path) -> None:
    """Through the command: all tables, all rows, all numbers, all files, byte for byte."""
    workspace, file = Workspace(keeper.workspace), tmp_path / "mine.zip"
    keeper.ok("export", "--to", file)
    rows, there = dump(workspace.database), files(workspace)
    assert {"recordings/take.flac", "settings.toml"} <= there.keys()

    keeper.ok("forget", "everything", "--yes")
    assert files(workspace) == {}
    assert not workspace.database.exists()

    keeper.ok("import", file)
    assert dump(workspace.database) == rows
    assert files(workspace) == there
    # And it is a history like any other.
    shown = keeper.ok("attempt", "show", "1", "--json").data
    assert shown["id" if "id" in shown else "attempt_id"] == 1


def test_the_next_number_is_that_of_before(tmp_path: Path) -> None:
    workspace = rich_workspace(tmp_path / "workspace")
    with closing(sqlite3.connect(workspace.database)) as connection:
        connection.execute("UPDATE sqlite_sequence SET seq = 40 WHERE name = 'notes'")
        connection.commit()
    export(workspace, tmp_path / "mine.zip")
    back = brought_back(tmp_path / "mine.zip", tmp_path / "back")
    assert dump(back.database) == dump(workspace.database)


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
def test_exports_of_every_older_form_come_back_in_the_newest(version: int, tmp_path: Path) -> None:
    """An older program's export, made by its own tables."""
    workspace = rich_workspace(tmp_path / "workspace", version)
    with open_history(workspace, write=False, now=NOW, migrations=MIGRATIONS[:version]) as history:
        made = export_workspace(workspace, history, tmp_path / "old.zip", now=NOW)
    assert made.contents.schema == version
    back = brought_back(made.file, tmp_path / "back")
    # What the newest program makes of the older file itself.
    with open_history(workspace, write=True, now=NOW):
        pass
    assert dump(back.database) == dump(workspace.database)


def test_what_columns_hold_is_known(tmp_path: Path) -> None:
    """Columns of JSON and of few words are checked when they are read; none is left out."""
    workspace = rich_workspace(tmp_path / "workspace")
    database = open_database(
        workspace.database, write=False, busy_timeout_s=1, migrations=MIGRATIONS
    )
    with closing(database):
        whole = WholeStore(database)
        known = {f"{t.name}.{c.name}" for t in whole.tables() for c in t.columns}
        holding = {
            f"{table.name}.{name}"
            for table in whole.tables()
            for row in whole.rows(table)
            for name, value in row.items()
            if isinstance(value, str) and value[:1] in "[{" and value
        }
        types = {column.type for table in whole.tables() for column in table.columns}
    assert holding <= JSON_COLUMNS.keys()
    assert JSON_COLUMNS.keys() | ENUM_COLUMNS.keys() <= known
    assert types == {"TEXT", "INTEGER", "REAL"}


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,20}\.(wav|flac)", fullmatch=True)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    stories=st.lists(st.tuples(TEXTS, TEXTS, st.lists(TEXTS)), max_size=5),
    stabilities=st.lists(NUMBERS, max_size=5),
    audio=st.dictionaries(NAMES, st.binary(max_size=3000), max_size=4),
    bank=st.binary(max_size=500),
)
def test_whatever_is_in_it_comes_back(
    stories: list[tuple[str, str, list[str]]],
    stabilities: list[float],
    audio: dict[str, bytes],
    bank: bytes,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder) / "workspace")
        moment = "2026-03-29T18:30:15.250000Z"
        with open_history(workspace, write=True, now=NOW):
            pass
        with closing(sqlite3.connect(workspace.database)) as connection:
            connection.executemany(
                "INSERT INTO stories (uuid, title, situation, competences, made_at, changed_at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (f"{n:032x}", title, text, json.dumps(some), moment, moment)
                    for n, (title, text, some) in enumerate(stories)
                ],
            )
            connection.executemany(
                "INSERT INTO cards VALUES (?, ?, ?, ?, ?, '2026-03-29', 1, 0, 3)",
                [(f"q/{n}", moment, s, -s, moment) for n, s in enumerate(stabilities)],
            )
            connection.commit()
        for name, content in audio.items():
            (workspace.recordings / name).write_bytes(content)
        workspace.banks.mkdir()
        (workspace.banks / "own.yaml").write_bytes(bank)
        export(workspace, Path(folder) / "mine.zip")
        back = brought_back(Path(folder) / "mine.zip", Path(folder) / "back")
        assert dump(back.database) == dump(workspace.database)
        assert files(back) == files(workspace)


def test_a_workspace_with_anything_in_it_is_refused(tmp_path: Path) -> None:
    workspace = rich_workspace(tmp_path / "workspace")
    file = export(workspace, tmp_path / "mine.zip").file
    for name in ("settings.toml", "recordings/other.wav", "question_banks/own.yaml"):
        target = Workspace(tmp_path / name.replace("/", "-"))
        ensure_workspace(target)
        (target.root / name).parent.mkdir(exist_ok=True)
        (target.root / name).write_bytes(b"x")
        with pytest.raises(InputError, match="is not empty"):
            import_workspace(target, file, now=NOW)
        assert files(target) == {name: b"x"}
    before = dump(workspace.database)
    for path in (workspace.settings_file, *workspace.banks.iterdir()):
        path.unlink()
    with pytest.raises(InputError, match="not empty"):
        import_workspace(workspace, file, now=NOW)
    assert dump(workspace.database) == before


def test_a_history_without_a_row_counts_as_empty(tmp_path: Path) -> None:
    file = export(rich_workspace(tmp_path / "workspace"), tmp_path / "mine.zip").file
    back = Workspace(tmp_path / "back")
    with open_history(back, write=True, now=NOW):
        pass
    import_workspace(back, file, now=NOW)
    assert files(back) == files(Workspace(tmp_path / "workspace"))
