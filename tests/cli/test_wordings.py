"""One's own wordings: added, listed, edited, removed, taken back, and scored with."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
from contextlib import closing
from typing import Any

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
from tests.support.virtual_sound import wait_until


@pytest.fixture(autouse=True)
def bare(program: Program) -> None:
    add_bank(program.workspace, BARE_BANK)


def add(program: Program, *texts: str, point: str = "told-customers") -> Any:
    options = [option for text in texts for option in ("--text", text)]
    return program.ok("wordings", "add", "outage", "--point", point, *options, "--json").data


def listed(program: Program, *arguments: str) -> list[tuple[int, str]]:
    wordings = program.ok("wordings", "list", *arguments, "--json").data["wordings"]
    return [(one["number"], one["text"]) for one in wordings]


def verdict(program: Program, text: str, point: str = "told-customers") -> str:
    scored = program.ok("score", "--question", "outage", "-", "--json", stdin=text).data
    [found] = [one["verdict"] for one in scored["points"] if one["key_point_id"] == point]
    return str(found)


def test_a_wording_is_used_from_the_next_answer_on(program: Program) -> None:
    assert verdict(program, BARE_ANSWER_AGAIN) != "covered"
    data = add(program, SAID_OF_CUSTOMERS)
    assert data["question_id"] == "bare/outage"
    [added] = data["added"]
    assert (added["kind"], added["origin"], added["attempt_id"]) == ("confirmed", "typed", None)
    assert verdict(program, BARE_ANSWER_AGAIN) == "covered"
    kept = program.ok("answer", "outage", "--typed", "--json", stdin=BARE_ANSWER_AGAIN).data
    assert {point["key_point_id"]: point["verdict"] for point in kept["points"]}[
        "told-customers"
    ] == "covered"


def test_wordings_are_listed_edited_removed_and_each_is_taken_back(program: Program) -> None:
    add(program, "I wrote to them", "they  heard\nit from me")
    add(program, "first I went back to the old one", point="rolled-back")
    whole = [
        (3, "first I went back to the old one"),
        (1, "I wrote to them"),
        (2, "they heard it from me"),
    ]
    assert listed(program) == listed(program, "outage") == listed(program, "bare/outage") == whole
    assert listed(program, "five-years") == []
    program.ok("wordings", "edit", "1", "I wrote to every one of them")
    program.ok("wordings", "remove", "3")
    assert listed(program) == [(1, "I wrote to every one of them"), (2, "they heard it from me")]
    shown = program.ok("wordings", "list").out
    assert "told the customers what was going on" in shown
    assert "“I wrote to every one of them” (typed)" in shown
    program.ok("undo")
    assert (3, "first I went back to the old one") in listed(program)
    program.ok("undo")
    assert listed(program) == whole
    program.ok("undo")
    program.ok("undo")
    assert listed(program) == [(1, "I wrote to them")]


def test_what_is_known_already_is_not_kept_twice(program: Program) -> None:
    known = "Told the customers what was going on."
    assert add(program, "I wrote to them", "i wrote to them!", known)["added"] != []
    assert listed(program) == [(1, "I wrote to them")]


def test_too_few_wordings_are_told_with_what_helps(program: Program) -> None:
    shown = program.ok("answer", "outage", "--typed", stdin=BARE_ANSWER).out
    assert "3 of 3 key points have few known wordings" in shown
    assert "trainer wordings add bare/outage" in shown
    add(program, "one way", "another way", "a third way")
    shown = program.ok("score", "--question", "outage", "-", stdin=BARE_ANSWER).out
    assert "2 of 3 key points have" in shown
    assert "wordings add" not in program.ok("attempt", "show", "1").out
    assert "wordings add" not in program.ok("answer", "five-years", "--typed", stdin="text").out


def test_each_point_is_asked_for_twice_at_a_terminal(program: Program) -> None:
    narrow = program.with_variables(TERM="xterm-256color", COLUMNS="40")
    with terminal(narrow, "wordings", "add", "outage", columns=40) as child:
        child.expect("rolled the release back first")
        child.expect("1 of 2")
        child.sendline("we went back to the old version")
        child.expect("2 of 2")
        child.sendline("the old one was up again before I looked for the cause")
        child.expect("told the customers")
        child.expect("1 of 2")
        child.sendline("")
        child.expect("added an alarm")
        child.expect("1 of 2")
        child.sendline("since then something rings much earlier")
        child.expect("2 of 2")
        child.sendline("")
        assert "Kept 3 wordings" in ended(child)
    assert len(listed(program)) == 3


def test_wordings_typed_before_leaving_are_kept(program: Program) -> None:
    with terminal(program, "wordings", "add", "outage", "--point", "alarm") as child:
        child.expect("1 of 2")
        child.sendline("now something rings much earlier")
        child.expect("2 of 2")
        child.sendintr()
        child.expect("Stopped")
        child.wait()
        assert child.exitstatus == 130
    assert listed(program) == [(1, "now something rings much earlier")]


MISTAKES: list[tuple[list[str], int, str]] = [
    (["add", "outage"], 2, "no terminal"),
    (["add", "outage", "--spoken"], 2, "no terminal"),
    (["add", "outage", "--text", "words"], 2, "--point"),
    (["add", "outage", "--point", "alarm", "--text", "w", "--spoken"], 2, "--spoken"),
    (["add", "outage", "--point", "alarms", "--text", "words"], 4, "alarm"),
    (["add", "outage", "--point", "alarm", "--text", " - "], 3, "needs words"),
    (["add", "outrage", "--point", "alarm", "--text", "words"], 4, "outage"),
    (["edit", "9", "words"], 4, "9"),
    (["remove", "9"], 4, "9"),
    (["list", "outrage"], 4, "outage"),
]


@pytest.mark.parametrize(
    ("arguments", "code", "words"), MISTAKES, ids=lambda value: str(value)[:40]
)
def test_mistakes_with_wordings_are_told(
    arguments: list[str], code: int, words: str, program: Program
) -> None:
    result = program.run("wordings", *arguments, "--json")
    assert result.code == code
    assert words in str(result.error)
    assert listed(program) == []


def test_listing_creates_nothing(program: Program) -> None:
    assert "No wordings of yours yet" in program.ok("wordings", "list").out
    assert not (program.workspace / "recordings").exists()


def test_scoring_again_uses_what_was_taught_and_keeps_the_old_score(program: Program) -> None:
    first = program.ok("answer", "outage", "--typed", "--json", stdin=BARE_ANSWER).data
    program.ok("answer", "late", "--typed", stdin="I said so early.")
    add(program, SAID_OF_CUSTOMERS)
    [again] = program.ok("rescore", "--question", "outage", "--json").data["attempts"]
    assert (again["attempt_id"], again["changed"]) == (1, True)
    assert again["before"]["coverage_low"] == first["coverage"]["low"]
    assert again["after"]["coverage_low"] > first["coverage"]["low"]
    changed = {p["key_point_id"] for p in again["points"] if p["before"] != p["after"]}
    assert "told-customers" in changed

    scores = program.ok("attempt", "scores", "1", "--json").data["scores"]
    assert [score["low"] for score in scores] == [
        again["before"]["coverage_low"],
        again["after"]["coverage_low"],
    ]
    assert {score["scorer"] for score in scores} == {again["after"]["scorer"]}
    shown = program.ok("attempt", "scores", "1").out
    assert shown.count(again["after"]["scorer"]) == 2

    attempts = program.ok("rescore", "--all", "--json").data["attempts"]
    assert [(one["attempt_id"], one["changed"]) for one in attempts] == [(1, False), (2, False)]
    assert len(program.ok("attempt", "scores", "1", "--json").data["scores"]) == 2
    assert "the one before it was made again" in program.ok("undo").out
    [first_again] = program.ok("attempt", "scores", "1", "--json").data["scores"]
    assert first_again["low"] == first["coverage"]["low"]
    shown = program.ok("rescore", "1", "2").out
    assert "→" in shown
    assert "2 answers scored again: 1 changed, 1 as before." in shown


def test_scoring_again_needs_one_choice_and_what_can_be_scored(program: Program) -> None:
    assert program.run("rescore").code == 2
    assert program.run("rescore", "1", "--all").code == 2
    assert program.run("rescore", "1").code == 4
    assert program.ok("rescore", "--all", "--json").data["attempts"] == []
    assert "no scored answer" in program.ok("rescore", "--all").out


def test_what_was_scored_again_before_an_interruption_is_kept(program: Program) -> None:
    for _ in range(3):
        program.ok("answer", "outage", "--typed", stdin=BARE_ANSWER)
    add(program, SAID_OF_CUSTOMERS)
    with closing(sqlite3.connect(program.workspace / "recordings" / "trainer.db")) as database:
        # The second score takes a while to be kept.
        database.executescript("""
            CREATE VIEW numbers AS WITH RECURSIVE n(i) AS
                (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 10000000) SELECT i FROM n;
            CREATE TRIGGER slow BEFORE INSERT ON scores WHEN NEW.attempt_id = 2
                BEGIN SELECT max(i) FROM numbers; END;
        """)

        def scores_of(attempt: int) -> int:
            sql = "SELECT count(*) FROM scores WHERE attempt_id = ?"
            [(count,)] = database.execute(sql, (attempt,)).fetchall()
            return int(count)

        with subprocess.Popen(
            [*program.command, "rescore", "--all"],
            env=dict(program.environment),
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        ) as process:
            wait_until(lambda: scores_of(1) == 2, "the first is scored again")
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=60)
        assert process.returncode == 130
        assert b"stopped after 1 of 3" in told
        assert [scores_of(attempt) for attempt in (1, 2, 3)] == [2, 1, 1]
        database.execute("DROP TRIGGER slow")
    again = program.ok("rescore", "--all", "--json").data["attempts"]
    assert [one["changed"] for one in again] == [False, True, True]
