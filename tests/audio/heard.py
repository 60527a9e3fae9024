"""Comparing what was heard with what was played."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pcm = NDArray[np.int16]


def pcm(path: Path) -> Pcm:
    """The samples of a file as they are."""
    samples: Pcm = soundfile.read(path, dtype="int16")[0]
    return samples


def without_silence_before(samples: Pcm) -> Pcm:
    """The samples from the first that is not zero."""
    sounding = np.flatnonzero(samples)
    assert sounding.size, "nothing but silence"
    return samples[sounding[0] :]


def without_silence_around(samples: Pcm) -> Pcm:
    """The samples from the first to the last that is not zero."""
    return without_silence_before(without_silence_before(samples)[::-1])[::-1]


def assert_begins(longer: Pcm, shorter: Pcm) -> None:
    """Every sample of `shorter` is where it should be at the start of `longer`."""
    np.testing.assert_array_equal(longer[: len(shorter)], shorter)
