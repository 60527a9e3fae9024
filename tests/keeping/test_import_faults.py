"""Exports that are damaged, foreign, newer, or made to do harm: refused, and nothing is left."""

from __future__ import annotations

import hashlib
import json
import resource
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.keeping.rich import NOW, export, rich_workspace, tree
from tests.support.program import Program
from trainer.errors import InputError, NewerDataError, StorageError, TrainerError
from trainer.keeping import archive as reading
from trainer.keeping.form import Part
from trainer.keeping.restore import check_export, import_workspace
from trainer.workspace.places import Workspace, ensure_workspace

Members = dict[str, bytes]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    return export(rich_workspace(folder / "workspace"), folder / "whole.zip").file


def members_of(file: Path) -> Members:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def written(file: Path, members: Members, *, told: bool = True) -> Path:
    """An export of these members; the manifest tells of them where it is `told` to."""
    if told:
        manifest = json.loads(members["manifest.json"])
        manifest["members"] = [
            {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in members.items()
            if name != "manifest.json"
        ]
        members = {**members, "manifest.json": json.dumps(manifest).encode()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def refused(file: Path, folder: Path, says: str, kind: type[TrainerError] = InputError) -> None:
    """It is refused with these words, by the dry run too, and leaves an empty workspace empty."""
    workspace = Workspace(folder / "back")
    ensure_workspace(workspace)
    with pytest.raises(kind, match=says):
        import_workspace(workspace, file, now=NOW)
    assert tree(workspace.root) == {}
    with pytest.raises(kind, match=says):
        check_export(file, now=NOW)


def without(name: str) -> Callable[[Members], None]:
    def change(members: Members) -> None:
        del members[name]

    return change


def adding(name: str) -> Callable[[Members], None]:
    def change(members: Members) -> None:
        members[name] = b"x"

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (without("history/notes.jsonl"), "the table notes is missing"),
        (adding("history/jottings.jsonl"), "jottings.jsonl is a table that is not known"),
        (adding("../../.bashrc"), "has a name that no file in an export has"),
        (adding("/etc/passwd"), "has a name that no file"),
        (adding("recordings/../settings.toml"), "has a name that no file"),
        (adding("recordings/deep/take.wav"), "has a name that no file"),
        (adding("recordings\\take.wav"), "has a name that no file"),
        (adding("recordings/c:take.wav"), "has a name that no file"),
        (adding("recordings/.hidden"), "has a name that no file"),
        (adding("recordings/trainer.db"), "has a name that no file"),
        (adding("recordings/trainer.db-wal"), "has a name that no file"),
        (adding("recordings/.."), "has a name that no file"),
        (adding("recordings/nul.wav"), "has a name that no file"),
        (adding("recordings/a\nb.wav"), "has a name that no file"),
    ],
)
def test_wrong_members(
    whole: Path, tmp_path: Path, change: Callable[[Members], None], says: str
) -> None:
    members = members_of(whole)
    change(members)
    refused(written(tmp_path / "bad.zip", members), tmp_path, says)


