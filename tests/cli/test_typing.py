"""Typed answers at a terminal: pasted, edited, interrupted; and keys typed too early."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest

from tests.support.banks import add_bank
from tests.support.program import Program

PASTED = "The first paragraph is here.\n\nAnd the second one follows.\n"


@contextmanager
def terminal(program: Program, *arguments: str) -> Iterator[pexpect.spawn[str]]:
    child = pexpect.spawn(
        program.command[0],
        [*program.command[1:], *arguments],
        env={**program.environment, "TERM": "xterm"},
        encoding="utf-8",
        timeout=60,
        dimensions=(50, 100),
    )
    try:
        yield child
    finally:
        child.close(force=True)


@pytest.fixture
def own(program: Program) -> Program:
    add_bank(program.workspace)
    # What the score is unsure of is not the subject here, and may change with the scorer.
    return program.with_variables(TRAINER_ASK_UNSURE="false")


def kept_text(program: Program) -> str:
    [attempt] = program.ok("history", "--json").data["attempts"]
    return Path(attempt["file"]).read_text(encoding="utf-8")


def test_a_pasted_answer_keeps_its_paragraphs_and_answers_nothing_else(own: Program) -> None:
    with terminal(own, "drill", "--typed", "--bank", "own", "--questions", "1") as child:
        child.expect("two empty lines end it")
        # What follows the two empty lines was pasted along and must not answer the question.
        child.send(f"{PASTED}\n\ny\n")
        child.expect("catch you off guard")
        child.sendline("")
        child.expect(pexpect.EOF)
    assert kept_text(own).split() == PASTED.split()
    assert own.ok("attempt", "show", "1", "--json").data["off_guard"] is False


def press_ctrl_d(child: pexpect.spawn[str], awaited: str) -> None:
    """Press it until the program answers: between two lines the terminal may swallow it."""
    until = time.monotonic() + 30
    child.sendeof()
    while child.expect([awaited, pexpect.TIMEOUT], timeout=1):
        assert time.monotonic() < until
        child.sendeof()


def test_ctrl_d_ends_an_answer_and_leaves_an_empty_one(own: Program) -> None:
    with terminal(own, "answer", "outage", "--typed") as child:
        child.expect("two empty lines end it")
        child.send("I rolled it back.\n")
        child.expect("rolled it back")
        press_ctrl_d(child, "catch you off guard")
        child.sendline("n")
        child.expect(pexpect.EOF)
    assert kept_text(own).strip() == "I rolled it back."
    with terminal(own, "answer", "outage", "--typed") as child:
        child.expect("two empty lines end it")
        press_ctrl_d(child, "Nothing was scored")
        child.expect(pexpect.EOF)
    assert len(own.ok("history", "--json").data["attempts"]) == 1


def test_ctrl_c_keeps_the_unfinished_line_too(own: Program) -> None:
    with terminal(own, "answer", "outage", "--typed") as child:
        child.expect("two empty lines end it")
        child.send("The first line.\n")
        child.expect("The first line.")
        child.send("and half of the sec")
        child.expect("half of the sec")
        child.sendintr()
        child.expect("kept as attempt 1")
        child.expect(pexpect.EOF)
        child.wait()
    assert child.exitstatus == 130
    assert kept_text(own).split("\n")[:2] == ["The first line.", "and half of the sec"]
    [attempt] = own.ok("history", "--unfinished", "--json").data["attempts"]
    assert own.ok("score", "--attempt", str(attempt["attempt_id"]), "--json").data["points"]


def test_a_line_is_kept_whose_keeping_ctrl_c_met(own: Program) -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "tests.cli.interrupted_child", "answer", "outage", "--typed"],
        env={**own.environment, "TERM": "xterm"},
        encoding="utf-8",
        timeout=60,
    )
    with child:
        child.expect("two empty lines end it")
        child.send("I rolled it back.\n")
        child.expect("kept as attempt 1")
        child.expect(pexpect.EOF)
        child.wait()
    assert child.exitstatus == 130
    assert kept_text(own) == "I rolled it back.\n"


def test_lines_can_be_edited_and_hold_no_escapes(own: Program) -> None:
    with terminal(own, "answer", "outage", "--typed") as child:
        child.expect("two empty lines end it")
        child.send("rolled back\x1b[D\x1b[D\x1b[D\x1b[D it\n\n\n")
        child.expect("catch you off guard")
        child.sendline("n")
        child.expect(pexpect.EOF)
    assert kept_text(own).strip() == "rolled  itback"


def test_escapes_in_a_transcript_do_not_reach_the_terminal(own: Program, tmp_path: Path) -> None:
    text = tmp_path / "answer.txt"
    text.write_text("I rolled it \x1b[31mback\x07 at once", encoding="utf-8")
    shown = own.ok("score", "--question", "outage", text)
    assert "\x1b" not in shown.out
    assert "back at once" in shown.out


def test_an_empty_transcript_is_refused(own: Program, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n")
    for result in (
        own.run("score", "--question", "outage", empty),
        own.run("score", "--question", "outage", "-", stdin=b""),
    ):
        assert result.code == 3
        assert "nothing came" in result.err
