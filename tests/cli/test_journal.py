"""The journal: what went well, kept in three lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_bank_edit import with_editor
from tests.support.banks import ANSWER, add_bank
from tests.support.interviews import add_interview
from tests.support.program import Program
from tests.support.terminal import ended, left, terminal


def lines(program: Program) -> list[list[str]]:
    entries = program.ok("journal", "list", "--json").data["entries"]
    return [entry["lines"] for entry in entries]


def test_what_went_well_is_kept_changed_and_taken_back(program: Program) -> None:
    add_bank(program.workspace)
    add_interview(program)
    program.ok("drill", "--typed", "--bank", "own", stdin=ANSWER)
    first = program.ok(
        "journal", "add", "I stayed calm", "they  laughed", "--interview", "1", "--json"
    ).data
    assert (first["lines"], first["interview_id"]) == (["I stayed calm", "they laughed"], 1)
    second = program.ok(
        "journal", "add", "no um at all", "--drill", "--on", "1.11.2026", "--json"
    ).data
    assert (second["session_id"], second["on"]) == (1, "2026-11-01")
    assert lines(program) == [["I stayed calm", "they laughed"], ["no um at all"]]
    limited = program.ok("journal", "list", "--since", "2026-11-02", "--json").data["entries"]
    assert [entry["entry_id"] for entry in limited] == [1]
    program.ok("journal", "edit", "2", "not one um", "--on", "2026-11-20")
    assert lines(program)[1] == ["not one um"]
    program.ok("journal", "remove", "2")
    assert lines(program) == [["I stayed calm", "they laughed"]]
    assert "Journal entry 2 is back" in program.ok("undo").out
    program.ok("undo")
    assert lines(program) == [["I stayed calm", "they laughed"], ["no um at all"]]
    assert "taken out again" in program.ok("undo").out
    assert "after interview 1" in program.ok("journal", "list").out
    # On the day a rejection comes it is read back.
    told = program.ok("debrief", "outcome", "1", "rejected").out
    assert told.index("I stayed calm") < told.index("trainer feedback request 1")
    assert "I stayed calm" not in program.ok("debrief", "outcome", "1", "offer").out


def test_an_entry_is_edited_in_the_editor(program: Program, tmp_path: Path) -> None:
    program.ok("journal", "add", "I stayed calm")
    editing = with_editor(program, tmp_path, ("calm", "crash"), ("crash", "calm\nand kind"))
    with terminal(editing, "journal", "edit", "1") as child:
        child.expect("go on with: trainer journal edit 1")
        child.wait()
        assert child.exitstatus == 3
    with terminal(editing, "journal", "edit", "1") as child:
        child.expect("Go on with it")
        child.sendline("")
        ended(child)
    assert lines(program) == [["I stayed calm", "and kind"]]


def test_nothing_is_lost_wherever_the_entry_is_left(program: Program) -> None:
    answers = ["I stayed calm", "they laughed", ""]
    prompts = ["What went well", "What else", "And a third"]
    for number, (prompt, answer) in enumerate(zip(prompts, answers, strict=True)):
        with terminal(program, "journal", "add", "--plain") as child:
            if number:
                child.expect("Go on with it")
                child.sendline("y")
            child.expect(prompt)
            child.sendline(answer)
            if number == 2:
                assert "It is yours" in ended(child)
                break
            child.expect(prompts[number + 1])
            left(child, "what you wrote is kept")
    assert lines(program) == [["I stayed calm", "they laughed"]]


MISTAKES: list[tuple[list[str], int, str]] = [
    (["add"], 2, "no terminal"),
    (["add", " "], 3, "needs a line"),
    (["add", "a", "b", "c", "d"], 3, "three"),
    (["add", "a", "--interview", "9"], 4, "no interview was taken down"),
    (["add", "a", "--on", "2199-01-01"], 3, "lies ahead"),
    (["edit", "9", "a"], 4, "journal list"),
    (["remove", "0"], 4, "journal list"),
]


@pytest.mark.parametrize(
    ("arguments", "code", "words"), MISTAKES, ids=lambda value: str(value)[:40]
)
def test_mistakes_with_the_journal_are_told(
    arguments: list[str], code: int, words: str, program: Program
) -> None:
    result = program.run("journal", *arguments, "--json")
    assert result.code == code
    assert words in str(result.error)
