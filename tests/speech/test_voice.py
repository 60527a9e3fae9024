"""Where somebody speaks, and how a take is cut there."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.speech.sounds import clicks, hum, noise, silence
from trainer.speech.transcript import VoiceSegment
from trainer.speech.utterances import LONGEST_S, utterances
from trainer.speech.voice import SHORTEST_GAP_S, SHORTEST_VOICE_S, voice_segments

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


def _voices(*times_s: tuple[float, float]) -> list[VoiceSegment]:
    return [VoiceSegment(*pair) for pair in times_s]


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
        ([(0.0, 60.0)], [(0.0, 20.0), (20.0, 40.0), (40.0, 60.0)]),
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
    ],
)
def test_a_take_is_cut_at_its_pauses(
    voices: list[tuple[float, float]], expected: list[tuple[float, float]]
) -> None:
    pieces = utterances(_voices(*voices), 100.0)
    assert [(piece.voice.start_s, piece.voice.end_s) for piece in pieces] == expected


@given(st.lists(st.tuples(st.floats(0.1, 10.0), st.floats(0.25, 40.0)), min_size=1, max_size=12))
def test_no_voice_is_lost_and_no_moment_heard_twice(lengths: list[tuple[float, float]]) -> None:
    voices, now_s = [], 0.0
    for pause_s, voice_s in lengths:
        voices.append(VoiceSegment(now_s + pause_s, now_s + pause_s + voice_s))
        now_s = voices[-1].end_s
    pieces = utterances(voices, now_s)

    assert all(piece.voice.duration_s <= LONGEST_S + 1e-6 for piece in pieces)
    for piece in pieces:
        assert 0.0 <= piece.start_s <= piece.voice.start_s
        assert piece.voice.end_s <= piece.end_s <= now_s
    assert all(a.end_s <= b.start_s for a, b in pairwise(pieces))
    for voice in voices:
        middle_s = (voice.start_s + voice.end_s) / 2
        assert any(p.voice.start_s <= middle_s <= p.voice.end_s for p in pieces)
