"""Clips in which every word, filler and pause was put at a known place, spoken by espeak-ng."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from trainer.speech.transcript import Segment, Transcript, VoiceSegment, Word

RATE_HZ = 16_000
FILLERS = ("um", "uh")
FILLERS_WPM = 80

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Placed:
    """A clip and what was put into it; times in seconds.

    `onset_s` is where the first word that is no filler begins.
    """

    audio: Samples
    transcript: Transcript
    voices: tuple[VoiceSegment, ...]
    pauses: tuple[tuple[float, float], ...]
    fillers: int
    onset_s: float

    @property
    def words(self) -> int:
        """Words, filler sounds left out."""
        return len(self.transcript.words) - self.fillers

    @property
    def words_per_minute(self) -> float:
        """Over the time from the first voice to the last."""
        return 60 * self.words / (self.voices[-1].end_s - self.voices[0].start_s)


def place(*parts: str | float, words_per_minute: int = 165) -> Placed:
    """Say the texts one after the other, with so many seconds of silence where a number stands."""
    pieces: list[Samples] = []
    words: list[Word] = []
    voices: list[VoiceSegment] = []
    silences: list[tuple[float, float]] = []
    onset_s: float | None = None
    at = 0
    for part in parts:
        if isinstance(part, str):
            filler = part.strip(" ,.") in FILLERS
            # People's last a third of a second and longer; espeak-ng hurries over them.
            piece = _spoken(part, FILLERS_WPM if filler else words_per_minute)
            start_s, end_s = at / RATE_HZ, (at + len(piece)) / RATE_HZ
            words += _timed(part, start_s, end_s)
            voices.append(VoiceSegment(start_s, end_s))
            if onset_s is None and part.split()[0].strip(",.") not in FILLERS:
                onset_s = start_s
        else:
            piece = np.zeros(round(part * RATE_HZ), np.float32)
            silences.append((at / RATE_HZ, (at + len(piece)) / RATE_HZ))
        pieces.append(piece)
        at += len(piece)
    first_s, last_s = voices[0].start_s, voices[-1].end_s
    return Placed(
        # A room is never quite silent; what is would be no test for a detector.
        np.concatenate(pieces) + _room(at),
        Transcript((Segment(tuple(words)),), language="en", engine="placed"),
        tuple(voices),
        tuple(pause for pause in silences if first_s < pause[0] and pause[1] < last_s),
        sum(word.text.strip(" ,.") in FILLERS for word in words),
        onset_s if onset_s is not None else 0.0,
    )


def _room(length: int) -> Samples:
    return np.random.default_rng(3).normal(0.0, 0.0005, length).astype(np.float32)


def _timed(text: str, start_s: float, end_s: float) -> list[Word]:
    """The words with times in proportion to their letters."""
    parts = text.split()
    edges = np.cumsum([0, *(len(part) + 1 for part in parts)]).astype(float)
    times = start_s + edges / edges[-1] * (end_s - start_s)
    return [
        Word(f" {part}", float(begun), float(ended), 0.9)
        for part, begun, ended in zip(parts, times, times[1:], strict=False)
    ]


@lru_cache(maxsize=512)
def _spoken(text: str, words_per_minute: int) -> Samples:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "piece.wav")
        command = ["espeak-ng", "-s", str(words_per_minute), "-w", str(file), "--stdin"]
        subprocess.run(command, input=text.encode(), check=True)
        samples, rate_hz = soundfile.read(file, dtype="float32")
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    piece = soxr.resample(samples[loud[0] : loud[-1] + 1], rate_hz, RATE_HZ)
    return np.asarray(np.clip(piece, -1.0, 1.0), np.float32)
