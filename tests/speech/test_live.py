"""Transcribing while recording: the same words as from the file, and the stop finds them ready."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soxr

from tests.speech.scribe import RATE_HZ, Scribe, as_in_file, feed
from tests.speech.sounds import silence, spoken
from tests.support.virtual_sound import wait_until
from trainer.errors import EngineError
from trainer.speech.live import HeardTake, LiveTranscription
from trainer.speech.take import transcribe_take

if TYPE_CHECKING:
    import numpy.typing as npt

    from tests.speech.conftest import Clip, Engines
    from trainer.speech.engine import Engine

    Samples = npt.NDArray[np.float32]


def started(engine: Engine, rate_hz: int = RATE_HZ) -> LiveTranscription:
    live = LiveTranscription(engine, language="en-GB")
    live.begin(rate_hz)
    return live


def finished(live: LiveTranscription) -> HeardTake:
    heard = live.finish()
    assert heard is not None
    return heard


@pytest.fixture(scope="module")
def answer() -> Samples:
    """Speech with short pauses, a long one, and voice up to the end."""
    first, second = spoken("I moved the payment service."), spoken("No order was lost after that.")
    pieces = [silence(0.7), first, silence(0.3), second, silence(0.6), first, silence(4.0), second]
    return np.concatenate([*pieces, silence(2.2), first])


@pytest.mark.parametrize("block", [160, 800, 4096, 10**7])
def test_the_live_transcript_is_that_of_the_file(answer: Samples, block: int) -> None:
    scribe, afterwards = Scribe(), Scribe()
    live = started(scribe)
    feed(live, answer, block)
    heard = finished(live)
    transcript, voices = transcribe_take(afterwards, as_in_file(answer), language="en-GB")
    assert heard.transcript == transcript
    assert heard.voices == voices
    assert heard.duration_s == len(answer) / RATE_HZ
    assert len(transcript.segments) >= 3


def test_a_microphone_at_another_rate_is_heard_as_its_file(answer: Samples) -> None:
    recorded = soxr.resample(answer, RATE_HZ, 44_100)
    live = started(Scribe(), 44_100)
    feed(live, recorded, 2205)
    heard = finished(live)
    resampler = soxr.ResampleStream(44_100, RATE_HZ, 1, dtype="float32")
    whole = resampler.resample_chunk(as_in_file(recorded), last=True)
    _, voices = transcribe_take(Scribe(), whole, language="en")
    assert heard.voices == voices
    assert heard.duration_s == pytest.approx(len(answer) / RATE_HZ, abs=0.01)


def test_blocks_put_before_the_beginning_are_heard(answer: Samples) -> None:
    live = LiveTranscription(Scribe(), language="en")
    feed(live, answer)
    live.begin(RATE_HZ)
    assert finished(live).duration_s == len(answer) / RATE_HZ


def test_what_was_said_before_a_pause_is_there_before_the_stop(answer: Samples) -> None:
    scribe = Scribe()
    live = started(scribe)
    feed(live, answer)
    wait_until(lambda: len(live.text.split()) == 2, "two utterances are transcribed")
    done = len(scribe.heard)
    heard = finished(live)
    assert len(heard.transcript.segments) == 3
    assert len(scribe.heard) == done + 1


def test_the_last_words_are_heard_in_the_silence_before_the_stop(answer: Samples) -> None:
    scribe = Scribe()
    live = started(scribe)
    feed(live, np.concatenate([answer, silence(0.6)]))
    wait_until(lambda: len(live.text.split()) == 3, "the last utterance is transcribed")
    done = len(scribe.heard)
    transcript, _ = transcribe_take(
        Scribe(), as_in_file(np.concatenate([answer, silence(0.6)])), language="en"
    )
    assert finished(live).transcript == transcript
    assert len(scribe.heard) == done


def test_a_closed_take_is_heard_to_its_end_before_anybody_waits_for_it(answer: Samples) -> None:
    scribe = Scribe()
    live = started(scribe)
    feed(live, answer)
    live.close()
    wait_until(lambda: len(live.text.split()) == 3, "the last utterance is transcribed")
    done = len(scribe.heard)
    transcript, _ = transcribe_take(Scribe(), as_in_file(answer), language="en-GB")
    assert finished(live).transcript == transcript
    assert len(scribe.heard) == done


def test_who_goes_on_after_a_pause_is_heard_as_a_whole() -> None:
    first, second = spoken("I moved the payment service."), spoken("No order was lost.")
    scribe = Scribe()
    live = started(scribe)
    feed(live, np.concatenate([first, silence(0.9)]))
    wait_until(lambda: bool(live.text), "the first words are transcribed")
    feed(live, np.concatenate([second, silence(0.2)]))
    heard = finished(live)
    assert len(heard.transcript.segments) == 1
    assert len(scribe.heard) == 2
    whole = np.concatenate([first, silence(0.9), second, silence(0.2)])
    assert heard.transcript == transcribe_take(Scribe(), as_in_file(whole), language="en")[0]


def test_a_slow_engine_is_told_and_leaves_nothing_out(answer: Samples) -> None:
    scribe = Scribe()
    scribe.goes_on.clear()
    live = started(scribe)
    feed(live, np.concatenate([answer, silence(2.5)] * 3))
    wait_until(lambda: live.behind_s > 10.0, "it is behind")
    assert live.text == ""
    scribe.goes_on.set()
    steps: list[float] = []
    heard = live.finish(lambda what, done: steps.append(done))
    assert heard is not None
    assert live.behind_s == 0.0
    assert len(heard.transcript.segments) == 9
    assert steps[-1] == 1.0
    assert steps == sorted(steps)


@pytest.mark.parametrize("fault", [EngineError("no model"), RuntimeError("a bug")])
def test_a_fault_of_the_engine_ends_the_transcription_and_nothing_else(
    answer: Samples, fault: Exception
) -> None:
    live = started(Scribe(fault=fault))
    feed(live, answer)
    assert live.finish() is None
    assert live.text == ""
    live.put(b"\0\0")


def test_a_fault_of_the_listener_ends_the_transcription_too() -> None:
    live = started(Scribe())
    live.put(b"half a sample is none")
    assert live.finish() is None


def test_an_abandoned_transcription_asks_for_nothing_more(answer: Samples) -> None:
    scribe = Scribe()
    scribe.goes_on.clear()
    live = started(scribe)
    feed(live, answer)
    wait_until(lambda: bool(scribe.heard), "the engine is at work")
    live.abandon()
    scribe.goes_on.set()
    assert live.finish() is None
    assert len(scribe.heard) == 1


@pytest.mark.parametrize("after", ["live.abandon()", "pass"])
def test_the_program_ends_whatever_became_of_the_transcription(after: str) -> None:
    code = f"""
from tests.speech.scribe import Scribe
from trainer.speech.live import LiveTranscription
live = LiveTranscription(Scribe(), language="en")
live.begin(16_000)
{after}
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    assert done.returncode == 0


def test_silence_asks_for_nothing() -> None:
    scribe = Scribe()
    live = started(scribe)
    feed(live, silence(5.0))
    heard = finished(live)
    assert (heard.transcript.segments, heard.voices, heard.duration_s) == ((), (), 5.0)
    assert scribe.heard == []


@pytest.mark.weights
@pytest.mark.parametrize("engine", ["whisper", "faster-whisper"])
def test_a_recogniser_gives_the_words_of_the_file(
    engines: Engines, clip: Clip, engine: str
) -> None:
    recogniser = engines(engine, "tiny.en")
    live = started(recogniser)
    feed(live, clip.audio)
    transcript, voices = transcribe_take(recogniser, as_in_file(clip.audio), language="en-GB")
    heard = finished(live)
    assert heard.transcript == transcript
    assert heard.voices == voices
    assert "payment" in transcript.text
