"""The line under a question of a mock interview: the time that is left, and no words heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trainer.cli.meter_view import LiveMeter, Meter, PlainMeter
from trainer.cli.views import clock

if TYPE_CHECKING:
    from trainer.cli.console import Output

COME_TO_AN_END: Final = "please come to an end"
"""Shown, not spoken: the microphone would hear it, and take it for a part of the answer."""


class LiveInterviewMeter(LiveMeter):
    """Counts down; what was heard so far is not shown, as nobody shows it in an interview."""

    def time_words(self, elapsed_s: float, limit_s: float) -> str:
        """What is left of the time, or the wish that the answer may end."""
        if elapsed_s > limit_s:
            return f"{clock(elapsed_s)}, {COME_TO_AN_END}"
        return f"{clock(limit_s - elapsed_s)} left"

    def heard(self, text: str, behind_s: float) -> None:  # noqa: ARG002 (see the class)
        """Keep whether transcribing is behind."""
        super().heard("", behind_s)


class PlainInterviewMeter(PlainMeter):
    """Says once that the time is over."""

    def over_words(self, limit_s: float) -> str:
        """The wish that the answer may end."""
        return f"{clock(limit_s)} are over: {COME_TO_AN_END}."


def interview_meter(output: Output) -> Meter:
    """The meter that this output can show."""
    return PlainInterviewMeter(output) if output.plain else LiveInterviewMeter(output)
