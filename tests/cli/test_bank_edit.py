"""Editing a question: checked when it is saved, and nothing that was written is lost."""

from __future__ import annotations

import json
import re
import stat
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.support.banks import BANK, add_bank
from tests.support.program import Program
from tests.support.terminal import ended, terminal

COMMENTED = BANK.replace("    kind: behavioural", "    # asked at Acme\n    kind: behavioural")

EDITOR = """\
import json, pathlib, sys
plan, draft = map(pathlib.Path, sys.argv[1:])
steps = json.loads(plan.read_text())
old, new = steps.pop(0)
plan.write_text(json.dumps(steps))
text = draft.read_text()
assert old in text, text
draft.write_text(text.replace(old, new))
sys.exit(3 if new == "crash" else 0)
"""


def with_editor(program: Program, folder: Path, *steps: tuple[str, str]) -> Program:
    """The program with an editor that replaces one text by another, each time it is started."""
    script, plan = folder / "editor.py", folder / "plan.json"
    script.write_text(EDITOR, encoding="utf-8")
    plan.write_text(json.dumps(steps), encoding="utf-8")
    return program.with_variables(VISUAL=f"'{sys.executable}' '{script}' '{plan}'")


def show(program: Program, name: str) -> Any:
    return program.ok("bank", "show", name, "--json").data


def drafts(program: Program) -> list[Path]:
    return list((program.workspace / "recordings" / "drafts").glob("bank-edit-*"))


def test_only_the_changed_line_of_ones_own_file_is_another(
    program: Program, tmp_path: Path
) -> None:
    file = add_bank(program.workspace, COMMENTED)
    editing = with_editor(program, tmp_path, ("serious", "grave"))
    with terminal(editing, "bank", "edit", "outage") as child:
        assert "Kept own/outage" in ended(child)
    assert file.read_text(encoding="utf-8") == COMMENTED.replace("serious", "grave")
    assert drafts(program) == []
    program.ok("undo")
    assert file.read_text(encoding="utf-8") == COMMENTED


def test_a_fault_leads_back_to_the_editor_with_all_that_was_written(
    program: Program, tmp_path: Path
) -> None:
    add_bank(program.workspace, COMMENTED)
    steps = (("weight: okay", "weight: heavy"), ("heavy", "vital"))
    editing = with_editor(program, tmp_path, *steps)
    with terminal(editing, "bank", "edit", "outage", columns=60) as child:
        child.expect("1 fault, so it was not kept yet")
        child.expect(r"line (\d+): key point 3 .alarm., weight: is 'heavy'")
        [draft] = drafts(program)
        assert stat.S_IMODE(draft.stat().st_mode) == 0o600
        assert isinstance(child.match, re.Match)
        line = draft.read_text(encoding="utf-8").splitlines()[int(child.match.group(1)) - 1]
        assert "heavy" in line
        child.expect("Back to the editor")
        child.sendline("")
        assert "Kept own/outage" in ended(child)
    assert "weight" not in show(program, "outage")["key_points"][2]


def test_who_leaves_with_a_fault_goes_on_where_they_were(program: Program, tmp_path: Path) -> None:
    file = add_bank(program.workspace, COMMENTED)
    steps = (("prompt:", "promt:"), ("promt:", "prompt:"))
    editing = with_editor(program, tmp_path, *steps)
    with terminal(editing, "bank", "edit", "outage") as child:
        child.expect("did you mean 'prompt'")
        child.sendline("n")
        child.expect("stopped; what you wrote is kept in")
        child.expect("Go on with: trainer bank edit own/outage")
        child.wait()
        assert child.exitstatus == 130
    assert file.read_text(encoding="utf-8") == COMMENTED
    with terminal(editing, "bank", "edit", "outage") as child:
        child.expect("You began to change this question")
        child.sendline("")
        child.expect("Nothing was changed|Kept own/outage")
        ended(child)
    assert drafts(program) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: outage", "id: crash", "bank rename own/outage NAME"),
        ("kind: behavioural", "kind: {", "fault"),
        ("release", "crash", "ended with 3"),
    ],
)
def test_what_cannot_be_kept_stays_in_the_draft(
    old: str, new: str, said: str, program: Program, tmp_path: Path
) -> None:
    file = add_bank(program.workspace, COMMENTED)
    with terminal(with_editor(program, tmp_path, (old, new)), "bank", "edit", "outage") as child:
        child.expect(said)
        if new != "crash":
            child.expect("Back to the editor")
            child.sendline("n")
            child.expect("what you wrote is kept")
        child.expect(pexpect.EOF)
        child.wait()
        assert child.exitstatus == (3 if new == "crash" else 130)
    assert file.read_text(encoding="utf-8") == COMMENTED
    [draft] = drafts(program)
    assert new in draft.read_text(encoding="utf-8")


