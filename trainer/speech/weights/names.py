"""What a person may write as `model`: a name that Whisper's authors gave, or a path."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Final

from trainer.errors import EngineError

MODEL_NAMES: Final = (
    "tiny.en",
    "tiny",
    "base.en",
    "base",
    "small.en",
    "small",
    "medium.en",
    "medium",
    "large-v1",
    "large-v2",
    "large-v3",
    "large",
    "large-v3-turbo",
    "turbo",
)
"""The names that openai-whisper lists; faster-whisper knows them all."""

_SAME_AS: Final = {"large": "large-v3", "turbo": "large-v3-turbo"}


def full_name(name: str) -> str:
    """The name under which the weights are kept: ``turbo`` is ``large-v3-turbo``."""
    return _SAME_AS.get(name, name)


def local_path(model: str) -> Path | None:
    """The file or folder that `model` writes out, or None where it is one of `MODEL_NAMES`.

    Only what holds a slash, begins with ``~`` or ends in ``.pt`` is a path: a
    folder that happens to lie in the current directory never hides a name.

    Raises EngineError where `model` is neither.
    """
    if model in MODEL_NAMES:
        return None
    if "/" in model or "\\" in model or model.startswith("~") or model.endswith(".pt"):
        return Path(model).expanduser()
    near = difflib.get_close_matches(model, MODEL_NAMES, n=1)
    suggestion = f"Did you mean {near[0]}? " if near else ""
    raise EngineError(
        f"There is no speech model called {model!r}.",
        hint=f"{suggestion}The models are {', '.join(MODEL_NAMES)}; "
        "a path to your own needs a slash in it.",
    )


def display_name(model: str) -> str:
    """What a transcript keeps of `model`: the name, or a path's last part."""
    return model if model in MODEL_NAMES else Path(model).name
