"""Fillers that the recogniser left out: a short voice between pauses that no word stands on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from trainer.delivery.fillers import Filler, FillerKind
from trainer.delivery.said import Place, Said

if TYPE_CHECKING:
    from trainer.speech.transcript import VoiceSegment

LONGEST_S: Final = 1.0
"""A longer voice without a word is something else: a phrase that was not understood."""

_LEAST_AROUND_S: Final = 0.15
_MOST_COVERED: Final = 0.3
"""Word times reach over their edges by some tenths of a second."""


def unheard_fillers(words: Sequence[Said], voices: Sequence[VoiceSegment]) -> tuple[Filler, ...]:
    """Voices of at most a second, apart from others, on which hardly any word stands.

    A cough or a breath may be among them: they are counted apart from what was understood.
    """
    timed = [word for word in words if word.start_s is not None and word.end_s is not None]
    found = []
    for number, voice in enumerate(voices):
        if voice.duration_s > LONGEST_S:
            continue
        before_s = voices[number - 1].end_s if number else 0.0
        after_s = voices[number + 1].start_s if number + 1 < len(voices) else float("inf")
        if min(voice.start_s - before_s, after_s - voice.end_s) < _LEAST_AROUND_S:
            continue
        covered_s = sum(_overlap_s(word, voice) for word in timed)
        if covered_s > _MOST_COVERED * voice.duration_s:
            continue
        index = next((w.index for w in timed if (w.middle_s or 0.0) > voice.end_s), None)
        at = index if index is not None else (timed[-1].index + 1 if timed else 0)
        found.append(Filler(FillerKind.UNHEARD, Place("", at, at, voice.start_s, voice.end_s)))
    return tuple(found)


def _overlap_s(word: Said, voice: VoiceSegment) -> float:
    if word.start_s is None or word.end_s is None:
        return 0.0
    return max(min(word.end_s, voice.end_s) - max(word.start_s, voice.start_s), 0.0)
