"""Spoken clips for tests, made by espeak-ng on the spot."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import soundfile
import soxr


def say(text: str, path: Path, rate: int = 16_000) -> Path:
    """Speak `text` into the WAV file `path`: mono, 16-bit, exactly `rate` samples a second."""
    raw = path.with_name(f"{path.stem}.espeak.wav")
    subprocess.run(["espeak-ng", "-w", str(raw), "--stdin"], input=text.encode(), check=True)
    samples, spoken_rate = soundfile.read(raw, dtype="float64")
    raw.unlink()
    resampled = np.clip(soxr.resample(samples, spoken_rate, rate), -1.0, 1.0)
    soundfile.write(path, resampled, rate, subtype="PCM_16")
    return path
