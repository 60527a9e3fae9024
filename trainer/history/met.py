"""Which questions were met and which caught the speaker off guard, whatever was practised since.

Nothing here reads every attempt: it takes as long after ten years as after a week.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from trainer.history import codec
from trainer.history.database import Database


@dataclass(frozen=True, slots=True)
class Said:
    """What the speaker said of a question when they last said so: whether it was unexpected."""

    question_id: str
    said_at: datetime
    off_guard: bool


class MetStore:
    """Questions that were met; every method may raise BusyError and StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def answered(self, question_ids: Collection[str]) -> frozenset[str]:
        """Those of some ids that were answered; what was discarded does not count."""
        rows = self._database.rows(
            "SELECT value FROM json_each(?) WHERE EXISTS ("
            "SELECT 1 FROM attempts WHERE question_id = value AND discarded_at IS NULL)",
            # In order, so that neighbours in the index are read together.
            json.dumps(sorted(question_ids)),
        )
        return frozenset(row["value"] for row in rows)

    def rehearsed(self, question_ids: Collection[str]) -> frozenset[str]:
        """Those of some ids that are not new: answered, or on a card although no answer is left."""
        rows = self._database.rows(
            "SELECT value FROM json_each(?) WHERE "
            "EXISTS (SELECT 1 FROM cards WHERE question_id = value) OR EXISTS ("
            "SELECT 1 FROM attempts WHERE question_id = value AND discarded_at IS NULL)",
            json.dumps(sorted(question_ids)),
        )
        return frozenset(row["value"] for row in rows)

    def said(self, question_ids: Collection[str]) -> dict[str, Said]:
        """What was last said of some ids, where anything was."""
        rows = self._database.rows(
            "SELECT * FROM off_guard_said WHERE question_id IN (SELECT value FROM json_each(?))",
            json.dumps(list(question_ids)),
        )
        return {
            row["question_id"]: Said(
                row["question_id"], codec.time_from(row["said_at"]), bool(row["off_guard"])
            )
            for row in rows
        }

    def off_guard(self, aliases: Mapping[str, str], limit: int | None = None) -> tuple[Said, ...]:
        """The questions that caught the speaker off guard when they last said so, the latest first.

        By their present ids: `aliases` leads to them from earlier ones.  Of several ids of one
        question the one answered last decides.
        """
        earlier: dict[str, list[str]] = {}
        for one, present in aliases.items():
            earlier.setdefault(present, []).append(one)
        found: dict[str, Said] = {}
        # Reading stops at the limit: some of a question's ids cost a look at the others.
        at = None
        while limit is None or len(found) < limit:
            rows = self._database.rows(
                "SELECT question_id, said_at FROM off_guard_said "
                "WHERE off_guard AND (? IS NULL OR (said_at, question_id) < (?, ?)) "
                "ORDER BY said_at DESC, question_id DESC LIMIT ?",
                *(at and at[0], at and at[0], at and at[1]),
                -1 if limit is None else limit,
            )
            for row in rows:
                present = aliases.get(row["question_id"], row["question_id"])
                ids = [present, *earlier.get(present, ())]
                last = Said(present, codec.time_from(row["said_at"]), off_guard=True)
                if len(ids) > 1:
                    last = max(self.said(ids).values(), key=lambda one: one.said_at)
                if last.off_guard:
                    found.setdefault(present, Said(present, last.said_at, off_guard=True))
            if limit is None or len(rows) < limit:
                break
            at = (rows[-1]["said_at"], rows[-1]["question_id"])
        return tuple(found.values())[:limit]
