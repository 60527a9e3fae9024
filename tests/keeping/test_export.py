from __future__ import annotations

import hashlib
import json
import resource
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.keeping.rich import DISCARDED, NEWEST, export, tree
from tests.support.program import Program
from tests.workspace.unprivileged import mode
from trainer.errors import InputError, NotFoundError, StorageError, UsageError
from trainer.workspace.lock import workspace_lock
from trainer.workspace.places import Workspace


def test_everything_is_in_it_with_its_checksum(workspace: Workspace, tmp_path: Path) -> None:
    made = export(workspace, tmp_path / "mine.zip")
    assert mode(made.file) == 0o600
    with zipfile.ZipFile(made.file) as archive:
        names = archive.namelist()
        manifest = json.loads(archive.read("manifest.json"))
        assert names == [*(one["name"] for one in manifest["members"]), "manifest.json"]
        for one in manifest["members"]:
            content = archive.read(one["name"])
            assert len(content) == one["bytes"]
            assert hashlib.sha256(content).hexdigest() == one["sha256"]
        assert archive.getinfo("recordings/take.flac").compress_type == zipfile.ZIP_STORED
        take = archive.read("recordings/take.flac")
        attempts = archive.read("history/attempts.jsonl").splitlines()
    assert take == (workspace.recordings / "take.flac").read_bytes()
    assert {name for name in names if not name.startswith("history/")} == {
        "manifest.json",
        "settings.toml",
        "question_banks/asked-for-real.yaml",
        "question_banks/broken.yaml",
        "recordings/take.flac",
        f"recordings/trash/{DISCARDED}",
        "recordings/drafts/debrief.json",
        "recordings/drafts/bank-add.json",
    }
    assert json.loads(attempts[0]) == {"format": 1, "table": "attempts", "last_number": 3}
    first = json.loads(attempts[1])
    assert (first["uuid"], first["audio"]) == ("00000000-0000-4000-8000-000000000002", "take.flac")
    assert (manifest["format"], manifest["schema"]) == (1, NEWEST)
    assert manifest["rows"]["attempts"] == 3
    # One of them never got as far as a recording.
    assert len(made.lost_audio) == 1


def test_every_table_has_a_file(workspace: Workspace, tmp_path: Path) -> None:
    with closing(sqlite3.connect(workspace.database)) as connection:
        tables = {
            str(name)
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        } - {"sqlite_sequence"}
    made = export(workspace, tmp_path / "mine.zip")
    assert set(made.contents.rows) == tables, "the kept databases have a row in every table"
    assert {f"history/{name}.jsonl" for name in tables} <= {
        member.name for member in made.contents.members
    }


def test_two_exports_of_the_same_are_the_same(workspace: Workspace, tmp_path: Path) -> None:
    first = export(workspace, tmp_path / "first.zip").file.read_bytes()
    assert export(workspace, tmp_path / "second.zip").file.read_bytes() == first


def test_without_audio_and_without_trash(workspace: Workspace, tmp_path: Path) -> None:
    before = tree(workspace.root)
    made = export(workspace, tmp_path / "mine.zip", audio=False, trash=False)
    names = {member.name for member in made.contents.members}
    assert not any(member.is_audio for member in made.contents.members)
    assert "question_banks/asked-for-real.yaml" in names
    assert made.contents.rows["attempts"] == 2
    assert made.contents.rows["wordings"] == 2
    assert not {"removed_questions", "actions"} & made.contents.rows.keys()
    with zipfile.ZipFile(made.file) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"I talked a lot" not in whole
    assert b"own/old" not in whole
    assert tree(workspace.root) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.zip", "workspace"]


def test_a_file_that_is_there_stays(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "mine.zip"
    file.write_bytes(b"another thing")
    with pytest.raises(InputError, match="is there already"):
        export(workspace, file)
    assert file.read_bytes() == b"another thing"
    export(workspace, file, force=True)
    assert zipfile.is_zipfile(file)


def test_a_place_among_what_is_exported_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    for folder in (workspace.recordings, workspace.trash, workspace.banks):
        with pytest.raises(UsageError, match="among what is exported"):
            export(workspace, folder / "mine.zip")
    with pytest.raises(UsageError, match="is a folder"):
        export(workspace, tmp_path)


def test_nothing_is_left_of_an_export_the_disk_is_too_small_for(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for size in (100, 4_000, 12_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            with pytest.raises(StorageError, match="can't write"):
                export(workspace, tmp_path / "mine.zip")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert [path.name for path in tmp_path.iterdir()] == ["workspace"]


def test_an_empty_workspace_has_nothing_to_export(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="nothing to export"):
        export(Workspace(tmp_path / "none"), tmp_path / "mine.zip")
    assert list(tmp_path.iterdir()) == []


def test_the_command_tells_what_went_in(keeper: Program, tmp_path: Path) -> None:
    result = keeper.ok("export", "--to", tmp_path / "mine.zip", "--json")
    assert result.data["file"] == str(tmp_path / "mine.zip")
    assert result.data["rows"]["interviews"] == 1
    assert result.data["with_audio"] is True
    again = keeper.run("export", "--to", tmp_path / "mine.zip", "--json")
    assert (again.code, again.error["code"]) == (3, "bad_input")


def test_nobody_records_meanwhile(keeper: Program, workspace: Workspace, tmp_path: Path) -> None:
    with workspace_lock(workspace, "drill"):
        for command in (
            ["export", "--to", str(tmp_path / "mine.zip")],
            ["forget", "everything", "--yes"],
            ["forget", "attempt", "1", "--yes"],
        ):
            result = keeper.run(*command)
            assert result.code == 8
            assert "trainer drill" in result.err
    assert not (tmp_path / "mine.zip").exists()
