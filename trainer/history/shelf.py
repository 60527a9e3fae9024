"""What a person decided about questions and banks, and what was taken out of their banks."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from sqlite3 import Row
from typing import Any

from trainer.history import codec
from trainer.history.database import Database
from trainer.history.records import Decision, Overlay, Standing
from trainer.history.trash import KEPT_IN_TRASH


class ShelfStore:
    """Standings, overlays and removed questions; every method may raise BusyError, StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def decisions(self, now: datetime) -> dict[str, Decision]:
        """What stands at `now`, by the id of the question or bank."""
        rows = self._database.rows(
            "SELECT * FROM standings WHERE until IS NULL OR until > ? ORDER BY subject",
            codec.time_text(now),
        )
        return {row["subject"]: _decision_from(row) for row in rows}

    def decide(self, decision: Decision) -> None:
        """Keep a decision in the place of any earlier one on the same question or bank."""
        self._database.change(
            "INSERT OR REPLACE INTO standings (subject, standing, since, until) "
            "VALUES (?, ?, ?, ?)",
            decision.subject,
            decision.standing.value,
            codec.time_text(decision.since),
            decision.until and codec.time_text(decision.until),
        )

    def withdraw(self, subject: str) -> None:
        """Put a question or bank back into use."""
        self._database.change("DELETE FROM standings WHERE subject = ?", subject)

    def overlays(self) -> dict[str, Overlay]:
        """What the person's own versions of shipped questions were made from, by their id."""
        return {
            row["question_id"]: Overlay(
                codec.question_from(json.loads(row["question"])),
                row["digest"],
                codec.time_from(row["made_at"]),
            )
            for row in self._database.rows("SELECT * FROM overlays ORDER BY question_id")
        }

    def set_overlay(self, question_id: str, overlay: Overlay | None) -> None:
        """Keep what a person's version was made from; None forgets it."""
        self._database.change("DELETE FROM overlays WHERE question_id = ?", question_id)
        if overlay is not None:
            self._database.insert(
                "overlays",
                {
                    "question_id": question_id,
                    "made_at": codec.time_text(overlay.made_at),
                    "digest": overlay.digest,
                    "question": codec.to_json(codec.question_mapping(overlay.question)),
                },
            )

    def keep_removed(
        self, question_id: str, content: Mapping[str, Any], *, removed_at: datetime
    ) -> int:
        """Keep for seven days what was taken out of a bank; the number to find it by."""
        return self._database.insert(
            "removed_questions",
            {
                "question_id": question_id,
                "removed_at": codec.time_text(removed_at),
                # What a file held, whatever that was: a number out of bounds as well.
                "content": json.dumps(dict(content)),
            },
        )

    def removed(self, number: int) -> dict[str, Any] | None:
        """What was kept under a number; None where it is gone for good."""
        row = self._database.row("SELECT content FROM removed_questions WHERE id = ?", number)
        if row is None:
            return None
        content: dict[str, Any] = json.loads(row["content"])
        return content

    def wording_places(self, question_ids: Collection[str]) -> list[tuple[int, str, str]]:
        """Number, question and key point of every taught wording of questions, in use or not."""
        marks = ", ".join("?" * len(question_ids))
        rows = self._database.rows(
            "SELECT id, question_id, key_point_id FROM wordings "  # noqa: S608
            f"WHERE question_id IN ({marks}) ORDER BY id",
            *question_ids,
        )
        return [(row["id"], row["question_id"], row["key_point_id"]) for row in rows]

    def place_wording(self, wording_id: int, question_id: str, key_point_id: str) -> None:
        """Let a taught wording belong to a key point of another question."""
        self._database.change(
            "UPDATE wordings SET question_id = ?, key_point_id = ? WHERE id = ?",
            question_id,
            key_point_id,
            wording_id,
        )

    def purge(self, now: datetime, keep: timedelta = KEPT_IN_TRASH) -> None:
        """Delete for good what was removed `keep` before `now` or earlier."""
        moment = codec.time_text(now - keep)
        # Most of the time there is nothing to do, and no reason to wait for a writer.
        if self._database.row("SELECT 1 FROM removed_questions WHERE removed_at <= ?", moment):
            self._database.change("DELETE FROM removed_questions WHERE removed_at <= ?", moment)


def _decision_from(row: Row) -> Decision:
    until = row["until"]
    return Decision(
        row["subject"],
        Standing(row["standing"]),
        codec.time_from(row["since"]),
        None if until is None else codec.time_from(until),
    )
