"""Days and times as people type them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.debrief.days import day_from, time_from, zone_from
from trainer.errors import InputError

TODAY = date(2026, 11, 24)
"""A Tuesday."""


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-11-27", date(2026, 11, 27)),
        ("2024-01-02", date(2024, 1, 2)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 25)),
        ("morgen", date(2026, 11, 25)),
        ("fri", date(2026, 11, 27)),
        ("Monday", date(2026, 11, 30)),
        ("Fri 27 Nov", date(2026, 11, 27)),
        ("27 nov", date(2026, 11, 27)),
        ("november 27", date(2026, 11, 27)),
        ("27th of November", date(2026, 11, 27)),
        ("Nov 3rd, 2027", date(2027, 11, 3)),
        # Without a year it is the next such day.
        ("3 feb", date(2027, 2, 3)),
        ("24 nov", TODAY),
        ("29 feb", date(2028, 2, 29)),
        ("27.11.", date(2026, 11, 27)),
        ("3. März", date(2027, 3, 3)),
        ("27.11.2026", date(2026, 11, 27)),
        ("27/11", date(2026, 11, 27)),
        ("5/5", date(2027, 5, 5)),
        ("in 5 days", date(2026, 11, 29)),
        ("in 2 weeks", date(2026, 12, 8)),
    ],
)
def test_a_day_is_understood(said: str, meant: date) -> None:
    assert day_from(said, TODAY) == meant


@pytest.mark.parametrize(
    "said", ["4/5", "tue", "t", "ju 5", "31 feb", "2026-13-01", "soon", "", "thu 27 nov", "27 xyz"]
)
def test_what_is_no_day_or_could_be_two_is_not_guessed(said: str) -> None:
    with pytest.raises(InputError):
        day_from(said, TODAY)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("10:30", time(10, 30)),
        ("9", time(9)),
        ("14.30", time(14, 30)),
        ("2 pm", time(14)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("9 Uhr", time(9)),
    ],
)
def test_a_time_of_day_is_understood(said: str, meant: time) -> None:
    assert time_from(said) == meant


@pytest.mark.parametrize("said", ["25:00", "13 pm", "10:75", "noonish", ""])
def test_what_is_no_time_of_day(said: str) -> None:
    with pytest.raises(InputError):
        time_from(said)


def test_a_zone_is_found_by_its_name_or_its_city() -> None:
    assert zone_from("europe/berlin") == "Europe/Berlin"
    assert zone_from("New York") == "America/New_York"
    with pytest.raises(InputError):
        zone_from("Atlantis")


@given(st.text(max_size=14) | st.from_regex(r"\A\w{1,5}[ ./-]\w{1,5}[ ./-]?\w{0,5}\Z"))
def test_any_text_is_a_day_or_an_error_that_helps(text: str) -> None:
    errors: list[InputError] = []
    for read in (lambda said: day_from(said, TODAY), time_from):
        try:
            read(text)
        except InputError as error:
            errors.append(error)
    assert all(error.hint for error in errors)
