"""Days that lie behind."""

from __future__ import annotations

from datetime import date

import pytest

from trainer.debrief.past import past_day
from trainer.errors import InputError

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY),
        ("Yesterday", date(2026, 11, 23)),
        ("3 days ago", date(2026, 11, 21)),
        ("vor 2 Wochen", date(2026, 11, 10)),
        ("fri", date(2026, 11, 20)),
        ("monday", date(2026, 11, 23)),
        ("20 nov", date(2026, 11, 20)),
        ("2026-11-20", date(2026, 11, 20)),
    ],
)
def test_a_day_that_lies_behind(text: str, day: date) -> None:
    assert past_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["tomorrow", "in 5 days", "27 nov", "2026-11-27", "someday"])
def test_what_lies_ahead_or_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        past_day(text, TODAY)
