"""A speaker puts the transcript of an answer right, or goes back to what was heard."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from trainer.errors import InputError
from trainer.history.records import Attempt, Origin, StoredTranscript
from trainer.history.store import History
from trainer.history.trash import correction_draft
from trainer.practice.changes import Change
from trainer.practice.delivered import deliver
from trainer.practice.sitting import file_of
from trainer.practice.teaching import score_taught, taught
from trainer.speech.correction import corrected, same_text


def to_correct(history: History, attempt: Attempt) -> StoredTranscript:
    """The version that counts, where it may be put right.

    Raises InputError for an attempt that is in the trash or has no transcript yet.
    """
    if attempt.discarded_at is not None:
        raise InputError(
            f"attempt {attempt.id} is in the trash",
            hint=f"Bring it back first: trainer attempt restore {attempt.id}",
        )
    stored = history.latest_transcript(attempt.id)
    if stored is None:
        raise InputError(
            f"attempt {attempt.id} is not transcribed yet",
            hint=f"Finish it: trainer score --attempt {attempt.id}",
        )
    return stored


def draft_of(history: History, attempt: Attempt) -> Path:
    """Where a correction is written until it is kept, so that nothing of it can be lost."""
    return correction_draft(file_of(history, attempt))


def correct(history: History, attempt: Attempt, text: str, now: datetime) -> bool:
    """Keep `text` as a version of its own, score it, and let it count from now on.

    The versions before it stay, with their scores.  False where the version that counts
    says the same already: nothing is kept then.  Raises InputError as `to_correct` does.
    """
    stored = to_correct(history, attempt)
    if same_text(stored.transcript, text):
        return False
    transcript = corrected(stored.transcript, text)
    coverage = score_taught(attempt.question, transcript, taught(history, attempt.question))
    with history.transaction():
        chosen = history.versions.chosen(attempt.id)
        version = history.add_transcript(
            attempt.id, transcript, origin=Origin.CORRECTED, made_at=now
        )
        history.versions.choose(attempt.id, version.id)
        history.add_score(version, coverage, made_at=now)
        payload: dict[str, Any] = {
            "chosen": chosen,
            "transcript_id": version.id,
            "score_ids": [],
        }
        deliver(history, attempt, version, now)
        history.record_action(Change.CORRECT, payload, made_at=now, attempt_id=attempt.id)
    return True


def go_back(history: History, attempt: Attempt, now: datetime) -> StoredTranscript:
    """Let what was heard, or first typed, count again in place of a correction, scored anew.

    The correction stays beside it.  Raises InputError where no correction counts, and as
    `to_correct` does.
    """
    stored = to_correct(history, attempt)
    heard = [one for one in history.versions.of(attempt.id) if one.origin is not Origin.CORRECTED]
    if stored.origin is not Origin.CORRECTED or not heard:
        raise InputError(
            f"the transcript of attempt {attempt.id} is as it was heard",
            hint=f"Put it right: trainer replay --edit {attempt.id}",
        )
    original = heard[-1]
    own = taught(history, attempt.question)
    coverage = score_taught(attempt.question, original.transcript, own)
    with history.transaction():
        chosen = history.versions.chosen(attempt.id)
        history.versions.choose(attempt.id, original.id)
        latest = history.latest_score(attempt.id)
        score_ids = []
        if latest is None or latest.coverage != coverage:
            score_ids.append(history.add_score(original, coverage, made_at=now).id)
        payload = {"chosen": chosen, "transcript_id": None, "score_ids": score_ids}
        deliver(history, attempt, original, now)
        history.record_action(Change.GO_BACK, payload, made_at=now, attempt_id=attempt.id)
    return original
