"""Days and times as people type them; what could mean two things is not guessed."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Final

from trainer.errors import InputError

_TODAY: Final = {"today": 0, "heute": 0, "tomorrow": 1, "morgen": 1, "übermorgen": 2}
_TODAY["day after tomorrow"] = 2

_WEEKDAYS: Final = (
    ("monday", "montag"),
    ("tuesday", "dienstag"),
    ("wednesday", "mittwoch"),
    ("thursday", "donnerstag"),
    ("friday", "freitag"),
    ("saturday", "samstag", "sonnabend"),
    ("sunday", "sonntag"),
)
_MONTHS: Final = (
    ("january", "januar", "jänner"),
    ("february", "februar"),
    ("march", "märz"),
    ("april",),
    ("may", "mai"),
    ("june", "juni"),
    ("july", "juli"),
    ("august",),
    ("september",),
    ("october", "oktober"),
    ("november",),
    ("december", "dezember"),
)
_WAYS: Final = "Write it like 2026-11-27, 27 nov, fri, tomorrow or in 5 days."
_IN_DAYS: Final = re.compile(r"in (\d{1,3}) (days?|weeks?|tagen?|wochen?)")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})?")
_SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_NAMED: Final = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?(?: of)? (?P<month>[a-zäöü]{3,}))"
    r"(?:,? (?P<year>\d{4}))?"
)
_MONTH_FIRST: Final = re.compile(
    r"(?P<month>[a-zäöü]{3,}) (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?"
)


def day_from(text: str, today: date) -> date:
    """The day that a text means, seen from `today`; without a year, the next such day.

    Raises InputError for what is no day, or could be two.
    """
    said = " ".join(text.lower().replace("’", "'").split()).strip(" ,")
    if said in _TODAY:
        return today + timedelta(days=_TODAY[said])
    if found := _IN_DAYS.fullmatch(said):
        unit = 7 if found[2].startswith("w") else 1
        return today + timedelta(days=int(found[1]) * unit)
    if found := _ISO.fullmatch(said):
        return _day(int(found[1]), int(found[2]), int(found[3]), text)
    if found := _DOTTED.fullmatch(said):
        year = found[3] and (
            int(found[3]) if len(found[3]) == _YEAR_DIGITS else 2000 + int(found[3])
        )
        return _in_year(year or None, int(found[2]), int(found[1]), today, text)
    if found := _SLASHED.fullmatch(said):
        return _slashed(int(found[1]), int(found[2]), found[3], today, text)
    # 'fri 27 nov': the weekday is checked, not needed.
    weekday, _, rest = said.partition(" ")
    named = _weekday(weekday.strip(",."))
    if named is not None and rest:
        day = day_from(rest, today)
        if day.weekday() != named:
            raise InputError(
                f"'{text}' doesn't agree with itself: {day} is a {_weekday_name(day)}", hint=_WAYS
            )
        return day
    if named is not None:
        if named == today.weekday():
            raise InputError(
                f"'{text}' may be today or in a week", hint="Write today, or the date."
            )
        return today + timedelta(days=(named - today.weekday()) % 7)
    if found := _NAMED.fullmatch(said) or _MONTH_FIRST.fullmatch(said):
        month = _month(found["month"])
        if month is not None:
            year = found["year"] and int(found["year"])
            return _in_year(year or None, month, int(found["day"]), today, text)
    raise InputError(f"'{text}' is no day that can be understood", hint=_WAYS)


def time_from(text: str) -> time:
    """The time of day that a text means: ``10:30``, ``9``, ``2 pm``, ``14.30``.

    Raises InputError for what is none.
    """
    said = " ".join(text.lower().split())
    found = re.fullmatch(
        r"(?:at )?(\d{1,2})(?:[:.h](\d{2}))? ?(am|pm|a\.m\.|p\.m\.|o'clock|uhr|h)?", said
    )
    if found:
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
        if half in {"a", "p"}:
            hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 99
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise InputError(f"'{text}' is no time of day", hint="Write it like 10:30 or 2 pm.")


def zone_from(text: str) -> str:
    """The IANA name of a time zone, whatever its case; InputError where there is none."""
    from zoneinfo import available_timezones

    wanted = text.strip().replace(" ", "_")
    by_name = {name.lower(): name for name in available_timezones()}
    if wanted.lower() in by_name:
        return by_name[wanted.lower()]
    cities = [name for name in by_name if name.rpartition("/")[2] == wanted.lower()]
    if len(cities) == 1:
        return by_name[cities[0]]
    raise InputError(f"there is no time zone '{text}'", hint="Write it like Europe/Berlin.")


_YEAR_DIGITS: Final = 4


def _slashed(first: int, second: int, year: str | None, today: date, text: str) -> date:
    if first <= 12 and second <= 12 and first != second:
        raise InputError(f"'{text}' may be the {first}th of a month or the {second}th", hint=_WAYS)
    day, month = (first, second) if first > 12 else (second, first)
    return _in_year(int(year) if year else None, month, day, today, text)


def _in_year(year: int | None, month: int, day: int, today: date, text: str) -> date:
    if year is not None:
        return _day(year, month, day, text)
    if (month, day) == (2, 29):
        year = next(y for y in range(today.year, today.year + 9) if _leap(y, today))
        return date(year, 2, 29)
    this_year = _day(today.year, month, day, text)
    return this_year if this_year >= today else _day(today.year + 1, month, day, text)


def _leap(year: int, today: date) -> bool:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return leap and date(year, 2, 29) >= today


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise InputError(f"there is no such day as '{text}'", hint=_WAYS) from error


def _weekday(word: str) -> int | None:
    return _named(word, _WEEKDAYS, fewest=2)


def _month(word: str) -> int | None:
    found = _named(word.rstrip("."), _MONTHS, fewest=3)
    return None if found is None else found + 1


def _named(word: str, names: tuple[tuple[str, ...], ...], *, fewest: int) -> int | None:
    """The place of the only name that begins with the word."""
    if len(word) < fewest:
        return None
    fits = {at for at, forms in enumerate(names) for form in forms if form.startswith(word)}
    return fits.pop() if len(fits) == 1 else None


def _weekday_name(day: date) -> str:
    return _WEEKDAYS[day.weekday()][0].capitalize()
