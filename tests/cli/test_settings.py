"""Settings that are broken, and values that would be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.program import Program


@pytest.fixture
def broken(program: Program) -> Program:
    program.workspace.mkdir()
    (program.workspace / "settings.toml").write_text('colour = 1\nthink_time_s = "long"\n')
    return program


def test_broken_settings_hinder_only_what_needs_them(broken: Program) -> None:
    for command in (["config", "path"], ["bank", "list"], ["history"], ["doctor"]):
        broken.ok(*command)
    faults = broken.ok("config", "list", "--json").data["faults"]
    assert [("colour" in f["text"], "think_time_s" in f["text"]) for f in faults] == [
        (True, False),
        (False, True),
    ]
    assert "settings: 2 faults" in broken.ok("doctor").out


def test_what_the_hints_name_mends_the_settings(broken: Program) -> None:
    hint = broken.run("config", "get", "language").err
    assert "trainer config unset colour" in hint
    assert "colour was taken out of the file." in broken.ok("config", "unset", "colour").out
    broken.ok("config", "set", "think_time_s", "5")
    assert broken.ok("config", "get", "think_time_s").out == "5.0\n"


def test_a_negative_value_is_a_value(program: Program) -> None:
    result = program.run("config", "set", "think_time_s", "-5")
    assert result.code == 3
    assert "from 0 to 600" in result.err


@pytest.mark.parametrize(
    ("value", "code"), [("en", 0), ("en-GB", 0), ("", 0), ("english", 3), ("e n", 3)]
)
def test_a_language_is_a_code(value: str, code: int, program: Program) -> None:
    assert program.run("config", "set", "language", value).code == code


def test_a_model_is_a_name_or_a_path_that_is_there(program: Program, tmp_path: Path) -> None:
    refused = program.run("config", "set", "model", "bse")
    assert refused.code == 3
    assert "Did you mean base?" in refused.err
    assert program.run("config", "set", "model", tmp_path / "none.pt").code == 3
    (tmp_path / "own.pt").touch()
    program.ok("config", "set", "model", tmp_path / "own.pt")
    assert program.ok("config", "get", "model").out.strip() == str(tmp_path / "own.pt")