def in_row(table: str, **values: Any) -> tuple[str, dict[str, Any]]:
    return table, values


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (in_row("attempts", duration_s="long"), "line 2: 'duration_s' must be a number"),
        (in_row("attempts", duration_s=True), "must be a number"),
        (in_row("attempts", overflows=1.5), "'overflows' must be a whole number"),
        (in_row("attempts", overflows=2**70), "'overflows' is too large"),
        (in_row("attempts", question_id=None), "'question_id' is missing"),
        (in_row("attempts", stage="done"), "'stage' is none of recording"),
        (in_row("attempts", started_at="yesterday"), "'started_at' is not a time"),
        (in_row("attempts", question="{"), "'question' holds no JSON"),
        (in_row("attempts", question="[]"), "holds another kind of JSON"),
        (in_row("attempts", question="{}"), "what a row of it holds can't be read"),
        (in_row("attempts", audio="../../.bashrc"), "'audio' is not the name of a file"),
        (in_row("attempts", uuid="1"), "'uuid' is not a UUID"),
        (in_row("attempts", session_id=99), "refers to one that is not there"),
        (in_row("attempts", extra=1), "'extra' is not known"),
        (in_row("transcripts", words="[" * 100_000), "'words' holds no JSON"),
        (in_row("transcripts", words="{}"), "what a row of it holds can't be read"),
        (in_row("transcripts", id=2), "line 3: UNIQUE"),
        (in_row("scores", points='{"scorer": 1}'), "what a row of it holds can't be read"),
        (in_row("plan_items", kind="party"), "what a row of it holds can't be read"),
        (in_row("interviews", day="9 May"), "'day' is not a date"),
        (in_row("actions", payload='{"steps": [{"file": "../x.yaml"}]}'), "names a file"),
    ],
)
def test_wrong_rows(
    whole: Path, tmp_path: Path, place: tuple[str, dict[str, Any]], says: str
) -> None:
    table, values = place
    members = members_of(whole)
    name = f"history/{table}.jsonl"
    head, first, *rest = members[name].split(b"\n")
    changed = json.dumps({**json.loads(first), **values}).encode()
    members[name] = b"\n".join([head, changed, *rest])
    refused(written(tmp_path / "bad.zip", members), tmp_path, says)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "line 1: it holds no JSON"),
        (b"[]\n", "line 1: it is not an object"),
        (b'{"format": 1, "table": "stories"}\n', "not the head of that table"),
        (b'{"format": 1, "table": "notes", "last_number": "3"}\n', "must be a whole number"),
        (b'{"format": 1, "table": "notes", "last_number": 4}\n{"id"\n', "line 2: it holds no JSON"),
        (b'{"format": 1, "table": "notes", "last_number": 4}\n[]\n', "line 2: it is not an obj"),
        (b'{"format": 1, "table": "notes", "last_number": 4}\n', "0 rows, and the manifest says"),
        (b"\xff\xfe\n", "line 1: it holds no JSON"),
    ],
)
def test_wrong_lines(whole: Path, tmp_path: Path, text: bytes, says: str) -> None:
    members = members_of(whole)
    members["history/notes.jsonl"] = text
    refused(written(tmp_path / "bad.zip", members), tmp_path, says)


@pytest.mark.parametrize(
    ("values", "says", "kind"),
    [
        ({"format": 2}, "newer version", NewerDataError),
        ({"schema": 999}, "newer version", NewerDataError),
        ({"schema": 0}, "whole number from 1", InputError),
        ({"format": "1"}, "whole number from 1", InputError),
        ({"kind": "something"}, "is not that of an export", InputError),
        ({"members": {}}, "must be a list", InputError),
        ({"members": [1]}, "is not a name, bytes and sha256", InputError),
        ({"rows": {"notes": "1"}}, "numbers by table", InputError),
        ({"made_at": "\x1b[2J"}, "'made_at' or 'program'", InputError),
        ({"with_audio": "yes"}, "'with_audio'", InputError),
    ],
)
def test_wrong_manifests(
    whole: Path, tmp_path: Path, values: dict[str, Any], says: str, kind: type[TrainerError]
) -> None:
    members = members_of(whole)
    members["manifest.json"] = json.dumps(
        {**json.loads(members["manifest.json"]), **values}
    ).encode()
    refused(written(tmp_path / "bad.zip", members, told=False), tmp_path, says, kind)


