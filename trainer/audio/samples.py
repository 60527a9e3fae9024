"""Arithmetic on blocks of PCM16 samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def peak_of(block: bytes) -> int:
    """The loudest sample's amplitude, 0 to 32,768; 0 for an empty block."""
    import numpy as np

    samples = np.frombuffer(block, dtype=np.int16)
    # abs() of -32,768 does not fit into 16 bits.
    return max(int(samples.max()), -int(samples.min())) if samples.size else 0


def mean_square_of(block: bytes) -> float:
    """The mean of the samples' squares; 0 for an empty block."""
    import numpy as np

    samples = np.frombuffer(block, dtype=np.int16).astype(np.float64)
    return float(np.mean(np.square(samples))) if samples.size else 0.0


def to_mono(frames: bytes, channels: int) -> bytes:
    """Frames of `channels` samples, mixed to their mean."""
    if channels == 1:
        return frames
    import numpy as np

    mixed = np.frombuffer(frames, dtype=np.int16).reshape(-1, channels).mean(axis=1)
    pcm: NDArray[np.int16] = np.rint(mixed).astype(np.int16)
    return pcm.tobytes()
