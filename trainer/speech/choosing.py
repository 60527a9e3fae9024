"""Which recogniser a person gets for what they asked for."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Final

from trainer.errors import EngineError
from trainer.speech.engine import Engine
from trainer.speech.weights.names import local_path
from trainer.speech.weights.progress import Progress, unheard

engine_names: Final = ("auto", "whisper", "faster-whisper")
"""What a person may write as `engine`; ``auto`` takes the fast one where it is installed."""

_MODULES: Final = {"whisper": "whisper", "faster-whisper": "faster_whisper"}
_INSTALL: Final = {
    "whisper": "pip install openai-whisper",
    "faster-whisper": "pip install 'interview-trainer[fast]'",
}


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


def _is_installed(name: str) -> bool:
    return importlib.util.find_spec(_MODULES[name]) is not None
