"""How long an engine takes for a sample of speech."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from trainer.speech.engine import SAMPLE_RATE_HZ, Engine
from trainer.speech.take import transcribe_take
from trainer.speech.weights.progress import Progress, unheard

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# What else the machine does can only slow a run down; where it costs little, the better of two.
_SHORT_S: Final = 5.0


def measure(
    engine: Engine,
    audio: npt.NDArray[np.float32],
    language: str,
    clock: Callable[[], float],
    progress: Progress = unheard,
) -> tuple[float, float]:
    """Seconds to load the engine, and to transcribe `audio` as a take is, once it is loaded.

    `audio` is one channel at 16 kHz, shape (samples,); `clock` gives seconds.  Raises
    EngineError and StorageError.
    """
    begun_s = clock()
    engine.load()
    loaded_s = clock()
    # Some of an engine is made ready by the first words it hears.
    transcribe_take(engine, audio[: 4 * SAMPLE_RATE_HZ], language=language)
    took_s = _run(engine, audio, language, clock, progress)
    if took_s < _SHORT_S:
        took_s = min(took_s, _run(engine, audio, language, clock, progress))
    return loaded_s - begun_s, took_s


def _run(
    engine: Engine,
    audio: npt.NDArray[np.float32],
    language: str,
    clock: Callable[[], float],
    progress: Progress,
) -> float:
    begun_s = clock()
    transcribe_take(engine, audio, language=language, progress=progress)
    return clock() - begun_s
