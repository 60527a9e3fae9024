"""Mock interviews: asked back to back, reviewed at the end, and gone on with after a crash."""

from __future__ import annotations

import re
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.cli.test_typing import press_ctrl_d
from tests.support.banks import ANSWER
from tests.support.mocks import (
    ALARM,
    ASKED,
    PROBE,
    QUESTIONS,
    THREE,
    YOURSELF,
    add_mock_bank,
    typed,
)
from tests.support.program import Program
from tests.support.terminal import ended, terminal

MOCK = ("mock", "--typed", "--bank", "own", "--seed", "3")


@pytest.fixture(autouse=True)
def bank(program: Program) -> Path:
    return add_mock_bank(program.workspace)


def sql(program: Program, query: str, *values: object) -> list[Any]:
    file = program.workspace / "recordings" / "trainer.db"
    with closing(sqlite3.connect(file)) as database, database:
        return database.execute(query, values).fetchall()


def test_an_interview_over_a_pipe_is_asked_in_order_and_reviewed_at_the_end(
    program: Program,
) -> None:
    result = program.ok(*MOCK, "--json", stdin=typed(*THREE))
    review = result.data
    assert [one["question_id"] for one in review["questions"]] == ASKED
    assert [one["part"] for one in review["questions"]] == ["opening", "further", "closing"]
    assert review["state"] == "done"
    outage = review["questions"][1]
    assert outage["answer"]["transcript"]["text"] == ANSWER
    assert outage["follow_up"]["prompt"] == PROBE
    assert outage["follow_up"]["answer"]["transcript"]["text"] == ALARM
    # Two vital points of two and a half; the follow-up makes the half.
    assert outage["answer"]["coverage"]["high"] == pytest.approx(0.8)
    assert outage["coverage_with_follow_up"]["low"] == pytest.approx(1.0)
    assert review["summary"]["points_made"] == 4
    assert review["summary"]["points_added_by_follow_ups"] == 1

    during, _, after = result.err.partition(QUESTIONS_ASKED)
    for word in ("coverage", "%", "heard", "Rated"):
        assert word not in during
        assert word in after


QUESTIONS_ASKED = "Do you have any questions for us?\n"


def test_a_follow_up_leaves_what_is_known_of_the_question_alone(program: Program) -> None:
    program.ok(*MOCK, "--json", stdin=typed(*THREE))
    [attempt] = program.ok("history", "outage", "--json").data["attempts"]
    assert attempt["coverage_high"] == pytest.approx(0.8)
    rated = sql(program, "SELECT question_id FROM ratings ORDER BY question_id")
    assert [name for (name,) in rated] == sorted(ASKED)
    assert {name for (name,) in sql(program, "SELECT question_id FROM cards")} == set(ASKED)
    program.ok("schedule", "rebuild")
    assert len(sql(program, "SELECT 1 FROM ratings")) == len(ASKED)


def test_the_same_seed_gives_the_same_interview(program: Program, tmp_path: Path) -> None:
    other = Program.at(tmp_path / "other", TRAINER_CACHE=program.environment["TRAINER_CACHE"])
    add_mock_bank(other.workspace)
    stdin = typed(*THREE)
    assert program.ok(*MOCK, stdin=stdin).out == other.ok(*MOCK, stdin=stdin).out


def test_without_follow_ups_each_question_is_asked_alone(program: Program) -> None:
    stdin = typed(YOURSELF, ANSWER, QUESTIONS)
    questions = program.ok(*MOCK, "--no-follow-ups", "--json", stdin=stdin).data["questions"]
    assert [one["follow_up"] for one in questions] == [None] * 3
    assert [one["state"] for one in questions] == ["asked"] * 3


def test_an_interview_that_broke_off_goes_on_and_the_review_has_both_halves(
    program: Program,
) -> None:
    first = program.ok(*MOCK, "--json", stdin=typed(YOURSELF, ANSWER)).data
    assert first["state"] == "open"
    assert first["questions"][1]["follow_up"]["attempt_id"] is None
    resumed = program.ok("mock", "--resume", "--json", stdin=typed(ALARM, QUESTIONS))
    review = resumed.data
    assert review["mock"] == first["mock"]
    assert review["state"] == "done"
    said = [one["answer"]["transcript"]["text"] for one in review["questions"]]
    assert said == [YOURSELF, ANSWER, QUESTIONS]
    assert review["questions"][1]["follow_up"]["answer"]["transcript"]["text"] == ALARM
    assert "Tell me about yourself" not in resumed.err.split(QUESTIONS_ASKED)[0]
    again = program.ok("mock", "show", "--json").data
    assert again["questions"] == [
        {**one, "answer": {**one["answer"], "rating": mine["answer"]["rating"]}}
        for one, mine in zip(review["questions"], again["questions"], strict=True)
    ]
    assert program.run("mock", "--resume").code == 4


def test_killed_while_an_answer_is_typed_and_between_questions(program: Program) -> None:
    with terminal(program, *MOCK) as child:
        child.expect("Type your answer")
        child.send(f"{YOURSELF}\r")
        wait_for_attempts(program, 1, child)
        child.kill(signal.SIGKILL)
        child.expect(pexpect.EOF)
    shown = program.ok("mock", "show").out
    assert "no score yet" in shown
    with terminal(program, "mock", "--resume") as child:
        child.expect("Tell me about a serious outage")
        assert "Tell me about yourself" not in (child.before or "")
        child.send(f"{ANSWER}\r\r\r")
        child.expect(re.escape(PROBE))
        # The answer is kept, the follow-up is not given yet.
        child.kill(signal.SIGKILL)
        child.expect(pexpect.EOF)
    review = program.ok("mock", "--resume", "--json", stdin=typed(ALARM, QUESTIONS)).data
    assert [one["answer"]["transcript"]["text"] for one in review["questions"]] == [
        YOURSELF,
        ANSWER,
        QUESTIONS,
    ]
    assert review["questions"][1]["follow_up"]["answer"]["transcript"]["text"] == ALARM
    asked = [name for (name,) in sql(program, "SELECT question_id FROM attempts ORDER BY id")]
    assert asked == ["own/yourself", "own/outage", "own/outage/follow-up", "own/questions"]


