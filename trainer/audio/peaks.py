"""The outline of a recording, as a picture of it needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trainer.audio.files import mono_blocks

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

_STEP_S: Final = 0.02
"""Peaks are first taken of steps this short, so that the length need not be known before."""


def peaks_of(path: Path, parts: int) -> tuple[float, tuple[float, ...]]:
    """The length in seconds, and the loudest sample of each of so many equal parts, 0 to 1.

    The file is read block by block: of an hour no more than a second is in memory.  A
    recording shorter than `parts` steps of 20 ms has fewer parts.  Raises what `read_audio`
    raises.
    """
    import numpy as np

    steps: list[NDArray[np.float32]] = []
    left: NDArray[np.float32] = np.zeros(0, np.float32)
    samples = 0
    with mono_blocks(path) as (rate_hz, blocks):
        size = max(round(rate_hz * _STEP_S), 1)
        for block in blocks:
            samples += len(block)
            sound = np.abs(np.concatenate((left, block)))
            whole = len(sound) // size * size
            steps.append(sound[:whole].reshape(-1, size).max(axis=1))
            left = sound[whole:]
    if len(left):
        steps.append(left.max(keepdims=True))
    fine = np.concatenate(steps)
    edges = np.linspace(0, len(fine), min(parts, len(fine)) + 1).astype(int)
    peaks = np.maximum.reduceat(fine, edges[:-1])
    return samples / rate_hz, tuple(float(peak) for peak in np.minimum(peaks, 1.0))
