"""From words with times to captions: what stands on a screen together, and in which lines.

The bounds are those of broadcasters' guides for subtitles (two lines of 42 characters, at
most seven seconds, at least five sixths of one, some 17 characters a second to read).
"""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from trainer.speech.transcript import Transcript, Word

LONGEST_LINE: Final = 42
MOST_LINES: Final = 2
LONGEST_S: Final = 7.0
SHORTEST_S: Final = 5 / 6
READING_CHARACTERS_PER_S: Final = 17.0
PARTING_PAUSE_S: Final = 1.5
"""Words with such a pause between them never share a caption."""

_PAUSE_S: Final = 0.3
_SENTENCE: Final = (".", "!", "?", "…", "。", "！", "？")
_CLAUSE: Final = (",", ";", ":", "–", "—", "，", "、")
# What it costs to cut behind a word, and to have one caption more: few captions, whose ends
# are those of sentences, or else of clauses or at pauses.
_ONE_MORE: Final = 1.0
_CUT_INSIDE: Final = 3.0
_CUT_AT_PAUSE: Final = 1.0
_CUT_AT_CLAUSE: Final = 1.0
_TOO_SHORT: Final = 1.5
# Times the square of how full it is: of captions that must be cut anywhere, none is a rest.
_FULL: Final = 1.0
# A sentence that ends inside a caption, when the next begins after a breath or at once.
_RUNS_ON_OVER_PAUSE: Final = 2.0
_RUNS_ON: Final = 1.0
# A line that ends as a clause does may be so much longer or shorter than the other.
_UNEVEN_AT_CLAUSE: Final = 12
_TICK_S: Final = 0.001


@dataclass(frozen=True, slots=True)
class Caption:
    """One or two lines of text, shown from `start_s` to `end_s`: seconds into the recording."""

    start_s: float
    end_s: float
    lines: tuple[str, ...]


def captions(transcript: Transcript) -> tuple[Caption, ...]:
    """The transcript as captions, in order and apart.

    Each ends later than it begins, by a thousandth of a second at least.  They keep the
    bounds of this module; a word too long for a line is cut.  Words without times are
    left out.
    """
    words = [piece for word in transcript.words for piece in _pieces(word)]
    found = [_caption(words[start:end]) for start, end in _cuts(words)]
    return tuple(_in_order(found))


def paragraphs(transcript: Transcript, pause_s: float = 2.0) -> Iterator[str]:
    """The text, in a new paragraph after each pause of `pause_s`; without times as one."""
    held: list[Word] = []
    for word in transcript.words:
        if held and (_pause_s(held[-1], word) or 0.0) >= pause_s:
            yield _joined(held)
            held = []
        held.append(word)
    if held:
        yield _joined(held)


