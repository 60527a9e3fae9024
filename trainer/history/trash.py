"""Discarded attempts: their rows stay and their files move, until both are deleted for good.

A file is moved inside the transaction that changes its row.  A crash between the
two leaves the file on the wrong side; `Trash.reconcile` puts it right.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from trainer.history.codec import time_text
from trainer.history.database import Database
from trainer.history.records import Attempt
from trainer.workspace.places import Workspace
from trainer.workspace.private import private_folder, storage_errors

KEPT_IN_TRASH: Final = timedelta(days=7)


def correction_draft(recording: Path) -> Path:
    """Where a correction of what was said in a recording is written until it is kept."""
    return recording.with_suffix(".correction.txt")


class Trash:
    """What was discarded in one workspace; every method may raise BusyError and StorageError."""

    def __init__(self, database: Database, workspace: Workspace) -> None:
        self._database = database
        self._recordings = workspace.recordings
        self._folder = workspace.trash

    def place_of(self, audio: str, *, discarded: bool) -> Path:
        """Where a recording belongs."""
        return (self._folder if discarded else self._recordings) / audio

    def discard(self, attempt: Attempt, discarded_at: datetime) -> None:
        """Put an attempt into the trash."""
        with self._database.transaction():
            self._database.change(
                "UPDATE attempts SET discarded_at = ? WHERE id = ?",
                time_text(discarded_at),
                attempt.id,
            )
            self._put(attempt.audio)

    def restore(self, attempt: Attempt) -> None:
        """Take an attempt out of the trash."""
        with self._database.transaction():
            self._database.change(
                "UPDATE attempts SET discarded_at = NULL WHERE id = ?", attempt.id
            )
            self._take_back(attempt.audio)

    def purge(self, now: datetime, keep: timedelta = KEPT_IN_TRASH) -> tuple[int, ...]:
        """Delete for good what was discarded `keep` before `now` or earlier."""
        due = "SELECT id, audio FROM attempts WHERE discarded_at <= ?"
        moment = time_text(now - keep)
        # Most of the time there is nothing to do, and no reason to wait for a writer.
        if self._database.row(due, moment) is None:
            return ()
        with self._database.transaction():
            rows = self._database.rows(due, moment)
            # Files first: a crash between leaves rows, which the next time deletes.
            for row in rows:
                self._delete(row["audio"])
            self._database.change("DELETE FROM attempts WHERE discarded_at <= ?", moment)
        return tuple(row["id"] for row in rows)

    def reconcile(self) -> None:
        """Put the files where their rows say they are, after a crash between the two.

        A file in the trash that belongs to no attempt is left alone.
        """
        if not self._misplaced():
            return
        with self._database.transaction():
            for audio, discarded in self._misplaced():
                if discarded:
                    self._put(audio)
                else:
                    self._take_back(audio)

    def _misplaced(self) -> list[tuple[str, bool]]:
        """The files on the wrong side, and whether they should be in the trash."""
        with storage_errors("read", self._folder):
            in_trash = {entry.name for entry in self._folder.glob("*")}
        discarded = {
            row["audio"]
            for row in self._database.rows(
                "SELECT audio FROM attempts WHERE discarded_at IS NOT NULL AND audio IS NOT NULL"
            )
        }
        live = "SELECT 1 FROM attempts WHERE audio = ? AND discarded_at IS NULL"
        return [
            (audio, True) for audio in discarded - in_trash if (self._recordings / audio).exists()
        ] + [(audio, False) for audio in in_trash - discarded if self._database.row(live, audio)]

    def _put(self, audio: str | None) -> None:
        if audio is None:
            return
        self._delete_leftover(audio)
        if (self._recordings / audio).exists():
            private_folder(self._folder, narrow=True)
            with storage_errors("move to the trash", self._recordings / audio):
                (self._recordings / audio).replace(self._folder / audio)

    def _take_back(self, audio: str | None) -> None:
        if audio is not None and (self._folder / audio).exists():
            with storage_errors("move out of the trash", self._folder / audio):
                (self._folder / audio).replace(self._recordings / audio)

    def _delete_leftover(self, audio: str) -> None:
        """Delete what a crash left while a WAV became a FLAC: the one that is not in use."""
        for suffix in (".wav", ".flac", ".flac.part"):
            copy = (self._recordings / audio).with_suffix(suffix)
            if copy.name != audio:
                with storage_errors("delete", copy):
                    copy.unlink(missing_ok=True)

    def _delete(self, audio: str | None) -> None:
        if audio is not None:
            self._delete_leftover(audio)
            recording = self._recordings / audio
            for place in (self._folder / audio, recording, correction_draft(recording)):
                with storage_errors("delete", place):
                    place.unlink(missing_ok=True)
