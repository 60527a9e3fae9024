"""The history: sessions, attempts, their transcripts and their scores."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from trainer.bank.nouns import Question
from trainer.errors import NotFoundError
from trainer.history import codec
from trainer.history.actions import ActionLog
from trainer.history.database import Database, open_database
from trainer.history.records import (
    Attempt,
    Medium,
    Origin,
    Pause,
    QuestionSummary,
    Session,
    Stage,
    StoredScore,
    StoredTranscript,
    VoiceSegment,
)
from trainer.history.schema import MIGRATIONS, Migration
from trainer.history.trash import Trash
from trainer.scoring.coverage import Coverage
from trainer.speech.transcript import Transcript
from trainer.workspace.places import Workspace, ensure_workspace
from trainer.workspace.zone import Zone

KEPT_IN_TRASH: Final = timedelta(days=7)
BUSY_TIMEOUT_S: Final = 5.0
_LARGEST_ID: Final = 2**63 - 1

_SUMMARY: Final = """
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
        SELECT max(id) FROM scores WHERE attempt_id = (
            SELECT id FROM attempts
            WHERE question_id = asked.question_id
                AND discarded_at IS NULL AND stage = 'scored'
            ORDER BY started_at DESC, id DESC LIMIT 1
        )
    )
    ORDER BY asked.question_id
