from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pytest

from tests.speech.sounds import silence, spoken
from trainer.speech.choosing import choose_engine
from trainer.speech.engine import SAMPLE_RATE_HZ, Engine

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

FIRST = "I moved the payment service to a message queue, so that no order was lost."
SECOND = "After six months, our customers were happy again."

Engines: TypeAlias = Callable[[str, str], Engine]


@dataclass(frozen=True)
class Clip:
    """Two sentences with silence around and between, and where each was put."""

    audio: npt.NDArray[np.float32]
    first_s: tuple[float, float]
    second_s: tuple[float, float]


@pytest.fixture(scope="session")
def weights_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder of prepared weights for all tests: converting costs a second each."""
    return tmp_path_factory.mktemp("weights")


@pytest.fixture(scope="session")
def engines(weights_cache: Path) -> Engines:
    """Engines by name and model, each loaded once."""
    made: dict[tuple[str, str], Engine] = {}

    def engine(name: str, model: str) -> Engine:
        if (name, model) not in made:
            made[name, model] = choose_engine(name, model, weights_cache)
        return made[name, model]

    return engine


@pytest.fixture(scope="session")
def clip() -> Clip:
    first, second = spoken(FIRST), spoken(SECOND)
    audio = np.concatenate([silence(1.0), first, silence(3.0), second, silence(1.0)])
    first_end_s = 1.0 + len(first) / SAMPLE_RATE_HZ
    second_end_s = first_end_s + 3.0 + len(second) / SAMPLE_RATE_HZ
    return Clip(audio, (1.0, first_end_s), (first_end_s + 3.0, second_end_s))
