"""Opening the history of a workspace."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from trainer.history.database import open_database
from trainer.history.schema import MIGRATIONS, Migration
from trainer.history.store import History
from trainer.history.trash import Trash
from trainer.workspace.places import Workspace, ensure_workspace

BUSY_TIMEOUT_S: Final = 5.0


@contextlib.contextmanager
def open_history(
    workspace: Workspace,
    *,
    write: bool,
    now: datetime,
    new_uuid: Callable[[], UUID] = uuid4,
    busy_timeout_s: float = BUSY_TIMEOUT_S,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> Iterator[History]:
    """The history of a workspace, to be used from this thread.

    To read, nothing is created, and a missing history is an empty one.  To
    write, what is missing is created; what a crash left half moved is put
    right, and what was removed seven days before `now` is deleted.
    Raises NewerDataError, BusyError and StorageError, here and in every method.
    """
    if write:
        ensure_workspace(workspace)
    database = open_database(
        workspace.database, write=write, busy_timeout_s=busy_timeout_s, migrations=migrations
    )
    with contextlib.closing(database):
        trash = Trash(database, workspace)
        history = History(database, trash, new_uuid)
        if write:
            trash.reconcile()
            history.purge_trash(now)
            history.purge_removed(now)
        yield history
