"""English hedges: what softens a statement, and where the same words do something else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trainer.delivery.languages.en_fillers import SORT_OF
from trainer.delivery.patterns import Rule, rules

_GUESS: Final = """
- can|could|to|would|let|if|might|you|we|my|best|a _ what|how|the|which
+ _
"""
_THINK: Final = """
- what|how|made|let|could|to|time|that _
- _ about|of|through|back|it|so
+ _
"""
_ALWAYS: Final = "+ _"

HEDGES: Final[Mapping[str, tuple[Rule, ...]]] = {
    "kind of": rules(SORT_OF),
    "kinda": rules(_ALWAYS),
    "sorta": rules(_ALWAYS),
    "i guess": rules(_GUESS),
    "i suppose": rules(_ALWAYS),
    "i think": rules(_THINK),
    "i believe": rules("- what|that _\n- _ in|that|it\n+ _"),
    "i would say": rules(_ALWAYS),
    "i'd say": rules(_ALWAYS),
    "i feel like": rules(_ALWAYS),
    "i don't know": rules(
        "- _ how|what|why|who|where|which|if|whether|the|a|him|her|them|that\n+ _"
    ),
    "i'm not sure": rules("- _ how|what|why|who|where|which\n+ _"),
    "maybe": rules(_ALWAYS),
    "perhaps": rules(_ALWAYS),
    "probably": rules(_ALWAYS),
    "possibly": rules("- as|can|could|quickly|not _\n+ _"),
    "hopefully": rules(_ALWAYS),
    "a little bit": rules("- _ of|more|less|later|longer\n+ _"),
    "a bit": rules(
        "- _ of|more|less|later|longer|about\n- quite|for|took|wait|waited|after _\n+ _"
    ),
    "somewhat": rules(_ALWAYS),
    "or something": rules("- _ else|like|that|which\n+ _"),
    "or something like that": rules(_ALWAYS),
    "or whatever": rules("- _ <subject>|the|it|they\n+ _"),
    "and stuff": rules("- _ that|we|i|they\n+ _"),
    "and things like that": rules(_ALWAYS),
    "more or less": rules(_ALWAYS),
    "to be honest": rules(_ALWAYS),
    "if that makes sense": rules(_ALWAYS),
}
"""The phrases, each with its rules."""
