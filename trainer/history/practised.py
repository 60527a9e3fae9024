"""What planning needs to know of the answers there are: how often, how long, from where."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Final

from trainer.history import codec
from trainer.history.database import Database

_LATEST_ANSWERS: Final = 5
"""So many of a question's answers say how long the next one takes."""

_SHORTEST_S: Final = 5.0
"""What took less was pasted, or broken off."""


@dataclass(frozen=True, slots=True)
class Usual:
    """How often a question was answered, and how long its latest answers took, by the middle one.

    `seconds` is None where no answer says so.
    """

    times: int
    seconds: float | None


class PractisedStore:
    """Figures over answers; every method may raise BusyError and StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def usual(self, question_ids: Collection[str]) -> dict[str, Usual]:
        """How often questions were answered and how long that took; unanswered ones are left out.

        Seconds are those of the recording, or from the first to the last line of a typed answer.
        """
        rows = self._database.rows(
            """
            SELECT value AS question_id, (
                SELECT count(*) FROM attempts
                WHERE question_id = value AND discarded_at IS NULL
            ) AS times, (
                SELECT json_group_array(seconds) FROM (
                    SELECT coalesce(
                        duration_s, (julianday(finished_at) - julianday(started_at)) * 86400
                    ) AS seconds
                    FROM attempts WHERE question_id = value AND discarded_at IS NULL
                        AND stage = 'scored'
                    ORDER BY started_at DESC, id DESC LIMIT ?
                )
            ) AS seconds
            FROM json_each(?)
            """,
            _LATEST_ANSWERS,
            json.dumps(sorted(question_ids)),
        )
        return {
            row["question_id"]: Usual(row["times"], _middle(row["seconds"]))
            for row in rows
            if row["times"]
        }

    def banks(self) -> frozenset[str]:
        """The banks that some answer came from; each costs one look into an index."""
        rows = self._database.rows(
            """
            WITH RECURSIVE met (question_id) AS (
                SELECT min(question_id) FROM attempts WHERE discarded_at IS NULL
                UNION ALL
                SELECT (
                    SELECT min(question_id) FROM attempts
                    WHERE discarded_at IS NULL
                        AND question_id >= substr(met.question_id, 1, instr(
                            met.question_id || '/', '/') - 1) || '0'
                )
                FROM met WHERE met.question_id IS NOT NULL
            )
            SELECT question_id FROM met WHERE question_id IS NOT NULL
            """
        )
        return frozenset(
            row["question_id"].partition("/")[0] for row in rows if "/" in row["question_id"]
        )

    def unrated(self, latest: int) -> tuple[str, ...]:
        """Of the latest answers the questions that have no card, newest first.

        Nothing was recognised there, or the answer was never finished.
        """
        rows = self._database.rows(
            "SELECT question_id FROM ("
            "SELECT question_id FROM attempts WHERE discarded_at IS NULL "
            "ORDER BY started_at DESC, id DESC LIMIT ?"
            ") AS latest WHERE NOT EXISTS ("
            "SELECT 1 FROM cards WHERE cards.question_id = latest.question_id)",
            latest,
        )
        return tuple(dict.fromkeys(row["question_id"] for row in rows))

    def met_in(self, bank_id: str, most: int) -> tuple[str, ...]:
        """Questions of a bank that have a card, those due first."""
        rows = self._database.rows(
            "SELECT question_id FROM cards WHERE question_id >= ? AND question_id < ? "
            "ORDER BY due_at, question_id LIMIT ?",
            f"{bank_id}/",
            # The character behind the slash.
            f"{bank_id}0",
            most,
        )
        return tuple(row["question_id"] for row in rows)

    def next_due(self, after: datetime) -> str | None:
        """The question that is the first to come due after a moment, or None."""
        row = self._database.row(
            "SELECT question_id FROM cards WHERE due_at > ? ORDER BY due_at, question_id LIMIT 1",
            codec.time_text(after),
        )
        return row["question_id"] if row else None

    def answered_since(self, moment: datetime) -> tuple[tuple[str, float], ...]:
        """The answers begun since a moment: the question of each, and how long it took, seconds."""
        rows = self._database.rows(
            "SELECT question_id, coalesce(duration_s, "
            "(julianday(finished_at) - julianday(started_at)) * 86400, 0) AS seconds "
            "FROM attempts WHERE discarded_at IS NULL AND started_at >= ? ORDER BY started_at, id",
            codec.time_text(moment),
        )
        return tuple((row["question_id"], max(0.0, row["seconds"])) for row in rows)

    def last_before(self, moment: datetime) -> datetime | None:
        """When the last answer before a moment was begun, or None."""
        row = self._database.row(
            "SELECT started_at FROM attempts WHERE discarded_at IS NULL AND started_at < ? "
            "ORDER BY started_at DESC LIMIT 1",
            codec.time_text(moment),
        )
        return None if row is None else codec.time_from(row["started_at"])

    def caught_since(self, moment: datetime) -> dict[str, int]:
        """The questions that caught the speaker off guard since a moment, by id.

        With each the number of the speaker's days, after the last day on which it did, on
        which it was answered.
        """
        rows = self._database.rows(
            "SELECT question_id, off_guard, date(started_at, utc_offset_s || ' seconds') AS day "
            "FROM attempts WHERE discarded_at IS NULL AND started_at >= ? "
            "ORDER BY started_at, id",
            codec.time_text(moment),
        )
        caught: dict[str, str] = {}
        days: dict[str, set[str]] = {}
        for row in rows:
            question_id, day = row["question_id"], row["day"]
            if row["off_guard"]:
                caught[question_id] = day
                days[question_id] = set()
            elif question_id in caught and day > caught[question_id]:
                days[question_id].add(day)
        return {question_id: len(days[question_id]) for question_id in caught}


def _middle(seconds_json: str) -> float | None:
    seconds = [one for one in json.loads(seconds_json) if one is not None and one >= _SHORTEST_S]
    return float(median(seconds)) if seconds else None
