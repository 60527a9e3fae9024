"""Opening the workspace for one sitting: one drill or recording at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from trainer.practice.sitting import Sitting, sit
from trainer.workspace.lock import workspace_lock
from trainer.workspace.zone import local_zone

if TYPE_CHECKING:
    from trainer.cli.context import CommandContext
    from trainer.history.records import Session
    from trainer.history.store import History


@contextmanager
def at_the_desk(
    context: CommandContext, kind: str, begun: Callable[[History], Session | None] | None = None
) -> Iterator[Sitting]:
    """A session of this kind in the workspace, which nobody else records in meanwhile.

    `begun` finds the session to go on with, if any.

    Raises BusyError, StorageError and NewerDataError.
    """
    with (
        workspace_lock(context.workspace, kind),
        context.history(write=True) as history,
        sit(
            context.workspace,
            history,
            kind,
            context.now,
            local_zone(context.now(), os.environ),
            begun(history) if begun else None,
        ) as sitting,
    ):
        yield sitting
