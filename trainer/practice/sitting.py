"""One sitting: the rooms that its answers are kept in, and how an attempt begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from trainer.bank import Question
from trainer.errors import NotFoundError
from trainer.history.records import Attempt, Medium, Session
from trainer.history.store import History
from trainer.practice.asking import as_asked
from trainer.workspace.places import Workspace
from trainer.workspace.zone import Zone

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where answers go: a workspace, its history, one session in it, and the clock."""

    workspace: Workspace
    history: History
    session: Session
    clock: Clock
    zone: Zone
    on_begin: Callable[[Attempt], object] | None = None
    """Told of each attempt as it begins, in the same transaction."""

    def begin(
        self,
        question: Question,
        medium: Medium,
        suffix: str,
        *,
        device: str | None = None,
        time_limit_s: float | None = None,
    ) -> tuple[Attempt, Path]:
        """Note that an answer begins: the attempt, and the file that it goes to.

        The question is kept as it is asked, with the person's story where one is linked.
        Raises StorageError and BusyError.
        """
        with self.history.transaction():
            attempt = self.history.begin_attempt(
                as_asked(self.history, question),
                medium=medium,
                started_at=self.clock(),
                zone=self.zone,
                session_id=self.session.id,
                audio_suffix=suffix,
                device=device,
                time_limit_s=time_limit_s,
            )
            if self.on_begin:
                self.on_begin(attempt)
        return attempt, file_of(self.history, attempt)


def file_of(history: History, attempt: Attempt) -> Path:
    """Where what was said or typed in an attempt is, whether or not it is there.

    Raises NotFoundError for an attempt that never had a file.
    """
    file = history.audio_path(attempt)
    if file is None:
        raise NotFoundError(f"attempt {attempt.id} has no recording")
    return file


@contextmanager
def sit(
    workspace: Workspace,
    history: History,
    kind: str,
    clock: Clock,
    zone: Zone,
    session: Session | None = None,
) -> Iterator[Sitting]:
    """Begin a session of this kind, or go on with one, and end it whatever happens.

    Raises StorageError where the workspace can't be written.
    """
    session = session or history.begin_session(kind, started_at=clock(), zone=zone)
    try:
        yield Sitting(workspace, history, session, clock, zone)
    finally:
        history.end_session(session.id, ended_at=clock())
