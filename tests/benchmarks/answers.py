"""Spoken answers with known words: said by espeak-ng, which tells when each word begins."""

from __future__ import annotations

import ctypes
import ctypes.util
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import soxr

from trainer.bank import Question, question_from_mapping

RATE_HZ: Final = 16_000
Samples: TypeAlias = npt.NDArray[np.float32]

QUESTION: Final[Question] = question_from_mapping(
    {
        "id": "benchmark/slow-payments",
        "prompt": "How did you make a slow payment service reliable?",
        "kind": "technical",
        "key_points": [
            {"id": "queue", "text": "put Kafka between the order service and the payments"},
            {"id": "twice", "text": "used idempotency keys, so that nobody paid twice"},
            {"id": "store", "text": "moved the orders to PostgreSQL with one transaction each"},
            {"id": "measure", "text": "watched the p99 latency in Grafana and not the average"},
            {"id": "deploy", "text": "rolled it out on Kubernetes behind a canary"},
        ],
    }
)
TERMS: Final = ("kafka", "idempotency", "postgresql", "p99", "grafana", "kubernetes", "canary")

# A number alone is a pause of so many seconds.
ANSWER: Final[tuple[str | float, ...]] = (
    "In my last job I looked after the payment service of a small online shop.",
    0.7,
    "Um, on busy evenings it could not keep up, and some orders were lost.",
    "People called us, and nobody could say where their money was.",
    1.2,
    "The first thing I did was to measure where the time went.",
    "Uh, every order waited for four other services, one after the other.",
    0.8,
    "So we put Kafka between the order service and the payments.",
    "Um, that way an order was safe as soon as it was written down.",
    2.4,
    "Then customers were charged twice, because a message can come again.",
    "I gave every payment a key for idempotency, and the second attempt did nothing.",
    0.6,
    "Uh, that one change took away most of the complaints.",
    "We also moved the orders to PostgreSQL, with one transaction for each order.",
    1.0,
    "Um, before that, half of an order could be missing after a crash.",
    "I stopped looking at the average, because it hides the people who suffer.",
    "Instead we watched the p99 latency in Grafana, every morning.",
    3.2,
    "Uh, it fell from nine seconds to less than one second in a month.",
    "The last part was how we brought new releases to the servers.",
    0.7,
    "We ran the service on Kubernetes, and a canary took the first five percent.",
    "Um, if the errors went up, it was taken back without anybody being called at night.",
    1.4,
    "My team had doubts at first, and I understood them.",
    "So I wrote down what could go wrong, and we tried each case together.",
    0.8,
    "Uh, two of their worries were real, and we changed the plan because of them.",
    "After half a year the number of lost orders was zero.",
    "Um, the support team wrote us a letter, which I still keep.",
    2.2,
    "What I would do differently is to ask the support team much earlier.",
    "Uh, they knew the problem for months, and nobody had asked them.",
    "Um, since then I begin with the people who hear the complaints.",
)
"""Two minutes, with "um" and "uh" at their usual place and every term of the question."""


@dataclass(frozen=True)
class PlacedWord:
    """A word and the second in which it begins; None where the voice drew two together."""

    text: str
    start_s: float | None


@dataclass(frozen=True)
class Spoken:
    """An answer as sound (16 kHz, one channel) and as words."""

    audio: Samples
    words: tuple[PlacedWord, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def duration_s(self) -> float:
        return len(self.audio) / RATE_HZ


class _Event(ctypes.Structure):
    """espeak_EVENT of speak_lib.h."""

    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_int64),
    ]


_WORD, _LIST_END, _UTF8, _SYNCHRONOUS = 1, 0, 1, 2
_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class Voice:
    """espeak-ng's library, which the program of that name hides the word times of."""

    def __init__(self) -> None:
        name = ctypes.util.find_library("espeak-ng")
        assert name, "espeak-ng is installed"
        self._library = ctypes.CDLL(name)
        self._rate_hz = self._library.espeak_Initialize(_SYNCHRONOUS, 0, None, 0)
        assert self._rate_hz > 0
        self._library.espeak_SetVoiceByName(b"en-us")
        self._callback = _CALLBACK(self._take)
        self._library.espeak_SetSynthCallback(self._callback)

    def say(self, text: str) -> Spoken:
        """One sentence, without silence around it."""
        self._samples: list[int] = []
        self._words: list[tuple[int, float]] = []
        encoded = text.encode()
        assert not self._library.espeak_Synth(encoded, len(encoded) + 1, 0, 1, 0, _UTF8, None, None)
        audio = np.asarray(self._samples, np.float32) / 32_768
        loud = np.flatnonzero(np.abs(audio) > 0.005)
        first, last = loud[0], loud[-1] + 1
        heard = soxr.resample(audio[first:last], self._rate_hz, RATE_HZ)
        starts_s = {at: max(s - first / self._rate_hz, 0.0) for at, s in reversed(self._words)}
        words = tuple(
            PlacedWord(match.group(), starts_s.get(match.start() + 1))
            for match in re.finditer(r"\S+", text)
        )
        return Spoken(np.asarray(heard, np.float32), words)

    def _take(self, wav: object, count: int, events: object) -> int:
        self._samples += wav[:count]  # type: ignore[index]
        for i in range(1000):
            event = events[i]  # type: ignore[index]
            if event.type == _LIST_END:
                break
            if event.type == _WORD:
                self._words.append((event.text_position, event.audio_position / 1000))
        return 0


def answer(parts: Iterable[str | float] = ANSWER, *, longest_s: float = 1e9) -> Spoken:
    """Sentences a quarter of a second apart and pauses, over a soft noise as rooms have it.

    Cut off before the sentence that would make it longer than `longest_s`.
    """
    voice = Voice()
    audio = [np.zeros(RATE_HZ // 2, np.float32)]
    words: list[PlacedWord] = []
    for part in parts:
        now_s = sum(map(len, audio)) / RATE_HZ
        if not isinstance(part, str):
            audio.append(np.zeros(round(part * RATE_HZ), np.float32))
            continue
        said = voice.say(part)
        if now_s + said.duration_s > longest_s:
            break
        words += [
            replace(word, start_s=None if word.start_s is None else now_s + word.start_s)
            for word in said.words
        ]
        audio += [said.audio, np.zeros(RATE_HZ // 4, np.float32)]
    # Nothing but the last word, as a person stops who presses the key at once.
    whole = np.concatenate(audio[:-1])
    noise = np.random.default_rng(1).normal(0.0, 0.0005, len(whole)).astype(np.float32)
    return Spoken(np.clip(whole + noise, -1.0, 1.0).astype(np.float32), tuple(words))
