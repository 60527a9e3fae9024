"""The recognisers, on their real weights."""

from __future__ import annotations

import statistics
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from tests.speech.conftest import FIRST, SECOND, Clip, Engines
from tests.speech.sounds import clicks, hum, noise, plain_words, silence, spoken
from trainer.errors import EngineError
from trainer.speech.choosing import choose_engine
from trainer.speech.engine import SAMPLE_RATE_HZ, load_ahead
from trainer.speech.take import transcribe_take
from trainer.speech.weights.progress import unheard
from trainer.speech.weights.source import whisper_checkpoint

if TYPE_CHECKING:
    from pathlib import Path
    from threading import Thread

    import numpy.typing as npt

    from trainer.speech.transcript import Transcript

pytestmark = pytest.mark.weights

ALL = [(engine, model) for model in ("tiny.en", "base") for engine in ("whisper", "faster-whisper")]
# tiny.en mishears two or three words of a synthetic voice.
MOST_DIFFERENCE = 0.15
SPOKEN = plain_words(FIRST + " " + SECOND)


def _assert_in_time(transcript: Transcript, duration_s: float) -> None:
    assert transcript.words
    for word in transcript.words:
        assert word.start_s is not None
        assert word.end_s is not None
        assert 0.0 <= word.start_s <= word.end_s <= duration_s
        assert word.probability is not None
        assert 0.0 <= word.probability <= 1.0
    starts = [word.start_s for word in transcript.words if word.start_s is not None]
    assert all(earlier <= later for earlier, later in pairwise(starts))


def _times(transcript: Transcript, text: str) -> tuple[float, float]:
    (word,) = [word for word in transcript.words if plain_words(word.text) == [text]]
    assert word.start_s is not None
    assert word.end_s is not None
    return word.start_s, word.end_s


@pytest.mark.parametrize(("engine", "model"), ALL)
def test_a_take_becomes_its_words_each_at_its_time(
    engines: Engines, clip: Clip, engine: str, model: str
) -> None:
    transcript, voices = transcribe_take(engines(engine, model), clip.audio, language="en")

    heard = plain_words(transcript.text)
    assert Levenshtein.normalized_distance(SPOKEN, heard) <= MOST_DIFFERENCE, transcript.text
    assert (transcript.engine, transcript.model, transcript.language) == (engine, model, "en")
    assert "".join(word.text for word in transcript.words).strip() == transcript.text
    _assert_in_time(transcript, len(clip.audio) / SAMPLE_RATE_HZ)
    assert _times(transcript, "i")[0] == pytest.approx(clip.first_s[0], abs=0.15)
    assert _times(transcript, "lost")[1] == pytest.approx(clip.first_s[1], abs=0.4)
    assert _times(transcript, "after")[0] == pytest.approx(clip.second_s[0], abs=0.15)
    assert _times(transcript, "again")[1] == pytest.approx(clip.second_s[1], abs=0.4)
    assert voices[0].start_s == pytest.approx(clip.first_s[0], abs=0.15)
    assert voices[-1].end_s == pytest.approx(clip.second_s[1], abs=0.4)


@pytest.mark.parametrize("model", ["tiny.en", "base"])
def test_both_engines_hear_the_same_at_the_same_time(
    engines: Engines, clip: Clip, model: str
) -> None:
    one, other = (
        engines(engine, model).transcribe(clip.audio, language="en")
        for engine in ("whisper", "faster-whisper")
    )
    ours, theirs = plain_words(one.text), plain_words(other.text)
    assert Levenshtein.normalized_distance(ours, theirs) <= MOST_DIFFERENCE
    differences = [
        abs(ours.start_s - theirs.start_s)
        for ours, theirs in zip(one.words, other.words, strict=False)
        if plain_words(ours.text) == plain_words(theirs.text)
        and ours.start_s is not None
        and theirs.start_s is not None
    ]
    # Without its alignment heads the converted checkpoint is .08 s off on average.  On some
    # processors the engines place a single word .6 s apart.
    assert len(differences) > len(SPOKEN) / 2
    assert statistics.median(differences) <= 0.02
    assert statistics.mean(differences) <= 0.05


@pytest.mark.parametrize("engine", ["whisper", "faster-whisper"])
def test_the_same_audio_gives_the_same_transcript(engines: Engines, engine: str) -> None:
    import ctranslate2
    import torch

    # Speech backwards is like no language: the recogniser falls back on drawing lots.
    backwards = np.ascontiguousarray(spoken(FIRST)[::-1])
    recogniser = engines(engine, "tiny.en")
    heard = []
    for seed in (1, 2):
        torch.manual_seed(seed)
        ctranslate2.set_random_seed(seed)
        heard.append(recogniser.transcribe(backwards, language="en"))
    assert heard[0] == heard[1]


