"""Attempts after the answer: listed, marked, deleted, brought back; and what the doctor says."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from tests.support.banks import add_bank
from tests.support.program import Program


@pytest.fixture
def three(program: Program) -> Program:
    """A workspace with three typed attempts."""
    add_bank(program.workspace)
    for text in ("the first one", "the second one", "the third one"):
        program.ok("answer", "outage", "--typed", stdin=text)
    return program


def listed(program: Program, *options: str) -> list[int]:
    attempts = program.ok("history", *options, "--json").data["attempts"]
    return [attempt["attempt_id"] for attempt in attempts]


def test_attempts_are_listed_newest_first_in_pages(three: Program) -> None:
    assert listed(three) == [3, 2, 1]
    assert listed(three, "--limit", "2") == [3, 2]
    assert listed(three, "--before", "2") == [1]
    assert listed(three, "outage") == [3, 2, 1]
    assert listed(three, "five-years") == []
    shown = three.ok("history").out
    assert "own/outage" in shown
    assert "typed" in shown


def test_a_deleted_attempt_comes_back_by_undo_and_by_restore(three: Program) -> None:
    file = Path(three.ok("replay", "2", "--json").data["file"])
    three.ok("attempt", "delete", "2")
    assert listed(three) == [3, 1]
    assert listed(three, "--trash") == [2]
    assert not file.exists()
    assert (file.parent / "trash" / file.name).exists()
    assert "Attempt 2" in three.ok("undo").out
    assert listed(three) == [3, 2, 1]
    assert file.exists()
    three.ok("attempt", "delete", "2")
    three.ok("attempt", "restore", "2")
    assert listed(three) == [3, 2, 1]


def test_undo_goes_back_one_change_at_a_time(three: Program) -> None:
    three.ok("attempt", "mark", "1", "--off-guard")
    three.ok("attempt", "mark", "1", "--no-off-guard")
    three.ok("attempt", "delete", "3")
    three.ok("undo")
    assert listed(three) == [3, 2, 1]
    three.ok("undo")
    assert three.ok("attempt", "show", "1", "--json").data["off_guard"] is True
    three.ok("undo")
    assert three.ok("attempt", "show", "1", "--json").data["off_guard"] is None
    for number in (3, 2, 1):
        assert f"Attempt {number} is not rated any more" in three.ok("undo").out
    assert three.run("undo").code == 4


def test_undo_takes_back_a_restore_too(three: Program) -> None:
    three.ok("attempt", "delete", "2")
    three.ok("attempt", "restore", "2")
    assert "trash" in three.ok("undo").out
    assert listed(three, "--trash") == [2]
    three.ok("undo")
    assert listed(three) == [3, 2, 1]


def test_what_is_in_the_trash_is_said_to_be_there(three: Program) -> None:
    three.ok("attempt", "delete", "2")
    for command in (["attempt", "show", "2"], ["replay", "2"]):
        assert "is in the trash" in three.ok(*command).out
    for command in (["attempt", "delete", "2"], ["score", "--attempt", "2"]):
        refused = three.run(*command)
        assert refused.code == 3
        assert "restore 2" in refused.err
    assert three.run("attempt", "restore", "1").code == 3


def test_undo_goes_on_where_the_bank_is_gone(three: Program) -> None:
    three.ok("attempt", "mark", "1", "--off-guard")
    added = three.ok("bank", "add", "--prompt", "Why here?", "--json").data
    Path(added["file"]).unlink()
    assert "nothing to take out" in three.ok("undo").out
    three.ok("undo")
    assert three.ok("attempt", "show", "1", "--json").data["off_guard"] is None


def test_replaying_a_typed_answer_shows_it(three: Program) -> None:
    last = three.ok("replay", "--json").data
    assert last["attempt_id"] == 3
    assert last["transcript"]["text"] == "the third one"
    assert last["played"] is False
    assert "the first one" in three.ok("replay", "1").out


def test_attempts_can_be_read_after_their_bank_is_gone(three: Program) -> None:
    (three.workspace / "question_banks" / "own.yaml").unlink()
    assert listed(three, "own/outage") == [3, 2, 1]
    assert "serious outage" in three.ok("replay", "2").out


def test_only_one_sitting_at_a_time(three: Program) -> None:
    import fcntl

    lock = three.workspace / "recordings" / "trainer.lock"
    with lock.open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        busy = three.run("answer", "outage", "--typed", "--json", stdin="text")
        assert busy.code == 8
        assert busy.error["code"] == "busy"
        assert listed(three) == [3, 2, 1]


def test_settings_are_kept_and_come_before_their_defaults(program: Program) -> None:
    program.ok("config", "set", "think_time_s", "30")
    assert program.ok("config", "get", "think_time_s", "--json").data["value"] == 30
    louder = program.with_variables(TRAINER_THINK_TIME_S="5")
    got = louder.ok("config", "get", "think_time_s", "--json").data
    assert (got["value"], got["source"]) == (5, "environment")
    program.ok("config", "unset", "think_time_s")
    assert program.ok("config", "get", "think_time_s").out.strip() == "20.0"
    path = Path(program.ok("config", "path").out.strip())
    assert path == program.workspace / "settings.toml"


def test_the_doctor_says_what_to_do_and_nothing_private(three: Program) -> None:
    three.ok("config", "set", "microphone", "Headset of Somebody")
    shown = three.ok("doctor")
    parts = {f["part"]: f for f in three.ok("doctor", "--json").data["findings"]}
    assert {"microphones", "recogniser", "workspace", "history"} <= set(parts)
    assert all(f["remedy"] for f in parts.values() if f["state"] == "broken")
    private = (
        "Headset of Somebody",
        str(three.workspace),
        str(Path.home()),
        "the first one",
        "own",
    )
    for word in private:
        assert word not in shown.out.split()
        assert word == "own" or word not in shown.out
    if getpass.getuser() != "root":
        assert getpass.getuser() not in shown.out


def test_the_doctor_works_with_broken_settings(program: Program) -> None:
    program.workspace.mkdir()
    (program.workspace / "settings.toml").write_text("engine = 12\nthis is no TOML\n")
    parts = {f["part"]: f for f in program.ok("doctor", "--json").data["findings"]}
    assert parts["settings"]["state"] == "broken"
    assert program.run("drill").code == 3


def test_a_workspace_of_a_newer_version_is_refused(three: Program) -> None:
    import sqlite3

    database = three.workspace / "recordings" / "trainer.db"
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version = 999")
    result = three.run("history", "--json")
    assert result.code == 9
    assert result.error["code"] == "newer_data"


def test_files_are_readable_by_their_owner_alone(program: Program) -> None:
    program.ok("answer", "five-years", "--typed", stdin="text")
    program.ok("bank", "add", "--prompt", "Why?")
    program.ok("config", "set", "plain", "true")
    made = [program.workspace, *program.workspace.rglob("*")]
    assert {path.suffix for path in made} >= {".db", ".txt", ".yaml", ".toml"}
    assert {oct(path.stat().st_mode & 0o077) for path in made} == {"0o0"}


def test_a_workspace_that_cannot_be_written_is_told(program: Program, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    result = Program.at(blocked).run("answer", "five-years", "--typed", stdin="text")
    assert result.code == 7
    assert str(blocked) in result.err
