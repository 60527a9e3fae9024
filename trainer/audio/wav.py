"""A WAV file that is whole at every moment: mono, 16-bit, header kept up to date."""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING, Self

from trainer.errors import InputError, NotFoundError
from trainer.workspace.private import FILES, storage_error

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE_BYTES = 2
HEADER_BYTES = 44

# RIFF, its size, WAVE, then the chunk `fmt ` (PCM, channels, rate, bytes per second, bytes per
# frame, bits) and the head of `data`: the canonical form of "Multimedia Programming Interface and
# Data Specifications 1.0" (IBM and Microsoft, 1991).
_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")


class WavWriter:
    """Writes samples to a new private file that any program can read at any time.

    The header is written anew after every append, so that a killed program
    leaves a valid file. libsndfile's own writer would need a call that soundfile
    does not offer, and hides whether the disk took the data.
    """

    def __init__(self, path: Path, rate_hz: int) -> None:
        """Create `path`, readable by its owner only, with an empty header.

        Raises FileExistsError where there is one already, OSError where it can't
        be made.
        """
        self.path = path
        self.rate_hz = rate_hz
        self.data_bytes = 0
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._descriptor = os.open(path, flags, 0o600)
        try:
            self._write_at(0, _header(rate_hz, 0))
            self.sync()
            FILES.sync_folder(path.parent)
        except OSError:
            os.close(self._descriptor)
            path.unlink()
            raise

    @property
    def duration_s(self) -> float:
        """Seconds of sound written so far."""
        return self.data_bytes / (SAMPLE_BYTES * self.rate_hz)

    def append(self, samples: bytes) -> None:
        """Add PCM16 samples. Raises OSError; what fitted is kept and counted."""
        try:
            self._write_at(HEADER_BYTES + self.data_bytes, samples)
        finally:
            length = os.fstat(self._descriptor).st_size - HEADER_BYTES
            self.data_bytes = length - length % SAMPLE_BYTES
            self._write_at(0, _header(self.rate_hz, self.data_bytes))

    def sync(self) -> None:
        """Bring all that was appended onto the disk. Raises OSError."""
        os.fsync(self._descriptor)

    def close(self) -> None:
        """Cut what is not a whole sample, sync and close. Raises OSError, but closes."""
        try:
            os.ftruncate(self._descriptor, HEADER_BYTES + self.data_bytes)
            self.sync()
        finally:
            os.close(self._descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write_at(self, offset: int, data: bytes) -> None:
        os.lseek(self._descriptor, offset, os.SEEK_SET)
        left = memoryview(data)
        while left:
            left = left[os.write(self._descriptor, left) :]


def finish_wav(path: Path) -> float:
    """Mend the header of a take whose program died; the duration in seconds.

    The file is changed in its header and by at most one byte at its end, and may
    be whole already. Raises NotFoundError, InputError where it is not a take of
    ours or holds no sound, StorageError where it can't be written.
    """
    if not path.is_file():
        raise NotFoundError(f"There is no recording {path}.")
    try:
        with path.open("r+b") as file:
            header = file.read(HEADER_BYTES)
            length = os.fstat(file.fileno()).st_size - HEADER_BYTES
            if length < SAMPLE_BYTES:
                raise InputError(
                    f"The recording {path} holds no sound.",
                    hint="It ended before the first sample: record the answer again.",
                )
            rate_hz = _rate_of(header, path)
            data_bytes = length - length % SAMPLE_BYTES
            file.truncate(HEADER_BYTES + data_bytes)
            file.seek(0)
            file.write(_header(rate_hz, data_bytes))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise storage_error(error, "finish", path) from error
    return data_bytes / (SAMPLE_BYTES * rate_hz)


def _header(rate_hz: int, data_bytes: int) -> bytes:
    return _HEADER.pack(
        b"RIFF",
        HEADER_BYTES - 8 + data_bytes,
        b"WAVE",
        b"fmt ",
        16,
        1,
        1,
        rate_hz,
        rate_hz * SAMPLE_BYTES,
        SAMPLE_BYTES,
        8 * SAMPLE_BYTES,
        b"data",
        data_bytes,
    )


def _rate_of(header: bytes, path: Path) -> int:
    rate_hz: int = _HEADER.unpack(header)[7]
    # Everything but the two sizes, which may be behind, has to be what this module writes.
    if rate_hz and _header(rate_hz, 0)[8:40] == header[8:40] and header[:4] == b"RIFF":
        return rate_hz
    raise InputError(
        f"{path} is not a recording made by this program.",
        hint="Another file can be used as an answer with --audio FILE.",
    )
