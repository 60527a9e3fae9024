"""Answers are rated, at a terminal with one key; the schedule follows, whatever day it is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pexpect
import pytest
import soundfile

from tests.support.banks import ANSWER, BARE_BANK, add_bank
from tests.support.clock import at
from tests.support.program import Program
from tests.support.terminal import ended, terminal

BERLIN = "Europe/Berlin"
MONDAY = "2026-11-23T18:00:00+01:00"
TUESDAY = "2026-11-24T18:00:00+01:00"


@pytest.fixture(autouse=True)
def bank(program: Program) -> Path:
    return add_bank(program.workspace)


@pytest.fixture
def asking(program: Program) -> Program:
    """The program as it asks by itself, but for what other tests try."""
    return program.with_variables(
        TERM="xterm-256color",
        TRAINER_ASK_OFF_GUARD="false",
        TRAINER_ASK_UNSURE="false",
        TRAINER_ASK_GUESS="",
        TRAINER_ASK_RATING="",
    )


def answer(program: Program, moment: str, *options: str, question: str = "outage") -> Any:
    return (
        at(program, moment, BERLIN)
        .ok("answer", question, "--typed", "--json", *options, stdin=ANSWER)
        .data
    )


def card(program: Program, question: str = "outage") -> Any:
    return program.ok("schedule", "show", question, "--json").data["card"]


def log(program: Program, question: str = "outage") -> list[tuple[str, str, bool]]:
    ratings = program.ok("schedule", "show", question, "--json").data["ratings"]
    return [(one["day"], one["rating"], one["counts"]) for one in ratings]


def type_answer(child: pexpect.spawn[str]) -> None:
    child.expect("empty\\s+line\\s+leaves")
    child.sendline(f"{ANSWER}\n\n")


def test_a_guess_before_the_score_and_a_key_after_it(asking: Program) -> None:
    with terminal(at(asking, MONDAY, BERLIN), "answer", "outage", "--typed") as child:
        type_answer(child)
        child.expect("How sure are you.*Enter skips")
        assert "points heard" not in str(child.before)
        child.send("x3")
        child.expect("points heard")
        child.expect("Rated good: coverage 80 %")
        child.expect("in 2 days, on Wed 25 Nov.*Enter keeps it")
        child.send("?a")
        child.expect("Rated again. It comes back tomorrow, Tue 24 Nov")
        ended(child)
    shown = asking.ok("attempt", "show", "1", "--json").data
    assert shown["guess"] == 3
    assert (shown["rating"]["rating"], shown["rating"]["proposed"]) == ("again", False)
    assert card(asking)["due_on"] == "2026-11-24"
    said = asking.ok("attempt", "show", "1").out
    assert "Before the score you were fairly sure." in said
    assert "Rated again, by you." in said

    assert "as it was before: good" in asking.ok("undo").out
    assert card(asking)["due_on"] == "2026-11-25"
    assert "not rated any more" in asking.ok("undo").out
    assert card(asking) is None


def test_enter_skips_the_guess_and_keeps_the_rating_on_forty_columns(asking: Program) -> None:
    narrow = at(asking.with_variables(COLUMNS="40"), MONDAY, BERLIN)
    with terminal(narrow, "answer", "outage", "--typed", "--plain", columns=40) as child:
        type_answer(child)
        child.expect("How sure")
        child.expect("skips")
        child.send("\r")
        child.expect("Rated good")
        child.expect("Enter keeps")
        child.send("\r")
        seen = f"{child.before}{ended(child)}"
    assert "\x1b" not in seen
    assert max(len(line.rstrip("\r")) for line in seen.split("\n")) <= 40
    shown = asking.ok("attempt", "show", "1", "--json").data
    assert shown["guess"] is None
    assert (shown["rating"]["rating"], shown["rating"]["proposed"]) == ("good", True)


def test_ctrl_c_keeps_the_answer_and_what_was_proposed(asking: Program) -> None:
    with terminal(asking, "answer", "outage", "--typed") as child:
        type_answer(child)
        child.expect("Enter skips")
        child.sendintr()
        child.expect("score --attempt 1")
    with terminal(asking, "score", "--attempt", "1") as child:
        child.expect("Enter keeps it")
        child.sendintr()
        child.expect(pexpect.EOF)
    rating = asking.ok("attempt", "show", "1", "--json").data["rating"]
    assert (rating["rating"], rating["proposed"]) == ("good", True)


def test_both_questions_can_be_turned_off(asking: Program) -> None:
    asking.ok("config", "set", "ask_guess", "false")
    asking.ok("config", "set", "ask_rating", "false")
    with terminal(asking, "answer", "outage", "--typed") as child:
        type_answer(child)
        child.expect("To change it: trainer rate 1 hard")
        assert "How sure" not in str(child.before)
        ended(child)


def test_off_guard_is_again_and_a_word_said_later_is_told_not_done(program: Program) -> None:
    rated = answer(program, MONDAY, "--off-guard")["rating"]
    assert (rated["rating"], rated["ground"], rated["due_on"]) == (
        "again",
        "off_guard",
        "2026-11-24",
    )
    second = answer(program, TUESDAY)["rating"]
    assert (second["rating"], second["ground"]) == ("good", "coverage")
    said = program.ok("attempt", "mark", "2", "--off-guard").out
    assert "stays rated good" in said
    assert "trainer rate 2 again" in said
    assert [rating for _, rating, _ in log(program)] == ["again", "good"]
    program.ok("rate", "2", "again")
    assert [rating for _, rating, _ in log(program)] == ["again", "good", "again"]
    assert [counts for _, _, counts in log(program)] == [True, False, True]
    judged = program.ok(
        *("attempt", "judge", "2", "--point", "alarm", "--verdict", "covered", "--json")
    )
    assert "stays rated" not in judged.err


def test_what_is_scored_again_is_rated_once(program: Program, tmp_path: Path) -> None:
    text = tmp_path / "answer.txt"
    text.write_text(ANSWER, encoding="utf-8")
    assert program.ok("score", "--question", "outage", text, "--json").data["rating"] is None
    kept = program.ok("score", "--question", "outage", text, "--save", "--json").data
    assert kept["rating"]["counts"] is True
    again = program.ok("score", "--attempt", "1", "--json").data
    assert again["rating"]["rating"] == kept["rating"]["rating"]
    assert len(log(program)) == 1
    twice = program.ok("score", "--question", "outage", text, "--save").out
    assert "An earlier answer counts for that day" in twice
    assert [counts for _, _, counts in log(program)] == [True, False]
    program.ok("bank", "add", "--prompt", "What else do you do?", "--bank", "own")
    bare = answer(program, MONDAY, question="What else do you do")["rating"]
    assert (bare["rating"], bare["ground"]) == ("good", "no_key_points")


@pytest.mark.weights
def test_silence_is_not_rated_and_says_what_to_do(program: Program, tmp_path: Path) -> None:
    silent = tmp_path / "silent.wav"
    soundfile.write(silent, np.zeros(32_000, np.int16), 16_000)
    said = program.ok("answer", "outage", "--audio", silent).out
    assert "Not rated: no words were recognised" in said
    assert "trainer rate 1 again" in said
    assert log(program) == []
    assert (
        program.ok("answer", "outage", "--audio", silent, "--off-guard", "--json").data["rating"][
            "ground"
        ]
        == "off_guard"
    )


def test_over_midnight_the_change_of_the_clocks_and_a_flight(program: Program) -> None:
    answer(program, "2026-03-28T23:58:00+01:00")
    answer(program, "2026-03-29T00:04:00+01:00")
    answer(program, "2026-03-29T23:30:00+02:00")
    assert log(program) == [
        ("2026-03-28", "good", True),
        ("2026-03-29", "good", True),
        ("2026-03-29", "good", False),
    ]
    due = card(program)["due_on"]
    honolulu = at(program, f"{due}T07:00:00-10:00", "Pacific/Honolulu")
    assert "today" in honolulu.ok("schedule", "show").out
    flown = honolulu.ok("answer", "outage", "--typed", "--json", stdin=ANSWER).data["rating"]
    assert flown["counts"] is True
    assert log(program)[-1] == (due, "good", True)
    rebuilt = program.ok("schedule", "rebuild", "--json").data
    assert (rebuilt["cards"], rebuilt["changed"]) == (1, [])


def test_a_card_goes_where_its_question_goes(program: Program, bank: Path) -> None:
    bank.with_name("bare.yaml").write_text(BARE_BANK, encoding="utf-8")
    answer(program, MONDAY, question="own/outage")
    answer(program, TUESDAY, question="bare/outage")
    before = {name: card(program, name) for name in ("own/outage", "bare/outage")}

    program.ok("bank", "rename", "own/outage", "big-outage")
    assert card(program, "big-outage") == {**before["own/outage"], "question_id": "own/big-outage"}
    program.ok("bank", "move", "own/big-outage", "bare")
    program.ok("bank", "merge", "bare/outage", "bare/big-outage")
    merged = card(program, "bare/outage")
    assert merged["reviews"] == 2
    assert program.ok("schedule", "show", "--json").data["total"] == 1
    assert program.ok("schedule", "rebuild", "--json").data["changed"] == []
    for _ in ("merge", "move", "rename"):
        program.ok("undo")
    assert {name: card(program, name) for name in before} == before
    assert program.ok("schedule", "rebuild", "--json").data["changed"] == []


def test_a_question_renamed_by_hand_is_found_and_rebuilt(program: Program, bank: Path) -> None:
    answer(program, MONDAY)
    text = bank.read_text(encoding="utf-8")
    bank.write_text(
        text.replace("  - id: outage\n", "  - id: by-hand\n    renamed_from: [own/outage]\n"),
        encoding="utf-8",
    )
    assert program.ok("schedule", "show", "--json").data["cards"][0]["question_id"] == "own/by-hand"
    assert card(program, "by-hand")["reviews"] == 1
    said = program.ok("schedule", "rebuild").out
    assert "1 question on the schedule, 2 changed" in said
    answer(program, TUESDAY, question="by-hand")
    assert [counts for _, _, counts in log(program, "by-hand")] == [True, True]


def test_answers_of_before_are_rated_from_their_scores_when_asked_for(program: Program) -> None:
    answer(program, MONDAY)
    answer(program, TUESDAY, "--off-guard")
    program.ok("undo")
    program.ok("undo")
    program.ok("undo")
    assert program.ok("schedule", "rebuild", "--json").data["cards"] == 0
    made = program.ok("schedule", "rebuild", "--from-scores", "--json").data
    assert (made["rated_attempts"], made["changed"]) == (2, ["own/outage"])
    assert [(day, counts) for day, _, counts in log(program)] == [
        ("2026-11-23", True),
        ("2026-11-24", True),
    ]
    assert program.ok("schedule", "rebuild", "--from-scores", "--json").data["rated_attempts"] == 0
    assert "2 earlier answers" in program.ok("undo").out
    assert card(program) is None


def test_the_schedule_is_told_in_plain_words(program: Program) -> None:
    assert "Nothing is on the schedule yet" in program.ok("schedule", "show").out
    assert "comes as a new question" in program.ok("schedule", "show", "outage").out
    answer(program, MONDAY)
    later = at(program, "2026-12-07T09:00:00+01:00", BERLIN)
    said = later.ok("schedule", "show", "outage").out
    assert "Waiting since Wed 25 Nov; there is no hurry." in said
    assert re.search(r"you (probably|may) remember it \(\d\d %\)", said)
    assert "2026-11-23  good, as proposed, attempt 1" in said
    program.ok("attempt", "delete", "1")
    assert log(program) == [("2026-11-23", "good", True)]


MISTAKES = [
    (["rate", "1", "great"], 2, "again, hard, good or easy"),
    (["rate", "9", "good"], 4, "no attempt 9"),
    (["rate", "1", "good"], 3, "in the trash"),
    (["schedule", "show", "nothing like it"], 4, "nothing like it"),
]


def test_a_rating_has_three_names_and_mistakes_are_told(program: Program) -> None:
    answer(program, MONDAY)
    for said in ("4", "e", "Easy"):
        data = program.ok("rate", "1", said, "--json").data
        assert (data["attempt_id"], data["rating"], data["proposed"]) == (1, "easy", False)
        assert data["due_on"] == "2026-12-01"
    before = card(program)
    assert program.ok("rate", "1", "none", "--json").data["rating"] is None
    assert card(program) is None
    assert program.run("rate", "1", "none").code == 4
    assert "as it was before: easy" in program.ok("undo").out
    assert card(program) == before
    program.ok("attempt", "delete", "1")
    for arguments, code, words in MISTAKES:
        result = program.run(*arguments)
        assert result.code == code
        assert words in result.err