def test_what_the_manifest_does_not_bear_out(whole: Path, tmp_path: Path) -> None:
    members = members_of(whole)
    take = members["recordings/take.flac"]
    for number, (changed, says) in enumerate(
        [
            ({"recordings/take.flac": take[::-1]}, "its checksum differs"),
            ({"recordings/take.flac": take + b"x"}, "has another size"),
            ({"recordings/more.flac": take}, "is not named in manifest.json"),
            ({"manifest.json": b"{"}, "holds no JSON"),
        ]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        file = written(folder / "bad.zip", {**members, **changed}, told=False)
        refused(file, folder, says)
    del members["recordings/take.flac"]
    refused(written(tmp_path / "bad.zip", members, told=False), tmp_path, "is missing")


def test_links_doubles_and_secrets(whole: Path, tmp_path: Path) -> None:
    def add(file: Path, info: zipfile.ZipInfo) -> Path:
        written(file, members_of(whole), told=False)
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr(info, b"/etc/passwd")
        return file

    link = zipfile.ZipInfo("recordings/link.wav")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    refused(add(tmp_path / "link.zip", link), tmp_path, "is not a plain file")
    with pytest.warns(UserWarning, match="Duplicate name"):
        double = add(tmp_path / "double.zip", zipfile.ZipInfo("settings.toml"))
    refused(double, tmp_path, "is in it twice")
    locked = tmp_path / "locked.zip"
    raw = bytearray(whole.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    locked.write_bytes(raw)
    refused(locked, tmp_path, "is encrypted")


def test_bombs(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    members = members_of(whole)
    members["recordings/zeros.wav"] = bytes(reading.RATIO_FROM_BYTES + 1)
    bomb = written(tmp_path / "bomb.zip", members)
    assert bomb.stat().st_size < 100_000
    refused(bomb, tmp_path, "far more than it is packed in")
    monkeypatch.setitem(reading.LARGEST_BYTES, Part.SETTINGS, 5)
    refused(whole, tmp_path, "more than any such file has")
    monkeypatch.setattr(reading, "LARGEST_TOTAL_BYTES", 100)
    monkeypatch.setitem(reading.LARGEST_BYTES, Part.SETTINGS, 500)
    refused(whole, tmp_path, "more than any export holds")
    monkeypatch.setattr(reading, "MOST_MEMBERS", 3)
    refused(whole, tmp_path, "far too many files")


def test_more_than_the_disk_has(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path / "back")
    ensure_workspace(workspace)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for size in (300, 9_000, 100_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            with pytest.raises(StorageError):
                import_workspace(workspace, whole, now=NOW)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert tree(workspace.root) == {}
    monkeypatch.setattr("trainer.keeping.restore._SPARE_BYTES", 1 << 60)
    with pytest.raises(StorageError, match="has not enough room"):
        import_workspace(workspace, whole, now=NOW)


def test_moves_that_fail_halfway_are_taken_back(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path / "back")
    ensure_workspace(workspace)
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target == workspace.database:
            raise OSError(5, "Input/output error")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(StorageError, match="reports a fault"):
        import_workspace(workspace, whole, now=NOW)
    assert tree(workspace.root) == {}


def test_an_import_that_a_power_cut_ended_is_taken_back_by_the_next(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left is what was there at the cut: nothing of it is cleared up."""
    workspace = Workspace(tmp_path / "back")
    ensure_workspace(workspace)
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target == workspace.database:
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        patch.setattr(Path, "unlink", lambda *_args, **_more: None)
        patch.setattr("shutil.rmtree", lambda *_args, **_more: None)
        with pytest.raises(KeyboardInterrupt):
            import_workspace(workspace, whole, now=NOW)
    assert (workspace.recordings / "take.flac").exists()
    import_workspace(workspace, whole, now=NOW)
    there = members_of(whole)
    assert (workspace.recordings / "take.flac").read_bytes() == there["recordings/take.flac"]
    assert not list(workspace.root.glob(".import-*"))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_damage_gets_through(whole: Path, tmp_path: Path, data: st.DataObject) -> None:
    """Any bytes changed or cut off: a fault is told, or everything is as it was."""
    raw = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.one_of(st.just(len(raw)), st.integers(0, len(raw))))
    file = tmp_path / "damaged.zip"
    file.write_bytes(raw[:end])
    try:
        found = check_export(file, now=NOW)
    except (InputError, NewerDataError):
        return
    known = check_export(whole, now=NOW).contents
    assert found.contents.members == known.members


def test_files_that_are_no_exports(tmp_path: Path) -> None:
    for name, content in (("empty.zip", b""), ("text.zip", b"hello"), ("half.zip", b"PK\x03\x04")):
        file = tmp_path / name
        file.write_bytes(content)
        refused(file, tmp_path, "not a whole ZIP file")
    foreign = tmp_path / "foreign.zip"
    with zipfile.ZipFile(foreign, "w") as archive:
        archive.writestr("settings.toml", b"")
    refused(foreign, tmp_path, "no manifest.json")


def test_through_the_command(whole: Path, tmp_path: Path) -> None:
    program = Program.at(tmp_path / "new")
    shown = program.ok("import", whole, "--dry-run")
    assert "3 takes" in shown.out
    assert not program.workspace.exists()
    missing = program.run("import", tmp_path / "none.zip", "--json")
    assert (missing.code, missing.error["code"]) == (4, "not_found")
    members = members_of(whole)
    members["history/notes.jsonl"] = b"["
    broken = program.run("import", written(tmp_path / "bad.zip", members))
    assert broken.code == 3
    assert "history/notes.jsonl, line 1" in broken.err
    # Not even an empty workspace is left.
    assert not program.workspace.exists()
    members["manifest.json"] = json.dumps(
        {**json.loads(members["manifest.json"]), "schema": 999}
    ).encode()
    newer = program.run("import", written(tmp_path / "newer.zip", members))
    assert newer.code == 9
    assert "Update the program" in newer.err
