"""What was said, word by word, and where there was a voice: plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word.

    `text` keeps the spacing the recogniser gave it, so that joined words make
    the sentence; times are seconds from the start of the audio file and None for
    typed text; `probability` is the recogniser's own, 0 to 1.
    """

    text: str
    start_s: float | None = None
    end_s: float | None = None
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of words that the recogniser gave together."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words joined, without space at the ends."""
        return "".join(word.text for word in self.words).strip()

    @property
    def start_s(self) -> float | None:
        """Where the first word begins, in seconds."""
        return self.words[0].start_s if self.words else None

    @property
    def end_s(self) -> float | None:
        """Where the last word ends, in seconds."""
        return self.words[-1].end_s if self.words else None


@dataclass(frozen=True, slots=True)
class Transcript:
    """All that was heard in one take, and what heard it.

    `engine` is ``typed`` for an answer from the keyboard; `language` is the
    language recognised in or asked for, as an ISO 639-1 code.
    """

    segments: tuple[Segment, ...]
    language: str | None = None
    engine: str = "typed"
    model: str | None = None

    @property
    def words(self) -> tuple[Word, ...]:
        """Every word in order, over all segments."""
        return tuple(chain.from_iterable(segment.words for segment in self.segments))

    @property
    def text(self) -> str:
        """The whole text as one line."""
        return "".join(word.text for word in self.words).strip()

    @classmethod
    def from_text(cls, text: str, *, language: str | None = None) -> Transcript:
        """Typed text as a transcript: split on white space, without times."""
        words = tuple(Word(f" {word}") for word in text.split())
        return cls((Segment(words),) if words else (), language=language)

    def to_mapping(self) -> dict[str, Any]:
        """A form that JSON can hold; `from_mapping` is its inverse."""
        return {
            "engine": self.engine,
            "model": self.model,
            "language": self.language,
            "segments": [
                {
                    "words": [
                        {
                            "text": word.text,
                            "start_s": word.start_s,
                            "end_s": word.end_s,
                            "probability": word.probability,
                        }
                        for word in segment.words
                    ]
                }
                for segment in self.segments
            ],
        }

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Transcript:
        """Read what `to_mapping` wrote.

        Raises KeyError or TypeError for any other form.
        """
        return cls(
            segments=tuple(
                Segment(tuple(Word(**word) for word in segment["words"]))
                for segment in mapping["segments"]
            ),
            language=mapping["language"],
            engine=mapping["engine"],
            model=mapping["model"],
        )


@dataclass(frozen=True, slots=True)
class VoiceSegment:
    """A stretch in which somebody speaks, in seconds from the start of the audio."""

    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        """How long it lasts."""
        return self.end_s - self.start_s
