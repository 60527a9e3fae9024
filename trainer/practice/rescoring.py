"""Scoring answers again: with the present scorer, with what was taught, with another model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from trainer.audio.files import read_audio
from trainer.errors import InputError
from trainer.history.records import Attempt, Medium, Origin, StoredTranscript
from trainer.history.store import History
from trainer.practice.changes import Change
from trainer.practice.delivered import deliver
from trainer.practice.finish import recording_of
from trainer.practice.judged import band
from trainer.practice.teaching import score_taught, taught
from trainer.scoring.coverage import Coverage
from trainer.speech.engine import Engine
from trainer.speech.take import transcribe_take
from trainer.speech.weights.progress import Progress, unheard

Band = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Rescored:
    """An attempt's score before and after; the bands count people's verdicts, as everywhere.

    `before` is None for an attempt that had no score yet.  `transcript` is the version
    that counts now; `heard` the one of the model that was asked for, None where none was.
    """

    attempt: Attempt
    before: Coverage | None
    after: Coverage
    band_before: Band
    band_after: Band
    transcript: StoredTranscript
    heard: StoredTranscript | None = None

    @property
    def changed(self) -> bool:
        """Whether anything of the score is another."""
        return self.before != self.after


def rescore(history: History, attempt: Attempt, now: datetime, run: UUID) -> Rescored:
    """Score the transcript of an attempt again; the scores before it stay.

    The question is taken as it was when it was answered, so that the scores compare.
    A score that is the same in everything is not kept twice; the figures of its delivery are
    made again in any case.  `run` is the same for all that one call does, and that one `undo`
    takes back.  Raises InputError for an
    attempt without a transcript.
    """
    return _keep(history, attempt, _counting(history, attempt), None, now, run)


def known_version(
    history: History, attempt: Attempt, engine: Engine, language: str
) -> StoredTranscript | None:
    """The newest transcript that this engine and model made of an attempt already, or None.

    `language` is what is asked for, empty for any.
    """
    for stored in reversed(history.versions.of(attempt.id)):
        heard = stored.transcript
        by = (heard.engine, heard.model) == (engine.name, engine.model)
        in_language = not language or heard.language == language.partition("-")[0]
        if stored.origin is Origin.ENGINE and by and in_language:
            return stored
    return None


def hear_again(
    history: History,
    attempt: Attempt,
    engine: Engine,
    now: datetime,
    run: UUID,
    *,
    language: str = "",
    again: bool = False,
    over_corrections: bool = False,
    progress: Progress = unheard,
) -> Rescored:
    """Transcribe a kept recording with another model, and score what was heard.

    The transcript is a version of its own, and counts from now on; a person's correction
    goes on counting unless `over_corrections`, and is scored again as well.  What this
    model has heard of the attempt before is not transcribed twice, unless `again`.
    `language` is empty for that of the transcript before.  A typed answer is only scored.

    Raises InputError for an attempt without a transcript or with a damaged recording,
    NotFoundError where the recording is gone, EngineError and StorageError; the attempt
    is as it was then.
    """
    counting = _counting(history, attempt)
    if attempt.medium is Medium.TYPED:
        return _keep(history, attempt, counting, None, now, run)
    heard = None if again else known_version(history, attempt, engine, language)
    if heard is None:
        spoken = language or counting.transcript.language or attempt.question.language
        audio = read_audio(recording_of(history, attempt))
        transcript, voices = transcribe_take(engine, audio, language=spoken, progress=progress)
        heard = StoredTranscript(0, attempt.id, Origin.ENGINE, transcript, now)
        if attempt.voice_segments is None:
            history.set_voice_segments(attempt.id, voices)
    if counting.origin is not Origin.CORRECTED or over_corrections:
        counting = heard
    return _keep(history, attempt, counting, heard, now, run)


def _counting(history: History, attempt: Attempt) -> StoredTranscript:
    stored = history.latest_transcript(attempt.id)
    if stored is None:
        raise InputError(
            f"attempt {attempt.id} is not transcribed yet",
            hint=f"Finish it: trainer score --attempt {attempt.id}",
        )
    return stored


def _keep(
    history: History,
    attempt: Attempt,
    counting: StoredTranscript,
    heard: StoredTranscript | None,
    now: datetime,
    run: UUID,
) -> Rescored:
    """Score the version that is to count, and the one heard; keep both, as one change.

    Of a version that is new the number is 0.
    """
    own = taught(history, attempt.question)
    judgements = history.taught.judgements(attempt.id)
    after = score_taught(attempt.question, counting.transcript, own)
    of_heard = after
    if heard is not None and heard is not counting:
        of_heard = score_taught(attempt.question, heard.transcript, own)
    latest = history.latest_score(attempt.id)
    before = latest.coverage if latest else None
    newest = {score.transcript_id: score.coverage for score in history.scores(attempt.id)}
    with history.transaction():
        chosen = history.versions.chosen(attempt.id)
        counted = history.latest_transcript(attempt.id)
        added = None
        if heard is not None and not heard.id:
            added = history.add_transcript(
                attempt.id, heard.transcript, origin=Origin.ENGINE, made_at=now
            )
            counting = added if counting is heard else counting
            heard = added
        score_ids = []
        for stored, coverage in ((heard, of_heard), (counting, after)):
            if stored is not None and newest.get(stored.id) != coverage:
                score_ids.append(history.add_score(stored, coverage, made_at=now).id)
                newest[stored.id] = coverage
        moved = added is not None or counted is None or counted.id != counting.id
        if moved:
            history.versions.choose(attempt.id, counting.id)
        if moved or score_ids:
            history.record_action(
                Change.RESCORE,
                {
                    "run": str(run),
                    "chosen": chosen,
                    "transcript_id": added.id if added else None,
                    "score_ids": score_ids,
                },
                made_at=now,
                attempt_id=attempt.id,
            )
        deliver(history, attempt, counting, now)
    return Rescored(
        attempt,
        before,
        after,
        band(before, judgements) if before else (None, None),
        band(after, judgements),
        counting,
        heard,
    )
