"""How an answer was said: pace, fillers, pauses, onset, level, structure.  Pure.

Everything here is a function of words, voice activity and samples; it knows the nouns of
bank and speech and nothing else.
"""

from __future__ import annotations

from trainer.delivery.delivery import Delivery, Doubt, measure

__all__ = ["Delivery", "Doubt", "measure"]
