"""Fillers, hedges, repetitions and restarts: found in the words of an answer.

A recogniser leaves out many an 'um' (Whisper about half of them), so every count here is a
lower bound.  Never to be counted behind a text normaliser: Whisper's own deletes um and uh.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Final

from trainer.delivery.patterns import Rule, decide
from trainer.delivery.said import Place, Said, phrases_at, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trainer.delivery.languages import Language

LONGEST_REPEAT: Final = 6
"""Words that are looked at as one repeated stretch: 'I went to, I went to the bank'."""


LEAST_PROBABILITY: Final = 0.03
"""Of sixteen fillers that were said one had less; four of the six that a primed recogniser
invented had less, or stood beside another."""


class FillerKind(StrEnum):
    """How a filler was found.

    ``sound``: the recogniser wrote an um, uh or hmm. ``word``: a word that is a filler where
    it stands. ``unheard``: a short voice between pauses that the recogniser gave no word.
    """

    SOUND = "sound"
    WORD = "word"
    UNHEARD = "unheard"


class BreakKind(StrEnum):
    """What broke off: ``repetition`` says the same words again, ``restart`` begins anew."""

    REPETITION = "repetition"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class Filler:
    """One filler and where it was said."""

    kind: FillerKind
    place: Place


@dataclass(frozen=True, slots=True)
class Break:
    """Words said again or taken back; the place holds both sides."""

    kind: BreakKind
    place: Place


def fillers_in(words: tuple[Said, ...], language: Language) -> tuple[Filler, ...]:
    """Filler sounds everywhere, filler words where the language's rules say so; in order.

    The count is to be a lower bound even where a recogniser was told to expect fillers, and so
    invents some: sounds in a row ('um, uh') count once, and so does a word said several times
    in a row; a sound of less than `LEAST_PROBABILITY` does not count.
    """
    found = [
        (start, Filler(FillerKind.SOUND, place_of(words, start, end)))
        for start, end in _sounds(words, language)
    ]
    until, before = 0, ""
    for start, end in _decided(words, language.fillers, language):
        place = place_of(words, start, end)
        if start != until or place.text != before:
            found.append((start, Filler(FillerKind.WORD, place)))
        until, before = end, place.text
    return tuple(filler for _, filler in sorted(found, key=lambda item: item[0]))


def _sounds(words: tuple[Said, ...], language: Language) -> Iterator[tuple[int, int]]:
    """Runs of filler sounds of which one at least was heard with some probability."""
    for is_sound, run in groupby(
        range(len(words)), key=lambda place: words[place].form in language.sounds
    ):
        places = list(run)
        if is_sound:
            likely = (words[place].probability for place in places)
            if any(one is None or one >= LEAST_PROBABILITY for one in likely):
                yield places[0], places[-1] + 1


def hedges_in(words: tuple[Said, ...], language: Language) -> tuple[Place, ...]:
    """Words that soften a statement ('I guess', 'kind of'), in order."""
    return tuple(
        place_of(words, start, end) for start, end in _decided(words, language.hedges, language)
    )


def breaks_in(words: tuple[Said, ...], language: Language) -> tuple[Break, ...]:
    """Repetitions ('we we had', 'I went to, I went to') and restarts ('I was, we were').

    A repetition is one to `LONGEST_REPEAT` words twice, filler sounds between them
    left out; words that are doubled on purpose ('very very') are none. A restart is a subject
    with at most one word behind it that cannot end a clause, followed at once by another
    subject, or a phrase of correction. In order, none inside another.
    """
    spoken = [(place, word) for place, word in enumerate(words) if word.form not in language.sounds]
    found: list[tuple[int, int, BreakKind]] = [
        (start, end, BreakKind.RESTART) for start, end in phrases_at(words, language.corrections)
    ]
    place = 0
    while place < len(spoken):
        length = _repeated(spoken, place, language)
        if length:
            # A third time belongs to the same repetition.
            until = place + 2 * length
            while _same(spoken, place, until, length):
                until += length
            found.append((spoken[place][0], spoken[until - 1][0] + 1, BreakKind.REPETITION))
            # The last time is the one that goes on, and may be broken off in its turn.
            place = until - length + (1 if length == 1 else 0)
            continue
        length = _restarted(spoken, place, language)
        if length:
            found.append((spoken[place][0], spoken[place + length - 1][0] + 1, BreakKind.RESTART))
        place += 1
    return tuple(Break(kind, place_of(words, *span)) for *span, kind in _apart(sorted(found)))


def _apart(found: list[tuple[int, int, BreakKind]]) -> Iterator[tuple[int, int, BreakKind]]:
    until = 0
    for start, end, kind in found:
        if start >= until:
            yield start, end, kind
            until = end


def _repeated(spoken: list[tuple[int, Said]], place: int, language: Language) -> int:
    """How many words from `place` on are said twice in a row; 0 for none."""
    for length in range(LONGEST_REPEAT, 0, -1):
        if not _same(spoken, place, place + length, length):
            continue
        forms = [word.form for _, word in spoken[place : place + length]]
        if length == 1 and (forms[0] in language.doubled or forms[0][0].isdigit()):
            continue
        if len(set(forms)) == 1 and length > 1:
            continue  # 'very very very very' is a matter of one word
        both = [word for _, word in spoken[place : place + 2 * length]]
        if any(word.ends for word in both[:-1]) or any(f in language.numbers for f in forms):
            continue  # a sentence may begin as the last one ended; numbers are spelled out
        last = both[length - 1]
        filled = spoken[place + length][0] - spoken[place + length - 1][0] > 1
        # 'it's late, it's late.' is rhetoric; one word behind a comma often begins a clause.
        closed = length == 1 or both[-1].comma or both[-1].ends
        if last.comma and closed and not filled and not _breaks_off(last, language):
            continue
        return length
    return 0


def _breaks_off(word: Said, language: Language) -> bool:
    """Whether a clause can hardly end with this word."""
    return word.form in language.unfinished or (word.form in language.subjects and "'" in word.form)


def _same(spoken: list[tuple[int, Said]], first: int, second: int, length: int) -> bool:
    return second + length <= len(spoken) and all(
        spoken[first + offset][1].form == spoken[second + offset][1].form
        for offset in range(length)
    )


def _restarted(spoken: list[tuple[int, Said]], place: int, language: Language) -> int:
    """How many words from `place` on are a beginning that is dropped, with the new subject."""
    starters = _beginnings(language)
    if spoken[place][1].form not in starters:
        return 0
    for length in (1, 2):
        if place + length >= len(spoken):
            return 0
        last, following = spoken[place + length - 1][1], spoken[place + length][1]
        if following.form not in starters or last.ends:
            continue
        # 'I, we ...' or 'I was we ...', but not 'I have you to thank'.
        if (length == 1 and last.comma) or (length == 2 and last.form in language.cut_off):
            return length + 1
    return 0


def _beginnings(language: Language) -> frozenset[str]:
    return (language.first_person | language.first_person_plural | language.others) & (
        language.subjects
    )


def _decided(
    words: tuple[Said, ...], by_phrase: Mapping[str, tuple[Rule, ...]], language: Language
) -> Iterator[tuple[int, int]]:
    phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
    for text in by_phrase:
        phrase = tuple(text.split())
        phrases[phrase[0]] = (*phrases.get(phrase[0], ()), phrase)
    for start, end in phrases_at(words, phrases):
        rule = by_phrase[" ".join(word.form for word in words[start:end])]
        if decide(rule, words, start, end, language.classes):
            yield start, end
