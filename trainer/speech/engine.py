"""What the rest of the program knows of a recogniser."""

from __future__ import annotations

import contextlib
import os
from threading import Thread
from typing import TYPE_CHECKING, Final, Protocol

from trainer.errors import EngineError, TrainerError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from trainer.speech.transcript import Transcript

SAMPLE_RATE_HZ: Final = 16_000
"""What every recogniser here, and the voice detector, takes."""

TEMPERATURES: Final = (0.0, 0.4, 0.8)
"""Tried in turn while a text repeats itself or is unlikely: half of Whisper's own six.

An utterance that no temperature mends costs half as much, up to a third of a minute.
"""

_MOST_TOKENS: Final = 220  # of 448, of which a prompt may take 223
_TOKENS_A_SECOND: Final = 9.0


def most_tokens(duration_s: float) -> int:
    """How many tokens a recogniser may write for a window of audio of this length.

    Speech has four to seven a second.  Without a limit, a text that repeats itself is written
    to the window's last token, three times over: up to 46 s for an utterance of 11 s.
    """
    return min(_MOST_TOKENS, 24 + round(_TOKENS_A_SECOND * duration_s))


def temperatures(prompt: str | None) -> tuple[float, ...]:
    """What to try for an utterance: with a prompt once, since without one it goes better then."""
    return TEMPERATURES if prompt is None else TEMPERATURES[:1]


class Engine(Protocol):
    """A recogniser with its model: made in no time, loaded when first needed."""

    @property
    def name(self) -> str:
        """``whisper`` or ``faster-whisper``."""

    @property
    def model(self) -> str:
        """The model's name, or the last part of its path."""

    def load(self) -> None:
        """Bring the weights into memory and warm up; does nothing the second time.

        May be called from any thread, and from several at once.

        Raises EngineError where the weights are missing, damaged or out of reach, and
        StorageError where they can't be prepared.
        """

    def transcribe(
        self,
        audio: npt.NDArray[np.float32],
        *,
        language: str | None,
        prompt: str | None = None,
    ) -> Transcript:
        """What is said in `audio`: one channel at 16 kHz, -1 to 1, shape (samples,).

        Loads first if nobody has.  `language` is an ISO 639-1 code, possibly with a region;
        None lets the model decide.  `prompt` is text in the manner of the answer, with the
        words it may hold; give it with single utterances only, since on long audio it makes
        Whisper leave out sentences (`trainer.speech.take` cuts them).  The same audio gives
        the same words each time.  Word times are seconds into `audio`, inside it, in order.

        Raises EngineError as `load` does, and for a language that the model doesn't know.
        """


def load_ahead(engine: Engine) -> Thread:
    """Load on a thread while something else goes on; returns the thread, already started.

    What a person can mend is not lost: `transcribe` meets it again, where it can be told.
    """

    def load() -> None:
        with contextlib.suppress(TrainerError):
            engine.load()

    thread = Thread(target=load, name="load speech model", daemon=True)
    thread.start()
    return thread


def usable_cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def checked_language(language: str | None, known: frozenset[str], model: str) -> str | None:
    """`language` without its region, if the model knows it.

    Raises EngineError where it doesn't.
    """
    if language is None:
        return None
    code = language.replace("_", "-").split("-")[0].lower()
    if code in known:
        return code
    if known == {"en"}:
        raise EngineError(
            f"The speech model {model!r} knows English only, and the language is {language!r}.",
            hint=f"Use a model of many languages: trainer config set model {_many_tongued(model)}",
        )
    raise EngineError(
        f"The speech model {model!r} does not know the language {language!r}.",
        hint=f"It knows {', '.join(sorted(known))}.",
    )


def _many_tongued(model: str) -> str:
    sibling = model.removesuffix(".en")
    return sibling if sibling != model else "base"
