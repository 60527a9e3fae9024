"""What a person judged of an answer, and the wordings that this and they themselves taught."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from trainer.errors import NotFoundError
from trainer.history import codec
from trainer.history.database import Database
from trainer.history.records import (
    HumanVerdict,
    Judgement,
    Span,
    StoredTranscript,
    Wording,
    WordingKind,
    WordingOrigin,
)
from trainer.history.trash import KEPT_IN_TRASH

_LARGEST_ID: Final = 2**63 - 1

# Whoever judges a point again takes back what the earlier verdict taught.
_STANDING: Final = """
    SELECT wordings.*, judgements.attempt_id FROM wordings
    LEFT JOIN judgements ON judgements.id = wordings.judgement_id
    WHERE wordings.removed_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM judgements AS later
        WHERE later.attempt_id = judgements.attempt_id
            AND later.key_point_id = judgements.key_point_id AND later.id > judgements.id
    )
"""


class TaughtStore:
    """Verdicts of people and taught wordings; every method may raise BusyError and StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_judgement(
        self,
        stored: StoredTranscript,
        key_point_id: str,
        verdict: HumanVerdict,
        span: Span | None,
        *,
        made_at: datetime,
    ) -> Judgement:
        """Keep what a person says of a key point; an earlier verdict stays behind it."""
        number = self._database.insert(
            "judgements",
            {
                "attempt_id": stored.attempt_id,
                "transcript_id": stored.id,
                "key_point_id": key_point_id,
                "verdict": verdict.value,
                "made_at": codec.time_text(made_at),
                "span_start": span.start if span else None,
                "span_end": span.end if span else None,
                "span_text": span.text if span else None,
            },
        )
        return Judgement(number, stored.attempt_id, stored.id, key_point_id, verdict, span, made_at)

    def judgements(self, attempt_id: int) -> dict[str, Judgement]:
        """What stands of an attempt's key points, by id: the newest verdict of each."""
        rows = self._database.rows(
            "SELECT * FROM judgements WHERE attempt_id = ? ORDER BY id", attempt_id
        )
        return {row["key_point_id"]: codec.judgement_from(row) for row in rows}

    def delete_judgement(self, judgement_id: int) -> None:
        """Take back a verdict and what it taught: the one before it stands again."""
        self._database.change("DELETE FROM judgements WHERE id = ?", judgement_id)

    def add_wording(
        self,
        question_id: str,
        key_point_id: str,
        text: str,
        *,
        kind: WordingKind,
        origin: WordingOrigin,
        made_at: datetime,
        judgement: Judgement | None = None,
    ) -> Wording:
        """Keep a wording; one of a `judgement` goes when that goes."""
        number = self._database.insert(
            "wordings",
            {
                "question_id": question_id,
                "key_point_id": key_point_id,
                "kind": kind.value,
                "origin": origin.value,
                "judgement_id": judgement.id if judgement else None,
                "made_at": codec.time_text(made_at),
                "text": text,
            },
        )
        return self.wording(number)

    def wordings(self, question_ids: Collection[str] | None = None) -> tuple[Wording, ...]:
        """The wordings in use, oldest first within each question and key point.

        Only those of `question_ids` (a question and what it was called before) where
        it is given.
        """
        sql, values = _STANDING, []
        if question_ids is not None:
            sql += f" AND wordings.question_id IN ({', '.join('?' * len(question_ids))})"
            values = list(question_ids)
        sql += " ORDER BY wordings.question_id, wordings.key_point_id, wordings.id"
        return tuple(codec.wording_from(row) for row in self._database.rows(sql, *values))

    def wording(self, wording_id: int) -> Wording:
        """One wording in use; NotFoundError where there is none of that number."""
        row = None
        if 0 < wording_id <= _LARGEST_ID:
            row = self._database.row(f"{_STANDING} AND wordings.id = ?", wording_id)
        if row is None:
            raise NotFoundError(
                f"there is no wording {wording_id}", hint="'trainer wordings list' shows them."
            )
        return codec.wording_from(row)

    def set_text(self, wording_id: int, text: str) -> None:
        """Change the words of a wording."""
        self._database.change("UPDATE wordings SET text = ? WHERE id = ?", text, wording_id)

    def remove(self, wording_id: int, *, removed_at: datetime) -> None:
        """Put a wording away for seven days; `put_back` brings it back."""
        self._database.change(
            "UPDATE wordings SET removed_at = ? WHERE id = ?",
            codec.time_text(removed_at),
            wording_id,
        )

    def put_back(self, wording_id: int) -> bool:
        """Use a removed wording again; False where it is gone for good."""
        found = self._database.change(
            "UPDATE wordings SET removed_at = NULL WHERE id = ?", wording_id
        )
        return bool(found)

    def delete_wording(self, wording_id: int) -> None:
        """Delete a wording for good."""
        self._database.change("DELETE FROM wordings WHERE id = ?", wording_id)

    def taught_by(self, attempt_id: int) -> int:
        """How many wordings in use an attempt taught."""
        rows = self._database.rows(f"{_STANDING} AND judgements.attempt_id = ?", attempt_id)
        return len(rows)

    def purge(self, now: datetime, keep: timedelta = KEPT_IN_TRASH) -> None:
        """Delete for good the wordings that were removed `keep` before `now` or earlier."""
        moment = codec.time_text(now - keep)
        # Most of the time there is nothing to do, and no reason to wait for a writer.
        if self._database.row("SELECT 1 FROM wordings WHERE removed_at <= ?", moment):
            self._database.change("DELETE FROM wordings WHERE removed_at <= ?", moment)
