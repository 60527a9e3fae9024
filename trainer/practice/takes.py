"""How an attempt begins: spoken, typed, or from a file; each is on disk before anything else."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

from trainer.audio.files import audio_duration_s
from trainer.audio.recorder import Recorder
from trainer.audio.take import RecordedTake
from trainer.bank import Question
from trainer.errors import InputError
from trainer.history.records import Attempt, Medium
from trainer.practice.changes import discard_attempt
from trainer.practice.sitting import Sitting
from trainer.speech.live import LiveTranscription
from trainer.workspace.private import create_private, storage_errors

COPY_CHUNK_BYTES = 1 << 20
MOST_TEXT_BYTES = 2_000_000


OnBlock = Callable[[bytes], object]
"""Gets every block that a recorder keeps (PCM16, one channel); must return at once."""


class SpokenTake:
    """A recording under way; its attempt's row was there before the first sample.

    `live` hears it meanwhile, where something does.
    """

    def __init__(
        self,
        sitting: Sitting,
        attempt: Attempt,
        recorder: Recorder,
        live: LiveTranscription | None = None,
    ) -> None:
        self._sitting = sitting
        self.attempt = attempt
        self.recorder = recorder
        self.live = live

    @classmethod
    def begin(
        cls,
        sitting: Sitting,
        question: Question,
        make_recorder: Callable[[Path, OnBlock | None], Recorder],
        device: str | None,
        time_limit_s: float,
        live: LiveTranscription | None = None,
    ) -> SpokenTake:
        """Write the attempt's row, then start recording, and `live`, which hears it, with it.

        Raises AudioDeviceError and StorageError; the row of a recording that never
        began goes again.
        """
        attempt, file = sitting.begin(
            question, Medium.SPOKEN, ".wav", device=device, time_limit_s=time_limit_s
        )
        recorder = make_recorder(file, live.put if live else None)
        try:
            recorder.start()
        except BaseException:
            # There is no file then: nothing was said that could be lost.
            sitting.history.drop_begun(attempt.id)
            raise
        if live:
            live.begin(recorder.sample_rate)
        return cls(sitting, attempt, recorder, live)

    def keep(self) -> RecordedTake:
        """Stop, and note how long the take is."""
        take = self.recorder.stop()
        self._sitting.history.mark_recorded(
            self.attempt.id,
            finished_at=self._sitting.clock(),
            duration_s=take.duration_s,
            overflows=take.overflows,
            pauses=take.pauses,
            sample_rate_hz=take.sample_rate,
        )
        return take

    def keep_unheard(self) -> RecordedTake:
        """Stop, and leave the transcript for later."""
        if self.live:
            self.live.abandon()
        return self.keep()

    def discard(self) -> None:
        """Stop, and put the take into the trash, from where `undo` brings it back."""
        self.keep_unheard()
        discard_attempt(self._sitting.history, self.attempt.id, self._sitting.clock())


class TypedTake:
    """An answer from the keyboard; each line is on disk before the next is typed."""

    def __init__(self, sitting: Sitting, question: Question) -> None:
        self._sitting = sitting
        self.attempt, self._file = sitting.begin(question, Medium.TYPED, ".txt")
        self._stream = os.fdopen(create_private(self._file), "wb")

    def add_line(self, line: str) -> None:
        """Keep one more line.  Raises StorageError."""
        with storage_errors("write", self._file):
            self._stream.write(f"{without_controls(line)}\n".encode())
            self._stream.flush()
            os.fsync(self._stream.fileno())

    def keep(self) -> None:
        """Close the answer."""
        self._stream.close()
        self._sitting.history.mark_recorded(
            self.attempt.id, finished_at=self._sitting.clock(), duration_s=None
        )


def take_from_text(sitting: Sitting, question: Question, text: str) -> Attempt:
    """Keep a text as an attempt.  Raises StorageError."""
    take = TypedTake(sitting, question)
    take.add_line(text)
    take.keep()
    return take.attempt


def take_from_file(sitting: Sitting, question: Question, path: Path) -> Attempt:
    """Keep a copy of somebody's recording as an attempt.

    Raises NotFoundError or InputError where it is no audio that can be read.
    """
    duration_s = audio_duration_s(path)
    attempt, file = sitting.begin(question, Medium.FILE, path.suffix.lower())
    with storage_errors("copy", path), path.open("rb") as source:
        descriptor = create_private(file)
        with os.fdopen(descriptor, "wb") as copy:
            while chunk := source.read(COPY_CHUNK_BYTES):
                copy.write(chunk)
            copy.flush()
            os.fsync(copy.fileno())
    return sitting.history.mark_recorded(
        attempt.id, finished_at=sitting.clock(), duration_s=duration_s
    )


def read_text(path: Path) -> str:
    """A transcript from a text file.

    Raises InputError for one that is empty, no UTF-8 or too long, StorageError where
    it can't be read.
    """
    with storage_errors("read", path), path.open("rb") as file:
        return some_text(file.read(MOST_TEXT_BYTES + 1), str(path))


def some_text(data: bytes, where: str) -> str:
    """The text of an answer.

    Raises InputError for what holds no word, is no UTF-8, or is too long.
    """
    text = decode_text(data, where)
    if not text.strip():
        raise InputError(f"nothing came on {where}", hint="Give the text of your answer.")
    return text


def decode_text(data: bytes, where: str) -> str:
    """Text from bytes, wherever they came from.

    Raises InputError for what is no UTF-8, or too long to be an answer.
    """
    if len(data) > MOST_TEXT_BYTES:
        raise InputError(
            f"{where} is longer than an answer can be ({MOST_TEXT_BYTES // 1_000_000} MB)",
            hint="Is it the right file?",
        )
    try:
        return without_controls(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(
            f"{where} is not text in UTF-8",
            hint="A transcript is plain text; a recording has a name like answer.wav.",
        ) from None


def without_controls(text: str) -> str:
    """Text without control characters, which a terminal would obey; lines and tabs stay."""
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) != "Cc")