"""


@contextlib.contextmanager
def open_history(
    workspace: Workspace,
    *,
    write: bool,
    now: datetime,
    new_uuid: Callable[[], UUID] = uuid4,
    busy_timeout_s: float = BUSY_TIMEOUT_S,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> Iterator[History]:
    """The history of a workspace, to be used from this thread.

    To read, nothing is created, and a missing history is an empty one.  To
    write, what is missing is created; what a crash left half moved is put
    right, and what was in the trash for seven days at `now` is deleted.
    Raises NewerDataError, BusyError and StorageError, here and in every method.
    """
    if write:
        ensure_workspace(workspace)
    database = open_database(
        workspace.database, write=write, busy_timeout_s=busy_timeout_s, migrations=migrations
    )
    with contextlib.closing(database):
        history = History(database, Trash.of(workspace), new_uuid)
        if write:
            history.reconcile()
            history.purge_trash(now)
        yield history


class History:
    """What was practised in one workspace; see `open_history`."""

    def __init__(self, database: Database, trash: Trash, new_uuid: Callable[[], UUID]) -> None:
        self._database = database
        self._trash = trash
        self._new_uuid = new_uuid
        self.actions = ActionLog(database)

    def transaction(self) -> AbstractContextManager[None]:
        """Several changes as one: all of the block's or none."""
        return self._database.transaction()

    # Sessions

    def begin_session(self, kind: str, *, started_at: datetime, zone: Zone) -> Session:
        """Begin a sitting; `kind` is the command, such as ``drill``."""
        uuid = self._new_uuid()
        number = self._database.insert(
            "sessions",
            {"uuid": str(uuid), "kind": kind, **_when(started_at, zone)},
        )
        return Session(number, uuid, kind, started_at, zone, ended_at=None)

    def end_session(self, session_id: int, *, ended_at: datetime) -> None:
        """Note when a sitting ended."""
        self._database.change(
            "UPDATE sessions SET ended_at = ? WHERE id = ?", codec.time_text(ended_at), session_id
        )

    def session(self, session_id: int) -> Session:
        """One sitting; NotFoundError where there is none of that number."""
        row = self._database.row("SELECT * FROM sessions WHERE id = ?", session_id)
        if row is None:
            raise NotFoundError(f"there is no session {session_id}")
        return codec.session_from(row)

    # The life of an attempt

    def begin_attempt(
        self,
        question: Question,
        *,
        medium: Medium,
        started_at: datetime,
        zone: Zone,
        session_id: int | None = None,
        audio_suffix: str | None = None,
        sample_rate_hz: int | None = None,
        device: str | None = None,
        time_limit_s: float | None = None,
    ) -> Attempt:
        """Keep, before the first sample, that an answer begins.

        With an `audio_suffix`, such as ``.wav``, the attempt gets a name for its
        recording that no other has; `audio_path` says where to write it.
        """
        uuid = self._new_uuid()
        number = self._database.insert(
            "attempts",
            {
                "uuid": str(uuid),
                "session_id": session_id,
                "question_id": question.id,
                "question": codec.to_json(codec.question_mapping(question)),
                "medium": medium.value,
                "stage": Stage.RECORDING.value,
                "audio": audio_suffix and _take_name(question, started_at, uuid, audio_suffix),
                "sample_rate_hz": sample_rate_hz,
                "device": device,
                "time_limit_s": time_limit_s,
                **_when(started_at, zone),
            },
        )
        return self.attempt(number)

    def mark_recorded(
        self,
        attempt_id: int,
        *,
        finished_at: datetime,
        duration_s: float,
        overflows: int = 0,
        pauses: Sequence[Pause] = (),
        audio: str | None = None,
    ) -> Attempt:
        """Keep that the answer is given and its recording whole.

        `audio` is the file's new name where it has another than at the start,
        such as after it became FLAC.  NotFoundError where there is no such attempt.
        """
        if audio is not None and Path(audio).name != audio:
            raise ValueError(f"{audio!r} is not the name of a file in the recordings folder")
        self._change_attempt(
            attempt_id,
            "finished_at = ?, duration_s = ?, overflows = ?, pauses = ?, "
            "audio = coalesce(?, audio), "
            "stage = CASE stage WHEN 'recording' THEN 'recorded' ELSE stage END",
            codec.time_text(finished_at),
            duration_s,
            overflows,
            codec.pauses_json(tuple(pauses)),
            audio,
        )
        return self.attempt(attempt_id)

    def set_voice_segments(self, attempt_id: int, segments: Sequence[VoiceSegment]) -> None:
        """Keep where a voice was heard; none at all is a finding as well."""
        self._change_attempt(attempt_id, "voice_segments = ?", codec.voice_json(tuple(segments)))

    def add_transcript(
        self, attempt_id: int, transcript: Transcript, *, origin: Origin, made_at: datetime
    ) -> StoredTranscript:
        """Keep a version of what was said; earlier versions stay."""
        with self.transaction():
            self._change_attempt(
                attempt_id,
                "finished_at = coalesce(finished_at, ?), "
                "stage = CASE stage WHEN 'scored' THEN 'scored' ELSE 'transcribed' END",
                codec.time_text(made_at),
            )
            number = self._database.insert(
                "transcripts",
                {
                    "attempt_id": attempt_id,
                    "origin": origin.value,
                    "engine": transcript.engine,
                    "model": transcript.model,
                    "language": transcript.language,
                    "words": codec.to_json(transcript.to_mapping()),
                    "made_at": codec.time_text(made_at),
                },
            )
        return StoredTranscript(number, attempt_id, origin, transcript, made_at)

    def add_score(
        self,
        stored: StoredTranscript,
        coverage: Coverage,
        *,
        made_at: datetime,
        question: Question | None = None,
    ) -> StoredScore:
        """Keep what the scorer made of a transcript; earlier scores stay.

        `question` is the one that was scored, where it is no longer as the
        attempt has it.
        """
        with self.transaction():
            attempt = self.attempt(stored.attempt_id)
            scored = attempt.question if question is None else question
            other = scored != attempt.question
            self._change_attempt(attempt.id, "stage = 'scored'")
            number = self._database.insert(
                "scores",
                {
                    "attempt_id": attempt.id,
                    "transcript_id": stored.id,
                    "question": codec.to_json(codec.question_mapping(scored)) if other else None,
                    "scorer": coverage.scorer,
                    "low": coverage.low,
                    "high": coverage.high,
                    "points": codec.to_json(coverage.to_mapping()),
                    "made_at": codec.time_text(made_at),
                },
            )
        return StoredScore(number, attempt.id, stored.id, scored, coverage, made_at)

    def set_off_guard(self, attempt_id: int, off_guard: bool | None) -> None:
        """Keep whether the speaker says that the question came unexpected; None takes it back."""
        self._change_attempt(attempt_id, "off_guard = ?", off_guard)

    # Looking up

    def attempt(self, attempt_id: int) -> Attempt:
        """One attempt, discarded or not; NotFoundError where there is none of that number."""
        row = None
        if 0 < attempt_id <= _LARGEST_ID:
            row = self._database.row("SELECT * FROM attempts WHERE id = ?", attempt_id)
        if row is None:
            raise _no_attempt(attempt_id)
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
        """The newest version of what was said in an attempt, or None."""
        row = self._database.row(
            "SELECT * FROM transcripts WHERE attempt_id = ? ORDER BY id DESC LIMIT 1", attempt_id
        )
        return None if row is None else codec.transcript_from(row)

    def latest_score(self, attempt_id: int) -> StoredScore | None:
        """The newest score of an attempt, or None."""
        row = self._database.row(
            "SELECT scores.*, coalesce(scores.question, attempts.question) AS scored_question "
            "FROM scores JOIN attempts ON attempts.id = scores.attempt_id "
            "WHERE attempt_id = ? ORDER BY scores.id DESC LIMIT 1",
            attempt_id,
        )
        return None if row is None else codec.score_from(row)

    def question_summaries(self) -> tuple[QuestionSummary, ...]:
        """What is known of every question that was ever answered, by question id."""
        return tuple(codec.summary_from(row) for row in self._database.rows(_SUMMARY))

    # Files and trash

    def audio_path(self, attempt: Attempt) -> Path | None:
        """Where the attempt's recording is or should be; None where it never had one."""
        if attempt.audio is None:
            return None
        folder = self._trash.recordings if attempt.discarded_at is None else self._trash.folder
        return folder / attempt.audio

    def discard_attempt(self, attempt_id: int, *, discarded_at: datetime) -> Attempt:
        """Put an attempt and its recording into the trash; one that is there stays as it is."""
        with self.transaction():
            attempt = self.attempt(attempt_id)
            if attempt.discarded_at is None:
                self._change_attempt(attempt_id, "discarded_at = ?", codec.time_text(discarded_at))
                if attempt.audio is not None:
                    self._trash.put(attempt.audio)
        return self.attempt(attempt_id)

    def restore_attempt(self, attempt_id: int) -> Attempt:
        """Take an attempt and its recording out of the trash, where they are in it."""
        with self.transaction():
            attempt = self.attempt(attempt_id)
            if attempt.discarded_at is not None:
                self._change_attempt(attempt_id, "discarded_at = NULL")
                if attempt.audio is not None:
                    self._trash.take_back(attempt.audio)
        return self.attempt(attempt_id)

    def purge_trash(self, now: datetime, keep: timedelta = KEPT_IN_TRASH) -> tuple[int, ...]:
        """Delete for good what was discarded `keep` ago or earlier; the result is their numbers."""
        due = "FROM attempts WHERE discarded_at <= ?"
        moment = codec.time_text(now - keep)
        if self._database.row(f"SELECT 1 {due}", moment) is None:
            return ()
        with self.transaction():
            rows = self._database.rows(f"SELECT id, audio {due}", moment)  # noqa: S608
            # Files first: a crash between leaves rows that the next time deletes.
            self._trash.delete(row["audio"] for row in rows if row["audio"] is not None)
            self._database.change(f"DELETE {due}", moment)
        return tuple(row["id"] for row in rows)

    def reconcile(self) -> None:
        """Put the files where their rows say they are, after a crash between the two."""
        names = self._trash.names()
        lost = [row["audio"] for row in self._discarded_audio() if row["audio"] not in names]
        if not names and not lost:
            return
        with self.transaction():
            for row in self._discarded_audio():
                self._trash.put(row["audio"])
            for name in names:
                live = "SELECT 1 FROM attempts WHERE audio = ? AND discarded_at IS NULL"
                if self._database.row(live, name) is not None:
                    self._trash.take_back(name)
