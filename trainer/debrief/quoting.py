"""A few words of an advertisement, quoted around what matters in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from trainer.scoring.text import forms

MOST_WORDS = 10


def quoted_around(text: str, words: Sequence[str], most: int = MOST_WORDS) -> str:
    """A text in quotes, cut to `most` words around `words`, its beginning where it has none."""
    shown = text.rstrip(" .;:,").split()
    if len(shown) > most:
        wanted = set(words)
        hits = [at for at, word in enumerate(shown) if wanted & set(forms(word))]
        begin = 0
        if hits and hits[-1] >= most:
            # As many of the words as fit, with a little before the first of them.
            begin = max(
                (max(at - 2, 0) for at in hits),
                key=lambda start: (sum(start <= hit < start + most for hit in hits), -start),
            )
        begin = min(begin, len(shown) - most)
        cut = shown[begin : begin + most]
        shown = [*(["…"] if begin else []), *cut, *(["…"] if begin + most < len(shown) else [])]
    return f"“{' '.join(shown).strip(' .;:,')}”"


_LEAD: Final = re.compile(
    r"^(you('|’)?(ll| will)?( be)?( also)? (need|have|bring|are|hold|can)?( to)?"
    r"|(the|this) (job|role|work|post) is( to)?|sie|du)\b\s*",
    re.IGNORECASE,
)
_SPEAKS_OF_ITSELF: Final = re.compile(r"\b(we|our|us|wir|unser\w*)\b|looking for", re.IGNORECASE)
_CLAUSE_WORDS: Final = (3, 14)


def asked_clause(text: str) -> str | None:
    """What a line asks for, at most 14 words of it; None where it is not in plain words."""
    plain = text.strip(" .;:!")
    short = _LEAD.sub("", plain, count=1)
    fewest, most = _CLAUSE_WORDS
    words = short.split()
    # What stands behind a colon explains; it is not asked for by itself.
    ends = [at for at, word in enumerate(words, 1) if word.endswith((":", ";"))]
    if ends and ends[0] >= fewest:
        words = words[: ends[0]]
    if len(words) > most:
        # The last place before the limit where a listener could stop.
        stops = [at for at, word in enumerate(words[:most], 1) if word.endswith(",")]
        if not stops or stops[-1] < fewest:
            return None
        words = words[: stops[-1]]
    if len(words) < fewest or _SPEAKS_OF_ITSELF.search(" ".join(words)):
        return None
    return " ".join(words).rstrip(" ,;:")
