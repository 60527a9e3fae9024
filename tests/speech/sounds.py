"""Speech made on the spot, and what is not speech."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from tests.support.speech import say
from trainer.speech.engine import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    import numpy.typing as npt


def spoken(text: str) -> npt.NDArray[np.float32]:
    """`text` by espeak-ng: one channel at 16 kHz, without silence at the ends."""
    with tempfile.TemporaryDirectory() as folder:
        audio, _ = soundfile.read(say(text, Path(folder, "speech.wav")), dtype="float32")
    loud = np.flatnonzero(np.abs(audio) > 0.01)
    return np.ascontiguousarray(audio[loud[0] : loud[-1] + 1])


def silence(duration_s: float) -> npt.NDArray[np.float32]:
    return np.zeros(round(duration_s * SAMPLE_RATE_HZ), np.float32)


def noise(duration_s: float, level: float = 0.05) -> npt.NDArray[np.float32]:
    count = round(duration_s * SAMPLE_RATE_HZ)
    return np.random.default_rng(7).normal(0.0, level, count).astype(np.float32)


def hum(duration_s: float) -> npt.NDArray[np.float32]:
    """Mains hum with its overtones."""
    t = np.arange(round(duration_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    wave = sum(0.05 / n * np.sin(2 * np.pi * 50 * n * t) for n in (1, 2, 3, 5))
    return np.asarray(wave, np.float32)


def clicks(duration_s: float) -> npt.NDArray[np.float32]:
    """Keys being pressed, three a second."""
    audio = silence(duration_s)
    burst = noise(0.008, 0.4)
    for start in range(0, len(audio) - len(burst), SAMPLE_RATE_HZ // 3):
        audio[start : start + len(burst)] = burst
    return audio


def plain_words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())
