"""From a recogniser's words to ours: their times put in order and inside the audio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.speech.transcript import Segment, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def segments_in_time(
    segments: Iterable[Iterable[tuple[str, float, float, float]]], duration_s: float
) -> tuple[Segment, ...]:
    """Segments of (text, start_s, end_s, probability), as values of our own.

    Recognisers put ends a little past the audio, and at the seam of two windows a word
    before the one it follows: a word starts no earlier than the one before it, ends no
    earlier than it starts, and both lie between 0 and `duration_s`.  Segments without
    words are left out.
    """
    return tuple(_ordered(segments, duration_s))


def _ordered(
    segments: Iterable[Iterable[tuple[str, float, float, float]]], duration_s: float
) -> Iterator[Segment]:
    earliest_s = 0.0
    for segment in segments:
        words = []
        for text, start_s, end_s, probability in segment:
            earliest_s = min(max(float(start_s), earliest_s), duration_s)
            last_s = min(max(float(end_s), earliest_s), duration_s)
            words.append(Word(text, earliest_s, last_s, min(max(float(probability), 0.0), 1.0)))
        if words:
            yield Segment(tuple(words))
