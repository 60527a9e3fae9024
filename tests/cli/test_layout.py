"""Text keeps what can be copied whole: in pipes always, at a terminal as far as it fits."""

from __future__ import annotations

import pexpect
import pytest

from tests.support.banks import ANSWER, add_bank
from tests.support.program import Program


def at_terminal(program: Program, columns: int, *arguments: str) -> str:
    ended = pexpect.run(
        " ".join([*program.command, *arguments, "--plain"]),
        env={k: v for k, v in program.environment.items() if k != "COLUMNS"},
        encoding="utf-8",
        withexitstatus=True,
        timeout=60,
        dimensions=(40, columns),
    )
    assert isinstance(ended, tuple)
    text, code = ended
    assert code == 0, text
    return text


@pytest.fixture
def answered(program: Program) -> Program:
    add_bank(program.workspace)
    program.ok("answer", "own/outage", "--typed", stdin=ANSWER)
    return program


def test_a_pipe_gets_unbroken_lines_without_blanks_at_their_ends(answered: Program) -> None:
    narrow = answered.with_variables(COLUMNS="30")
    for arguments in (["history"], ["bank", "list"], ["bank", "show", "own/outage"]):
        lines = narrow.ok(*arguments).out.splitlines()
        assert lines == [line.rstrip() for line in lines]
    assert "'trainer bank show BANK' lists a bank's questions" in narrow.ok("bank", "list").out


@pytest.mark.parametrize("columns", [40, 80])
def test_ids_are_whole_at_a_terminal(columns: int, answered: Program) -> None:
    history = at_terminal(answered, columns, "history")
    assert "own/outage" in history
    banks = at_terminal(answered, columns, "bank", "list")
    assert "software-engineering" in banks
    assert max(map(len, banks.splitlines()[:4])) <= columns


def test_an_empty_list_says_what_is_empty(answered: Program) -> None:
    assert "trash" in answered.ok("history", "--trash").out
    assert "unfinished" in answered.ok("history", "--unfinished").out
    assert "Older" not in answered.ok("history", "own/outage", "--limit", "1").out
    answered.ok("answer", "own/outage", "--typed", stdin=ANSWER)
    older = answered.ok("history", "own/outage", "--limit", "1").out
    assert "trainer history own/outage --limit 1 --before 2" in older
    answered.ok("attempt", "delete", "2")
    answered.ok("attempt", "delete", "1")
    assert "attempt restore" in answered.ok("history", "--trash").out
