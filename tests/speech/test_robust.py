"""Takes as they come: noise, long silences, bad levels, every rate, and no words made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
import soxr
from rapidfuzz.distance import Levenshtein

from tests.speech.conftest import FIRST, SECOND, Clip, Engines
from tests.speech.scribe import RATE_HZ, Scribe, as_in_file, feed
from tests.speech.sounds import clicks, hum, noise, plain_words, silence, spoken
from trainer.audio.files import read_audio
from trainer.speech.live import LiveTranscription
from trainer.speech.take import transcribe_take

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

LONG_S = 30.0
MOST_DIFFERENCE = 0.15


def coloured(slope: float) -> Samples:
    """Noise whose power falls by the frequency to the power of `slope`: 1 is pink, 2 brown."""
    count = round(LONG_S * RATE_HZ)
    spectrum = np.fft.rfft(np.random.default_rng(5).normal(size=count))
    spectrum /= np.maximum(np.arange(len(spectrum)), 30.0) ** (slope / 2)
    wave = np.fft.irfft(spectrum, count)
    return np.asarray(0.3 * wave / np.abs(wave).max(), np.float32)


def music() -> Samples:
    """Chords with overtones, struck twice a second, and a bass."""
    t = np.arange(round(LONG_S * RATE_HZ)) / RATE_HZ
    roots = np.array([220.0, 174.6, 196.0, 261.6])[(t // 2).astype(int) % 4]
    fade = np.exp(-3 * (t % 0.5))
    chord = sum(
        np.sin(2 * np.pi * np.cumsum(roots * step * n) / RATE_HZ) / n
        for step in (0.5, 1.0, 1.25, 1.5)
        for n in (1, 2, 3)
    )
    return np.asarray(0.08 * chord * fade, np.float32)


SOUNDS: dict[str, Callable[[], Samples]] = {
    "silence": lambda: silence(LONG_S),
    "white noise": lambda: noise(LONG_S),
    "pink noise": lambda: coloured(1.0),
    "brown noise": lambda: coloured(2.0),
    "mains hum": lambda: hum(LONG_S),
    "keys being pressed": lambda: clicks(LONG_S),
    "music": music,
}


@pytest.mark.parametrize("sound", SOUNDS)
def test_half_a_minute_without_a_voice_has_no_words(sound: str) -> None:
    scribe = Scribe()
    live = LiveTranscription(scribe, language="en", prompt="Um, uh, so, like,")
    feed(live, SOUNDS[sound]())
    live.begin(RATE_HZ)
    heard = live.finish()
    assert heard is not None
    assert heard.duration_s == LONG_S
    # Nobody is asked, so nobody can make anything up, whichever recogniser it is.
    assert scribe.heard == []
    assert heard.transcript.text == ""


def as_flac(path: Path, audio: Samples, rate_hz: int = RATE_HZ, channels: int = 1) -> Samples:
    """What is read of a file of this kind."""
    sound = soxr.resample(audio, RATE_HZ, rate_hz)
    frames = np.stack([sound] * channels, axis=1)
    file = path / "answer.flac"
    soundfile.write(file, np.clip(frames, -1.0, 1.0), rate_hz, subtype="PCM_16")
    return read_audio(file)


@pytest.mark.weights
@pytest.mark.parametrize(
    ("level", "rate_hz", "channels"),
    [(8.0, 16_000, 1), (0.02, 16_000, 1), (1.0, 8_000, 1), (1.0, 48_000, 2)],
    ids=["clipped", "very quiet", "telephone", "stereo at 48 kHz"],
)
def test_a_bad_level_or_another_rate_costs_few_words(
    engines: Engines, clip: Clip, tmp_path: Path, level: float, rate_hz: int, channels: int
) -> None:
    audio = as_flac(tmp_path, level * clip.audio, rate_hz, channels)
    transcript, _ = transcribe_take(engines("faster-whisper", "base"), audio, language="en")
    said = plain_words(FIRST + " " + SECOND)
    heard = plain_words(transcript.text)
    # A synthetic voice through a telephone is hard: a quarter was other words.
    assert Levenshtein.normalized_distance(said, heard) <= 2 * MOST_DIFFERENCE, transcript.text
    [order] = [word for word in transcript.words if plain_words(word.text) == ["after"]]
    assert order.start_s == pytest.approx(clip.second_s[0], abs=0.3)


@pytest.mark.weights
def test_noise_around_and_a_long_silence_inside_add_and_cost_nothing(engines: Engines) -> None:
    first, second = spoken(FIRST), spoken(SECOND)
    around = 0.2 * clicks(4.0) + noise(4.0, 0.002)
    audio = as_in_file(np.concatenate([around, first, silence(20.0), second, around]))
    engine = engines("faster-whisper", "base")
    live = LiveTranscription(engine, language="en")
    feed(live, audio)
    live.begin(RATE_HZ)
    heard = live.finish()
    assert heard is not None
    said = plain_words(FIRST + " " + SECOND)
    words = plain_words(heard.transcript.text)
    assert Levenshtein.normalized_distance(said, words) <= MOST_DIFFERENCE, heard.transcript.text
    for word in heard.transcript.words:
        assert word.start_s is not None
        assert word.end_s is not None
        assert 3.8 <= word.start_s <= len(audio) / RATE_HZ - 3.6
        assert not 4.6 + len(first) / RATE_HZ < word.start_s < 23.8 + len(first) / RATE_HZ


@pytest.mark.weights
def test_a_primed_recogniser_hears_the_terms_and_the_fillers(engines: Engines) -> None:
    said = "Um, so instead we watched the p99 latency in Grafana, every morning."
    audio = np.concatenate([silence(0.5), spoken(said), silence(0.5)])
    heard = [
        set(
            plain_words(
                transcribe_take(
                    engines("faster-whisper", "base"), audio, language="en", prompt=prompt
                )[0].text
            )
        )
        for prompt in (None, "Um, uh, so, like, for Grafana, you know, um, latency, uh, p99.")
    ]
    assert {"um", "grafana", "p99"} <= heard[1]
    assert not {"grafana", "p99"} <= heard[0]


@pytest.mark.weights
def test_ten_minutes_lose_no_word_and_no_time(engines: Engines, clip: Clip) -> None:
    # As long thoughts come: one a minute, at a place that is known.
    pause = silence(60.0 - len(clip.audio) / RATE_HZ)
    times = 10
    audio = as_in_file(np.tile(np.concatenate([clip.audio, pause]), times))
    live = LiveTranscription(engines("faster-whisper", "tiny.en"), language="en")
    feed(live, audio)
    live.begin(RATE_HZ)
    heard = live.finish()
    assert heard is not None
    assert heard.duration_s == 600.0
    starts = [
        word.start_s for word in heard.transcript.words if plain_words(word.text) == ["after"]
    ]
    assert starts == pytest.approx([60.0 * n + clip.second_s[0] for n in range(times)], abs=0.3)
    said = plain_words(f"{FIRST} {SECOND} " * times)
    words = plain_words(heard.transcript.text)
    assert Levenshtein.normalized_distance(said, words) <= MOST_DIFFERENCE
