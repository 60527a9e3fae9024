"""The calendar file of the days ahead, through the command."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests.support.clock import ProgramAt, at
from tests.support.practised import BERLIN, Answered, practise
from tests.support.program import Program
from trainer.history.opening import open_history
from trainer.history.records import Rating
from trainer.history.targets import TargetDetails
from trainer.workspace.places import Workspace

# Four days before the clocks go back.
NOW = "2026-10-21T09:00:00+02:00"
BANK = """\
format: 1
id: own
title: Questions of the tests
language: en
questions:
  - id: outage
    prompt: Tell me about an outage that nobody may read of.
    time_limit_s: 60
  - id: conflict
    prompt: Tell me about a conflict that nobody may read of.
    time_limit_s: 60
"""


@pytest.fixture
def planned(program: Program) -> ProgramAt:
    banks = program.workspace / "question_banks"
    banks.mkdir(parents=True)
    (banks / "own.yaml").write_text(BANK)
    practise(
        program.workspace,
        [
            Answered("own/outage", date(2026, 10, 20), "+-", rating=Rating.AGAIN),
            Answered("own/conflict", date(2026, 10, 20), "+-", rating=Rating.GOOD),
        ],
    )
    now = datetime(2026, 10, 20, tzinfo=UTC)
    with open_history(Workspace(program.workspace), write=True, now=now) as history:
        for details in (
            TargetDetails(
                company="Acme",
                role="secret role",
                notes="secret notes",
                interviewers=("Secret Name",),
                day=date(2026, 10, 28),
                clock=time(9, 30),
                zone="America/New_York",
            ),
            TargetDetails(company="Later", day=date(2026, 12, 1)),
            TargetDetails(company="Some day"),
        ):
            history.targets.add(details, made_at=now)
    for bank in ("general-behavioural", "off-guard", "software-engineering"):
        program.run("bank", "disable", bank)
    return at(program, NOW, BERLIN)


def events(file: Path) -> list[Any]:
    return list(Calendar.from_ical(file.read_bytes()).events)


def test_the_days_and_the_interviews_are_in_the_file(planned: ProgramAt, tmp_path: Path) -> None:
    file = tmp_path / "new" / "practice.ics"
    told = planned.ok("remind", "--to", file, "--minutes", "10", "--alarm", "15", "--json").data
    assert told["file"] == str(file)
    found = events(file)
    practice = [event for event in found if "practice" in str(event["SUMMARY"])]
    assert [day["day"] for day in told["days"]] == [str(one.start.date()) for one in practice]
    assert told["days"][0]["day"] == "2026-10-21"
    for event in practice:
        assert event.start.timetz() == time(18, tzinfo=ZoneInfo(BERLIN))
        assert 0 < (event.end - event.start).total_seconds() <= 600
    acme, later = (event for event in found if event not in practice)
    assert acme.start == datetime(2026, 10, 28, 9, 30, tzinfo=ZoneInfo("America/New_York"))
    assert later.start == date(2026, 12, 1)
    text = file.read_text()
    assert "ecret" not in text
    assert "nobody may read" not in text
    assert text.count("BEGIN:VALARM") == len(practice) + 1
    assert file.stat().st_mode & 0o077 == 0


def test_a_file_that_is_there_stays_unless_it_may_go(planned: ProgramAt, tmp_path: Path) -> None:
    file = tmp_path / "practice.ics"
    file.write_text("mine")
    refused = planned.run("remind", "--to", file)
    assert (refused.code, file.read_text()) == (3, "mine")
    assert "--overwrite" in refused.err
    shown = planned.ok("remind", "--to", file, "--force", "--with-questions", "--at", "06:15").out
    assert "2 interviews" in shown
    assert "Without a day, and so left out: 1 interview" in shown
    first = {str(one["UID"]): one for one in events(file)}
    assert any("nobody may read of" in str(one.get("DESCRIPTION")) for one in first.values())
    # A quarter past six has gone by today.
    assert min(str(one.start) for one in first.values()) > "2026-10-22"
    again = at(planned, "2026-10-21T10:00:00+02:00", BERLIN)
    again.ok("remind", "--to", file, "--overwrite", "--at", "06:15")
    later = {str(one["UID"]): one for one in events(file)}
    assert first.keys() == later.keys()
    assert all(later[uid]["SEQUENCE"] > first[uid]["SEQUENCE"] for uid in first)


def test_standard_output_gets_the_calendar_alone(planned: ProgramAt) -> None:
    printed = planned.ok("remind", "--to", "-")
    assert Calendar.from_ical(printed.out).events
    assert printed.err == ""
    assert planned.run("remind", "--to", "-", "--json").code == 2
    assert planned.run("remind", "--at", "25:00").code == 2


def test_with_nothing_due_nothing_is_written(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "practice.ics"
    late = at(program, "2026-10-21T23:00:00+02:00", BERLIN)
    assert "nothing was written" in late.ok("remind", "--to", file, "--days", "1").out
    assert not file.exists()
    assert not program.workspace.exists()
