"""Browsing, verifying and extending the banks through the command."""

from __future__ import annotations

import json
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest

from tests.support.banks import BANK, add_bank
from tests.support.program import Program

ADD = (
    *("bank", "add", "--prompt", "Why did you leave after a year?"),
    *("--point", "names one honest reason", "--okay-point", "what was good there"),
    *("--wording", "1", "the role turned out to be mostly support"),
    *("--wording", "1", "they moved the office two hours away"),
    *("--probe", "2", "What do you miss about it?"),
    *("--kind", "motivational", "--topic", "leaving", "--company", "Acme", "--date", "2026-11-20"),
)


def test_the_shipped_banks_are_listed_and_have_no_faults(program: Program) -> None:
    listed = program.ok("bank", "list", "--json").data
    banks = {bank["id"]: bank for bank in listed["banks"]}
    assert {"general-behavioural", "caught-off-guard", "software-engineering"} <= set(banks)
    assert all(bank["origin"] == "shipped" for bank in banks.values())
    assert listed["questions"] == sum(bank["questions"] for bank in banks.values())
    checked = program.ok("bank", "check", "--json").data
    assert checked["faults"] == []
    assert checked["questions"] == listed["questions"]
    assert not program.workspace.exists()


def test_every_shipped_key_point_has_five_wordings_and_a_probe(program: Program) -> None:
    for bank in program.ok("bank", "list", "--json").data["banks"]:
        questions = program.ok("bank", "show", bank["id"], "--json").data["questions"]
        assert len(questions) >= 10
        for question in questions:
            assert 4 <= len(question["key_points"]) <= 6, question["id"]
            for point in question["key_points"]:
                assert len(point["wordings"]) >= 5, (question["id"], point["id"])
                assert point["probe"], (question["id"], point["id"])


def test_a_question_is_found_by_id_part_of_the_id_and_part_of_the_prompt(program: Program) -> None:
    add_bank(program.workspace)
    shown = [
        program.ok("bank", "show", name, "--json").data["id"]
        for name in ("own/outage", "outage", "serious OUTAGE that")
    ]
    assert shown == ["own/outage"] * 3


def test_a_question_is_added_by_options_and_taken_back(program: Program) -> None:
    added = program.ok(*ADD, "--json").data
    assert added["question_id"] == "my-questions/why-did-you-leave-after-a-year"
    file = Path(added["file"])
    assert file.parent == program.workspace / "question_banks"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    question = program.ok("bank", "show", added["question_id"], "--json").data
    first, second = question["key_points"]
    assert first["wordings"] == [
        "the role turned out to be mostly support",
        "they moved the office two hours away",
    ]
    assert second["weight"] == "okay"
    assert second["probe"] == "What do you miss about it?"
    assert question["source"]["company"] == "Acme"
    assert question["kind"] == "motivational"
    program.ok("bank", "check")
    program.ok("undo")
    assert program.run("bank", "show", added["question_id"]).code == 4


def test_adding_keeps_comments_and_order(program: Program) -> None:
    file = add_bank(program.workspace)
    commented = BANK.replace("questions:", "# what I was asked\nquestions:  # newest last")
    file.write_text(commented, encoding="utf-8")
    program.ok("bank", "add", "--bank", "own", "--prompt", "Why us?", "--point", "a reason")
    after = file.read_text(encoding="utf-8")
    assert after.startswith(commented.rstrip("\n"))
    ids = [q["id"] for q in program.ok("bank", "show", "own", "--json").data["questions"]]
    assert ids == ["own/outage", "own/why-us"]


def test_a_question_of_ones_own_takes_the_place_of_a_shipped_one(program: Program) -> None:
    before = program.ok("bank", "list", "--json").data["questions"]
    overlay = BANK.replace("id: own", "id: caught-off-guard").replace(
        "id: outage", "id: five-years"
    )
    file = add_bank(program.workspace)
    file.write_text(overlay, encoding="utf-8")
    shown = program.ok("bank", "show", "caught-off-guard/five-years", "--json").data
    assert shown["prompt"].startswith("Tell me about a serious outage")
    assert program.ok("bank", "list", "--json").data["questions"] == before


