"""One sitting: the rooms that its answers are kept in, and how an attempt begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from trainer.bank import Question
from trainer.bank.slugs import slugify
from trainer.history import History, Session
from trainer.workspace.places import Workspace, ensure_workspace
from trainer.workspace.zone import Zone

MAX_NAME_CHARS = 40

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where answers go: a workspace, its history, one session in it, and the clock."""

    workspace: Workspace
    history: History
    session: Session
    clock: Clock
    zone: Zone

    def take_file(self, question: Question, suffix: str) -> Path:
        """A file name in recordings/ that is free: when, and which question."""
        when = self.zone.local(self.clock()).strftime("%Y%m%d-%H%M%S")
        name = slugify(question.id.rpartition("/")[2], max_chars=MAX_NAME_CHARS)
        for number in count(1):
            again = f"-{number}" if number > 1 else ""
            file = self.workspace.recordings / f"{when}-{name}{again}{suffix}"
            if not file.exists():
                return file
        raise AssertionError  # count() has no end


@contextmanager
def sit(
    workspace: Workspace, history: History, kind: str, clock: Clock, zone: Zone
) -> Iterator[Sitting]:
    """Begin a session of this kind, end it whatever happens, and empty old trash on the way.

    Raises StorageError where the workspace can't be written.
    """
    ensure_workspace(workspace)
    history.purge_trash(clock())
    session = history.begin_session(kind, clock(), zone)
    try:
        yield Sitting(workspace, history, session, clock, zone)
    finally:
        history.end_session(session.id, clock())
