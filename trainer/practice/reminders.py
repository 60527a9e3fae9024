"""The days ahead and the interviews that are coming as a calendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

if TYPE_CHECKING:
    from icalendar import Event, Timezone

INTERVIEW: Final = timedelta(hours=1)
"""How long an interview is taken to be: nobody said."""

_NAMES: Final = UUID("6f1d0b9e-2f0c-4c55-9d1e-7a3f0b6f7a11")
"""What the ids of entries are made in, so that the same day always has the same one."""


@dataclass(frozen=True, slots=True)
class PracticeEntry:
    """Practice on one day: when it begins, an aware time, and how long it is expected to take.

    `prompts` are of its questions, to be written into the entry; empty to keep them out.
    """

    day: date
    starts_at: datetime
    minutes: int
    questions: int
    prompts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InterviewEntry:
    """An interview that is coming: `starts_at` is an aware time, None where only the day is known.

    `uuid` is that of its target.
    """

    uuid: UUID
    company: str
    day: date
    starts_at: datetime | None


def calendar_file(
    practice: Sequence[PracticeEntry],
    interviews: Sequence[InterviewEntry],
    *,
    made_at: datetime,
    alarm_minutes: int | None = None,
) -> bytes:
    """The calendar with these entries, an alarm before each that has a time, if one is wanted.

    An entry of the same day, or of the same interview, has the same UID in every file and a
    higher SEQUENCE in a later one: calendars put it in the place of the earlier.  A time
    with an IANA zone is written in that zone, whose changes of the clock stand beside it;
    any other in UTC.
    """
    from icalendar import Calendar

    calendar = Calendar.new(
        prodid="-//interview-trainer//trainer//EN",
        method="PUBLISH",
        name="Interview practice",
        uid=uuid5(_NAMES, "calendar"),
    )
    for sitting in practice:
        calendar.add_component(_practice(sitting, made_at, alarm_minutes))
    for interview in interviews:
        calendar.add_component(_interview(interview, made_at, alarm_minutes))
    days = [one.day for one in practice] + [one.day for one in interviews]
    if days:
        # A year before and after: every zone with summer time then has both of its rules.
        calendar.add_missing_timezones(
            first_date=min(days) - timedelta(days=366), last_date=max(days) + timedelta(days=366)
        )
        for zone in calendar.timezones:
            _correct(zone)
    return bytes(calendar.to_ical())


def _correct(zone: Timezone) -> None:
    """Let the clocks go forward at the hour that stands on the wall until then.

    RFC 5545 (3.6.5) wants a rule's beginning in the offset before it; icalendar 7.3 writes the
    first hour that the new one has, which is too late by what is left out.
    """
    for rule in zone.subcomponents:
        left_out = rule.TZOFFSETTO - rule.TZOFFSETFROM
        if left_out <= timedelta():
            continue
        for name in ("DTSTART", "RDATE"):
            if name in rule:
                times = rule.rdates if name == "RDATE" else [(rule.DTSTART,)]
                del rule[name]
                moved = [moment - left_out for moment, *_ in times]
                rule.add(name, moved if name == "RDATE" else moved[0])


def _practice(entry: PracticeEntry, made_at: datetime, alarm_minutes: int | None) -> Event:
    number = f"{entry.questions} question{'' if entry.questions == 1 else 's'}"
    told = [f"About {number}. 'trainer drill' begins."]
    told += [f"- {prompt}" for prompt in entry.prompts]
    return _event(
        uuid5(_NAMES, f"practice {entry.day.isoformat()}"),
        f"Interview practice, about {entry.minutes} min",
        "\n".join(told),
        _in_file(entry.starts_at),
        _in_file(entry.starts_at + timedelta(minutes=entry.minutes)),
        made_at,
        alarm_minutes,
    )


def _interview(entry: InterviewEntry, made_at: datetime, alarm_minutes: int | None) -> Event:
    if entry.starts_at is None:
        start: date = entry.day
        end: date = entry.day + timedelta(days=1)
        alarm_minutes = None
    else:
        start = _in_file(entry.starts_at)
        # In UTC, so that an hour is an hour on the night when the clocks change, too.
        ends_at = (entry.starts_at.astimezone(UTC) + INTERVIEW).astimezone(entry.starts_at.tzinfo)
        end = _in_file(ends_at)
    return _event(
        uuid5(_NAMES, f"interview {entry.uuid}"),
        f"Interview: {entry.company}" if entry.company else "Interview",
        "",
        start,
        end,
        made_at,
        alarm_minutes,
    )


def _in_file(moment: datetime) -> datetime:
    from zoneinfo import ZoneInfo

    return moment if isinstance(moment.tzinfo, ZoneInfo) else moment.astimezone(UTC)


def _event(
    uid: UUID,
    summary: str,
    description: str,
    start: date,
    end: date,
    made_at: datetime,
    alarm_minutes: int | None,
) -> Event:
    from icalendar import Alarm, Event
    from icalendar.enums import CLASS

    event = Event.new(
        uid=f"{uid}@interview-trainer",
        summary=summary,
        description=description or None,
        classification=CLASS.PRIVATE,
        start=start,
        end=end,
        stamp=made_at,
        # A minute of the clock: files made later replace those made earlier.
        sequence=int(made_at.timestamp()) // 60,
    )
    if alarm_minutes is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", -timedelta(minutes=alarm_minutes))
        event.add_component(alarm)
    return event