def wait_for_attempts(program: Program, count: int, child: Any) -> None:
    """Wait until so many answers have text on disk."""
    from tests.support.virtual_sound import wait_until

    folder = program.workspace / "recordings"
    wait_until(
        lambda: len([file for file in folder.glob("*.txt") if file.stat().st_size]) >= count,
        "an answer on disk",
    )
    assert child.isalive()


def test_at_a_terminal_off_guard_and_ratings_come_at_the_end(program: Program) -> None:
    program = program.with_variables(TRAINER_ASK_RATING="true", TRAINER_ASK_UNSURE="false")
    with terminal(program, *MOCK, "--no-follow-ups") as child:
        for prompt, answer in (
            ("Tell me about yourself", YOURSELF),
            ("Tell me about a serious outage", ANSWER),
            ("Do you have any questions for us", QUESTIONS),
        ):
            child.expect(prompt)
            child.send(f"{answer}\r\r\r")
        child.expect("ask no more")
        for prompt, key in (("yourself", "n"), ("outage", "y"), ("questions", "\r")):
            child.expect(prompt)
            child.send(key)
        for words, key in (("Rated easy", "\r"), ("Rated again", "\r"), ("Rated easy", "3")):
            child.expect(words)
            child.expect("Enter keeps it")
            child.send(key)
        child.expect("Rated good")
        rest = ended(child)
    assert "To practise next" in rest
    assert "it caught you off guard" in rest
    review = program.ok("mock", "show", "--json").data
    assert [one["answer"]["off_guard"] for one in review["questions"]] == [False, True, False]
    ratings = [one["answer"]["rating"]["rating"] for one in review["questions"]]
    assert ratings == ["easy", "again", "good"]
    assert review["summary"]["practise_next"] == ["own/outage"]


def test_leaving_keeps_the_answers_and_says_how_to_go_on(program: Program) -> None:
    with terminal(program, *MOCK) as child:
        child.expect("Type your answer")
        child.send(f"{YOURSELF}\r\r\r")
        child.expect("about 1:30")
        press_ctrl_d(child, "Kept")
        rest = ended(child)
    assert "trainer mock --resume" in rest
    assert "coverage" not in rest
    listed = program.ok("mock", "list")
    assert "1 of 3 questions answered" in listed.out
    assert "not finished" in listed.out
    [entry] = program.ok("mock", "list", "--json").data["mocks"]
    assert entry["state"] == "open"
    assert "coverage 100 %" in program.ok("mock", "show").out


def test_it_fits_into_a_narrow_terminal(program: Program) -> None:
    program = program.with_variables(COLUMNS="40")
    with terminal(program, *MOCK, "--plain", columns=40) as child:
        child.setecho(False)
        for prompt, answer in (
            ("yourself", YOURSELF),
            ("outage", "Nothing."),
            ("?", ""),
            ("for us", "No."),
        ):
            child.expect(re.escape(prompt))
            child.send(f"{answer}\r\r\r")
        child.expect("Enter no")
        for _ in range(3):
            child.send("n")
        shown = ended(child)
    assert max(map(len, shown.replace("\r", "").splitlines())) <= 40


def test_when_the_time_is_over_only_the_closing_question_comes(program: Program) -> None:
    program.ok(*MOCK, "--minutes", "9", "--json", stdin=typed(YOURSELF))
    sql(program, "UPDATE attempts SET duration_s = 600")
    review = program.ok("mock", "--resume", "--json", stdin=typed(QUESTIONS)).data
    assert [one["state"] for one in review["questions"]] == ["asked", "left_out", "asked"]


def test_a_question_may_be_skipped(program: Program) -> None:
    review = program.ok(*MOCK, "--json", stdin=f"\n\n{typed(ANSWER, ALARM, QUESTIONS)}").data
    assert [one["state"] for one in review["questions"]] == ["skipped", "asked", "asked"]
    assert review["questions"][0]["answer"] is None


def test_the_interview_is_for_a_target(program: Program) -> None:
    program.ok("target", "add", "--company", "Northwind", "--role", "nurse")
    result = program.ok(*MOCK, "--company", "northwind", "--json", stdin=typed(*THREE))
    assert result.data["company"] == "Northwind"
    assert "Northwind" in result.err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--resume"], 4, "no mock interview to go on with"),
        (["--resume", "--bank", "own"], 2, "--resume goes on"),
        (["--typed", "--bank", "nowhere"], 4, "nowhere"),
        (["--typed", "--company", "nowhere"], 4, "nowhere"),
        (["--typed", "--kind", "technical", "--bank", "own"], 4, "no questions to ask"),
        (["--minutes", "0"], 2, "minutes"),
        (["show"], 4, "no mock interview yet"),
        (["show", "99"], 4, "mock interview"),
    ],
)
def test_mistakes_are_told(program: Program, arguments: list[str], code: int, told: str) -> None:
    result = program.run("mock", *arguments)
    assert result.code == code
    assert told in result.err
    assert result.out == ""
