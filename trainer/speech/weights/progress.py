"""How a long step tells that it is getting on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, float], None]
"""Called with what is being done, in a few words, and how much of it is done, 0 to 1.

It may be called from the thread on which a model is loaded.
"""


def unheard(what: str, done: float) -> None:
    """For a caller that does not want to know."""
