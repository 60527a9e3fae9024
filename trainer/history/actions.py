"""The log of what can be taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from sqlite3 import Row
from typing import Any

from trainer.history.codec import time_from, time_text, to_json
from trainer.history.database import Database
from trainer.history.records import Action


class ActionLog:
    """The actions of one history, the latest first to be taken back.

    Record an action in the same `History.transaction` as the change it stands
    for.  What every method raises is said at `Database`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(
        self,
        kind: str,
        payload: Mapping[str, Any],
        *,
        made_at: datetime,
        attempt_id: int | None = None,
    ) -> Action:
        """Note that something was done; an action goes when its attempt is deleted for good.

        `payload` is what JSON can hold, enough to take the action back.
        """
        values = {
            "made_at": time_text(made_at),
            "kind": kind,
            "attempt_id": attempt_id,
            "payload": to_json(dict(payload)),
        }
        number = self._database.insert("actions", values)
        return Action(number, kind, attempt_id, payload, made_at)

    def last(self) -> Action | None:
        """The latest action that was not taken back, or None."""
        row = self._database.row(
            "SELECT * FROM actions WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1"
        )
        return None if row is None else _action_from(row)

    def mark_undone(self, action_id: int, *, undone_at: datetime) -> None:
        """Note that an action was taken back; `last` then gives the one before it."""
        self._database.change(
            "UPDATE actions SET undone_at = ? WHERE id = ?", time_text(undone_at), action_id
        )


def _action_from(row: Row) -> Action:
    return Action(
        id=row["id"],
        kind=row["kind"],
        attempt_id=row["attempt_id"],
        payload=json.loads(row["payload"]),
        made_at=time_from(row["made_at"]),
    )
