"""``trainer remind``: the days ahead for a calendar."""

from __future__ import annotations

import math
import random
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.console import counted
from trainer.cli.context import CommandContext, common
from trainer.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer.history.store import History
    from trainer.insights.agenda import DayPlan
    from trainer.practice.drawing import Today
    from trainer.practice.reminders import InterviewEntry, PracticeEntry

FILE = "interview-practice.ics"
DAYS = 14


@click.command(
    "remind",
    epilog="""\b
Examples:
  trainer remind
  trainer remind --at 07:30 --minutes 20 --alarm 10
  trainer remind --days 30 --to practice.ics --overwrite
""",
)
@click.option(
    "--to",
    "file",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default=FILE,
    show_default=True,
    help="The file to write, - for standard output.",
)
@click.option(
    "--days", type=click.IntRange(1, 60), default=DAYS, show_default=True, help="How far to look."
)
@click.option(
    "--minutes", type=click.FloatRange(1, 480), help="Minutes a day, at most; else the setting."
)
@click.option(
    "--at",
    "clock",
    type=click.DateTime(["%H:%M"]),
    default="18:00",
    show_default=True,
    metavar="HH:MM",
    help="When you practise.",
)
@click.option(
    "--alarm", type=click.IntRange(0, 1440), metavar="MINUTES", help="Remind so long before."
)
@click.option(
    "--with-questions", is_flag=True, help="Write what is asked into the entries as well."
)
@click.option("--overwrite", "--force", is_flag=True, help="Write over a file that is there.")
@common()
def command(
    context: CommandContext,
    *,
    file: Path,
    days: int,
    minutes: float | None,
    clock: datetime,
    alarm: int | None,
    with_questions: bool,
    overwrite: bool,
) -> None:
    """Write the days ahead and your interviews into a calendar file (.ics).

    Days on which something is due, with the minutes it takes, and every interview that
    is coming. Import the file again whenever the plan has changed: entries of the same
    day replace each other. Questions, notes and names stay out of it, unless you ask
    for the questions; the company of an interview is in it.
    """
    from trainer.cli.drill import today_of
    from trainer.practice.reminders import calendar_file
    from trainer.workspace.private import private_folder, write_private

    printed = str(file) == "-"
    if printed and context.json:
        raise UsageError("a file is needed with --json", hint="Name it with --to FILE.")
    if not printed and file.exists() and not overwrite:
        raise InputError(f"{file} is there already", hint="Name another, or give --overwrite.")
    today = today_of(context)
    with context.history(write=False) as history:
        plans = _plans(context, history, today, days, minutes)
        practice = _practice(context, plans, today, clock.time(), with_questions=with_questions)
        interviews, dayless = _interviews(history, today)
    content = calendar_file(practice, interviews, made_at=today.now, alarm_minutes=alarm)
    if printed:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    if practice or interviews:
        private_folder(file.absolute().parent)
        write_private(file, content)
    written = str(file) if practice or interviews else None
    context.output.result("remind", _document(written, practice, interviews))
    if not context.json:
        _tell(context, written, practice, interviews, dayless)


def _plans(
    context: CommandContext, history: History, today: Today, days: int, minutes: float | None
) -> list[DayPlan]:
    from trainer.insights.agenda import days_ahead
    from trainer.practice.drawing import Wish, gather, usual_seed
    from trainer.practice.drill import KIND

    settings = context.settings
    wish = Wish(
        minutes=minutes or settings.drill_minutes,
        think_time_s=settings.think_time_s,
        time_limit_s=settings.time_limit_s,
    )
    begun = history.sittings.begun_since(KIND, today.midnight(today.on))
    rng = random.Random(usual_seed(today.on, begun))  # noqa: S311 (a draw, not a secret)
    gathered = gather(history, context.catalogue, wish, today, rng, days=days)
    return days_ahead(
        gathered.candidates,
        on=today.on,
        days=days,
        minutes=wish.minutes,
        minutes_today=max(0.0, wish.minutes - gathered.practised_s / 60),
        rng=rng,
        coming=gathered.coming,
    )


def _practice(
    context: CommandContext,
    plans: Sequence[DayPlan],
    today: Today,
    clock: time,
    *,
    with_questions: bool,
) -> list[PracticeEntry]:
    """Entries of the days that ask something; not of today once its time has gone by."""
    from trainer.practice.reminders import PracticeEntry

    entries = []
    for plan in plans:
        starts_at = _moment(plan.day, clock, today.zone.name)
        if not plan.items or starts_at <= today.now:
            continue
        prompts: tuple[str, ...] = ()
        if with_questions:
            catalogue = context.catalogue
            prompts = tuple(catalogue.question(item.question_id).prompt for item in plan.items)
        minutes = math.ceil(plan.expected_s / 60)
        entries.append(PracticeEntry(plan.day, starts_at, minutes, len(plan.items), prompts))
    return entries


def _interviews(history: History, today: Today) -> tuple[list[InterviewEntry], int]:
    """Entries of what is coming, and how many have no day yet."""
    from trainer.practice.reminders import InterviewEntry

    coming = history.targets.coming(today.on)
    entries = [
        InterviewEntry(
            one.uuid,
            one.company,
            one.day,
            _moment(one.day, one.clock, one.zone or today.zone.name) if one.clock else None,
        )
        for one in coming
        if one.day is not None
    ]
    return entries, len(coming) - len(entries)


def _moment(day: date, clock: time, zone: str) -> datetime:
    """A time on the wall of a zone, or of this machine where the zone has no name."""
    from zoneinfo import ZoneInfo

    wall = datetime.combine(day, clock)
    return wall.replace(tzinfo=ZoneInfo(zone)) if zone else wall.astimezone(UTC)


def _document(
    file: str | None, practice: Sequence[PracticeEntry], interviews: Sequence[InterviewEntry]
) -> dict[str, Any]:
    from trainer.cli.documents import rfc3339

    return {
        "file": file,
        "days": [
            {
                "day": one.day.isoformat(),
                "starts_at": rfc3339(one.starts_at),
                "minutes": one.minutes,
                "questions": one.questions,
            }
            for one in practice
        ],
        "interviews": [
            {
                "company": one.company,
                "day": one.day.isoformat(),
                "starts_at": rfc3339(one.starts_at) if one.starts_at else None,
            }
            for one in interviews
        ],
    }


def _tell(
    context: CommandContext,
    written: str | None,
    practice: Sequence[PracticeEntry],
    interviews: Sequence[InterviewEntry],
    dayless: int,
) -> None:
    say = context.output.say
    if written is None:
        say("Nothing is due in these days and no interview is coming, so nothing was written.")
    else:
        minutes = sum(one.minutes for one in practice)
        told = [f"{counted(len(practice), 'day')} of practice ({minutes} min in all)"]
        if interviews:
            told.append(counted(len(interviews), "interview"))
        say(f"Wrote {' and '.join(told)} to {written}. Import it into your calendar.")
    if dayless:
        say(
            f"Without a day, and so left out: {counted(dayless, 'interview')} "
            "('trainer target edit' sets one)."
        )
