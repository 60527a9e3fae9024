"""The line under a question while it is answered: time, level, keys."""

from __future__ import annotations

import textwrap
from contextlib import ExitStack
from typing import TYPE_CHECKING, Protocol, Self

from trainer.audio.meter import CLIPPING_DBFS, Level, Loudness, bar_cells, judge
from trainer.cli.views import clock

if TYPE_CHECKING:
    from rich.live import Live
    from rich.text import Text

    from trainer.cli.console import Output

BAR_CELLS = 20
SETTLING_S = 2.0
"""So long after the start a low level means nothing yet."""

RECORDING_KEYS = "Enter stops · space pauses · r starts over · s skips · q leaves"
PAUSED_KEYS = "space goes on · Enter stops · r starts over · s skips · q leaves"
THINKING_KEYS = "Enter starts now · s skips · q leaves"
PUT_OFF_KEYS = "s skips · n not today"
"""What stands in the place of 's skips' where a question can be put off until tomorrow."""

BEHIND_S = 30.0
"""So much speech waiting means that this machine is slower than the speaker."""
BEHIND = "Transcribing is behind; it goes on after you stop, and nothing is left out."
HEARD_LINES = 2

_WORDS = {
    Loudness.NO_SOUND: "nothing heard: is the microphone on?",
    Loudness.TOO_QUIET: "very quiet: come nearer",
    Loudness.GOOD: "",
    Loudness.CLIPPING: "too loud: move back a little",
}


class Meter(Protocol):
    """Shows how a take is going."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def thinking(self, left_s: float) -> None:
        """Recording starts in `left_s` seconds."""

    def recording(self, elapsed_s: float, limit_s: float, level: Level, *, paused: bool) -> None:
        """So much is recorded, and this loud it is now."""

    def heard(self, text: str, behind_s: float) -> None:
        """These words were heard so far; so much speech waits to be transcribed."""


class LiveMeter:
    """Redraws one line ten times a second."""

    def __init__(self, output: Output, *, put_off: bool = False) -> None:
        self._output = output
        self._put_off = put_off
        self._stack = ExitStack()
        self._live: Live | None = None
        self._text = ""
        self._behind = ""

    def __enter__(self) -> Self:
        from rich.live import Live

        self._live = self._stack.enter_context(
            Live(console=self._output.people, refresh_per_second=10, transient=True)
        )
        return self

    def __exit__(self, *exception: object) -> None:
        self._stack.close()

    def thinking(self, left_s: float) -> None:
        """Count down."""
        from rich.text import Text

        self._draw(
            Text.assemble((f"  Time to think: {clock(left_s + 0.99)}", "cyan")),
            _keys(THINKING_KEYS, put_off=self._put_off),
        )

    def recording(self, elapsed_s: float, limit_s: float, level: Level, *, paused: bool) -> None:
        """Show the time against the limit, the level as a bar, and what it means."""
        from rich.text import Text

        sign = ("  ‖ paused ", "yellow") if paused else ("  ● ", "red")
        time = self.time_words(elapsed_s, limit_s), "yellow" if elapsed_s > limit_s else "bold"
        cells = bar_cells(level.peak_dbfs, BAR_CELLS)
        bar = ("█" * cells + "░" * (BAR_CELLS - cells), _bar_style(level))
        said = "" if paused else level_words(elapsed_s, level)
        self._draw(
            Text.assemble(sign, time, "  ", bar, f"  {said}"),
            _keys(PAUSED_KEYS if paused else RECORDING_KEYS, put_off=self._put_off),
        )

    def time_words(self, elapsed_s: float, limit_s: float) -> str:
        """The time that is told beside the level."""
        return f"{clock(elapsed_s)} / {clock(limit_s)}"

    def heard(self, text: str, behind_s: float) -> None:
        """Keep the end of the text, and whether transcribing is behind, for the next drawing."""
        width = self._output.people.width - 4
        self._text = "\n".join(f"  {line}" for line in last_lines(text, width, HEARD_LINES))
        self._behind = BEHIND if behind_s >= BEHIND_S else ""

    def _draw(self, line: Text, keys: str) -> None:
        from rich.text import Text

        assert self._live is not None  # noqa: S101 (drawn inside the with block only)
        lines = [line, Text(f"  {keys}", style="dim")]
        if self._behind:
            lines.append(Text(f"  {self._behind}", style="yellow"))
        if self._text:
            lines.append(Text(self._text, style="italic dim"))
        self._live.update(Text("\n").join(lines))


class PlainMeter:
    """Says what changed, a line each; nothing is redrawn."""

    def __init__(self, output: Output, *, put_off: bool = False) -> None:
        self._output = output
        self._put_off = put_off
        self._said: set[str] = set()
        self._counting = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def thinking(self, left_s: float) -> None:
        """Say once how long there is."""
        if not self._counting:
            self._counting = True
            keys = _keys(THINKING_KEYS, put_off=self._put_off)
            self._output.say(f"Time to think: {clock(left_s + 0.99)}. {keys}.")

    def recording(self, elapsed_s: float, limit_s: float, level: Level, *, paused: bool) -> None:
        """Say that recording began, paused, went on, passed the limit, or hears nothing."""
        keys = _keys(RECORDING_KEYS, put_off=self._put_off)
        self._once(f"Recording; about {clock(limit_s)} are usual here. {keys}.")
        if paused:
            self._said.discard("Recording goes on.")
            self._once(f"Paused. {_keys(PAUSED_KEYS, put_off=self._put_off)}.")
        elif any(said.startswith("Paused.") for said in self._said):
            self._said = {said for said in self._said if not said.startswith("Paused.")}
            self._once("Recording goes on.")
        if elapsed_s > limit_s:
            self._once(self.over_words(limit_s))
        words = level_words(elapsed_s, level)
        if words and not paused:
            self._once(f"({words})")

    def over_words(self, limit_s: float) -> str:
        """What is said once when the limit has passed."""
        return f"{clock(limit_s)} are over; take the time you need."

    def heard(self, text: str, behind_s: float) -> None:  # noqa: ARG002 (see below)
        """Say once that transcribing is behind; the words come with the score.

        Said while the person speaks, they would be read into the microphone.
        """
        if behind_s >= BEHIND_S:
            self._once(BEHIND)

    def _once(self, text: str) -> None:
        if text not in self._said:
            self._said.add(text)
            self._output.say(text)


def meter_for(output: Output, *, put_off: bool = False) -> Meter:
    """The meter that this output can show; `put_off` says that there is a key for 'not today'."""
    if output.plain:
        return PlainMeter(output, put_off=put_off)
    return LiveMeter(output, put_off=put_off)


def _keys(legend: str, *, put_off: bool) -> str:
    return legend.replace("s skips", PUT_OFF_KEYS) if put_off else legend


def level_words(elapsed_s: float, level: Level) -> str:
    """What the level of the last seconds means, or nothing while it is good or too early."""
    return "" if elapsed_s < SETTLING_S else _WORDS[judge(level.recent_peak_dbfs)]


def last_lines(text: str, width: int, count: int) -> list[str]:
    """The last lines of a text, broken between words."""
    return textwrap.wrap(text, max(width, 1))[-count:]


def _bar_style(level: Level) -> str:
    return "red" if level.peak_dbfs >= CLIPPING_DBFS else "green"
