"""What stands below the meter: the last words, at any width, and nothing where all is plain."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from trainer.audio.meter import Level
from trainer.cli.console import Output
from trainer.cli.meter_view import BEHIND, BEHIND_S, LiveMeter, PlainMeter, last_lines

TEXT = "The first thing I did was roll back the release, and then I wrote to our customers."


def drawn(width: int, text: str, behind_s: float) -> list[str]:
    """The lines that a terminal of this width shows."""
    console = Console(file=io.StringIO(), force_terminal=True, width=width, color_system=None)
    with LiveMeter(Output(console, json=False, plain=False)) as meter:
        meter.heard(text, behind_s)
        meter.recording(5.0, 90.0, Level(-20.0, -25.0, -20.0), paused=False)
        assert meter._live is not None
        with console.capture() as captured:
            console.print(meter._live.get_renderable())
    return captured.get().splitlines()


@pytest.mark.parametrize("width", [40, 80])
def test_the_last_words_are_shown_in_two_lines(width: int) -> None:
    lines = drawn(width, TEXT, 0.0)
    assert max(map(len, lines)) <= width
    assert lines[-1].endswith("customers.")
    assert " ".join(" ".join(lines[-2:]).split()) in TEXT
    assert BEHIND not in "\n".join(lines)


def test_being_behind_is_said() -> None:
    assert any(BEHIND in line for line in drawn(100, "", BEHIND_S))
    assert not any(BEHIND in line for line in drawn(100, "", BEHIND_S - 1))


def test_plain_output_draws_nothing_again_and_says_once_that_it_is_behind() -> None:
    console = Console(file=io.StringIO(), width=80)
    meter = PlainMeter(Output(console, json=False, plain=True))
    for behind_s in (0.0, BEHIND_S, BEHIND_S + 5):
        meter.heard(TEXT, behind_s)
    assert isinstance(console.file, io.StringIO)
    assert " ".join(console.file.getvalue().split()) == BEHIND


def test_lines_break_between_words() -> None:
    assert last_lines("one two three four", 9, 2) == ["three", "four"]
    assert last_lines("", 20, 2) == []
    assert last_lines("word " * 3, 1, 1)
