"""How fast: words a minute, with and without the pauses, and by stretches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trainer.delivery.pauses import SHORTEST_S

if TYPE_CHECKING:
    from trainer.delivery.said import Said
    from trainer.speech.transcript import VoiceSegment

LEAST_SPEECH_S: Final = 10.0
"""Less speech than this says nothing reliable of pace or of anything per minute."""

STRETCH_S: Final = 30.0
_LEAST_IN_STRETCH_S: Final = 8.0
_MOST_STRETCHES: Final = 120


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the answer; `articulation_wpm` is None where too little was spoken in it."""

    start_s: float
    end_s: float
    words: int
    articulation_wpm: float | None


@dataclass(frozen=True, slots=True)
class Pace:
    """Words a minute.

    `words_per_minute` = 60 x words / seconds from the first voice to the last.
    `articulation_wpm` = 60 x words / seconds of speech, silences from 0.25 s left out.
    """

    words_per_minute: float
    articulation_wpm: float
    stretches: tuple[Stretch, ...]


def spoken_s(
    voices: Sequence[VoiceSegment], start_s: float = 0.0, end_s: float = float("inf")
) -> float:
    """Seconds of speech between two moments, with the silences shorter than 0.25 s in it."""
    total_s = 0.0
    last_s: float | None = None
    for voice in voices:
        begun_s, ended_s = max(voice.start_s, start_s), min(voice.end_s, end_s)
        if ended_s <= begun_s:
            continue
        if last_s is not None and begun_s - last_s < SHORTEST_S:
            begun_s = last_s
        total_s += ended_s - begun_s
        last_s = ended_s
    return total_s


def pace_of(words: Sequence[Said], voices: Sequence[VoiceSegment]) -> Pace | None:
    """The pace of `words`, filler sounds left out beforehand.

    None for less than `LEAST_SPEECH_S` of speech, or without words.
    """
    speech_s = spoken_s(voices)
    if speech_s < LEAST_SPEECH_S or not words:
        return None
    begun_s, ended_s = voices[0].start_s, voices[-1].end_s
    return Pace(
        60 * len(words) / (ended_s - begun_s),
        60 * len(words) / speech_s,
        _stretches(words, voices, begun_s, ended_s),
    )


def _stretches(
    words: Sequence[Said], voices: Sequence[VoiceSegment], begun_s: float, ended_s: float
) -> tuple[Stretch, ...]:
    number = min(max(round((ended_s - begun_s) / STRETCH_S), 1), _MOST_STRETCHES)
    length_s = (ended_s - begun_s) / number
    counts = [0] * number
    for word in words:
        if word.middle_s is not None:
            counts[min(max(int((word.middle_s - begun_s) / length_s), 0), number - 1)] += 1
    found = []
    for index, count in enumerate(counts):
        start_s, end_s = begun_s + index * length_s, begun_s + (index + 1) * length_s
        speech_s = spoken_s(voices, start_s, end_s)
        rate = 60 * count / speech_s if speech_s >= _LEAST_IN_STRETCH_S else None
        found.append(Stretch(start_s, end_s, count, rate))
    return tuple(found)
