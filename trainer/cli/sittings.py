"""Opening the workspace for one sitting: one drill or recording at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from trainer.practice.sitting import Sitting, sit
from trainer.workspace.lock import workspace_lock
from trainer.workspace.zone import local_zone

if TYPE_CHECKING:
    from trainer.cli.context import CommandContext


@contextmanager
def at_the_desk(context: CommandContext, kind: str) -> Iterator[Sitting]:
    """A session of this kind in the workspace, which nobody else records in meanwhile.

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
        ) as sitting,
    ):
        yield sitting
