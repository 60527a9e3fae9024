"""The one tree of errors a person can do something about.

Each class carries the exit code that README.md documents and a short machine
name for ``--json``.  Anything that is not a ``TrainerError`` is a bug and keeps
its traceback.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class TrainerError(Exception):
    """Something a person can mend; `message` says what and where, `hint` what to do next."""

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(TrainerError):
    """Options that do not go together."""

    exit_code = 2
    code = "usage"


class InputError(TrainerError):
    """A bank, a setting, a file or an answer that can't be read as what it should be."""

    exit_code = 3
    code = "bad_input"


class NotFoundError(TrainerError):
    """What was named is not there, or fits several things; `candidates` lists what was near."""

    exit_code = 4
    code = "not_found"

    def __init__(
        self, message: str, *, hint: str | None = None, candidates: Sequence[str] = ()
    ) -> None:
        super().__init__(message, hint=hint)
        self.candidates = tuple(candidates)


class AmbiguousError(NotFoundError):
    """A name that fits more than one thing: never guessed."""

    code = "ambiguous"


class AudioDeviceError(TrainerError):
    """No microphone, no loudspeaker, no PortAudio, or one that went away."""

    exit_code = 5
    code = "audio_device"


class EngineError(TrainerError):
    """A recogniser or its weights are missing, damaged or out of reach."""

    exit_code = 6
    code = "engine"


class StorageError(TrainerError):
    """The disk is full, or the workspace can't be read or written."""

    exit_code = 7
    code = "storage"


class BusyError(TrainerError):
    """Another trainer holds what this one needs."""

    exit_code = 8
    code = "busy"


class NewerDataError(TrainerError):
    """The workspace was written by a newer version of this program."""

    exit_code = 9
    code = "newer_data"


class Interrupted(TrainerError):  # noqa: N818 (the person's own wish is no error)
    """The person stopped the program; what was recorded is kept."""

    exit_code = 130
    code = "interrupted"
