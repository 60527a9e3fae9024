"""Noting a target step by step at a terminal, left at every prompt and taken up again."""

from __future__ import annotations

import pexpect
import pytest

from tests.support.clock import ProgramAt, at
from tests.support.program import Program
from tests.support.terminal import ended, terminal

STEPS = (
    ("The company", "Northwind"),
    ("The job", "Nurse"),
    ("The round", "second"),
    ("The day", "fri"),
    ("The time", "2 pm"),
    ("Its time zone", "London"),
    ("Who will ask", "Ms Adler; Bo"),
    ("The advertisement", "paste"),
    ("> ", "Nurse wanted"),
    ("> ", ""),
    ("> ", "You give medicines safely."),
    ("> ", "."),
    ("What you know", "new building"),
)
"""What is asked, and what the person says to it."""


@pytest.fixture
def now(program: Program) -> ProgramAt:
    return at(program, "2026-11-24T09:00:00+01:00", "Europe/Berlin")


def prompts(child: pexpect.spawn[str], *steps: tuple[str, str]) -> None:
    for label, said in steps:
        child.expect(label)
        child.sendline(said)


def test_left_at_every_prompt_in_turn_nothing_is_lost(now: ProgramAt) -> None:
    for place, (label, said) in enumerate(STEPS[:-1]):
        with terminal(now, "target", "add") as child:
            if place:
                child.expect("You began this one: Northwind")
                child.expect("Go on with it")
                child.sendline("y")
            prompts(child, (label, said))
            # What is asked next says that the answer before is kept.
            child.expect(STEPS[place + 1][0])
            child.sendintr()
            child.expect(pexpect.EOF)
            child.wait()
            assert child.exitstatus == 130, child.before
    assert now.ok("target", "list", "--json").data["targets"] == []
    with terminal(now, "target", "add") as child:
        child.expect("Go on with it")
        child.sendline("")
        child.expect(STEPS[-1][0])
        child.sendline(STEPS[-1][1])
        assert "undo" in ended(child)
    [kept] = now.ok("target", "list", "--json").data["targets"]
    assert (kept["company"], kept["role"], kept["stage"]) == ("Northwind", "Nurse", "second")
    assert (kept["date"], kept["time"], kept["zone"]) == ("2026-11-27", "14:00", "Europe/London")
    assert kept["interviewers"] == ["Ms Adler", "Bo"]
    assert kept["advertisement"] == "Nurse wanted\n\nYou give medicines safely."
    assert kept["notes"] == "new building"
    assert kept["predictions"]
    with terminal(now, "target", "add") as child:
        # The next one begins afresh.
        child.expect("Only the company is needed")
        child.sendintr()
        child.expect(pexpect.EOF)


def test_a_past_day_is_asked_about_and_slips_are_asked_again(now: ProgramAt) -> None:
    with terminal(now, "target", "add", "--role", "baker", "--stage", "first") as child:
        prompts(child, ("The company", ""), ("A line is needed", "Acme"))
        prompts(child, ("The day", "4/5"), ("may be", "2026-11-20"))
        child.expect("in the past")
        child.sendline("n")
        prompts(child, ("The day", "in 2 weeks"), ("The time", "25"), ("no time of day", ""))
        prompts(child, ("zone", ""), ("Who", ""), ("advertisement", "nowhere.txt"))
        child.expect("no file nowhere.txt")
        prompts(child, ("advertisement", ""), ("What you know", ""))
        ended(child)
    [kept] = now.ok("target", "list", "--json").data["targets"]
    assert (kept["company"], kept["role"], kept["date"]) == ("Acme", "baker", "2026-12-08")
    assert (kept["time"], kept["zone"]) == (None, "Europe/Berlin")
