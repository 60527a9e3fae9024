"""Recordings as MP3, which every browser and phone plays."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from trainer.audio.files import mono_blocks
from trainer.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

RATE_HZ: Final = 16_000
BYTES_PER_S: Final = 5_000
"""40 kbit/s at a constant rate, so that a jump to a moment lands there in every player."""

# Of the rates that MPEG-2 layer 3 has at 16 kHz this level is the one of 40 kbit/s.
_LEVEL: Final = 0.8


def mp3_of(path: Path) -> bytes:
    """A recording as a mono MP3 of 16 kHz, made block by block.

    Raises what `read_audio` raises, and InputError where the sound can't be encoded.
    """
    import numpy as np
    import soundfile
    import soxr

    target = io.BytesIO()
    try:
        with (
            mono_blocks(path) as (rate_hz, blocks),
            soundfile.SoundFile(
                target,
                "w",
                RATE_HZ,
                1,
                "MPEG_LAYER_III",
                format="MP3",
                compression_level=_LEVEL,
                bitrate_mode="CONSTANT",
            ) as sound,
        ):
            resampler = soxr.ResampleStream(rate_hz, RATE_HZ, 1, dtype="float32")
            for block in blocks:
                sound.write(block if rate_hz == RATE_HZ else resampler.resample_chunk(block))
            if rate_hz != RATE_HZ:
                sound.write(resampler.resample_chunk(np.zeros(0, np.float32), last=True))
    except soundfile.LibsndfileError as error:
        raise InputError(
            f"{path} can't be made an MP3: {error.error_string.strip().rstrip('.')}.",
            hint="Leave the sound out with --without-audio.",
        ) from error
    return target.getvalue()
