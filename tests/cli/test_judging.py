"""A person judges points of an answer, by keys and by options, and that is used and taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pexpect
import pytest

from tests.support.banks import (
    BARE_ANSWER,
    BARE_ANSWER_AGAIN,
    BARE_BANK,
    SAID_OF_CUSTOMERS,
    add_bank,
)
from tests.support.program import Program
from tests.support.terminal import ended, terminal

IDS = {
    "rolled the release back first": "rolled-back",
    "told the customers what was going on": "told-customers",
    "added an alarm for next time": "alarm",
}


@pytest.fixture(autouse=True)
def bare(program: Program) -> None:
    add_bank(program.workspace, BARE_BANK)


@pytest.fixture
def asking(program: Program) -> Program:
    """The program, asking about points and nothing else."""
    return program.with_variables(TERM="xterm-256color", TRAINER_ASK_OFF_GUARD="false")


def points_of(program: Program, attempt: int = 1) -> dict[str, Any]:
    shown = program.ok("attempt", "show", str(attempt), "--json").data
    return {point["key_point_id"]: point for point in shown["points"]}


def verdicts_of(program: Program, attempt: int = 1) -> dict[str, str | None]:
    """What was said of each point."""
    return {
        name: point["judged"] and point["judged"]["verdict"]
        for name, point in points_of(program, attempt).items()
    }


def asked_points(child: pexpect.spawn[str]) -> Iterator[str]:
    """The id of each point that is asked about, until the program ends."""
    while child.expect(["point[?]", pexpect.EOF]) == 0:
        before = str(child.before)
        yield IDS[max(IDS, key=before.rfind)]
    child.wait()
    assert child.exitstatus == 0, child.before


def type_answer(child: pexpect.spawn[str], text: str) -> None:
    child.expect("empty\\s+line\\s+leaves")
    child.sendline(f"{text}\n\n")
    child.expect("points heard")


def judge(program: Program, point: str, verdict: str, *options: str, attempt: int = 1) -> Any:
    return program.ok(
        *("attempt", "judge", str(attempt), "--point", point, "--verdict", verdict, "--json"),
        *options,
    ).data


def taught(program: Program) -> list[tuple[str, str, str]]:
    wordings = program.ok("wordings", "list", "--json").data["wordings"]
    return [(one["key_point_id"], one["kind"], one["text"]) for one in wordings]


def test_keys_alone_judge_a_typed_answer(asking: Program) -> None:
    keys = {"told-customers": "y", "rolled-back": "p", "alarm": "n"}
    said = {"y": "made it", "p": "made a part of it", "n": "did not make it"}
    given = {"y": "covered", "p": "partly", "n": "missed"}
    asked = []
    with terminal(asking, "answer", "outage", "--typed") as child:
        type_answer(child, BARE_ANSWER)
        for point in asked_points(child):
            asked.append(point)
            child.send(keys[point])
            child.expect(f"You said: {said[keys[point]]}")
    unsure = {name for name, one in points_of(asking).items() if one["verdict"] == "not_sure"}
    assert asked
    assert set(asked) == unsure
    assert verdicts_of(asking) == {
        name: given[keys[name]] if name in asked else None for name in keys
    }

    for point in set(keys) - set(asked):
        judge(asking, point, given[keys[point]])
    shown = asking.ok("attempt", "show", "1").out
    assert "you said: made it" in shown.split("You made")[1].split("In part")[0]
    assert "you said: made a part of it" in shown.split("In part")[1]
    assert "coverage 60 %" in shown
    [listed] = asking.ok("history", "--json").data["attempts"]
    assert listed["coverage_low"] == listed["coverage_high"] == pytest.approx(1.5 / 2.5)


def test_other_words_are_typed_found_and_used_for_the_next_answer(asking: Program) -> None:
    with terminal(asking, "answer", "outage", "--typed") as child:
        type_answer(child, BARE_ANSWER)
        asked = asked_points(child)
        while next(asked) != "told-customers":
            child.send("\r")
        child.send("e")
        child.expect("The words that made it")
        child.sendline("we sang a song together in Spain")
        child.expect("not in your answer")
        child.expect("The words that made it")
        child.sendline("everybody who'd bought from us got a honest note")
        child.expect("You said: made it")
        for _ in asked:
            child.send("q")
    [(point, kind, text)] = taught(asking)
    assert (point, kind, text) == ("told-customers", "confirmed", SAID_OF_CUSTOMERS)
    judged = points_of(asking)["told-customers"]["judged"]
    words = BARE_ANSWER.split()
    assert " ".join(words[judged["span"]["start"] : judged["span"]["end"]]) == SAID_OF_CUSTOMERS

    before = asking.ok("score", "--question", "outage", "-", "--json", stdin=BARE_ANSWER_AGAIN)
    for _ in ("the rating", "the verdict"):
        asking.ok("undo")
    assert taught(asking) == []
    after = asking.ok("score", "--question", "outage", "-", "--json", stdin=BARE_ANSWER_AGAIN)
    verdicts = [
        {point["key_point_id"]: point["verdict"] for point in result.data["points"]}
        for result in (before, after)
    ]
    assert verdicts[0]["told-customers"] == "covered"
    assert verdicts[1]["told-customers"] != "covered"


def test_no_more_ends_the_asking_for_a_whole_drill(asking: Program) -> None:
    with terminal(asking, "drill", "--typed", "--bank", "bare", "--questions", "2") as child:
        for number in (1, 2):
            child.expect(f"Question {number} of 2")
            type_answer(child, BARE_ANSWER)
            if number == 1:
                child.expect("q no more")
                child.send("q")
                child.expect("Enter: the next question")
                child.send("\r")
        assert "q no more" not in ended(child)
    assert taught(asking) == []


def test_asking_can_be_turned_off_and_without_a_terminal_nobody_is_asked(asking: Program) -> None:
    assert "q no more" not in asking.ok("answer", "outage", "--typed", stdin=BARE_ANSWER).out
    asking.ok("config", "set", "ask_unsure", "false")
    with terminal(asking, "answer", "outage", "--typed") as child:
        type_answer(child, BARE_ANSWER)
        assert "q no more" not in ended(child)


@pytest.mark.parametrize("options", [(), ("--plain",)], ids=["colour", "plain"])
def test_asking_works_on_forty_columns(asking: Program, options: tuple[str, ...]) -> None:
    narrow = asking.with_variables(COLUMNS="40")
    seen = ""
    with terminal(narrow, "answer", "outage", "--typed", *options, columns=40) as child:
        type_answer(child, BARE_ANSWER)
        for _ in asked_points(child):
            seen += str(child.before)
            child.expect("no\\s+more")
            seen += str(child.before)
            child.send("y")
        seen += str(child.before)
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen)
    assert max(len(line.rstrip("\r")) for line in plain.split("\n")) <= 40
    if options:
        assert "\x1b" not in seen
    assert "covered" in verdicts_of(asking).values()


def test_a_verdict_given_later_stands_first_and_can_be_taken_back(program: Program) -> None:
    program.ok("answer", "outage", "--typed", stdin=BARE_ANSWER)
    machine = points_of(program)["told-customers"]
    data = judge(program, "told-customers", "covered", "--span", SAID_OF_CUSTOMERS.lower())
    assert data["coverage"]["low"] == pytest.approx(1 / 2.5)
    judged = points_of(program)["told-customers"]
    assert judged["judged"]["verdict"] == "covered"
    assert {**judged, "judged": None} == machine

    judge(program, "told-customers", "missed", "--span", SAID_OF_CUSTOMERS)
    assert taught(program) == [("told-customers", "refused", SAID_OF_CUSTOMERS)]
    judge(program, "told-customers", "partly", "--span", SAID_OF_CUSTOMERS)
    assert taught(program) == []
    program.ok("undo")
    assert taught(program) == [("told-customers", "refused", SAID_OF_CUSTOMERS)]
    program.ok("undo")
    assert taught(program) == [("told-customers", "confirmed", SAID_OF_CUSTOMERS)]
    program.ok("undo")
    assert verdicts_of(program)["told-customers"] is None
    assert "not rated" in program.ok("undo").out
    assert program.run("undo").code == 4


def test_judging_later_asks_about_what_is_in_doubt_or_about_everything(asking: Program) -> None:
    asking.ok("answer", "outage", "--typed", stdin=BARE_ANSWER)
    judge(asking, "alarm", "missed")
    with terminal(asking, "attempt", "judge", "1") as child:
        asked = []
        for point in asked_points(child):
            asked.append(point)
            child.send("y")
    assert asked
    assert "alarm" not in asked
    with terminal(asking, "attempt", "judge", "1", "--all") as child:
        asked = []
        for point in asked_points(child):
            asked.append(point)
            child.send("\r" if point == "alarm" else "p")
    assert asked == ["rolled-back", "told-customers", "alarm"]
    assert verdicts_of(asking) == {
        "rolled-back": "partly",
        "told-customers": "partly",
        "alarm": "missed",
    }


def test_what_an_attempt_taught_is_told_when_it_is_deleted(program: Program) -> None:
    program.ok("answer", "outage", "--typed", stdin=BARE_ANSWER)
    judge(program, "told-customers", "covered", "--span", SAID_OF_CUSTOMERS)
    assert "(1 wording)" in program.ok("attempt", "delete", "1").out
    assert len(taught(program)) == 1


MISTAKES = [
    (["--point", "alarm"], 2, "go together"),
    (["--span", "words"], 2, "go together"),
    (["--all", "--point", "alarm", "--verdict", "missed"], 2, "go together"),
    (["--point", "alarm", "--verdict", "great"], 2, "great"),
    (["--point", "alarms", "--verdict", "missed"], 4, "alarms"),
    (["--point", "alarm", "--verdict", "covered", "--span", "in Spain"], 3, "in Spain"),
    ([], 2, "no terminal"),
]


@pytest.mark.parametrize(("options", "code", "words"), MISTAKES, ids=lambda value: str(value)[:40])
def test_mistakes_in_judging_are_told(
    options: list[str], code: int, words: str, program: Program
) -> None:
    program.ok("answer", "outage", "--typed", stdin=BARE_ANSWER)
    result = program.run("attempt", "judge", "1", *options)
    assert result.code == code
    assert words in result.err
    assert verdicts_of(program) == dict.fromkeys(IDS.values())


def test_an_attempt_without_a_score_cannot_be_judged(program: Program) -> None:
    assert program.run("attempt", "judge", "7", "--point", "a", "--verdict", "missed").code == 4
