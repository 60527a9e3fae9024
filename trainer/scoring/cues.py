"""Phrases by which a speaker takes a point back, by language: data for the lexical scorer.

They say that something was not done, was only wished for, or would have been done.
Forms are as `trainer.scoring.text` leaves them: lower case, no apostrophes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_DENIAL_EN = """
never got
never get
never had
never managed
never actually
never really
ive never
have never
havent ever
havent really
not ever
didnt get to
didnt get round
didnt manage
didnt have time
didnt bother
didnt really
didnt actually
cant say
cant remember
cant think of
dont remember
dont think we ever
dont think i ever
nobody ever
would have
wouldve
should have
shouldve
ought to
could have
couldve
wish i
wish we
if only
"""

_DENIAL_DE = """
nie dazu gekommen
nicht dazu gekommen
habe ich nie
hab ich nie
haben wir nie
ich habe nie
wir haben nie
habe ich nicht
hab ich nicht
haben wir nicht
kam nie dazu
kam nicht dazu
kamen nicht dazu
nicht geschafft
hätte ich
hätten wir
ich hätte
wir hätten
leider nicht
kann mich nicht erinnern
"""


def _phrases(lines: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in lines.strip().splitlines())


DENIALS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "en": _phrases(_DENIAL_EN),
    "de": _phrases(_DENIAL_DE),
}
"""Each phrase as its words, by ISO 639-1 code."""
