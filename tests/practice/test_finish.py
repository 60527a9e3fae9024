"""What was heard while recording is what is kept; where that failed, the file is heard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.history.made import NOW, QUESTION, begin, numbered_uuids
from tests.speech.scribe import RATE_HZ, Scribe, as_in_file, feed
from tests.speech.sounds import silence, spoken
from trainer.history.opening import open_history
from trainer.history.records import Attempt
from trainer.history.store import History
from trainer.practice.finish import finish, listen
from trainer.speech.take import transcribe_take
from trainer.workspace.places import Workspace
from trainer.workspace.settings import AudioFormat

ANSWER = np.concatenate([silence(0.5), spoken("I moved the payment service."), silence(0.7)])


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with open_history(
        Workspace(tmp_path / "workspace"), write=True, now=NOW, new_uuid=numbered_uuids()
    ) as opened:
        yield opened


@pytest.fixture
def recorded(history: History) -> Attempt:
    """An attempt whose recording is on the disk."""
    attempt = begin(history)
    file = history.audio_path(attempt)
    assert file is not None
    file.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(file, as_in_file(ANSWER), RATE_HZ, subtype="PCM_16")
    duration_s = len(ANSWER) / RATE_HZ
    return history.mark_recorded(attempt.id, finished_at=NOW, duration_s=duration_s)


def heard(history: History, attempt: Attempt, audio: np.ndarray, live: Scribe, file: Scribe) -> str:
    """Feed `audio` to `live` and finish with it; the file is for `file`. The transcript."""
    transcription = listen(history, QUESTION, live, "")
    feed(transcription, audio)
    transcription.begin(RATE_HZ)
    answer = finish(
        history,
        attempt,
        file,
        lambda: NOW,
        language="",
        audio_format=AudioFormat.WAV,
        live=transcription,
    )
    stored = history.latest_transcript(attempt.id)
    assert stored is not None
    assert stored.transcript == answer.transcript
    return answer.transcript.text


def test_what_was_heard_while_recording_is_kept_with_its_voices(
    history: History, recorded: Attempt
) -> None:
    live, file = Scribe(), Scribe()
    text = heard(history, recorded, ANSWER, live, file)
    transcript, voices = transcribe_take(Scribe(), as_in_file(ANSWER), language="en")
    assert text == transcript.text
    assert history.attempt(recorded.id).voice_segments == voices
    assert file.heard == []
    assert (live.prompts[0] or "").startswith("Um, uh,")


def test_where_listening_failed_the_file_is_heard(history: History, recorded: Attempt) -> None:
    live, file = Scribe(fault=RuntimeError("a bug")), Scribe()
    assert heard(history, recorded, ANSWER, live, file)
    assert len(file.heard) == 1
    assert (file.prompts[0] or "").startswith("Um, uh,")


def test_where_a_block_is_missing_the_file_is_heard(history: History, recorded: Attempt) -> None:
    file = Scribe()
    assert heard(history, recorded, ANSWER[800:], Scribe(), file)
    assert len(file.heard) == 1
