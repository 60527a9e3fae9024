"""How a call ends when its output, its settings or what it names is not what it should be."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.support.program import Program


def shell(program: Program, line: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", line, "bash", *program.command],
        env={**program.environment, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("colour", ["0", "1"])
def test_a_reader_that_goes_away_is_141(colour: str, program: Program) -> None:
    variables = {"FORCE_COLOR": "1"} if colour == "1" else {}
    line = '"$@" bank show software-engineering | true; echo "${PIPESTATUS[0]}"'
    done = shell(program, line, **variables)
    assert done.stdout.strip() == "141"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_behind_standard_output_is_storage(unbuffered: str, program: Program) -> None:
    done = shell(program, '"$@" bank list > /dev/full', PYTHONUNBUFFERED=unbuffered)
    assert done.returncode == 7
    [line] = done.stderr.splitlines()
    assert "could not be written" in line


def test_what_the_encoding_lacks_is_replaced(program: Program) -> None:
    result = program.with_variables(PYTHONIOENCODING="ascii").run(
        "bank", "show", "software-engineering/production-incident"
    )
    assert result.code == 0
    assert "?" in result.out


def test_json_is_accepted_before_the_command(program: Program) -> None:
    assert program.ok("--json", "history").data == {"attempts": []}
    assert program.run("--json").code == 2


def test_the_error_is_the_last_line_and_has_the_candidates(program: Program) -> None:
    result = program.run("bank", "show", "team", "--json")
    assert result.code == 4
    assert result.error["candidates"]
    assert set(result.error) == {"code", "message", "hint", "candidates"}
    other = program.run("config", "get", "nope", "--json")
    assert set(json.loads(other.err.splitlines()[-1])["error"]) == {"code", "message", "hint"}


def test_a_bank_that_is_not_there_and_a_folder_of_banks(program: Program, tmp_path: Path) -> None:
    assert program.run("bank", "check", tmp_path / "none.yaml").code == 4
    banks = Path(__file__).parents[2] / "question_banks"
    count = len(list(banks.glob("*.yaml")))
    assert f"in {count} banks, no faults" in program.ok("bank", "check", banks).out


@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", ">&- 2>&- <&-"])
def test_closed_standard_streams_are_no_fault(
    closed: str, program: Program, tmp_path: Path
) -> None:
    written = tmp_path / "bank.json"
    export = f'"$@" bank export general-behavioural --to {written}'
    done = shell(program, f'{export} {closed} && "$@" history {closed}')
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    # Nothing that was printed went into a file that got a closed stream's number.
    assert json.loads(written.read_text(encoding="utf-8"))["id"] == "general-behavioural"


@pytest.mark.parametrize("group", ["bank", "attempt", "config"])
def test_a_group_alone_shows_what_can_follow(group: str, program: Program) -> None:
    result = program.run(group)
    assert result.code == 2
    assert result.err.startswith(f"Usage: trainer {group}")
    assert "trainer:" not in result.err
    assert program.run(group, "--json").code == 2