def test_nothing_changed_is_nothing_done(program: Program, tmp_path: Path) -> None:
    editing = with_editor(program, tmp_path, ("five years", "five years"))
    with terminal(editing, "bank", "edit", "five-years") as child:
        assert "Nothing was changed." in ended(child)
    assert not (program.workspace / "question_banks").exists()
    assert drafts(program) == []
    assert program.run("undo").code == 4


def test_a_shipped_question_becomes_a_version_of_ones_own(program: Program, tmp_path: Path) -> None:
    editing = with_editor(program, tmp_path, ("five years", "six years"))
    with terminal(editing, "bank", "edit", "five-years") as child:
        assert "Kept caught-off-guard/five-years" in ended(child)
    mine = show(program, "caught-off-guard/five-years")
    assert "six years" in mine["prompt"]
    assert len(mine["key_points"]) >= 4
    listed = program.ok("bank", "list", "--json").data
    assert listed["questions"] == sum(bank["questions"] for bank in listed["banks"])
    shipped = program.ok("bank", "show", "five-years", "--shipped", "--json").data
    assert "five years" in shipped["prompt"]
    program.ok("undo")
    assert "five years" in show(program, "caught-off-guard/five-years")["prompt"]
    assert not list((program.workspace / "question_banks").glob("*"))


def test_a_question_is_changed_from_a_pipe(program: Program) -> None:
    file = add_bank(program.workspace, COMMENTED)
    text = "id: outage\nprompt: Why?\nkey_points:\n- id: why\n  text: says why\n"
    data = program.ok("bank", "edit", "outage", "--file", "-", "--json", stdin=text).data
    assert data == {
        "question_id": "own/outage",
        "changed": True,
        "file": str(file),
        "behind": [],
    }
    question = show(program, "own/outage")
    assert (question["prompt"], len(question["key_points"])) == ("Why?", 1)
    assert file.read_text(encoding="utf-8").startswith(BANK.partition("  - id")[0])


def test_help_for_what_is_thin_is_given_after_saving(program: Program, tmp_path: Path) -> None:
    add_bank(program.workspace, BANK)
    changed = tmp_path / "changed.yaml"
    changed.write_text("id: outage\nprompt: Why?\nkey_points: [{id: a, text: says why}]\n")
    said = program.ok("bank", "edit", "outage", "--file", changed).out
    assert "remarks, as help" in said
    assert "has no wordings" in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("prompt: x\nid: 5\n", "id"),
        ("- a\n", "list"),
        ("id: outage\nprompt: [\n", "line 2"),
        ("", "empty"),
        ("id: other\nprompt: Why?\n", "rename"),
    ],
)
def test_a_faulty_file_is_refused_with_its_faults(
    text: str, words: str, program: Program, tmp_path: Path
) -> None:
    file = add_bank(program.workspace, COMMENTED)
    changed = tmp_path / "changed.yaml"
    changed.write_text(text, encoding="utf-8")
    result = program.run("bank", "edit", "outage", "--file", changed)
    assert result.code == 3
    assert words in result.err
    assert file.read_text(encoding="utf-8") == COMMENTED


def test_without_a_terminal_or_an_editor_it_says_what_to_do(program: Program) -> None:
    add_bank(program.workspace)
    piped = program.run("bank", "edit", "outage")
    assert (piped.code, "--file" in piped.err) == (2, True)
    nothing = program.with_variables(EDITOR="no-such-editor", VISUAL="")
    with terminal(nothing, "bank", "edit", "outage") as child:
        child.expect("no-such-editor")
        child.expect("EDITOR")
        child.wait()
        assert child.exitstatus == 3
    assert program.run("bank", "edit", "outage", "--file", "none.yaml").code == 4
