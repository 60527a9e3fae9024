"""The tables, as a list of steps from nothing to the present form.

A step that was released is never changed: what comes later is a step of its own
at the end, and tests keep the form that each version left behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from sqlite3 import Connection
from typing import Final, TypeAlias

from trainer.history.tables import CHOSEN, DELIVERY, FIRST, SHELF, TEACHING
from trainer.history.tables_ahead import DEBRIEF, NOTES, SCHEDULE

Migration: TypeAlias = Callable[[Connection], None]
"""One step, run in a transaction that is not its own, with foreign keys checked at its end."""


def statements(*sql: str) -> Migration:
    """A step that is nothing but SQL statements."""

    def migrate(connection: Connection) -> None:
        for statement in sql:
            connection.execute(statement)

    return migrate


MIGRATIONS: Final[Sequence[Migration]] = (
    statements(*FIRST),
    statements(*TEACHING),
    statements(*SHELF),
    statements(*DELIVERY),
    statements(*CHOSEN),
    statements(*SCHEDULE),
    statements(*DEBRIEF),
    statements(*NOTES),
)
"""The step at index n leads from version n to n + 1."""