def test_the_words_are_those_of_the_library_itself(
    engines: Engines, clip: Clip, weights_cache: Path
) -> None:
    """Nothing that makes our engine quicker changes what it hears."""
    import whisper

    checkpoint = whisper_checkpoint("tiny.en", weights_cache, unheard)
    library = whisper.load_model(str(checkpoint), device="cpu")
    library.set_alignment_heads(whisper._ALIGNMENT_HEADS["tiny.en"])
    # Longer than one window, so that one follows another.
    audio = np.concatenate([clip.audio] * 3)
    assert len(audio) > 31 * SAMPLE_RATE_HZ
    expected = library.transcribe(
        audio,
        language="en",
        fp16=False,
        temperature=0.0,
        word_timestamps=True,
        condition_on_previous_text=False,
    )
    ours = engines("whisper", "tiny.en").transcribe(audio, language="en")
    words = [word for segment in expected["segments"] for word in segment["words"]]
    assert [word.text for word in ours.words] == [word["word"] for word in words]
    assert [word.start_s for word in ours.words] == [word["start"] for word in words]


@pytest.mark.parametrize("engine", ["whisper", "faster-whisper"])
def test_a_prompt_costs_no_sentence(engines: Engines, engine: str) -> None:
    sentences = (
        "In my last job I looked after the payment service of a small online shop.",
        "We had a database that could not keep up on busy evenings, and orders were lost.",
        "First I measured the time, and I found that every order waited for other services.",
    )
    # With this prompt Whisper gives the first two, whole and utterance by utterance.
    transcript, _ = transcribe_take(
        engines(engine, "base"),
        np.concatenate([part for text in sentences for part in (spoken(text), silence(0.5))]),
        language="en",
        prompt="Um, uh, so, like, for idempotency, payment service, message queue, you know, um, "
        "PostgreSQL, latency.",
    )
    wanted, heard = plain_words(" ".join(sentences)), plain_words(transcript.text)
    assert Levenshtein.normalized_distance(wanted, heard) <= MOST_DIFFERENCE, transcript.text


@pytest.mark.parametrize("engine", ["whisper", "faster-whisper"])
@pytest.mark.parametrize(
    "audio",
    [silence(4.0), noise(4.0), hum(4.0), clicks(4.0), silence(0.0), noise(0.01)],
    ids=["silence", "noise", "hum", "clicks", "nothing", "hardly anything"],
)
def test_where_nobody_speaks_nothing_is_heard(
    engines: Engines, engine: str, audio: npt.NDArray[np.float32]
) -> None:
    transcript, voices = transcribe_take(engines(engine, "tiny.en"), audio, language="en")
    assert transcript.text == ""
    assert transcript.segments == ()
    assert voices == ()


def test_the_language_is_recognised(engines: Engines, clip: Clip) -> None:
    for engine in ("whisper", "faster-whisper"):
        transcript, _ = transcribe_take(engines(engine, "base"), clip.audio, language=None)
        assert transcript.language == "en"


@pytest.mark.parametrize("engine", ["whisper", "faster-whisper"])
def test_a_language_may_come_with_a_region_but_must_be_known(
    engines: Engines, clip: Clip, engine: str
) -> None:
    british, _ = transcribe_take(engines(engine, "tiny.en"), clip.audio, language="en-GB")
    assert british.language == "en"
    with pytest.raises(EngineError) as english_only:
        engines(engine, "tiny.en").transcribe(clip.audio, language="de")
    assert "config set model tiny" in (english_only.value.hint or "")
    with pytest.raises(EngineError, match="'xx'"):
        engines(engine, "base").transcribe(clip.audio, language="xx")


@pytest.mark.parametrize("engine", ["whisper", "faster-whisper"])
def test_several_threads_load_once(weights_cache: Path, engine: str) -> None:
    steps: list[tuple[str, float]] = []
    recogniser = choose_engine(
        engine, "tiny.en", weights_cache, lambda what, done: steps.append((what, done))
    )
    threads: list[Thread] = [load_ahead(recogniser) for _ in range(3)]
    for thread in threads:
        thread.join(timeout=120.0)
        assert not thread.is_alive()
    assert steps.count(("Loading the speech model", 1.0)) == 1


def test_what_went_wrong_on_the_thread_is_told_by_the_transcription(
    tmp_path: Path, clip: Clip
) -> None:
    engine = choose_engine("whisper", str(tmp_path / "absent.pt"), tmp_path)
    load_ahead(engine).join(timeout=60.0)
    with pytest.raises(EngineError, match=r"absent\.pt is not there"):
        engine.transcribe(clip.audio, language="en")
