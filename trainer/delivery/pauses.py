"""Pauses and onset, from where there was a voice: a recogniser's word times are too coarse.

Numbers: pauses inside a clause count most and begin at 0.25 s (Kahng, Applied
Psycholinguistics); they are listed from 0.6 s and remarked on from 2.5 s.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from trainer.delivery.said import Said, punctuated

if TYPE_CHECKING:
    from trainer.delivery.languages import Language
    from trainer.speech.transcript import VoiceSegment

SHORTEST_S: Final = 0.25
LISTED_S: Final = 0.6
LONG_S: Final = 2.5
DETECTOR_LAG_S: Final = 0.06
"""So much later than the voice the detector ends it: the median over 120 placed pauses, nine in
ten between 0.03 and 0.11 s. Its beginnings are right to 0.03 s."""

_SAME_BREATH_S: Final = 0.3
"""A filler and the word behind it, with less between them, begin together."""


class PauseKind(StrEnum):
    """Where a pause stands.

    ``breath``: between sentences or clauses. ``hesitation``: inside a clause. ``unknown``:
    the words around it don't tell.
    """

    BREATH = "breath"
    HESITATION = "hesitation"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SpokenPause:
    """Silence between two voices, in seconds of the recording."""

    start_s: float
    end_s: float
    kind: PauseKind

    @property
    def duration_s(self) -> float:
        """How long it lasts."""
        return self.end_s - self.start_s


def pauses_in(
    words: tuple[Said, ...],
    voices: Sequence[VoiceSegment],
    language: Language | None,
    cuts_s: Sequence[float] = (),
) -> tuple[SpokenPause, ...]:
    """Every silence of `SHORTEST_S` or more between the first and the last voice, in order.

    `voices` are in order; `cuts_s` is where the recording itself was paused: a silence across
    one of them says nothing of the speaker and is left out.
    """
    timed = [word for word in words if word.middle_s is not None]
    has_sentences = punctuated(words)
    found = []
    for before, after in itertools.pairwise(voices):
        start_s, end_s = min(before.end_s - DETECTOR_LAG_S, after.start_s), after.start_s
        if end_s - start_s < SHORTEST_S or any(start_s <= cut <= end_s for cut in cuts_s):
            continue
        kind = _kind((start_s + end_s) / 2, timed, language, has_sentences=has_sentences)
        found.append(SpokenPause(start_s, end_s, kind))
    return tuple(found)


def onset_in(
    words: tuple[Said, ...], voices: Sequence[VoiceSegment], language: Language | None
) -> float | None:
    """Seconds from the start of the recording to the first real word; None without one.

    Filler sounds are no real words. The start of the voice that holds the word counts, which
    is surer than the word's own time; behind a filler in the same voice, the word's.
    """
    sounds = language.sounds if language else frozenset[str]()
    for number, word in enumerate(words):
        if word.form in sounds or word.middle_s is None or word.start_s is None:
            continue
        voice = _voice_of(word.middle_s, voices)
        if voice is None:
            return word.start_s
        earlier = [one for one in words[:number] if one.end_s and one.end_s > voice.start_s]
        if earlier and word.start_s - voice.start_s > _SAME_BREATH_S:
            return word.start_s
        return voice.start_s
    return None


def _voice_of(moment_s: float, voices: Sequence[VoiceSegment]) -> VoiceSegment | None:
    """The voice at a moment, or the nearest within a breath."""
    near = min(voices, key=lambda voice: _distance_s(moment_s, voice), default=None)
    if near is None or _distance_s(moment_s, near) > _SAME_BREATH_S:
        return None
    return near


def _distance_s(moment_s: float, voice: VoiceSegment) -> float:
    return max(voice.start_s - moment_s, moment_s - voice.end_s, 0.0)


def _kind(
    middle_s: float, timed: list[Said], language: Language | None, *, has_sentences: bool
) -> PauseKind:
    place = bisect_left([word.middle_s or 0.0 for word in timed], middle_s)
    if not 0 < place < len(timed):
        return PauseKind.UNKNOWN
    before, after = timed[place - 1], timed[place]
    if before.ends or before.comma:
        return PauseKind.BREATH
    if language is None or not language.clause_openers:
        # Without the words of the language only its punctuation can tell.
        return PauseKind.HESITATION if has_sentences else PauseKind.UNKNOWN
    if before.form in language.sounds or before.form in language.unfinished:
        return PauseKind.HESITATION
    if after.form in language.clause_openers or (
        not has_sentences and after.form in language.subjects
    ):
        return PauseKind.BREATH
    return PauseKind.HESITATION
