"""From a take on disk to its score: also for one that something interrupted."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from trainer.audio.files import audio_duration_s, read_audio, to_flac
from trainer.audio.wav import finish_wav
from trainer.bank import Question
from trainer.errors import InputError, NotFoundError
from trainer.history.records import Attempt, Medium, Origin, Stage
from trainer.history.store import History
from trainer.practice.delivered import deliver, delivered_again, delivered_unsaved
from trainer.practice.priming import priming
from trainer.practice.scored import ScoredAnswer, score_transcript
from trainer.practice.sitting import Clock, file_of
from trainer.practice.spans import standing_judgements
from trainer.practice.takes import read_text
from trainer.practice.teaching import NOTHING_TAUGHT, Taught, score_taught, taught, thin_points
from trainer.speech.engine import Engine
from trainer.speech.live import LiveTranscription
from trainer.speech.take import transcribe_take
from trainer.speech.transcript import Transcript, VoiceSegment
from trainer.speech.weights.progress import Progress, unheard
from trainer.workspace.private import storage_errors
from trainer.workspace.settings import AudioFormat

# Resampling may round the last sample off; a block that got lost is 0.05 s.
_MOST_UNHEARD_S: Final = 0.01


def recording_of(history: History, attempt: Attempt) -> Path:
    """The file of an attempt.

    Raises NotFoundError when it is gone, saying where it was looked for.
    """
    file = file_of(history, attempt)
    if not file.exists():
        raise NotFoundError(
            f"the recording of attempt {attempt.id} is not there: {file}",
            hint="Its transcript and score, if it has them, are still in 'trainer history'.",
        )
    return file


def mend(history: History, attempt: Attempt, clock: Clock) -> Attempt:
    """Bring an attempt whose recording was interrupted to 'recorded': whole file, known length."""
    if attempt.stage is not Stage.RECORDING:
        return attempt
    file = recording_of(history, attempt)
    duration_s = None
    if attempt.medium is Medium.SPOKEN:
        duration_s = finish_wav(file)
    elif attempt.medium is Medium.FILE:
        duration_s = audio_duration_s(file)
    return history.mark_recorded(attempt.id, finished_at=clock(), duration_s=duration_s)


def listen(
    history: History, question: Question, engine: Engine, language: str
) -> LiveTranscription:
    """What hears an answer to this question while it is recorded, for `finish`.

    `language` is that spoken, empty for the question's own.
    """
    spoken = language or question.language
    prompt = priming(question, spoken, taught(history, question).confirmed)
    return LiveTranscription(engine, language=spoken, prompt=prompt)


def finish(
    history: History,
    attempt: Attempt,
    engine: Engine | None,
    clock: Clock,
    *,
    language: str,
    audio_format: AudioFormat,
    live: LiveTranscription | None = None,
    progress: Progress = unheard,
) -> ScoredAnswer:
    """Whatever is left to do for an attempt: transcribe it, score it, keep both.

    `engine` may be None for a typed answer; `language` is that spoken, empty for
    the question's own; `live` is what heard the take while it was recorded, if anything
    did: where it failed the file is transcribed instead.  An attempt that is scored already
    is scored again, from its newest transcript.

    Raises EngineError, NotFoundError (the recording is gone), InputError (it is
    damaged) and StorageError; what was done before stays done.
    """
    attempt = mend(history, attempt, clock)
    stored = history.latest_transcript(attempt.id)
    if stored is None:
        transcript = _heard_live(history, attempt, live, progress) or _transcribe(
            history, attempt, engine, language, progress
        )
        origin = Origin.TYPED if attempt.medium is Medium.TYPED else Origin.ENGINE
        stored = history.add_transcript(attempt.id, transcript, origin=origin, made_at=clock())
    own = taught(history, attempt.question)
    coverage = score_taught(attempt.question, stored.transcript, own)
    history.add_score(stored, coverage, made_at=clock())
    delivered = deliver(history, history.attempt(attempt.id), stored, clock())
    if audio_format is AudioFormat.FLAC and attempt.medium is Medium.SPOKEN:
        _compress(history, attempt)
    return ScoredAnswer(
        attempt.question,
        stored.transcript,
        coverage,
        attempt.duration_s,
        attempt.id,
        attempt.off_guard,
        standing_judgements(history, stored),
        thin_points(attempt.question, own),
        delivered,
        attempt.guess,
    )


def hear(
    question: Question,
    path: Path,
    engine: Engine,
    language: str,
    progress: Progress = unheard,
    prompt: str | None = None,
) -> Transcript:
    """What is said in a recording; `language` is empty for the question's own.

    Raises EngineError, NotFoundError and InputError.
    """
    return _heard(question, path, engine, language, progress, prompt)[0]


def score_recording(
    question: Question,
    path: Path,
    engine: Engine,
    language: str,
    progress: Progress = unheard,
    own: Taught = NOTHING_TAUGHT,
) -> ScoredAnswer:
    """Score a recording without keeping it, as `hear` hears it."""
    prompt = priming(question, language or question.language, own.confirmed)
    transcript, voices = _heard(question, path, engine, language, progress, prompt)
    delivered = delivered_unsaved(question, transcript, voices, path)
    return score_transcript(question, transcript, audio_duration_s(path), own, delivered)


def shown_again(history: History, attempt: Attempt) -> ScoredAnswer:
    """The newest score of an attempt as it was shown.

    Raises InputError for an attempt that has none yet.
    """
    transcript = history.latest_transcript(attempt.id)
    score = history.latest_score(attempt.id)
    if transcript is None or score is None:
        raise InputError(
            f"attempt {attempt.id} is not scored yet",
            hint=f"Finish it: trainer score --attempt {attempt.id}",
        )
    return ScoredAnswer(
        score.question,
        transcript.transcript,
        score.coverage,
        attempt.duration_s,
        attempt.id,
        attempt.off_guard,
        standing_judgements(history, transcript),
        delivered=delivered_again(history, attempt, transcript.transcript),
        guess=attempt.guess,
    )


def _heard(
    question: Question,
    path: Path,
    engine: Engine,
    language: str,
    progress: Progress,
    prompt: str | None,
) -> tuple[Transcript, tuple[VoiceSegment, ...]]:
    return transcribe_take(
        engine,
        read_audio(path),
        language=language or question.language,
        prompt=prompt,
        progress=progress,
    )


def _heard_live(
    history: History, attempt: Attempt, live: LiveTranscription | None, progress: Progress
) -> Transcript | None:
    """What was heard while the take was recorded, if that was all of it."""
    heard = live.finish(progress) if live else None
    if heard is None or abs(heard.duration_s - (attempt.duration_s or 0.0)) > _MOST_UNHEARD_S:
        return None
    history.set_voice_segments(attempt.id, heard.voices)
    return heard.transcript


def _transcribe(
    history: History,
    attempt: Attempt,
    engine: Engine | None,
    language: str,
    progress: Progress,
) -> Transcript:
    file = recording_of(history, attempt)
    spoken = language or attempt.question.language
    if attempt.medium is Medium.TYPED:
        return Transcript.from_text(read_text(file), language=spoken)
    if engine is None:
        raise ValueError("a recording needs an engine")
    transcript, voices = transcribe_take(
        engine,
        read_audio(file),
        language=spoken,
        prompt=priming(attempt.question, spoken, taught(history, attempt.question).confirmed),
        progress=progress,
    )
    history.set_voice_segments(attempt.id, voices)
    return transcript


def _compress(history: History, attempt: Attempt) -> None:
    """Keep the take as FLAC from now on; the WAV goes only when the copy is proven equal."""
    file = recording_of(history, attempt)
    if file.suffix == ".wav":
        history.set_audio(attempt.id, to_flac(file).name)
        with storage_errors("delete", file):
            file.unlink()
