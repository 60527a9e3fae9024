"""A transcript as its speaker put it right: words that are the same keep their times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from trainer.speech.transcript import Segment, Transcript, Word

# 160 words a minute with five and a half letters each: so long is a word that was not heard.
_S_PER_LETTER: Final = 0.07
_NOT_WORDS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A word and the number of the segment it stands in."""

    word: Word
    segment: int


def same_text(transcript: Transcript, text: str) -> bool:
    """Whether `text` is what the transcript says, white space aside."""
    return text.split() == transcript.text.split()


def corrected(transcript: Transcript, text: str) -> Transcript:
    """The transcript with `text` for its words.

    A word that is the same but for case and punctuation keeps its time and probability.
    Words that took the place of others share the time of those, and words that were added
    have the time to be said behind the word before them, as far as the next one leaves it;
    neither has a probability.  Where no word has a time, none gets one.

    Language, engine and model stay: they tell what the times are from.
    """
    old = _words(transcript)
    lead = " " if _spaced(transcript) else ""
    new = [f"{lead}{word}" for word in (text.split() if lead else "".join(text.split()))]
    placed = list(_aligned(old, new))
    segments = tuple(
        Segment(tuple(one.word for one in group))
        for _, group in groupby(placed, key=lambda one: one.segment)
    )
    return replace(transcript, segments=segments)


def _spaced(transcript: Transcript) -> bool:
    """Whether spaces part the words; some languages have none."""
    words = transcript.words
    return len(words) < 2 or any(word.text[:1].isspace() for word in words[1:])


def _words(transcript: Transcript) -> list[_Placed]:
    """The words, or the characters of a language without spaces, each with its segment."""
    placed = [
        _Placed(word, number)
        for number, segment in enumerate(transcript.segments)
        for word in segment.words
    ]
    if _spaced(transcript):
        return placed
    return [
        replace(one, word=part)
        for one in placed
        for part in _shared(list("".join(one.word.text.split())), one.word.start_s, one.word.end_s)
    ]


def _aligned(old: Sequence[_Placed], new: Sequence[str]) -> Iterator[_Placed]:
    from rapidfuzz.distance import LCSseq

    operations = LCSseq.opcodes([_key(one.word.text) for one in old], [_key(text) for text in new])
    pending = (0, 0)
    for operation in operations:
        if operation.tag != "equal":
            continue
        yield from _changed(old, new, *pending, operation.src_start, operation.dest_start)
        for index in range(operation.src_end - operation.src_start):
            one = old[operation.src_start + index]
            text = new[operation.dest_start + index]
            yield replace(one, word=replace(one.word, text=text))
        pending = (operation.src_end, operation.dest_end)
    yield from _changed(old, new, *pending, len(old), len(new))


def _changed(
    old: Sequence[_Placed], new: Sequence[str], old_at: int, new_at: int, old_to: int, new_to: int
) -> Iterator[_Placed]:
    """New words in the place of old ones, or where there were none."""
    words = new[new_at:new_to]
    if not words:
        return
    replaced = old[old_at:old_to]
    if len(replaced) == len(words):
        for one, text in zip(replaced, words, strict=True):
            yield replace(one, word=replace(one.word, text=text, probability=None))
        return
    start_s, end_s = _room(old, old_at, old_to, sum(map(len, words)) * _S_PER_LETTER)
    for index, word in enumerate(_shared(words, start_s, end_s)):
        if replaced:
            segment = replaced[index * len(replaced) // len(words)].segment
        else:
            segment = old[max(old_at - 1, 0)].segment if old else 0
        yield _Placed(word, segment)


def _room(
    old: Sequence[_Placed], at: int, to: int, needed_s: float
) -> tuple[float | None, float | None]:
    """The time for words in the place of ``old[at:to]``: theirs, or some of the gap there."""
    if at < to:
        return old[at].word.start_s, old[to - 1].word.end_s
    before_s = old[at - 1].word.end_s if at else None
    after_s = old[to].word.start_s if to < len(old) else None
    if before_s is not None:
        end_s = before_s + needed_s
        # At the end the recording may be over: nothing is said of how long it is.
        return before_s, min(end_s, after_s) if after_s is not None else before_s
    if after_s is not None:
        return max(after_s - needed_s, 0.0), after_s
    return None, None


def _shared(words: Sequence[str], start_s: float | None, end_s: float | None) -> Iterator[Word]:
    """Words one after the other in a stretch of time, each as long as its letters."""
    if start_s is None or end_s is None:
        yield from map(Word, words)
        return
    letters = [max(len(word.strip()), 1) for word in words]
    share_s = max(end_s - start_s, 0.0) / sum(letters)
    at = 0
    for word, count in zip(words, letters, strict=True):
        yield Word(word, start_s + at * share_s, min(start_s + (at + count) * share_s, end_s))
        at += count


def _key(text: str) -> str:
    """What makes two words the same: letters and digits in lower case, or else the text."""
    return _NOT_WORDS.sub("", text.casefold()) or text.strip()
