"""Listens to a take while it is recorded, or as fast as a file can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trainer.speech.engine import SAMPLE_RATE_HZ
from trainer.speech.utterances import Utterance, UtteranceCutter
from trainer.speech.voice import VoiceDetector

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    from trainer.speech.transcript import VoiceSegment
    from trainer.speech.voice import Moment

    Samples = npt.NDArray[np.float32]

# What is kept while nobody speaks: more than the silence before an utterance and the
# detector's delay together.
_KEPT_S: Final = 2.0
_SAMPLE_BYTES: Final = 4


class Listener:
    """Cuts audio that comes in pieces into utterances, each with its samples.

    What comes out does not depend on the pieces.  No more audio is held than the
    utterance that is being spoken.
    """

    def __init__(self) -> None:
        self._detector = VoiceDetector()
        self._cutter = UtteranceCutter()
        self._audio = bytearray()
        self._dropped = 0
        self._now_s = 0.0

    @property
    def voices(self) -> tuple[VoiceSegment, ...]:
        """Where somebody spoke so far."""
        return self._detector.voices

    @property
    def duration_s(self) -> float:
        """How much was heard, in seconds."""
        return self._detector.duration_s

    def hear(self, audio: Samples) -> Iterator[tuple[Utterance, Samples]]:
        """Take in the next samples (16 kHz, one channel, -1 to 1); the utterances they end."""
        self._audio += audio.tobytes()
        yield from self._cut(self._detector.hear(audio))
        self._forget()

    def complete(self) -> tuple[Utterance, Samples] | None:
        """The utterance that this is if nothing more is said; None while somebody speaks."""
        utterance = self._cutter.complete_at(self._now_s)
        return (utterance, self._clip(utterance)) if utterance else None

    def finish(self) -> Iterator[tuple[Utterance, Samples]]:
        """The utterances that the end of the take ends."""
        duration_s = self.duration_s
        yield from self._cut(self._detector.finish())
        last = self._cutter.finish(duration_s)
        if last:
            yield last, self._clip(last)

    def _cut(self, moments: Iterator[Moment]) -> Iterator[tuple[Utterance, Samples]]:
        for moment in moments:
            self._now_s = moment.now_s
            utterance = self._cutter.hear(moment)
            if utterance:
                yield utterance, self._clip(utterance)

    def _clip(self, utterance: Utterance) -> Samples:
        import numpy as np

        first = round(utterance.start_s * SAMPLE_RATE_HZ) - self._dropped
        last = round(utterance.end_s * SAMPLE_RATE_HZ) - self._dropped
        clip = self._audio[first * _SAMPLE_BYTES : last * _SAMPLE_BYTES]
        # A copy, because PyTorch warns of what can't be written.
        return np.frombuffer(clip, np.float32).copy()

    def _forget(self) -> None:
        """Let go of the audio that no utterance to come can need."""
        needed_s = self._cutter.needed_from_s
        from_s = self._now_s - _KEPT_S if needed_s is None else needed_s
        unneeded = int(from_s * SAMPLE_RATE_HZ) - self._dropped
        if unneeded > 0:
            del self._audio[: unneeded * _SAMPLE_BYTES]
            self._dropped += unneeded
