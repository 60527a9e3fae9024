"""What a prompt with fillers and terms does to a transcript:

    python -m tests.benchmarks.priming [--engine faster-whisper] [--model base] [--real FOLDER]

Recall of fillers and terms on a spoken answer without a prompt, with fillers alone and with
both; then how often a primed word is heard in clips about something else, in silence and in
noise, where nobody said it.  `--real` adds recordings (*.wav, *.flac) of anything else.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from tests.benchmarks.answers import QUESTION, RATE_HZ, TERMS, Samples, Spoken, answer
from trainer.audio.files import read_audio
from trainer.practice.priming import LEAST_PROBABILITY, priming, prompt
from trainer.speech.choosing import choose_engine
from trainer.speech.engine import Engine
from trainer.speech.take import transcribe_take
from trainer.speech.transcript import Transcript

FILLERS = ("um", "uh")

ELSEWHERE = (
    "My grandmother keeps eleven hens behind the house. Every morning they wait at the gate.",
    "We drove along the coast until the road ended, and then we walked to the lighthouse.",
    "The bread needs a whole night to rise. I put it into the oven before the children wake up.",
    "He learned to play the trumpet at forty, and his neighbours were very patient with him.",
    "In the first week of the course I could not even hold the brush the right way.",
    "The train was late again, so I read the whole newspaper, the small print as well.",
    "She sold her car and bought a bicycle with a basket large enough for a dog.",
    "Our choir sings in the old chapel, because the sound there stays for a long time.",
    "The customer wanted the curtains shorter, then longer, and at last he kept the first ones.",
    "I counted the boxes twice, and there was one more than on the list from the warehouse.",
    "When the river rises we carry the chairs upstairs and wait until the water has gone.",
    "The nurse explained it slowly, drew a picture, and asked me to say it in my own words.",
)
"""Nothing of the question, and no filler."""


def plain(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def word_error_rate(said: str, heard: str) -> float:
    """Over English words in Whisper's own normal form, which leaves fillers out."""
    from whisper.normalizers import EnglishTextNormalizer

    normal = EnglishTextNormalizer()
    wanted, found = normal(said).split(), normal(heard).split()
    return float(Levenshtein.distance(wanted, found) / len(wanted))


def filler_counts(said: str, heard: str) -> tuple[int, int, int]:
    """Fillers that were said, that were heard of those, and that were invented."""
    wanted, found = Counter(plain(said)), Counter(plain(heard))
    right = sum(min(wanted[filler], found[filler]) for filler in FILLERS)
    return (
        sum(wanted[filler] for filler in FILLERS),
        right,
        sum(found[filler] for filler in FILLERS) - right,
    )


def other_sounds() -> dict[str, Samples]:
    """Ten seconds each of what is no speech."""
    rng = np.random.default_rng(3)
    count = 10 * RATE_HZ
    white = rng.normal(0.0, 0.05, count)
    brown = np.cumsum(white)
    t = np.arange(count) / RATE_HZ
    return {
        "silence": np.zeros(count, np.float32),
        "white noise": white.astype(np.float32),
        "brown noise": (brown / np.abs(brown).max() * 0.3).astype(np.float32),
        "hum": (0.1 * np.sin(2 * np.pi * 50 * t)).astype(np.float32),
    }


def hear(engine: Engine, audio: Samples, primed: str | None) -> Transcript:
    return transcribe_take(engine, audio, language="en", prompt=primed)[0]


def effects(engine: Engine, spoken: Spoken) -> None:
    both = priming(QUESTION, "en", {})
    print(f"prompt: {both}")
    print("| prompt | fillers heard | invented | terms heard | word error rate |")
    print("|---|---|---|---|---|")
    for name, primed in (("none", None), ("fillers", prompt((), "en")), ("both", both)):
        text = hear(engine, spoken.audio, primed).text
        said, right, invented = filler_counts(spoken.text, text)
        terms = sum(term in plain(text) for term in TERMS)
        rate = word_error_rate(spoken.text, text)
        print(f"| {name} | {right}/{said} | {invented} | {terms}/{len(TERMS)} | {rate:.3f} |")


def inventions(engine: Engine, clips: dict[str, tuple[Samples, str | None]]) -> None:
    """Primed words in clips where nobody said them, with the recogniser's probability."""
    both = priming(QUESTION, "en", {})
    primed = set(TERMS) | set(FILLERS)
    heard_words = credited = 0
    for name, (audio, said) in clips.items():
        transcript = hear(engine, audio, both)
        words = [(plain(word.text), word.probability or 0.0) for word in transcript.words]
        heard_words += len(words)
        spoken_words = set(plain(said or ""))
        for found, probability in words:
            wrong = (set(found) & primed) - spoken_words
            if wrong:
                credited += probability >= LEAST_PROBABILITY and not wrong & set(FILLERS)
                print(f"  {name}: {', '.join(wrong)} ({probability:.2f}) in {transcript.text!r}")
    print(f"{len(clips)} clips, {heard_words} words; {credited} primed terms would be credited")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", default="faster-whisper")
    parser.add_argument("--model", default="base")
    parser.add_argument("--cache", type=Path, default=Path("~/.cache/interview-trainer"))
    parser.add_argument("--real", type=Path)
    given = parser.parse_args()
    engine = choose_engine(given.engine, given.model, given.cache.expanduser())
    spoken = answer()
    effects(engine, spoken)
    clips: dict[str, tuple[Samples, str | None]] = {
        f"clip {n}": (answer([text]).audio, text) for n, text in enumerate(ELSEWHERE, 1)
    }
    clips |= {name: (audio, None) for name, audio in other_sounds().items()}
    if given.real:
        files = sorted([*given.real.glob("*.wav"), *given.real.glob("*.flac")])
        clips |= {file.name: (read_audio(file), None) for file in files}
    inventions(engine, clips)
    print("probabilities of the terms that were said:")
    transcript = hear(engine, spoken.audio, priming(QUESTION, "en", {}))
    for word in transcript.words:
        if set(plain(word.text)) & set(TERMS):
            print(f"  {word.text.strip()} {word.probability:.2f}")


if __name__ == "__main__":
    main()
