"""Where somebody speaks, and how a take is cut there."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.speech.sounds import clicks, hum, noise, silence
from trainer.speech.transcript import VoiceSegment
from trainer.speech.utterances import AFTER_S, LONGEST_S, Utterance, UtteranceCutter
from trainer.speech.voice import (
    SHORTEST_GAP_S,
    SHORTEST_VOICE_S,
    Moment,
    VoiceDetector,
    voice_segments,
)

CHUNK_S = 0.032

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tests.speech.conftest import Clip


def test_voice_is_found_where_it_was_put(clip: Clip) -> None:
    voices = voice_segments(clip.audio)
    gaps = [(b.start_s - a.end_s, a, b) for a, b in pairwise(voices)]
    pause_s, before, after = max(gaps, key=lambda gap: gap[0])
    assert pause_s == pytest.approx(3.0, abs=0.5)
    assert voices[0].start_s == pytest.approx(clip.first_s[0], abs=0.15)
    assert before.end_s == pytest.approx(clip.first_s[1], abs=0.4)
    assert after.start_s == pytest.approx(clip.second_s[0], abs=0.15)
    assert voices[-1].end_s == pytest.approx(clip.second_s[1], abs=0.4)
    assert all(gap >= SHORTEST_GAP_S for gap, _, _ in gaps)
    assert all(voice.duration_s >= SHORTEST_VOICE_S for voice in voices)


def test_voice_up_to_the_last_sample_ends_inside_the_audio(clip: Clip) -> None:
    audio = clip.audio[: int((clip.first_s[0] + 2.0) * 16_000) + 100]
    voices = voice_segments(audio)
    assert voices[-1].end_s == len(audio) / 16_000


@pytest.mark.parametrize(
    "audio",
    [silence(5.0), noise(5.0), noise(5.0, 0.3), hum(5.0), clicks(5.0), silence(0.0)],
    ids=["silence", "noise", "loud noise", "hum", "clicks", "nothing"],
)
def test_nothing_else_is_taken_for_voice(audio: npt.NDArray[np.float32]) -> None:
    assert voice_segments(audio) == ()


def test_voice_is_the_same_however_the_audio_comes(clip: Clip) -> None:
    detector = VoiceDetector()
    now_s = []
    for start in range(0, len(clip.audio), 777):
        now_s += [m.now_s for m in detector.hear(clip.audio[start : start + 777])]
    now_s += [moment.now_s for moment in detector.finish()]
    assert detector.voices == voice_segments(clip.audio)
    assert detector.duration_s == now_s[-1] == len(clip.audio) / 16_000
    assert now_s == sorted(now_s)


def moments(voices: list[tuple[float, float]], duration_s: float) -> list[Moment]:
    """What an ideal detector would know at the end of every chunk."""
    found, i = [], 0
    for n in range(1, math.ceil(duration_s / CHUNK_S) + 1):
        now_s = min(n * CHUNK_S, duration_s)
        while i < len(voices) and voices[i][1] <= now_s - CHUNK_S:
            i += 1
        goes_on = i < len(voices) and voices[i][0] < now_s
        voice = VoiceSegment(voices[i][0], min(voices[i][1], now_s)) if goes_on else None
        found.append(Moment(now_s, voice))
    return found


def utterances(voices: list[tuple[float, float]], duration_s: float) -> list[Utterance]:
    cutter = UtteranceCutter()
    cut = [cutter.hear(moment) for moment in moments(voices, duration_s)]
    return [piece for piece in [*cut, cutter.finish(duration_s)] if piece]


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        ([], []),
        ([(1.0, 2.0), (3.9, 5.0)], [(1.0, 5.0)]),
        ([(1.0, 2.0), (4.0, 5.0)], [(1.0, 2.0), (4.0, 5.0)]),
        ([(1.0, 5.9), (6.5, 8.0)], [(1.0, 8.0)]),
        ([(1.0, 6.0), (6.5, 8.0)], [(1.0, 6.0), (6.5, 8.0)]),
        ([(0.0, 15.0), (15.25, 16.0)], [(0.0, 15.0), (15.25, 16.0)]),
        ([(0.0, 14.0), (14.25, 16.0)], [(0.0, 16.0)]),
        ([(0.0, 14.0), (14.1, 26.0)], [(0.0, 14.0), (14.1, 26.0)]),
        ([(0.0, 60.0)], [(0.0, 25.0), (25.0, 50.0), (50.0, 60.0)]),
        ([(0.0, 3.0), (5.5, 5.6), (7.0, 8.0)], [(0.0, 3.0), (7.0, 8.0)]),
        ([(0.0, 6.0), (6.45, 6.55), (8.0, 9.0)], [(0.0, 6.0), (8.0, 9.0)]),
    ],
    ids=[
        "silence",
        "a pause below two seconds",
        "a pause of two seconds",
        "half a second with too little held",
        "half a second with five held",
        "a short pause with fifteen held",
        "a short pause with less",
        "no pause, but the window is full",
        "a minute without a pause",
        "a click in a pause",
        "a click before the pause is long enough",
    ],
)
def test_a_take_is_cut_at_its_pauses(
    voices: list[tuple[float, float]], expected: list[tuple[float, float]]
) -> None:
    pieces = utterances(voices, 100.0)
    found = [(piece.voice.start_s, piece.voice.end_s) for piece in pieces]
    assert len(found) == len(expected)
    for ours, theirs in zip(found, expected, strict=True):
        assert ours == pytest.approx(theirs, abs=CHUNK_S)


@given(st.lists(st.tuples(st.floats(0.1, 10.0), st.floats(0.3, 40.0)), min_size=1, max_size=12))
def test_no_voice_is_lost_and_no_moment_heard_twice(lengths: list[tuple[float, float]]) -> None:
    voices, now_s = [], 0.0
    for pause_s, voice_s in lengths:
        voices.append((now_s + pause_s, now_s + pause_s + voice_s))
        now_s = voices[-1][1]
    pieces = utterances(voices, now_s)

    assert all(piece.voice.duration_s <= LONGEST_S + CHUNK_S for piece in pieces)
    for piece in pieces:
        assert 0.0 <= piece.start_s <= piece.voice.start_s
        assert piece.voice.end_s <= piece.end_s <= now_s
    assert all(a.end_s <= b.start_s for a, b in pairwise(pieces))
    for voice in voices:
        middle_s = sum(voice) / 2
        assert any(p.voice.start_s <= middle_s <= p.voice.end_s for p in pieces)


def test_what_may_be_the_last_utterance_is_the_one_that_is_cut_if_it_was() -> None:
    cutter = UtteranceCutter()
    spoken = [(1.0, 3.0), (3.5, 5.5)]
    guesses: list[tuple[float, Utterance]] = []
    cut: list[Utterance] = []
    for moment in moments(spoken, 10.0):
        piece = cutter.hear(moment)
        cut += [piece] if piece else []
        guess = cutter.complete_at(moment.now_s)
        guesses += [(moment.now_s, guess)] if guess else []
    assert guesses[0][0] == pytest.approx(3.0 + AFTER_S, abs=2 * CHUNK_S)
    assert {guess for now_s, guess in guesses if now_s > 5.5} == set(cut)
    assert len(cut) == 1
    assert cutter.finish(10.0) is None

    # The take may end in the middle of the pause as well.
    cutter = UtteranceCutter()
    for moment in moments(spoken, 7.0):
        cutter.hear(moment)
    assert [cutter.finish(7.0)] == cut
