"""How answers were said: the figures that later answers are compared with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from trainer.delivery.figures import Figures
from trainer.history import codec
from trainer.history.database import Database
from trainer.history.records import Attempt, StoredTranscript

FOLLOWED: Final = (
    "words_per_minute",
    "fillers_per_minute",
    "pauses_per_minute",
    "onset_s",
    "length_s",
)
"""Figures that are followed over the weeks: columns as well, so that many are read at once."""

_KEPT: Final = ("attempt_id", "transcript_id", "version", "made_at", "figures", *FOLLOWED)
_KEEP: Final = (
    f"INSERT INTO deliveries ({', '.join(_KEPT)}) VALUES ({', '.join('?' * len(_KEPT))}) "  # noqa: S608
    "ON CONFLICT (attempt_id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _KEPT[1:])
)


@dataclass(frozen=True, slots=True)
class StoredFigures:
    """The figures of one attempt, made from one of its transcripts."""

    attempt_id: int
    transcript_id: int
    figures: Figures
    made_at: datetime


class DeliveryStore:
    """Figures of delivery; every method may raise BusyError and StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, stored: StoredTranscript, figures: Figures, *, made_at: datetime) -> None:
        """Keep the figures of an attempt; they take the place of those it had."""
        self._database.change(
            _KEEP,
            stored.attempt_id,
            stored.id,
            figures.version,
            codec.time_text(made_at),
            codec.to_json(figures.to_mapping()),
            *(getattr(figures, name) for name in FOLLOWED),
        )

    def of_attempt(self, attempt_id: int) -> StoredFigures | None:
        """The figures of one attempt, or None."""
        row = self._database.row("SELECT * FROM deliveries WHERE attempt_id = ?", attempt_id)
        if row is None:
            return None
        return StoredFigures(
            row["attempt_id"],
            row["transcript_id"],
            Figures.from_mapping(json.loads(row["figures"])),
            codec.time_from(row["made_at"]),
        )

    def all(self) -> dict[int, Figures]:
        """The figures of every attempt that has them, by its number; discarded ones left out."""
        rows = self._database.rows(
            "SELECT attempt_id, figures FROM attempts "
            "JOIN deliveries ON deliveries.attempt_id = attempts.id WHERE discarded_at IS NULL"
        )
        return {row["attempt_id"]: Figures.from_mapping(json.loads(row["figures"])) for row in rows}

    def before(self, attempt: Attempt, *, version: int, limit: int) -> tuple[Figures, ...]:
        """The figures of the answers given aloud before this one, the latest first.

        Only those that the rules of `version` made; discarded attempts are left out.
        """
        rows = self._database.rows(
            "SELECT figures FROM attempts JOIN deliveries ON deliveries.attempt_id = attempts.id "
            "WHERE discarded_at IS NULL AND medium <> 'typed' AND version = ? "
            "AND (started_at, attempts.id) < (?, ?) "
            "ORDER BY started_at DESC, attempts.id DESC LIMIT ?",
            version,
            codec.time_text(attempt.started_at),
            attempt.id,
            limit,
        )
        return tuple(Figures.from_mapping(json.loads(row["figures"])) for row in rows)
