"""Progress of a history that was practised on other days, as the command shows it."""

from __future__ import annotations

import json
import re
from datetime import date, time
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.support.clock import ProgramAt, at
from tests.support.practised import BERLIN, Answered, practise
from tests.support.program import Program
from trainer.history.records import Rating

NOW = "2026-11-24T09:00:00+01:00"
BANK = """\
format: 1
id: own
title: Questions of the tests
language: en
questions:
  - id: outage
    prompt: Tell me about an outage.
    tags: {topic: [incidents, teamwork]}
  - id: conflict
    prompt: Tell me about a conflict.
    tags: {competence: teamwork}
    renamed_from: [quarrel]
  - id: plain
    prompt: What is on your desk?
"""


def november(day: int) -> date:
    return date(2026, 11, day)


ANSWERS = (
    # The night before the clocks went back: the day is that of the wall.
    Answered("own/outage", date(2026, 10, 24), "+---", time(23, 30), off_guard=True, guess=4),
    Answered("own/outage", date(2026, 10, 25), "+?--", time(23, 30), guess=3, pace=170.0),
    Answered("own/quarrel", november(3), "+?--", pace=165.0, fillers=8.0),
    Answered("own/outage", november(4), "++?-", off_guard=False, guess=2, fillers=6.0),
    Answered("own/conflict", november(10), "----", words="", pace=None, fillers=None),
    Answered("own/conflict", november(11), "++?-", off_guard=True, rating=Rating.AGAIN),
    Answered("own/outage", november(18), "++++", off_guard=False, guess=4, pace=150.0, fillers=3.0),
    Answered("own/plain", november(19), "", pace=140.0, fillers=2.0),
    Answered("own/outage", november(23), "+++?", rating=Rating.GOOD, pace=130.0, fillers=1.0),
)


@pytest.fixture
def practised(program: Program) -> ProgramAt:
    banks = program.workspace / "question_banks"
    banks.mkdir(parents=True)
    (banks / "own.yaml").write_text(BANK)
    practise(program.workspace, ANSWERS)
    return at(program, NOW, BERLIN)


def data_of(program: ProgramAt, *arguments: str) -> Any:
    return program.ok("progress", *arguments, "--json").data


def test_one_object_has_everything(practised: ProgramAt) -> None:
    data = data_of(practised)
    assert (data["since"], data["until"], data["answers"]) == ("2026-09-07", "2026-11-24", 9)
    days = {day["day"]: day["answers"] for day in data["days"]}
    assert days["2026-10-24"] == days["2026-10-25"] == 1
    weeks = {week["begins_on"]: week for week in data["weeks"]}
    assert weeks["2026-10-19"]["answers"] == 2
    assert (weeks["2026-10-19"]["coverage_low"], weeks["2026-10-19"]["coverage_high"]) == (
        pytest.approx(0.25),
        pytest.approx(0.375),
    )
    # Without a word, or without points, an answer has no coverage.
    assert data["without_coverage"] == 2
    assert weeks["2026-11-09"]["coverage_low"] == pytest.approx(0.5)
    assert data["unmeasured"] == 1
    trends = {one["measure"]: one for one in data["trends"]}
    assert trends["words_per_minute"]["first_week"] == "2026-10-19"
    assert trends["words_per_minute"]["first"] == pytest.approx(152.5)
    assert trends["words_per_minute"]["last"] == pytest.approx(140.0)
    topics = {one["topic"]: one for one in data["topics"]}
    assert {name: one["answers"] for name, one in topics.items()} == {
        "teamwork": 7,
        "incidents": 5,
    }
    assert topics["incidents"]["moved"] is None
    assert topics["teamwork"]["moved"]["answers"] == 3
    moves = {one["question_id"]: one for one in data["first_latest"]}
    assert moves["own/outage"]["move"] == "risen"
    assert moves["own/conflict"]["takes"] == 2
    assert moves["own/conflict"]["move"] == "unsure"
    assert (data["off_guard"]["settled"], data["off_guard"]["open"]) == (1, 1)
    settled, still = data["off_guard"]["questions"]
    assert (settled["question_id"], settled["settled_on"]) == ("own/outage", "2026-11-04")
    assert settled["then"] == {"coverage_low": 0.25, "coverage_high": 0.25}
    assert (still["question_id"], still["last_on"]) == ("own/conflict", "2026-11-11")
    (slips,) = data["slipping"]["questions"]
    assert (slips["question_id"], data["slipping"]["count"]) == ("own/conflict", 1)
    assert 0.3 < slips["retrievability"] < 0.9
    assert data["guesses"]["together"]["answers"] == 4
    assert [one["guess"] for one in data["guesses"]["by_guess"]] == [2, 3, 4]


