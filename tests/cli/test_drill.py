"""Drills and the plan of the day, through the command: what comes, what is kept, what goes on."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pexpect
import pytest

from tests.support.banks import add_bank
from tests.support.clock import at
from tests.support.program import Program
from tests.support.terminal import ended, terminal
from trainer.history.opening import open_history
from trainer.history.targets import TargetDetails
from trainer.workspace.places import find_workspace

TOPICS = ("money", "conflict", "failure")
COUNT = 6

BANK = "format: 1\nid: own\ntitle: Six\nlanguage: en\nquestions:\n" + "".join(
    f"  - id: q{number}\n"
    f"    prompt: Prompt number {number}?\n"
    f"    other_prompts: [Another way to ask {number}?]\n"
    f"    tags: {{topic: {TOPICS[number // 2]}}}\n"
    f"    kind: {'technical' if number == 5 else 'behavioural'}\n"
    "    time_limit_s: 60\n"
    for number in range(COUNT)
)
ANSWERED = "I did what had to be done.\n\n\n"
DAY = datetime.fromisoformat("2026-11-24T18:00:00+01:00")
ZONE = "Europe/Berlin"


@pytest.fixture
def own(program: Program) -> Program:
    """The program with six questions, two on each of three topics, and no others near."""
    add_bank(program.workspace, BANK)
    return program


def on_day(program: Program, days: int, hours: float = 0) -> Program:
    return at(program, DAY + timedelta(days=days, hours=hours), ZONE)


def states(data: Any) -> dict[str, str]:
    return {one["question_id"]: one["state"] for one in data["questions"]}


def asked_of(program: Program) -> list[str]:
    """The questions of all attempts, oldest first."""
    attempts = program.ok("history", "--json").data["attempts"]
    return [attempt["question_id"] for attempt in reversed(attempts)]


def test_the_minutes_decide_how_many_and_no_topic_comes_twice_in_a_row(own: Program) -> None:
    # 60 seconds to speak and 30 to read: four in six minutes.
    data = on_day(own, 0).ok("drill", "--typed", "--bank", "own", "--minutes", "6", "--json").data
    ids = [one["question_id"] for one in data["questions"]]
    assert len(ids) == 4
    assert sum(one["expected_s"] for one in data["questions"]) <= 6 * 60
    topics = [int(name[-1]) // 2 for name in ids]
    assert all(one != other for one, other in pairwise(topics))
    seeded = [
        on_day(Program(own.workspace, own.environment), 1 + n)
        .ok("drill", "--typed", "--bank", "own", "--seed", "5", "--json")
        .data
        for n in range(2)
    ]
    assert seeded[0]["questions"] == seeded[1]["questions"]
    few = own.run("drill", "--typed", "--bank", "own", "--minutes", "1")
    assert few.code == 3
    assert "--minutes 2" in few.err


def test_kind_and_tag_narrow_the_draw(own: Program) -> None:
    run = ("drill", "--typed", "--bank", "own", "--json")
    kind = own.ok(*run, "--kind", "technical").data
    assert [one["question_id"] for one in kind["questions"]] == ["own/q5"]
    tag = own.ok(*run, "--tag", "Money").data
    assert {one["question_id"] for one in tag["questions"]} == {"own/q0", "own/q1"}
    none = own.run("drill", "--typed", "--bank", "own", "--tag", "cooking")
    assert none.code == 4
    assert "kind or tag" in none.err
    assert own.run("drill", "--resume", "--bank", "own").code == 2


def test_a_killed_drill_goes_on_with_nothing_asked_twice_and_nothing_lost(own: Program) -> None:
    program = on_day(own, 0)
    with terminal(program, "drill", "--typed", "--bank", "own", "--questions", "4") as child:
        child.expect("Question 1 of 4")
        child.expect("Type your answer")
        child.send(ANSWERED)
        child.expect("catch you off guard")
        child.sendline("n")
        child.expect("the next question")
        child.send("\r")
        child.expect("Question 2 of 4")
        child.expect("Type your answer")
        child.sendline("This much was typed when the power went.")
        child.expect("power went")
        # Its line is on disk once the program waits for the next one.
        child.sendline("And a second line.")
        child.expect("second line")
        child.kill(9)
        child.expect(pexpect.EOF)
    begun = asked_of(own)
    assert len(begun) == 2
    today = on_day(own, 0, 1)
    assert "trainer drill --resume" in today.ok("today").out
    resumed = today.ok("drill", "--resume", "--json", stdin=ANSWERED * 2)
    assert f"Your answer to {begun[1]} is kept" in resumed.err
    assert "trainer score --attempt 2" in resumed.err
    assert "Question 3 of 4" in resumed.err
    assert "Question 2 of 4" not in resumed.err
    assert set(states(resumed.data).values()) == {"asked"}
    asked = asked_of(own)
    assert len(asked) == len(set(asked)) == 4
    finished = today.ok("score", "--attempt", "2", "--json").data
    assert "when the power went" in finished["transcript"]["text"]
    over = today.run("drill", "--resume")
    assert over.code == 4
    assert "trainer drill" in over.err


def test_a_plain_drill_later_the_same_day_offers_to_go_on(own: Program) -> None:
    arguments = ("drill", "--typed", "--bank", "own", "--questions", "3")
    program = on_day(own, 0)
    first = program.ok(*arguments, "--json", stdin=ANSWERED).data
    assert first["left"] == 2
    later = on_day(own, 0, 2)
    with terminal(later, "drill", "--typed") as child:
        child.expect("Go on with it")
        child.sendline("y")
        child.expect("Question 2 of 3")
        child.expect("Type your answer")
        child.send(ANSWERED)
        child.expect("catch you off guard")
        child.sendline("n")
        child.expect("the next question")
        child.send("q")
        assert "Left for today: 1 question" in ended(child)
    assert "--resume" in later.ok(*arguments, stdin="").out
    # Yesterday's plan is over: what it had left is planned anew.
    tomorrow = on_day(own, 1)
    assert "questions left" not in tomorrow.ok(*arguments, stdin="").out


def test_a_drill_of_late_evening_goes_on_after_midnight(own: Program) -> None:
    arguments = ("drill", "--typed", "--bank", "own", "--questions", "2", "--json")
    first = on_day(own, 0, 5.8).ok(*arguments, stdin=ANSWERED).data
    resumed = on_day(own, 0, 6.5).ok("drill", "--resume", "--json", stdin=ANSWERED).data
    assert resumed["session_id"] == first["session_id"]
    assert resumed["left"] == 0


def test_not_today_lasts_until_midnight_and_is_taken_back(own: Program) -> None:
    arguments = ("drill", "--typed", "--bank", "own", "--questions", "1", "--json", "--seed", "3")
    first = on_day(own, 0).ok(*arguments, stdin="n\n").data
    [(name, state)] = states(first).items()
    assert state == "not_today"
    again = on_day(own, 0, 1).ok(*arguments, stdin="").data
    assert name not in states(again)
    # Until the next midnight in Berlin, the night of no change of the clocks.
    assert name in states(on_day(own, 0, 6.1).ok(*arguments, stdin="").data)
    own.ok("undo")
    assert name in states(on_day(own, 0, 2).ok(*arguments, stdin="").data)


def test_a_question_met_before_is_asked_in_other_words(own: Program) -> None:
    arguments = ("drill", "--typed", "--bank", "own", "--tag", "money", "--questions", "1")
    first = on_day(own, 0).ok(*arguments, stdin=ANSWERED)
    name = asked_of(own)[0][-1]
    assert f"Prompt number {name}?" in first.out
    own.ok("bank", "suspend", f"own/q{1 - int(name)}")
    second = on_day(own, 30).ok(*arguments, stdin=ANSWERED)
    assert f"Another way to ask {name}?" in second.out
    assert f"Prompt number {name}?" in on_day(own, 90).ok(*arguments, stdin="").out


def test_skipping_all_says_what_is_true(own: Program) -> None:
    arguments = ("drill", "--typed", "--bank", "own", "--questions", "2")
    skipped = own.ok(*arguments, stdin="\n\n\n\n").out
    assert "No answer was scored" in skipped
    assert "practised" not in skipped
    typed = own.ok(*arguments, stdin=ANSWERED).out
    assert "1 question answered" in typed
    assert "replay" not in typed
    assert "trainer drill --resume" in typed
    assert "comes back" in typed


def test_after_days_away_there_is_a_welcome_and_no_mountain(own: Program) -> None:
    arguments = ("drill", "--typed", "--bank", "own", "--minutes", "10")
    on_day(own, 0).ok(*arguments, stdin=ANSWERED * COUNT)
    day = on_day(own, 40)
    plan = day.ok("today", "--bank", "own", "--minutes", "5", "--json").data
    assert plan["due"] == COUNT
    assert plan["expected_s"] <= 300
    assert len(plan["questions"]) + len(plan["postponed"]) == COUNT
    assert all(one["expected_s"] <= 300 for one in plan["days"])
    told = day.ok("today", "--bank", "own", "--minutes", "5").out
    assert "spread over the days to come" in told
    drilled = day.ok("drill", "--typed", "--bank", "own", "--minutes", "5", stdin=ANSWERED).out
    assert "Welcome back" in drilled
    assert "40 days" in drilled
    assert "those most at risk come today" in drilled
    assert "Welcome" not in on_day(own, 41).ok(*arguments, stdin="").out


def test_what_caught_off_guard_comes_back_twice_before_an_interview_or_is_named(
    own: Program,
) -> None:
    for number in range(3):
        on_day(own, 0).ok("answer", f"q{number}", "--typed", "--off-guard", stdin="I am lost.")
    workspace = find_workspace(own.workspace, {}, own.workspace)
    with open_history(workspace, write=True, now=DAY) as history:
        details = TargetDetails(company="Acme", day=DAY.date() + timedelta(days=5))
        history.targets.add(details, made_at=DAY)
    arguments = ("today", "--bank", "own", "--json", "--minutes")
    plan = on_day(own, 0, 1).ok(*arguments, "10").data
    assert plan["interview"] == {"company": "Acme", "day": "2026-11-29"}
    assert plan["shortfalls"] == []
    before = [day for day in plan["days"] if day["day"] < "2026-11-29"]
    for number in range(3):
        days = [
            day["day"]
            for day in before
            if f"own/q{number}" in {one["question_id"] for one in day["questions"]}
        ]
        assert len(set(days)) == 2
    # One question a day fits, four days are left: two of six visits have no room.
    short = on_day(own, 0, 1).ok(*arguments, "2").data
    assert sum(one["wanted"] - one["planned"] for one in short["shortfalls"]) == 2
    assert all(day["expected_s"] <= 120 for day in short["days"])
    told = on_day(own, 0, 1).ok("today", "--bank", "own", "--minutes", "2").out
    assert "Acme is in 5 days" in told
    for one in short["shortfalls"]:
        assert f"{one['question_id']} (" in told


def test_suspended_and_disabled_ones_never_come(own: Program) -> None:
    for number in range(3):
        own.ok("bank", "suspend", f"own/q{number}")
    drawn = own.ok("drill", "--typed", "--bank", "own", "--json", stdin="").data
    assert states(drawn).keys() == {"own/q3", "own/q4", "own/q5"}
    told = own.ok("bank", "disable", "own", "sales", "--json").data
    assert [one["id"] for one in told["banks"]] == ["own", "sales"]
    today = own.ok("today", "--json").data["questions"]
    assert today
    assert not any(one["question_id"].startswith(("own/", "sales/")) for one in today)


def test_nobody_is_asked_about_a_field_that_is_not_theirs(program: Program) -> None:
    general = {
        "general-behavioural",
        "motivation-and-salary",
        "questions-that-throw-you",
        "caught-off-guard",
        "behavioural-competences",
    }
    banks = set()
    for seed in range(3):
        drawn = program.ok("drill", "--typed", "--minutes", "60", "--seed", str(seed), "--json")
        banks |= {one["question_id"].partition("/")[0] for one in drawn.data["questions"]}
    assert banks <= general
    assert len(banks) >= 3
    program.ok("drill", "--typed", "--bank", "nursing-care", "--questions", "1", stdin=ANSWERED)
    drawn = program.ok("today", "--minutes", "120", "--json").data["questions"]
    assert "nursing-care" in {one["question_id"].partition("/")[0] for one in drawn}


def test_today_without_history_says_what_to_do_first(program: Program) -> None:
    told = program.with_variables(COLUMNS="40").ok("today")
    assert "trainer demo" in told.out
    assert "new to you" in told.out
    assert not program.workspace.exists()


def test_today_at_forty_columns_keeps_to_them(own: Program) -> None:
    on_day(own, 0).ok("drill", "--typed", "--bank", "own", stdin=ANSWERED * 2)
    narrow = on_day(own.with_variables(COLUMNS="40"), 3)
    with terminal(narrow, "--plain", "today", columns=40) as child:
        said = ended(child)
    assert "The days to come" in said
    assert all(len(line) <= 40 for line in said.splitlines())
