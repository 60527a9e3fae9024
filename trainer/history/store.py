"""Keeping what is practised: sessions, attempts, their transcripts and their scores."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import PureWindowsPath
from typing import Any
from uuid import UUID

from trainer.audio.take import Pause
from trainer.bank.nouns import Question
from trainer.history import codec
from trainer.history.database import Database
from trainer.history.lookup import Lookup, no_attempt
from trainer.history.records import (
    Action,
    Attempt,
    Medium,
    Origin,
    Session,
    Stage,
    StoredScore,
    StoredTranscript,
)
from trainer.history.rooms import Rooms
from trainer.history.trash import KEPT_IN_TRASH, Trash
from trainer.scoring.coverage import Coverage
from trainer.speech.transcript import Transcript, VoiceSegment
from trainer.workspace.zone import Zone


class History(Rooms, Lookup):
    """What was practised in one workspace; see `open_history`.

    Sessions, attempts, transcripts and scores are kept and found here, everything else in the
    stores of `Rooms`.

    Every method may raise BusyError and StorageError, and NotFoundError for the
    number of an attempt that is not there.
    """

    def __init__(self, database: Database, trash: Trash, new_uuid: Callable[[], UUID]) -> None:
        Rooms.__init__(self, database, new_uuid)
        Lookup.__init__(self, database, trash)
        self._new_uuid = new_uuid

    def transaction(self) -> AbstractContextManager[None]:
        """Several changes as one: all of the block's or none."""
        return self._database.transaction()

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

    def begin_attempt(
        self,
        question: Question,
        *,
        medium: Medium,
        started_at: datetime,
        zone: Zone,
        session_id: int | None = None,
        audio_suffix: str | None = None,
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
                "device": device,
                "time_limit_s": time_limit_s,
                **_when(started_at, zone),
            },
        )
        return self.attempt(number)

    def drop_begun(self, attempt_id: int) -> None:
        """Take back `begin_attempt` where nothing came of it: no sample, no word."""
        self._database.change(
            "DELETE FROM attempts WHERE id = ? AND stage = 'recording'", attempt_id
        )

    def mark_recorded(
        self,
        attempt_id: int,
        *,
        finished_at: datetime,
        duration_s: float | None,
        sample_rate_hz: int | None = None,
        overflows: int = 0,
        pauses: Sequence[Pause] = (),
    ) -> Attempt:
        """Keep that the answer is given and its recording whole.

        `duration_s` is None for an answer that takes no time, such as a typed one.
        """
        self._change_attempt(
            attempt_id,
            "finished_at = ?, duration_s = ?, sample_rate_hz = coalesce(?, sample_rate_hz), "
            "overflows = ?, pauses = ?, "
            "stage = CASE stage WHEN 'recording' THEN 'recorded' ELSE stage END",
            codec.time_text(finished_at),
            duration_s,
            sample_rate_hz,
            overflows,
            codec.pauses_json(pauses),
        )
        return self.attempt(attempt_id)

    def set_audio(self, attempt_id: int, audio: str) -> None:
        """Keep that the recording has another name now, such as after it became FLAC.

        `audio` is the name of a file in the recordings folder; to be called
        while the old file is still there, so that a crash loses neither.
        """
        # Windows knows every separator there is.
        if PureWindowsPath(audio).name != audio or not audio.strip("."):
            raise ValueError(f"{audio!r} is not the name of a file in the recordings folder")
        self._change_attempt(attempt_id, "audio = ?", audio)

    def set_voice_segments(self, attempt_id: int, segments: Iterable[VoiceSegment]) -> None:
        """Keep where a voice was heard; none at all is a finding as well."""
        self._change_attempt(attempt_id, "voice_segments = ?", codec.voice_json(segments))

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
                    "low": None if coverage.wordless else coverage.low,
                    "high": None if coverage.wordless else coverage.high,
                    "points": codec.to_json(coverage.to_mapping()),
                    "made_at": codec.time_text(made_at),
                },
            )
        return StoredScore(number, attempt.id, stored.id, scored, coverage, made_at)

    def set_off_guard(self, attempt_id: int, off_guard: bool | None) -> None:
        """Keep whether the speaker says that the question came unexpected; None takes it back."""
        self._change_attempt(attempt_id, "off_guard = ?", off_guard)

    def discard_attempt(self, attempt_id: int, *, discarded_at: datetime) -> Attempt:
        """Put an attempt and its recording into the trash; one that is there stays as it is."""
        with self.transaction():
            attempt = self.attempt(attempt_id)
            if attempt.discarded_at is None:
                self._trash.discard(attempt, discarded_at)
        return self.attempt(attempt_id)

    def restore_attempt(self, attempt_id: int) -> Attempt:
        """Take an attempt and its recording out of the trash, where they are in it."""
        with self.transaction():
            self._trash.restore(self.attempt(attempt_id))
        return self.attempt(attempt_id)

    def purge_trash(self, now: datetime, keep: timedelta = KEPT_IN_TRASH) -> tuple[int, ...]:
        """Delete for good what was discarded `keep` ago or earlier; the result is their numbers."""
        return self._trash.purge(now, keep)

    def record_action(
        self,
        kind: str,
        payload: Mapping[str, Any],
        *,
        made_at: datetime,
        attempt_id: int | None = None,
    ) -> Action:
        """Keep that something was done that can be taken back, `payload` being what that needs.

        To be called in the `transaction` of the change itself.  An action goes
        when its attempt is deleted for good.  `payload` is what JSON can hold.
        """
        number = self._database.insert(
            "actions",
            {
                "made_at": codec.time_text(made_at),
                "kind": kind,
                "attempt_id": attempt_id,
                "payload": codec.to_json(dict(payload)),
            },
        )
        return Action(number, kind, attempt_id, payload, made_at)

    def mark_undone(self, action_id: int, *, undone_at: datetime) -> None:
        """Keep that an action was taken back; `last_action` then gives the one before it."""
        self._database.change(
            "UPDATE actions SET undone_at = ? WHERE id = ?", codec.time_text(undone_at), action_id
        )

    def _change_attempt(self, attempt_id: int, changes: str, *values: object) -> None:
        sql = f"UPDATE attempts SET {changes} WHERE id = ?"  # noqa: S608
        if not self._database.change(sql, *values, attempt_id):
            raise no_attempt(attempt_id)


def _when(moment: datetime, zone: Zone) -> dict[str, str | int]:
    return {
        "started_at": codec.time_text(moment),
        "zone": zone.name,
        "utc_offset_s": zone.utc_offset_s,
    }


def _take_name(question: Question, started_at: datetime, uuid: UUID, suffix: str) -> str:
    """A name that sorts by time, says what it is, fits every file system and is never used twice.

    The question's part is cut at 40 characters: names stay far below the 255
    bytes that file systems allow.
    """
    moment = started_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    slug = re.sub(r"[^a-z0-9]+", "-", question.id.rpartition("/")[2].lower())[:40].strip("-")
    return f"{moment}-{slug}-{uuid.hex}{suffix}"
