"""An answer as single words that can be compared: lower case, with what stood around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trainer.speech.transcript import Transcript

_APOSTROPHES: Final = re.compile("['\u2019\u02bc`]")
_TOKENS: Final = re.compile(r"\w+(?:'\w+)*(?:-\w+(?:'\w+)*)*")
# Recognisers write long sounds as they are heard, 'ummmmm', at times by the hundred.
_DRAWN_OUT: Final = re.compile(r"([^\W\d])\1{2,}")
_ENDS: Final = frozenset(".?!")
_COMMAS: Final = frozenset(",;:\u2026\u2013\u2014-")


@dataclass(frozen=True, slots=True)
class Said:
    """One word.

    `form` is in lower case with straight apostrophes; `index` is that of the transcript's word
    it stands in; the times are its, in seconds. `comma` says that a comma, dash or colon
    follows, `ends` that a sentence does end here, `capital` that it was written with one;
    `probability` is the recogniser's own.
    """

    form: str
    index: int
    start_s: float | None = None
    end_s: float | None = None
    comma: bool = False
    ends: bool = False
    capital: bool = False
    probability: float | None = None

    @property
    def middle_s(self) -> float | None:
        """The middle of its time, which is surer than its edges."""
        if self.start_s is None or self.end_s is None:
            return None
        return (self.start_s + self.end_s) / 2


@dataclass(frozen=True, slots=True)
class Place:
    """Words of an answer: a half-open range of the transcript's words, and their time.

    `text` is what was said there; the times are in seconds, None for typed text.
    """

    text: str
    start: int
    end: int
    start_s: float | None = None
    end_s: float | None = None


def said_words(transcript: Transcript) -> tuple[Said, ...]:
    """The words of an answer; punctuation belongs to the word before it."""
    found: list[Said] = []
    for index, word in enumerate(transcript.words):
        text = _APOSTROPHES.sub("'", word.text)
        tokens = list(_TOKENS.finditer(text))
        for number, token in enumerate(tokens):
            until = tokens[number + 1].start() if number + 1 < len(tokens) else len(text)
            after = text[token.end() : until]
            found.append(
                Said(
                    _DRAWN_OUT.sub(r"\1\1", token.group().lower()),
                    index,
                    word.start_s,
                    word.end_s,
                    comma=bool(_COMMAS.intersection(after)) or "..." in after,
                    ends=bool(_ENDS.intersection(after.replace("...", ""))),
                    capital=token.group()[0].isupper(),
                    probability=word.probability,
                )
            )
        if not tokens and found and text.strip():
            found[-1] = _with_marks(found[-1], text)
    return tuple(found)


def place_of(words: tuple[Said, ...], start: int, end: int) -> Place:
    """The place of `words[start:end]`, which is not empty."""
    return Place(
        " ".join(word.form for word in words[start:end]),
        words[start].index,
        words[end - 1].index + 1,
        words[start].start_s,
        words[end - 1].end_s,
    )


def punctuated(words: tuple[Said, ...]) -> bool:
    """Whether the text has sentences: an end in fifty words, as recognisers give on most audio."""
    ends = sum(word.ends for word in words)
    return ends > 0 and ends * 50 >= len(words)


def phrases_at(
    words: tuple[Said, ...], phrases: dict[str, tuple[tuple[str, ...], ...]]
) -> Iterator[tuple[int, int]]:
    """Where one of the phrases stands, as half-open ranges that don't overlap.

    `phrases` holds them by their first word; of several at a place the longest counts.
    """
    place = 0
    while place < len(words):
        length = max(
            (
                len(phrase)
                for phrase in phrases.get(words[place].form, ())
                if all(
                    place + offset < len(words) and words[place + offset].form == form
                    for offset, form in enumerate(phrase)
                )
            ),
            default=0,
        )
        if length:
            yield place, place + length
        place += length or 1


def by_first_word(lines: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases, one a line, as `phrases_at` takes them."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for line in lines.strip().splitlines():
        phrase = tuple(line.split())
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


def _with_marks(word: Said, text: str) -> Said:
    return replace(
        word,
        comma=word.comma or bool(_COMMAS.intersection(text)),
        ends=word.ends or bool(_ENDS.intersection(text.replace("...", ""))),
    )
