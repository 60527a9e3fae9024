"""Finding words that a person typed in what they said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from trainer.history.records import Judgement, Span, StoredTranscript
from trainer.history.store import History
from trainer.speech.transcript import Transcript

_FEWEST_LETTERS: Final = 3
# People type from memory and recognisers mishear: one letter in five may differ.
_ALIKE: Final = 80.0
# The likeliest stretch is as long as what was typed, so an end may be cut off: it costs some
# likeness, and so many words are tried around it.
_CUT_OFF: Final = 10.0
_REACH: Final = 3
_NOT_WORDS: Final = re.compile(r"[\W_]+")


def locate(transcript: Transcript, words: str) -> Span | None:
    """Where in the transcript these words are, small differences aside; None where they are not.

    Compared are letters and digits alone, in lower case; the span is of whole words.
    """
    from rapidfuzz import fuzz

    wanted = " ".join(filter(None, map(_plain, words.split())))
    if sum(character.isalnum() for character in wanted) < _FEWEST_LETTERS:
        return None
    indexed = [(index, _plain(word.text)) for index, word in enumerate(transcript.words)]
    spoken = [(index, plain) for index, plain in indexed if plain]
    near = _near(wanted, [plain for _, plain in spoken])
    if near is None:
        return None
    likeness, start, end = max(
        (fuzz.ratio(wanted, " ".join(plain for _, plain in spoken[start:end])), start, end)
        for start in range(max(near[0] - _REACH, 0), near[0] + _REACH + 1)
        for end in range(max(near[1] - _REACH, start + 1), min(near[1] + _REACH, len(spoken)) + 1)
    )
    if likeness < _ALIKE:
        return None
    return span_of(transcript, spoken[start][0], spoken[end - 1][0] + 1)


def standing_judgements(history: History, stored: StoredTranscript) -> dict[str, Judgement]:
    """A person's verdicts on an attempt, by key-point id, their spans counted in these words.

    Of a verdict on another version the words are looked for; without them it has no span.
    """
    return {
        point: judgement
        if judgement.span is None or judgement.transcript_id == stored.id
        else replace(judgement, span=locate(stored.transcript, judgement.span.text))
        for point, judgement in history.taught.judgements(stored.attempt_id).items()
    }


def _near(wanted: str, spoken: Sequence[str]) -> tuple[int, int] | None:
    """The half-open range of words about the stretch of letters most like what is wanted."""
    from rapidfuzz import fuzz

    text = " ".join(spoken)
    if len(wanted) >= len(text):
        # What is looked for must be the shorter of the two.
        return (0, len(spoken)) if text else None
    found = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=_ALIKE - _CUT_OFF)
    if found is None:
        return None
    first = text.count(" ", 0, found.dest_start)
    return first, text.count(" ", 0, max(found.dest_end - 1, 0)) + 1


def span_of(transcript: Transcript, start: int, end: int) -> Span:
    """The words from `start` to `end`, half-open, with their text."""
    text = "".join(word.text for word in transcript.words[start:end]).strip()
    return Span(start, end, text)


def _plain(word: str) -> str:
    """The letters and digits of one word: no space, so that spaces count words."""
    return _NOT_WORDS.sub("", word.lower())
