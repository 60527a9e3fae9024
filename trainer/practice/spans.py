"""Finding words that a person typed in what they said."""

from __future__ import annotations

import re
from typing import Final

from trainer.history.records import Span
from trainer.speech.transcript import Transcript

_FEWEST_LETTERS: Final = 3
# People type from memory and recognisers mishear: one letter in five may differ.
_ALIKE: Final = 80.0
_NOT_WORDS: Final = re.compile(r"[\W_]+")


def locate(transcript: Transcript, words: str) -> Span | None:
    """Where in the transcript these words are, small differences aside; None where they are not.

    Compared are letters and digits alone, in lower case; the span is the whole words
    of which at least half was matched.
    """
    from rapidfuzz import fuzz

    wanted = _plain(words)
    if sum(character.isalnum() for character in wanted) < _FEWEST_LETTERS:
        return None
    places: list[tuple[int, int, int]] = []
    text = ""
    for index, word in enumerate(transcript.words):
        plain = _plain(word.text)
        if plain:
            text += " " if text else ""
            places.append((len(text), len(text) + len(plain), index))
            text += plain
    if len(wanted) > len(text):
        # What is looked for must be the shorter of the two.
        if not text or fuzz.ratio(wanted, text) < _ALIKE:
            return None
        return span_of(transcript, 0, len(transcript.words))
    found = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=_ALIKE)
    if found is None:
        return None
    matched = [
        index
        for start, end, index in places
        if 2 * (min(end, found.dest_end) - max(start, found.dest_start)) >= end - start
    ]
    return span_of(transcript, matched[0], matched[-1] + 1) if matched else None


def span_of(transcript: Transcript, start: int, end: int) -> Span:
    """The words from `start` to `end`, half-open, with their text."""
    text = "".join(word.text for word in transcript.words[start:end]).strip()
    return Span(start, end, text)


def _plain(text: str) -> str:
    return _NOT_WORDS.sub(" ", text.lower().replace("'", "").replace("’", "")).strip()
