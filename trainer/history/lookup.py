"""Looking things up in the history."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

from trainer.errors import NotFoundError
from trainer.history import codec
from trainer.history.database import Database
from trainer.history.records import (
    Action,
    Attempt,
    QuestionSummary,
    Session,
    StoredScore,
    StoredTranscript,
)
from trainer.history.trash import Trash
from trainer.history.versions import COUNTING, Versions

_LARGEST_ID: Final = 2**63 - 1

_SUMMARY: Final = f"""
    WITH asked AS (
        SELECT question_id, count(*) AS attempts, max(started_at) AS last_started_at
        FROM attempts WHERE discarded_at IS NULL GROUP BY question_id
    )
    SELECT
        asked.question_id, asked.attempts, asked.last_started_at,
        (
            SELECT off_guard FROM attempts
            WHERE question_id = asked.question_id
                AND discarded_at IS NULL AND off_guard IS NOT NULL
            ORDER BY started_at DESC LIMIT 1
        ) AS last_off_guard,
        scores.low AS last_low, scores.high AS last_high
    FROM asked
    LEFT JOIN scores ON scores.id = (
        SELECT max(counted.id) FROM scores AS counted
        JOIN attempts ON attempts.id = counted.attempt_id
        WHERE attempts.id = (
            SELECT id FROM attempts
            WHERE question_id = asked.question_id
                AND discarded_at IS NULL AND stage = 'scored'
            ORDER BY started_at DESC, id DESC LIMIT 1
        ) AND counted.transcript_id = {COUNTING}
    )
    ORDER BY asked.question_id
"""  # noqa: S608 - nothing of a person's is in it

_LATEST_SCORE: Final = f"""
    SELECT scores.*, coalesce(scores.question, attempts.question) AS scored_question
    FROM scores JOIN attempts ON attempts.id = scores.attempt_id
    WHERE attempts.id = ? AND scores.transcript_id = {COUNTING}
    ORDER BY scores.id DESC LIMIT 1
"""  # noqa: S608


# Of the newest scored attempts those that were the first of their question.
_FIRST_COVERAGES: Final = """
    SELECT (scores.low + scores.high) / 2 AS coverage
    FROM (
        SELECT id, question_id, started_at FROM attempts
        WHERE discarded_at IS NULL AND stage = 'scored'
        ORDER BY started_at DESC, id DESC LIMIT ?
    ) AS newest
    JOIN scores ON scores.id = (SELECT min(id) FROM scores WHERE attempt_id = newest.id)
    WHERE scores.low IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM attempts AS earlier
        WHERE earlier.question_id = newest.question_id
            AND earlier.discarded_at IS NULL AND earlier.stage = 'scored'
            AND (earlier.started_at, earlier.id) < (newest.started_at, newest.id)
    )
"""


class Lookup:
    """What can be asked of the history; every method may raise BusyError and StorageError.

    `versions` holds the transcripts of an attempt, of which one counts.
    """

    def __init__(self, database: Database, trash: Trash) -> None:
        self._database = database
        self._trash = trash
        self.versions = Versions(database)

    def attempt(self, attempt_id: int) -> Attempt:
        """One attempt, discarded or not; NotFoundError where there is none of that number."""
        row = None
        if 0 < attempt_id <= _LARGEST_ID:
            row = self._database.row("SELECT * FROM attempts WHERE id = ?", attempt_id)
        if row is None:
            raise no_attempt(attempt_id)
        return codec.attempt_from(row)

    def attempts(
        self,
        *,
        question_ids: Collection[str] = (),
        unfinished: bool | None = None,
        discarded: bool = False,
        limit: int | None = None,
        before_id: int | None = None,
    ) -> tuple[Attempt, ...]:
        """Attempts, newest first.

        Only those of `question_ids` where it names any (a question and what it was
        called before); only those with or without a score where `unfinished` is
        given; only discarded ones or only others.  `before_id` goes on behind the
        last one of a page; NotFoundError where there is no such attempt.
        """
        conditions = [f"discarded_at IS {'NOT NULL' if discarded else 'NULL'}"]
        values: list[object] = []
        if question_ids:
            conditions.append(f"question_id IN ({', '.join('?' * len(question_ids))})")
            values += question_ids
        if unfinished is not None:
            conditions.append(f"stage {'<>' if unfinished else '='} 'scored'")
        if before_id is not None:
            conditions.append("(started_at, id) < (?, ?)")
            values += (codec.time_text(self.attempt(before_id).started_at), before_id)
        sql = (
            f"SELECT * FROM attempts WHERE {' AND '.join(conditions)} "  # noqa: S608
            "ORDER BY started_at DESC, id DESC LIMIT ?"
        )
        # A negative limit is none: https://sqlite.org/lang_select.html
        values.append(-1 if limit is None else limit)
        return tuple(codec.attempt_from(row) for row in self._database.rows(sql, *values))

    def latest_transcript(self, attempt_id: int) -> StoredTranscript | None:
        """What was said in an attempt, in the version that counts, or None."""
        return self.versions.counting(attempt_id)

    def latest_score(self, attempt_id: int) -> StoredScore | None:
        """The newest score of the transcript that counts, or None."""
        row = self._database.row(_LATEST_SCORE, attempt_id)
        return None if row is None else codec.score_from(row)

    def scores(self, attempt_id: int) -> tuple[StoredScore, ...]:
        """Every score of an attempt, oldest first; NotFoundError where there is no such attempt."""
        self.attempt(attempt_id)
        rows = self._database.rows(
            "SELECT scores.*, coalesce(scores.question, attempts.question) AS scored_question "
            "FROM scores JOIN attempts ON attempts.id = scores.attempt_id "
            "WHERE attempt_id = ? ORDER BY scores.id",
            attempt_id,
        )
        return tuple(codec.score_from(row) for row in rows)

    def question_summaries(self) -> tuple[QuestionSummary, ...]:
        """What is known of every question that was ever answered, by question id."""
        return tuple(codec.summary_from(row) for row in self._database.rows(_SUMMARY))

    def first_coverages(self, among: int = 500) -> tuple[float, ...]:
        """How much the first takes of questions covered, 0 to 1, of the newest `among` takes.

        The middle of the band, as the machine judged it first.
        """
        rows = self._database.rows(_FIRST_COVERAGES, among)
        return tuple(row["coverage"] for row in rows)

    def session(self, session_id: int) -> Session:
        """One sitting; NotFoundError where there is none of that number."""
        row = self._database.row("SELECT * FROM sessions WHERE id = ?", session_id)
        if row is None:
            raise NotFoundError(f"there is no session {session_id}")
        return codec.session_from(row)

    def audio_path(self, attempt: Attempt) -> Path | None:
        """Where the attempt's recording is or should be; None where it never had one."""
        if attempt.audio is None:
            return None
        return self._trash.place_of(attempt.audio, discarded=attempt.discarded_at is not None)

    def last_action(self) -> Action | None:
        """The latest action that was not taken back, or None."""
        row = self._database.row(
            "SELECT * FROM actions WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1"
        )
        return None if row is None else codec.action_from(row)


def no_attempt(attempt_id: int) -> NotFoundError:
    """The error for a number that no attempt has."""
    return NotFoundError(
        f"there is no attempt {attempt_id}", hint="`trainer history` lists the attempts."
    )
