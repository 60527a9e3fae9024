"""The calendar file, read back by its library and, for its zones, by another one."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from trainer.practice.reminders import InterviewEntry, PracticeEntry, calendar_file

MADE_AT = datetime(2026, 3, 20, 7, 30, tzinfo=UTC)
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")
DAYS = st.integers(0, 400).map(lambda days: date(2026, 1, 1) + timedelta(days=days))


def events_of(content: bytes) -> list[Any]:
    """The events of a file, as its library reads them."""
    return list(Calendar.from_ical(content).events)


def practice_of(day: date, zone: str, *prompts: str, clock: time = time(18)) -> PracticeEntry:
    starts_at = datetime.combine(day, clock, ZoneInfo(zone))
    return PracticeEntry(day, starts_at, 15, 4, prompts)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(DAYS, unique=True, max_size=4),
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120), max_size=3),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=90),
    st.sampled_from(ZONES),
)
def test_what_is_written_is_read_back(
    days: list[date], prompts: list[str], company: str, zone: str
) -> None:
    practice = [practice_of(day, zone, *prompts) for day in days]
    coming = InterviewEntry(UUID(int=7), company, date(2026, 5, 1), None)
    content = calendar_file(practice, [coming], made_at=MADE_AT, alarm_minutes=10)
    assert content.endswith(b"\r\n")
    lines = content.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    *events, interview = events_of(content)
    assert [event.start for event in events] == [one.starts_at for one in practice]
    assert [event.end - event.start for event in events] == [timedelta(minutes=15)] * len(days)
    for event in events:
        for prompt in prompts:
            assert f"- {prompt}" in str(event["DESCRIPTION"])
        (alarm,) = event.subcomponents
        assert alarm["TRIGGER"].dt == -timedelta(minutes=10)
    assert (interview.start, interview.end) == (date(2026, 5, 1), date(2026, 5, 2))
    assert str(interview["SUMMARY"]) == f"Interview: {company}"
    assert not interview.subcomponents


@pytest.mark.parametrize("zone", ZONES)
def test_the_rules_of_a_zone_are_right_around_its_changes(zone: str) -> None:
    days = [date(2026, 1, 1), date(2026, 12, 31)]
    text = calendar_file([practice_of(day, zone) for day in days], [], made_at=MADE_AT).decode()
    written = tzical(io.StringIO(text)).get()
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    while moment.year == 2026:
        known = moment.astimezone(ZoneInfo(zone))
        assert moment.astimezone(written).utcoffset() == known.utcoffset()
        moment += timedelta(hours=1)


def test_a_later_file_replaces_the_entries_of_an_earlier_one() -> None:
    day = date(2026, 3, 29)
    target = InterviewEntry(UUID(int=7), "Acme", day, datetime(2026, 3, 29, 9, tzinfo=UTC))
    files = [
        calendar_file([practice_of(day, "Europe/Berlin")], [target], made_at=made_at)
        for made_at in (MADE_AT, MADE_AT + timedelta(days=1))
    ]
    first, later = (events_of(content) for content in files)
    assert [event["UID"] for event in first] == [event["UID"] for event in later]
    assert len({event["UID"] for event in first}) == 2
    assert all(a["SEQUENCE"] < b["SEQUENCE"] for a, b in zip(first, later, strict=True))
    # Without a zone's name a time is told in UTC.
    assert b"DTSTART:20260329T090000Z" in files[0]


def test_practice_keeps_its_time_on_the_wall_when_the_clocks_change() -> None:
    days = [date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30)]
    content = calendar_file(
        [practice_of(day, "Europe/Berlin") for day in days], [], made_at=MADE_AT
    )
    starts = [event.start for event in events_of(content)]
    assert [start.hour for start in starts] == [18, 18, 18]
    assert [start.astimezone(UTC).hour for start in starts] == [17, 16, 16]
