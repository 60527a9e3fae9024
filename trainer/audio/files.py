"""Audio files: WAV, FLAC, OGG and MP3 read within bounds, finished takes turned into FLAC."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from trainer.errors import InputError, NotFoundError, StorageError
from trainer.workspace.private import FILES, storage_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

# The longest answer that is read or recorded: 460 MB as 16 kHz float32.
MAX_DURATION_S = 2 * 3600.0

# From telephone to studio quality; outside of it a header is more likely wrong than right.
MIN_RATE_HZ = 8_000
MAX_RATE_HZ = 192_000

_BLOCK_SAMPLES = 1 << 18
_FLAC_BLOCK_FRAMES = 1 << 16

# A frame of an MP3 needs its predecessors: after a seek up to four frames (0.29 s at 8 kHz) are not
# what they are when the file is read from its start.
_MP3_PREROLL_S = 0.5
_KINDS_HINT = "WAV, FLAC, OGG and MP3 are read. `ffmpeg -i INPUT output.wav` converts most others."


def read_audio(path: Path, rate: int = 16_000) -> Samples:
    """The sound of a file as mono float32 samples between -1 and 1, at `rate` per second.

    Channels are averaged, other rates resampled (soxr, high quality). A header is
    not believed: memory follows what is really there, to `MAX_DURATION_S` at most.
    Raises NotFoundError where there is no file, StorageError where it can't be
    opened, InputError where it is no audio, damaged, empty or too long.
    """
    import numpy as np
    import soxr

    with open_sound(path) as sound:
        mono = (block.mean(axis=1, dtype=np.float32) for block in _blocks(sound, path))
        if sound.samplerate == rate:
            parts = list(mono)
        else:
            resampler = soxr.ResampleStream(sound.samplerate, rate, 1, dtype="float32")
            parts = [resampler.resample_chunk(block) for block in mono]
            parts.append(resampler.resample_chunk(np.zeros(0, np.float32), last=True))
    return np.concatenate(parts)


@contextmanager
def mono_blocks(path: Path) -> Iterator[tuple[int, Iterator[Samples]]]:
    """The sound of a file block by block, at its own rate: constant memory for any length.

    Gives samples a second, and mono float32 blocks of shape (samples,) between -1 and 1.
    Raises what `read_audio` raises, inside the block too.
    """
    import numpy as np

    with open_sound(path) as sound:
        blocks = (block.mean(axis=1, dtype=np.float32) for block in _blocks(sound, path))
        yield int(sound.samplerate), blocks


def audio_duration_s(path: Path) -> float:
    """How long the sound of a file lasts, in seconds.

    A header that can't be right is checked by decoding. Raises what `read_audio`
    raises.
    """
    with open_sound(path) as sound:
        if 0 < sound.frames <= MAX_DURATION_S * sound.samplerate:
            return float(sound.frames / sound.samplerate)
        return float(sum(len(block) for block in _blocks(sound, path)) / sound.samplerate)


@contextmanager
def open_sound(path: Path) -> Iterator[Any]:
    """An open `soundfile.SoundFile` for reading, checked to be one that this program takes.

    It reads forward: seek by `seek_exactly`, or in WAV and FLAC only. Errors of
    libsndfile inside the block become InputErrors too. Raises what `read_audio`
    raises.
    """
    import soundfile

    _check_file(path)
    try:
        with soundfile.SoundFile(path) as sound:
            # soundfile seeks to where it is after every read of a file that it thinks seekable. In
            # an MP3 that garbles the 0.08 s that follow, and at the end of a FLAC whose header does
            # not know its length (written into a pipe) it fails.
            sound.seekable = _never
            if not MIN_RATE_HZ <= sound.samplerate <= MAX_RATE_HZ:
                raise InputError(
                    f"{path} has {sound.samplerate} samples a second; "
                    f"{MIN_RATE_HZ} to {MAX_RATE_HZ} are read.",
                    hint=_KINDS_HINT,
                )
            yield sound
    except soundfile.LibsndfileError as error:
        reason = error.error_string.strip().rstrip(".")
        raise InputError(
            f"{path} is not an audio file that can be read, or is damaged: {reason}.",
            hint=_KINDS_HINT,
        ) from error


def seek_exactly(sound: Any, frame: int) -> None:
    """Let the next frame read from an open sound be `frame`, as if all before it had been read."""
    preroll = min(frame, round(_MP3_PREROLL_S * sound.samplerate)) if sound.format == "MP3" else 0
    sound.seek(frame - preroll)
    sound.read(preroll, dtype="int16")


def to_flac(wav: Path) -> Path:
    """Write a finished WAV as a FLAC beside it, proven equal; both are there then.

    Every sample of the FLAC is compared with the WAV's, and the file is on the
    disk, before it takes its name. Whatever fails, the WAV stays as it was. A
    FLAC that an interrupted run left is used if it is the same sound. A take
    whose program died needs `finish_wav` first.

    Raises NotFoundError and InputError where `wav` is not an integer PCM WAV with
    sound in it, StorageError where the disk does not take the FLAC or another
    recording has its name.
    """
    import soundfile

    flac = wav.with_suffix(".flac")
    with open_sound(wav) as source:
        if source.format != "WAV" or not soundfile.check_format("FLAC", source.subtype):
            raise InputError(f"{wav} is not a WAV of whole-number samples, so FLAC can't hold it.")
        if not source.frames:
            raise InputError(f"{wav} holds no sound.")
        try:
            if flac.exists():
                if not _same_sound(source, flac):
                    raise StorageError(
                        f"{flac} exists and is another recording.",
                        hint="Move one of the two away.",
                    )
            else:
                _write_flac(source, flac)
        except OSError as error:
            raise storage_error(error, "write", flac) from error
        except soundfile.LibsndfileError as error:
            # It does not tell a full disk from other faults.
            raise StorageError(
                f"Can't write {flac}: {error.error_string.strip().rstrip('.')}.",
                hint="Check that the disk has room. The WAV is kept.",
            ) from error
    return flac


def _never() -> bool:
    return False


def _check_file(path: Path) -> None:
    try:
        status = path.stat()
        if stat.S_ISREG(status.st_mode):
            path.open("rb").close()
    except (FileNotFoundError, NotADirectoryError):
        raise NotFoundError(f"There is no file {path}.") from None
    except OSError as error:
        raise StorageError(
            f"{path} can't be opened: {error.strerror}.", hint="Check that you may read it."
        ) from error
    if not stat.S_ISREG(status.st_mode):
        raise InputError(f"{path} is not a file.", hint="Give the path of an audio file.")
    if not status.st_size:
        raise _empty(path)
    # libsndfile would ask for the rate of a headerless file.
    if path.suffix.lower() == ".raw":
        raise InputError(f"{path} says nothing of its own form.", hint=_KINDS_HINT)


def _blocks(sound: Any, path: Path) -> Iterator[Samples]:
    """The file's frames in blocks of shape (frames, channels)."""
    import numpy as np

    frames = max(_BLOCK_SAMPLES // sound.channels, 1)
    total = 0
    while len(block := sound.read(frames, dtype="float32", always_2d=True)):
        total += len(block)
        if total > MAX_DURATION_S * sound.samplerate:
            raise InputError(
                f"{path} is longer than {MAX_DURATION_S / 3600:.0f} hours.",
                hint="Cut out the part with the answer.",
            )
        if not np.isfinite(block).all():
            raise InputError(
                f"{path} is damaged: it holds values that are no sound.", hint=_KINDS_HINT
            )
        yield block
    if not total:
        raise _empty(path)


def _empty(path: Path) -> InputError:
    return InputError(f"{path} holds no sound.", hint="Record it again, or give another file.")


def _write_flac(source: Any, flac: Path) -> None:
    import soundfile

    part = flac.with_name(f"{flac.name}.part")
    part.unlink(missing_ok=True)
    # Made here and not by libsndfile, so that it is private from the first moment.
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with soundfile.SoundFile(
            part, "w", source.samplerate, source.channels, source.subtype, format="FLAC"
        ) as target:
            while len(block := source.read(_FLAC_BLOCK_FRAMES, dtype="int32")):
                target.write(block)
        os.fsync(descriptor)
        if not _same_sound(source, part):
            raise StorageError(
                f"{part} came back from the disk changed.",
                hint="The WAV is untouched. Check the disk.",
            )
        part.replace(flac)
        FILES.sync_folder(flac.parent)
    finally:
        os.close(descriptor)
        part.unlink(missing_ok=True)


def _same_sound(source: Any, path: Path) -> bool:
    import numpy as np

    source.seek(0)
    with open_sound(path) as other:
        if (other.samplerate, other.channels) != (source.samplerate, source.channels):
            return False
        while True:
            expected = source.read(_FLAC_BLOCK_FRAMES, dtype="int32")
            if not np.array_equal(expected, other.read(_FLAC_BLOCK_FRAMES, dtype="int32")):
                return False
            if not len(expected):
                return True