def test_one_bad_bank_never_hides_the_others(program: Program) -> None:
    add_bank(program.workspace)
    bad = program.workspace / "question_banks" / "bad.yaml"
    bad.write_text(
        "format: 1\nid: bad\ntitle: Bad\nlanguage: en\n"
        "questions:\n  - id: one\n    promt: No?\n  - id: Two Words\n    prompt: 12\n",
        encoding="utf-8",
    )
    result = program.run("bank", "check", "--json")
    assert result.code == 3
    assert result.error["code"] == "bad_input"
    faults = result.data["faults"]
    assert {fault["line"] for fault in faults} >= {7, 8, 9}
    assert all(fault["file"] == str(bad) and fault["mend"] for fault in faults)
    assert "prompt" in json.dumps([f for f in faults if f["line"] == 7])
    for fault in faults:
        assert f"bad.yaml:{fault['line']}" in program.run("bank", "check").out
    program.ok("bank", "show", "own/outage")
    assert "fault" in program.ok("bank", "list").err


def test_a_bank_outside_the_workspace_can_be_checked(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    file.write_text(BANK, encoding="utf-8")
    assert "1 question in 1 bank, no faults." in program.ok("bank", "check", file).out
    assert program.run("bank", "check", tmp_path / "none.yaml").code == 4
    assert "1 question in 1 bank" in program.ok("bank", "check", tmp_path).out


@contextmanager
def adding(program: Program, *options: str) -> Iterator[pexpect.spawn[str]]:
    child = pexpect.spawn(
        program.command[0],
        [*program.command[1:], "bank", "add", *options],
        env=dict(program.environment),
        encoding="utf-8",
        timeout=30,
        dimensions=(50, 100),
    )
    try:
        yield child
    finally:
        child.close(force=True)


def press_ctrl_c(child: pexpect.spawn[str]) -> None:
    """Press it until the program answers: readline may miss one before it waits."""
    until = time.monotonic() + 30
    child.sendintr()
    while child.expect(["stopped; what you wrote is kept", pexpect.TIMEOUT], timeout=1):
        assert time.monotonic() < until
        child.sendintr()
    child.expect("Go on with: trainer bank add")


def test_a_question_is_added_step_by_step_and_can_be_left_and_taken_up_again(
    program: Program,
) -> None:
    with adding(program) as child:
        child.expect("The question, as it was asked")
        child.sendline("How do you feed a lighthouse keeper's parrot?")
        child.expect("What sort of question")
        child.sendline("si")
        child.expect("Key point 1")
        child.sendline("lets the parrot finish first")
        child.expect("Is this point essential")
        child.sendline("y")
        child.expect("own words .1 of 2")
        child.sendline("I let them talk until they are done")
        child.expect("own words .2 of 2")
        press_ctrl_c(child)
        child.expect(pexpect.EOF)
        child.wait()
    assert child.exitstatus == 130

    with adding(program) as child:
        child.expect("You began this question")
        child.sendline("y")
        child.expect("own words .2 of 2")
        child.sendline("first of all they get to say everything")
        child.expect("if it were missing")
        child.sendline("What do you do first?")
        child.expect("Key point 2")
        child.sendline("")
        child.expect("Where it was asked")
        child.sendline("Acme")
        child.expect("When it was asked")
        child.sendline("")
        child.expect("Added my-questions/")
        child.expect(pexpect.EOF)
        child.wait()
    assert child.exitstatus == 0
    question = program.ok("bank", "show", "keeper's parrot", "--json").data
    [point] = question["key_points"]
    assert point["wordings"] == [
        "I let them talk until they are done",
        "first of all they get to say everything",
    ]
    assert point["probe"] == "What do you do first?"
    assert question["kind"] == "situational"
    assert question["source"] == {"company": "Acme"}
    assert not list((program.workspace / "recordings" / "drafts").glob("*.json"))


def test_a_question_that_is_there_already_is_pointed_out(program: Program) -> None:
    add_bank(program.workspace)
    with adding(program) as child:
        child.expect("The question, as it was asked")
        child.sendline("Tell me about a serious outage you had to handle")
        child.expect("Is it one of these")
        child.expect("own/outage")
        child.sendline("9")
        child.expect("Give a number")
        child.sendline("1")
        child.expect("nothing is added: it is own/outage")
        child.expect("What now")
        child.sendline("")
        child.expect("trainer answer own/outage")
        child.expect(pexpect.EOF)
        child.wait()
    assert child.exitstatus == 0


@pytest.mark.parametrize(
    ("use", "then"), [("2", "What do you answer|Your answer|end"), ("3", "own words .1 of 2")]
)
def test_a_question_that_is_there_can_be_practised_or_taught_at_once(
    use: str, then: str, program: Program
) -> None:
    add_bank(program.workspace)
    with adding(program) as child:
        child.expect("The question, as it was asked")
        child.sendline("When did you handle a serious outage?")
        child.expect("Is it one of these")
        child.expect("1  own/outage")
        child.sendline("1")
        child.expect("What now")
        child.sendline(use)
        child.expect("Tell me about a serious outage")
        child.expect(then)


def test_a_question_near_another_is_told_where_nobody_is_asked(program: Program) -> None:
    add_bank(program.workspace)
    prompt = ("--prompt", "Tell me about a serious outage you handled.")
    data = program.ok("bank", "add", *prompt, "--json").data
    assert data["near"][0] == "own/outage"
    program.ok("undo")
    assert (
        f"trainer bank merge own/outage {data['question_id']}"
        in program.ok("bank", "add", *prompt).out
    )


def test_the_bank_can_be_chosen_where_there_are_several(program: Program) -> None:
    program.ok("bank", "new", "acme")
    with adding(program, "--kind", "technical", "--point", "a cause", "--company", "X") as child:
        child.expect("The question, as it was asked")
        child.sendline("What would you log in a tight loop?")
        child.expect("1  my-questions")
        child.expect("2  acme")
        child.sendline("ac")
        child.expect("When it was asked")
        child.sendline("")
        child.expect("Added acme/")
        child.expect(pexpect.EOF)


def test_spoken_wordings_need_a_terminal_and_no_prompt(program: Program) -> None:
    for options in (("--spoken",), ("--spoken", "--prompt", "Why?")):
        result = program.run("bank", "add", *options)
        assert result.code == 2
    assert not program.workspace.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "--prompt"),
        (("--prompt", "Why?", "--wording", "2", "because"), "key point 2"),
        (("--prompt", " "), "prompt"),
        (("--prompt", "Why?", "--time-limit", "-3"), "time_limit_s"),
    ],
)
def test_a_question_that_cannot_be_added_says_why(
    options: tuple[str, ...], words: str, program: Program
) -> None:
    result = program.run("bank", "add", *options)
    assert result.code in {2, 3}
    assert words in result.err
    assert not list(program.workspace.glob("question_banks/*.yaml"))


