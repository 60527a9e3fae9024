"""One kind thing a day that has nothing to do with interviews."""

from __future__ import annotations

from datetime import date
from typing import Final

_THINGS: Final = (
    "Go for a walk without headphones, and without a destination.",
    "Cook something that you like, and eat it sitting down.",
    "Ring somebody who makes you laugh.",
    "Go to bed an hour early tonight.",
    "Spend half an hour outdoors while it is light.",
    "Put on the music of your best summer, loud.",
    "Read a chapter of something useless and good.",
    "Write to somebody and thank them for one thing.",
    "Take an evening without any screen.",
    "Do one small thing for a neighbour.",
    "Stretch, swim, dance or cycle: whatever your body likes best.",
    "Sit in a café and watch the street for a while.",
)


def one_kind_thing(today: date) -> str:
    """Another thing each day, the same all day long."""
    return _THINGS[today.toordinal() % len(_THINGS)]
