"""Days that lie behind, as people type them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from trainer.debrief.days import day_from
from trainer.errors import InputError

_YESTERDAY: Final = {"yesterday": 1, "gestern": 1, "day before yesterday": 2, "vorgestern": 2}
_AGO: Final = re.compile(r"(?:(\d{1,3}) (days?|weeks?) ago|vor (\d{1,3}) (tagen?|wochen?))")
_AHEAD: Final = re.compile(r"in \d|tomorrow|morgen|\d{4}")

LONGEST_AGO: Final = timedelta(days=180)
"""A day without a year is the latest such day, if that was not longer ago than this."""


def past_day(text: str, today: date) -> date:
    """The day that a text means, today or earlier: 'fri' is the last Friday.

    Raises InputError for what is no day, could be two, or lies ahead.
    """
    said = " ".join(text.lower().split())
    if said in _YESTERDAY:
        return today - timedelta(days=_YESTERDAY[said])
    if found := _AGO.fullmatch(said):
        number, unit = found[1] or found[3], found[2] or found[4]
        return today - timedelta(days=int(number) * (7 if unit[0] == "w" else 1))
    day = day_from(text, today)
    if day <= today:
        return day
    if not _AHEAD.search(said):
        week_ago = day - timedelta(days=7)
        if (
            week_ago <= today
            and any(letter.isalpha() for letter in said)
            and not re.search(r"\d", said)
        ):
            return week_ago
        earlier = _year_before(day)
        if earlier <= today and today - earlier <= LONGEST_AGO:
            return earlier
    raise InputError(f"{day} lies ahead", hint="Give the day on which it was.")


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day - timedelta(days=366)
