"""A recogniser that writes down what it was given, and a recorder's blocks for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from trainer.speech.live import LiveTranscription
from trainer.speech.transcript import Segment, Transcript, Word

if TYPE_CHECKING:
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

RATE_HZ = 16_000


@dataclass
class Scribe:
    """Writes down how long and how loud every clip is; waits while it is held up."""

    name: str = "scribe"
    model: str = "quill"
    heard: list[int] = field(default_factory=list)
    prompts: list[str | None] = field(default_factory=list)
    goes_on: Event = field(default_factory=Event)
    fault: Exception | None = None

    def __post_init__(self) -> None:
        self.goes_on.set()

    def load(self) -> None:
        """Nothing to load."""

    def transcribe(
        self, audio: Samples, *, language: str | None, prompt: str | None = None
    ) -> Transcript:
        self.heard.append(len(audio))
        self.prompts.append(prompt)
        assert self.goes_on.wait(60.0)
        if self.fault:
            raise self.fault
        length_s = len(audio) / RATE_HZ
        words = Word(f" {len(audio)}/{np.abs(audio).sum():.3f}", 0.1, length_s, 0.5)
        return Transcript((Segment((words,)),), language="en", engine=self.name, model=self.model)


def pcm16(audio: Samples) -> bytes:
    return np.rint(audio * 32_767).astype(np.int16).tobytes()


def as_in_file(audio: Samples) -> Samples:
    return np.frombuffer(pcm16(audio), np.int16).astype(np.float32) / np.float32(32_768)


def feed(live: LiveTranscription, audio: Samples, block: int = 800) -> None:
    content = pcm16(audio)
    for start in range(0, len(content), 2 * block):
        live.put(content[start : start + 2 * block])
