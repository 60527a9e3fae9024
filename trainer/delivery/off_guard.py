"""The sign of a question that came unexpected: a late beginning, with fillers or restarts.

It only makes the program tell what was noticed and ask; the person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trainer.delivery.pace import LEAST_SPEECH_S

if TYPE_CHECKING:
    from trainer.delivery.delivery import Delivery
    from trainer.delivery.figures import Usual
    from trainer.delivery.said import Place

LATE_S: Final = 4.0
"""A late onset for somebody without earlier answers. Our choice: no source gives one."""

LATER_S: Final = 1.5
LATER_TIMES: Final = 1.75
"""Against a person's usual an onset is late when it is both."""

BEGINNING_S: Final = 20.0
FEWEST_FILLERS: Final = 2
FEWEST_BREAKS: Final = 1
"""So many in the first 20 s behind the onset belong to the sign."""


@dataclass(frozen=True, slots=True)
class OffGuardSign:
    """What was noticed: the onset and the person's usual one in seconds, and counts after it."""

    onset_s: float
    usual_onset_s: float | None
    fillers: int
    breaks: int


def is_late(onset_s: float, usual_s: float | None) -> bool:
    """Whether an onset is late for this person, or for anybody where there is no usual."""
    if usual_s is None:
        return onset_s >= LATE_S
    return onset_s >= max(usual_s + LATER_S, usual_s * LATER_TIMES)


def off_guard_sign(delivery: Delivery, usual: Usual) -> OffGuardSign | None:
    """The sign, or None: a late onset with fillers or restarts soon after it."""
    onset_s = delivery.onset_s
    if onset_s is None or not is_late(onset_s, usual.onset_s):
        return None
    if delivery.speech_s is None or delivery.speech_s < LEAST_SPEECH_S / 2:
        return None
    until_s = onset_s + BEGINNING_S
    fillers = _until(until_s, [one.place for one in delivery.fillers or ()])
    breaks = _until(until_s, [one.place for one in delivery.breaks or ()])
    if fillers < FEWEST_FILLERS and breaks < FEWEST_BREAKS:
        return None
    return OffGuardSign(onset_s, usual.onset_s, fillers, breaks)


def _until(moment_s: float, places: list[Place]) -> int:
    return sum(place.start_s is not None and place.start_s < moment_s for place in places)
