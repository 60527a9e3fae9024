"""What the rest of the program knows of a recogniser, and how one is chosen."""

from __future__ import annotations

import contextlib
import importlib.util
import os
from threading import Thread
from typing import TYPE_CHECKING, Final, Protocol

from trainer.errors import EngineError, TrainerError
from trainer.speech.weights.names import local_path
from trainer.speech.weights.progress import Progress, unheard

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from trainer.speech.transcript import Transcript

SAMPLE_RATE_HZ: Final = 16_000
"""What every recogniser here, and the voice detector, takes."""

TEMPERATURES: Final = (0.0, 0.4, 0.8)
"""Tried in turn while a text repeats itself or is unlikely: half of Whisper's own six.

An utterance that no temperature mends costs half as much, up to a third of a minute.
"""

engine_names: Final = ("auto", "whisper", "faster-whisper")
"""What a person may write as `engine`; ``auto`` takes the fast one where it is installed."""

_MODULES: Final = {"whisper": "whisper", "faster-whisper": "faster_whisper"}
_INSTALL: Final = {
    "whisper": "pip install openai-whisper",
    "faster-whisper": "pip install 'interview-trainer[fast]'",
}


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


def resolve_engine(name: str, model: str) -> str:
    """``whisper`` or ``faster-whisper``, for what a person asked for; imports neither.

    Raises EngineError where that one is not installed or not known.
    """
    if name not in engine_names:
        raise EngineError(
            f"There is no speech engine called {name!r}.",
            hint=f"Choose one of {', '.join(engine_names)}.",
        )
    if name == "auto":
        # Only openai-whisper can read its own checkpoints.
        name = "faster-whisper" if _is_installed("faster-whisper") else "whisper"
        if model.endswith(".pt"):
            name = "whisper"
    if not _is_installed(name):
        raise EngineError(
            f"The speech engine {name!r} is not installed.", hint=f"Install it: {_INSTALL[name]}"
        )
    return name


def choose_engine(name: str, model: str, cache: Path, progress: Progress = unheard) -> Engine:
    """The engine for one of `engine_names` and a model's name or path; loads nothing yet.

    `cache` is the folder for prepared and downloaded weights, made when needed.

    Raises EngineError where the engine is not installed or there is no such model.
    """
    chosen = resolve_engine(name, model)
    local_path(model)
    if chosen == "faster-whisper":
        from trainer.speech.faster_whisper_engine import FasterWhisperEngine

        return FasterWhisperEngine(model, cache, progress)
    from trainer.speech.whisper_engine import WhisperEngine

    return WhisperEngine(model, cache, progress)


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


def _is_installed(name: str) -> bool:
    return importlib.util.find_spec(_MODULES[name]) is not None