def width(text: str) -> int:
    """How many narrow characters take as much room; wide ones count two, marks above none."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in {"W", "F"}
        else 1
        for character in text
    )


def _pieces(word: Word) -> Iterator[Word]:
    """The word, cut where it is too long for a line; nothing for one without times or text."""
    text = "".join(" " if character.isspace() else character for character in word.text)
    start_s, end_s = word.start_s, word.end_s
    if start_s is None or end_s is None or not text.strip():
        return
    if width(text.strip()) <= LONGEST_LINE:
        yield replace(word, text=text)
        return
    share_s = (end_s - start_s) / len(text)
    at = 0
    for part in _in_lines(text):
        following = at + len(part)
        yield replace(
            word, text=part, start_s=start_s + at * share_s, end_s=start_s + following * share_s
        )
        at = following


def _in_lines(text: str) -> Iterator[str]:
    """A text without a good place to cut, in parts that fit into a line."""
    part = ""
    for character in text:
        if width((part + character).strip()) > LONGEST_LINE:
            yield part
            part = ""
        part += character
    yield part


def _cuts(words: Sequence[Word]) -> list[tuple[int, int]]:
    """The cheapest way to cut the words into captions, as half-open ranges."""
    cost = [0.0] + [math.inf] * len(words)
    came_from = [0] * (len(words) + 1)
    run_on = [0.0, *itertools.accumulate(map(_run_on, words, words[1:]))]
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            if end > start + 1 and not _fit(words[start:end]):
                break
            here = cost[start] + _ONE_MORE + _cost(words, start, end)
            here += run_on[end - 1] - run_on[start]
            if here < cost[end]:
                cost[end], came_from[end] = here, start
    cuts = []
    end = len(words)
    while end:
        cuts.append((came_from[end], end))
        end = came_from[end]
    return cuts[::-1]


def _cost(words: Sequence[Word], start: int, end: int) -> float:
    last, following = words[end - 1], words[end] if end < len(words) else None
    until_s = (following.start_s or 0.0) if following else math.inf
    shown_s = until_s - (words[start].start_s or 0.0)
    full = sum(width(word.text) for word in words[start:end]) / (MOST_LINES * LONGEST_LINE)
    cost = _FULL * full**2 + (_TOO_SHORT if shown_s < SHORTEST_S else 0.0)
    if following is None or _ends(last, _SENTENCE):
        return cost
    pause_s = _pause_s(last, following) or 0.0
    if pause_s >= PARTING_PAUSE_S:
        return cost
    if pause_s >= _PAUSE_S:
        return cost + _CUT_AT_PAUSE
    return cost + (_CUT_AT_CLAUSE if _ends(last, _CLAUSE) else _CUT_INSIDE)


def _run_on(word: Word, following: Word) -> float:
    """What it costs to keep these two together."""
    if not _ends(word, _SENTENCE):
        return 0.0
    return _RUNS_ON_OVER_PAUSE if (_pause_s(word, following) or 0.0) >= _PAUSE_S else _RUNS_ON


def _ends(word: Word, how: tuple[str, ...]) -> bool:
    return word.text.rstrip(" \"'”’»)").endswith(how)


def _fit(words: Sequence[Word]) -> bool:
    """Whether these words may stand together; the ones before the last did."""
    if (_pause_s(words[-2], words[-1]) or 0.0) >= PARTING_PAUSE_S:
        return False
    if (words[-1].end_s or 0.0) - (words[0].start_s or 0.0) > LONGEST_S:
        return False
    return _lines(words) is not None


def _lines(words: Sequence[Word]) -> tuple[str, ...] | None:
    """The words in one line, or in the two that go best; None if too many."""
    whole = _joined(words)
    if width(whole) <= LONGEST_LINE:
        return (whole,)
    if width(whole) > MOST_LINES * LONGEST_LINE + 1:
        return None
    pairs = ((_joined(words[:at]), _joined(words[at:])) for at in range(1, len(words)))
    return min(
        (pair for pair in pairs if max(map(width, pair)) <= LONGEST_LINE),
        key=_unevenness,
        default=None,
    )


def _unevenness(pair: tuple[str, str]) -> float:
    apart = abs(width(pair[0]) - width(pair[1]))
    return apart - _UNEVEN_AT_CLAUSE if pair[0].endswith(_CLAUSE + _SENTENCE) else apart


def _caption(words: Sequence[Word]) -> Caption:
    return Caption(
        words[0].start_s or 0.0, words[-1].end_s or 0.0, _lines(words) or (_joined(words),)
    )


def _in_order(found: Sequence[Caption]) -> Iterator[Caption]:
    """The captions, each as long as it takes to read where the next one leaves it the time."""
    earliest_s = 0.0
    for index, caption in enumerate(found):
        # In whole thousandths, as files hold them: rounding later could make two equal.
        start_s = round(max(caption.start_s, earliest_s), 3)
        following_s = found[index + 1].start_s if index + 1 < len(found) else math.inf
        letters = sum(map(width, caption.lines))
        to_read_s = min(max(SHORTEST_S, letters / READING_CHARACTERS_PER_S), LONGEST_S)
        end_s = min(max(caption.end_s, start_s + to_read_s), following_s)
        earliest_s = round(max(end_s, start_s + _TICK_S), 3)
        yield replace(caption, start_s=start_s, end_s=earliest_s)


def _pause_s(word: Word, following: Word) -> float | None:
    if word.end_s is None or following.start_s is None:
        return None
    return following.start_s - word.end_s


def _joined(words: Sequence[Word]) -> str:
    return " ".join("".join(word.text for word in words).split())
