"""Cuts a take at its pauses into pieces that a recogniser hears whole.

Whisper works in windows of 30 s.  Given a long take it loses sentences after a pause,
the more so with a prompt; given one utterance at a time it doesn't (word error rate
.065 for .105 on a two-minute answer), in about the same time.  The rule looks back only,
so that a take is cut while it is recorded, and a file is cut as the take was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from trainer.speech.transcript import VoiceSegment
from trainer.speech.voice import SHORTEST_VOICE_S, Moment

# (held_s, pause_s): once that much is held, a pause of that length ends the utterance.
# Short pauses are taken only when the window begins to fill.
_CUTS: Final = ((0.0, 2.0), (5.0, 0.5), (15.0, 0.2))
LONGEST_S: Final = 25.0
# Silence that is left around the voice: detectors miss weak beginnings and, more so, ends.
_BEFORE_S: Final = 0.25
AFTER_S: Final = 0.4
# Of a shorter pause so much is left to what follows.
_LEFT_S: Final = 0.1


@dataclass(frozen=True, slots=True)
class Utterance:
    """A piece of a take: `start_s` to `end_s` is to be heard, `voices` is the speech in it."""

    start_s: float
    end_s: float
    voices: tuple[VoiceSegment, ...]

    @property
    def voice(self) -> VoiceSegment:
        """From where speech begins to where it ends."""
        return VoiceSegment(self.voices[0].start_s, self.voices[-1].end_s)


class UtteranceCutter:
    """Cuts the voice of a running take; give it every moment of a `VoiceDetector` in order.

    Every voice is in exactly one utterance, but for one of more than `LONGEST_S` without
    any pause, which is cut there.  Utterances don't overlap.
    """

    def __init__(self) -> None:
        self._held: list[VoiceSegment] = []
        self._open: VoiceSegment | None = None
        self._cut_s = 0.0

    @property
    def needed_from_s(self) -> float | None:
        """Audio from here on is needed; None where nobody has spoken since the last cut."""
        first = self._held[0] if self._held else self._open
        return None if first is None else self._start_s(first)

    def hear(self, moment: Moment) -> Utterance | None:
        """The utterance that ends by this moment, if one does."""
        voice = self._follow(moment.voice)
        if voice is not None and voice.duration_s >= SHORTEST_VOICE_S:
            return self._cut_long(voice)
        if not self._held:
            return None
        held_s = self._held[-1].end_s - self._held[0].start_s
        quiet_s = (voice.start_s if voice else moment.now_s) - self._held[-1].end_s
        if any(held_s >= enough_s and quiet_s >= pause_s for enough_s, pause_s in _CUTS):
            return self._cut(self._held[-1].end_s + min(AFTER_S, quiet_s - _LEFT_S))
        return None

    def complete_at(self, now_s: float) -> Utterance | None:
        """The utterance that ends here if nothing more is said.

        None while somebody speaks, or where `AFTER_S` of silence are not heard yet.
        """
        if not self._held or self._open is not None:
            return None
        end_s = self._held[-1].end_s + AFTER_S
        return self._utterance(end_s) if now_s >= end_s else None

    def finish(self, duration_s: float) -> Utterance | None:
        """What is left when the take ends, `duration_s` after its start."""
        self._follow(None)
        if not self._held:
            return None
        return self._cut(min(self._held[-1].end_s + AFTER_S, duration_s))

    def _follow(self, voice: VoiceSegment | None) -> VoiceSegment | None:
        """Keep a voice that has ended; the one that goes on, without what was cut off of it."""
        if voice is not None and voice.start_s < self._cut_s:
            voice = VoiceSegment(self._cut_s, max(voice.end_s, self._cut_s))
        if self._open is not None and (voice is None or voice.start_s != self._open.start_s):
            # What is too short is no voice, but for the rest of one that was cut.
            rest = self._open.start_s == self._cut_s and self._open.duration_s > 0.0
            if self._open.duration_s >= SHORTEST_VOICE_S or rest:
                self._held.append(self._open)
        self._open = voice
        return voice

    def _cut_long(self, voice: VoiceSegment) -> Utterance | None:
        """Cut before a voice that makes the utterance too long, or in it if it is alone."""
        if self._held:
            if voice.end_s - self._held[0].start_s <= LONGEST_S:
                return None
            seam_s = (self._held[-1].end_s + voice.start_s) / 2
            return self._cut(min(self._held[-1].end_s + AFTER_S, seam_s))
        if voice.duration_s <= LONGEST_S:
            return None
        end_s = voice.start_s + LONGEST_S
        self._held = [VoiceSegment(voice.start_s, end_s)]
        self._open = VoiceSegment(end_s, voice.end_s)
        return self._cut(end_s)

    def _cut(self, end_s: float) -> Utterance:
        utterance = self._utterance(end_s)
        self._held = []
        self._cut_s = end_s
        return utterance

    def _utterance(self, end_s: float) -> Utterance:
        return Utterance(self._start_s(self._held[0]), end_s, tuple(self._held))

    def _start_s(self, first: VoiceSegment) -> float:
        return max(first.start_s - _BEFORE_S, self._cut_s)
