"""What is said in any recording, whatever it is an answer to."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from trainer.audio.files import read_audio
from trainer.errors import InputError
from trainer.practice.takes import COPY_CHUNK_BYTES
from trainer.speech.engine import SAMPLE_RATE_HZ, Engine
from trainer.speech.take import transcribe_take
from trainer.speech.transcript import Transcript, VoiceSegment
from trainer.speech.weights.progress import Progress, unheard
from trainer.workspace.private import storage_errors

MOST_PIPED_BYTES = 4_000_000_000
"""Two hours of 32-bit stereo at 48 kHz are 2.8 GB."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A transcript, where there was a voice, and how long the recording is, in seconds."""

    transcript: Transcript
    voices: tuple[VoiceSegment, ...]
    duration_s: float


def listen(path: Path, engine: Engine, language: str | None, progress: Progress = unheard) -> Heard:
    """Transcribe a recording; where `language` is None the model decides.

    Raises NotFoundError, InputError and StorageError as `read_audio` does, before the
    engine is asked for anything, and EngineError.
    """
    progress("Reading the recording", 0.0)
    audio = read_audio(path)
    transcript, voices = transcribe_take(engine, audio, language=language, progress=progress)
    return Heard(transcript, voices, len(audio) / SAMPLE_RATE_HZ)


@contextmanager
def piped_recording(stream: BinaryIO) -> Iterator[Path]:
    """What comes through a pipe as a file, which goes again: no audio reader can do without.

    Raises InputError where nothing or no end comes, StorageError where it can't be kept.
    """
    descriptor, name = tempfile.mkstemp(prefix="trainer-", suffix=".audio")
    path = Path(name)
    try:
        with storage_errors("keep what comes in", path), os.fdopen(descriptor, "wb") as copy:
            size = 0
            while chunk := stream.read(COPY_CHUNK_BYTES):
                copy.write(chunk)
                size += len(chunk)
                if size > MOST_PIPED_BYTES:
                    raise InputError(
                        "what came on standard input is longer than two hours of sound",
                        hint="Cut out the part you want.",
                    )
        if not size:
            raise InputError(
                "nothing came on standard input",
                hint="Pipe a recording into it, or name a file.",
            )
        yield path
    finally:
        path.unlink(missing_ok=True)
