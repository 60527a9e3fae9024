"""Spoken takes made without a recogniser: known words at known times, with a sound to play."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import soundfile

from tests.support.program import Program
from trainer.history.opening import open_history
from trainer.history.records import Medium, Origin
from trainer.library import Library
from trainer.practice.delivered import deliver
from trainer.scoring import score_answer
from trainer.speech.transcript import Segment, Transcript, VoiceSegment, Word
from trainer.workspace.places import Workspace
from trainer.workspace.zone import Zone

RATE_HZ = 16_000
WORD_S = 0.4
FIRST_S = 1.0
ZONE = Zone("Europe/Berlin", 3600)
BEGINNING = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)


def start_of(word_number: int) -> float:
    """When a word of a take begins, in seconds."""
    return FIRST_S + WORD_S * word_number


def add_take(
    program: Program, question_id: str, text: str, *, days: int = 0, off_guard: bool | None = None
) -> int:
    """Keep a scored take, `days` after the first; its number."""
    workspace = Workspace(program.workspace)
    at = BEGINNING + timedelta(days=days)
    words = tuple(
        Word(f" {word}", start_of(n), start_of(n) + 0.8 * WORD_S, 0.9)
        for n, word in enumerate(text.split())
    )
    transcript = Transcript((Segment(words),), language="en", engine="whisper", model="base")
    end_s = start_of(len(words)) + 0.5
    question = Library.load(Path("question_banks"), workspace.banks).find(question_id)
    with open_history(workspace, write=True, now=at) as history:
        attempt = history.begin_attempt(
            question, medium=Medium.SPOKEN, started_at=at, zone=ZONE, audio_suffix=".wav"
        )
        file = history.audio_path(attempt)
        assert file is not None
        t = np.arange(round(end_s * RATE_HZ)) / RATE_HZ
        sound = (0.2 * np.sin(2 * np.pi * 220 * t) * (t > FIRST_S)).astype(np.float32)
        soundfile.write(file, sound, RATE_HZ, subtype="PCM_16")
        file.chmod(0o600)
        history.mark_recorded(
            attempt.id,
            finished_at=at + timedelta(seconds=end_s),
            duration_s=end_s,
            sample_rate_hz=RATE_HZ,
        )
        history.set_voice_segments(attempt.id, [VoiceSegment(FIRST_S, start_of(len(words)))])
        stored = history.add_transcript(attempt.id, transcript, origin=Origin.ENGINE, made_at=at)
        history.add_score(stored, score_answer(question, transcript), made_at=at)
        if off_guard is not None:
            history.set_off_guard(attempt.id, off_guard)
        deliver(history, history.attempt(attempt.id), stored, at)
    return attempt.id
