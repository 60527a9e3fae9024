"""How an answer was said: pace, fillers, pauses, onset, level, structure.  Pure.

Everything here is a function of words, voice activity and samples; it knows the nouns of
bank and speech and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trainer.delivery.delivery import Delivery, Doubt, measure

__all__ = ["Delivery", "Doubt", "measure"]


def __getattr__(name: str) -> Any:
    """Load the rules of measuring when they are asked for: figures are read without them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from trainer.delivery import delivery

    return getattr(delivery, name)