def test_the_same_prompt_is_not_added_twice_unless_it_is_meant(program: Program) -> None:
    first = program.ok(*ADD, "--json").data["question_id"]
    refused = program.run(*ADD)
    assert refused.code == 3
    assert first in refused.err
    assert program.ok(*ADD, "--again", "--json").data["question_id"] != first


def test_options_are_used_and_only_the_rest_is_asked_for(program: Program) -> None:
    given = ("--kind", "technical", "--point", "names a cause", "--company", "Acme", "--bank", "b")
    with adding(program, *given) as child:
        child.expect("The question, as it was asked")
        child.sendline("What would you log in a tight loop?")
        child.expect("When it was asked")
        press_ctrl_c(child)
        child.expect(pexpect.EOF)
    with adding(program) as child:
        child.expect("You began this question")
        child.sendline("")
        child.expect("When it was asked")
        child.sendline("2026-11-20")
        child.expect("Added b/")
        child.expect(pexpect.EOF)
    question = program.ok("bank", "show", "tight loop", "--json").data
    assert question["kind"] == "technical"
    assert [point["text"] for point in question["key_points"]] == ["names a cause"]
    assert question["source"] == {"company": "Acme", "date": "2026-11-20"}


def test_a_draft_that_is_not_gone_on_with_is_put_aside(program: Program) -> None:
    with adding(program) as child:
        child.expect("The question, as it was asked")
        child.sendline("What would you log in a tight loop?")
        child.expect("What sort of question")
        press_ctrl_c(child)
        child.expect(pexpect.EOF)
    with adding(program) as child:
        child.expect("Go on with it")
        child.sendline("n")
        child.expect("The question, as it was asked")
    drafts = program.workspace / "recordings" / "drafts"
    assert "tight loop" in (drafts / "bank-add.old").read_text(encoding="utf-8")