def test_a_person_sees_it_in_sections(practised: ProgramAt) -> None:
    shown = practised.ok("progress").out
    for words in (
        "Since 24 Oct: 9 answers on 9 days, 11 min aloud",
        "Practice days",
        "Coverage by week",
        "Left out: 2 answers without words",
        "25 % → 75 to 100 %",
        "✓ outage",
        "24 Oct, 25 % covered; expected since 4 Nov; latest 75 to 100 %.",
        "Slipping: 1 answer",
        "fillers 5.5 → 2.0",
        "4 very",
    ):
        assert words in shown
    only = practised.ok("progress", "--section", "slipping", "--section", "calendar").out
    assert only.index("Practice days") < only.index("Slipping")
    assert "Coverage" not in only
    calendar = practised.ok("progress", "--section", "calendar").out.splitlines()
    saturday = next(line for line in calendar if line.startswith("Sa"))
    assert saturday.split()[1:] == ["1", "·", "·", "·", "·"]


def test_the_time_and_the_bank_can_be_chosen(practised: ProgramAt) -> None:
    assert data_of(practised, "--since", "2026-11-04")["answers"] == 6
    assert data_of(practised, "--weeks", "2")["answers"] == 3
    assert data_of(practised, "--bank", "own")["answers"] == 9
    assert data_of(practised, "--bank", "general-behavioural")["answers"] == 0
    assert (
        "No answers to questions of general"
        in practised.ok("progress", "--bank", "general-behavioural").out
    )
    refused = practised.run("progress", "--weeks", "2", "--since", "2026-11-04")
    assert (refused.code, "not both" in refused.err) == (2, True)
    assert practised.run("progress", "--bank", "owned").code == 4
    later = at(practised, "2027-06-01T09:00:00+02:00", BERLIN).ok("progress").out
    assert "trainer progress --since 2026-10-24" in later


def test_one_question_is_shown_take_by_take(practised: ProgramAt) -> None:
    data = data_of(practised, "conflict")
    assert [take["coverage_low"] for take in data["takes"]] == [0.25, None, 0.5]
    assert {take["question_id"] for take in data["takes"]} == {"own/conflict"}
    assert data["since"] == "2026-11-03"
    shown = practised.ok("progress", "outage").out
    assert "Take by take" in shown
    assert "The latest of 5 answers covers surely more than the first." in shown
    assert "Practice days" not in shown
    assert "How well it holds" in shown
    assert practised.ok("progress", "plain").out.count("–") >= 2


def test_a_persons_verdict_stands_before_the_machines(practised: ProgramAt) -> None:
    before = data_of(practised, "outage")["takes"][-1]
    assert (before["coverage_low"], before["coverage_high"]) == (0.75, 1.0)
    number = str(before["attempt_id"])
    practised.ok("attempt", "judge", number, "--point", "point-3", "--verdict", "partly")
    after = data_of(practised, "outage")["takes"][-1]
    assert (after["coverage_low"], after["coverage_high"]) == (0.875, 0.875)


def test_without_words_there_is_no_coverage_anywhere(practised: ProgramAt) -> None:
    attempts = practised.ok("history", "conflict", "--json").data["attempts"]
    assert [one["coverage_low"] for one in attempts] == [0.5, None, 0.25]
    listed = practised.ok("history", "conflict").out.splitlines()
    assert any(line.split()[3:5] == ["own/conflict", "–"] for line in listed)
    assert "–" in practised.ok("attempt", "scores", str(attempts[1]["attempt_id"])).out


@pytest.mark.parametrize("columns", [40, 80])
def test_no_line_is_broken_by_a_terminal(columns: int, practised: ProgramAt) -> None:
    for arguments in (["progress"], ["progress", "outage"]):
        ended = pexpect.run(
            " ".join([*practised.command, *arguments]),
            env={k: v for k, v in practised.environment.items() if k != "COLUMNS"}
            | {"NO_COLOR": "1"},
            encoding="utf-8",
            timeout=60,
            dimensions=(50, columns),
        )
        lines = re.sub(r"\x1b\[[0-9;]*m", "", str(ended)).splitlines()
        assert max(map(len, lines)) <= columns
        chart = [line for line in lines if "┃" in line]
        assert len(chart) >= 3
        assert all(line.strip().startswith(("│", "100 %", "50 %", "0 %")) for line in chart)


def test_a_pipe_gets_no_control_characters_and_ascii_where_that_is_all(
    practised: ProgramAt,
) -> None:
    shown = practised.ok("progress").out
    assert not [sign for sign in shown if not sign.isprintable() and sign != "\n"]
    plain = practised.with_variables(PYTHONIOENCODING="ascii")
    bare = at(plain, NOW, BERLIN).ok("progress").out
    assert bare.isascii()
    assert "?" not in bare
    assert len(bare.splitlines()) == len(shown.splitlines())


def test_nothing_yet_says_how_to_begin(program: Program) -> None:
    assert "'trainer drill' begins" in program.ok("progress").out
    assert json.loads(program.ok("progress", "--json").out)["data"]["weeks"] == []
    assert not Path(program.workspace).exists()
