"""Pauses, onset and pace on clips whose words and silences were placed, by the real detector."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from tests.support.placed import Placed, place
from trainer.bank.nouns import Question
from trainer.delivery.delivery import Delivery, Doubt, measure
from trainer.delivery.pauses import LISTED_S, PauseKind, SpokenPause
from trainer.speech.transcript import VoiceSegment
from trainer.speech.voice import voice_segments

QUESTION = Question("own/q", "?", time_limit_s=60.0)

SENTENCES = (
    "last winter our web shop went down on a friday evening",
    "I was the only engineer on call that night",
    "so I opened the dashboard and looked at the errors",
    "I rolled the new release back before anything else",
    "then I wrote to our customers and told them what had happened",
    "my manager joined the call after ten minutes",
    "we checked the logs together until midnight",
    "it took us forty minutes to get everything back",
)


def told(seed: int, words_per_minute: int) -> Placed:
    """Sentences with a hesitation, a filler or nothing inside, and breaths between them."""
    chance = random.Random(seed)
    parts: list[str | float] = [chance.uniform(0.4, 3.0)]
    for sentence in chance.sample(SENTENCES, 6):
        words = sentence.split()
        cut = chance.randint(3, len(words) - 3)
        inside: list[str | float] = chance.choice(
            [
                [chance.uniform(0.65, 2.0)],
                [0.3, chance.choice(["um", "uh"]), 0.3],
                [0.35, "um", chance.uniform(0.7, 1.5)],
                [0.06],
            ]
        )
        parts += [" ".join(words[:cut]), *inside, f"{' '.join(words[cut:])}."]
        parts.append(chance.uniform(0.35, 1.2))
    return place(*parts, words_per_minute=words_per_minute)


@pytest.fixture(scope="module")
def measured() -> list[tuple[Placed, Delivery]]:
    clips = [told(seed, pace) for seed, pace in enumerate((130, 165, 200))]
    return [
        (clip, measure(QUESTION, clip.transcript, voice_segments(clip.audio))) for clip in clips
    ]


def overlap_s(pause: SpokenPause, placed: tuple[float, float]) -> float:
    return min(pause.end_s, placed[1]) - max(pause.start_s, placed[0])


def test_placed_pauses_are_found_and_none_is_invented(
    measured: list[tuple[Placed, Delivery]],
) -> None:
    placed = found = 0
    for clip, delivery in measured:
        assert delivery.pauses is not None
        listed = [pause for pause in delivery.pauses if pause.duration_s >= LISTED_S]
        long = [one for one in clip.pauses if one[1] - one[0] >= LISTED_S]
        placed += len(long)
        found += sum(
            any(overlap_s(pause, one) > 0.5 * (one[1] - one[0]) for pause in listed) for one in long
        )
        for pause in listed:
            assert any(overlap_s(pause, one) > 0.5 * pause.duration_s for one in clip.pauses), pause
    assert placed >= 15
    assert found >= 0.95 * placed


def test_onset_pace_and_fillers_are_as_placed(measured: list[tuple[Placed, Delivery]]) -> None:
    for clip, delivery in measured:
        assert delivery.onset_s == pytest.approx(clip.onset_s, abs=0.2)
        assert delivery.pace is not None
        assert delivery.pace.words_per_minute == pytest.approx(clip.words_per_minute, rel=0.05)
        assert delivery.fillers is not None
        assert abs(len(delivery.fillers) - clip.fillers) <= 1
        articulated = delivery.pace.articulation_wpm
        assert articulated > delivery.pace.words_per_minute


def test_hesitations_are_told_from_breaths() -> None:
    clip = place(
        *("I opened the", 1.0, "dashboard at once.", 0.9, "Then I wrote to", 0.8, "our customers"),
        *(0.7, "and I called the manager of the shop.", 0.5),
    )
    pauses = measure(QUESTION, clip.transcript, clip.voices).pauses
    assert pauses is not None
    kinds = [pause.kind for pause in pauses]
    breath, inside = PauseKind.BREATH, PauseKind.HESITATION
    assert kinds == [inside, breath, inside, breath]


def test_a_filler_before_the_first_word_is_part_of_the_onset() -> None:
    clip = place(1.0, "um", 1.2, "I opened the dashboard", 0.5)
    delivery = measure(QUESTION, clip.transcript, voice_segments(clip.audio))
    assert delivery.onset_s == pytest.approx(clip.onset_s, abs=0.2)
    assert clip.onset_s > 2.5


def test_a_short_voice_without_a_word_counts_as_a_filler_that_went_unheard() -> None:
    clip = place(*(0.5, "I opened the dashboard", 0.4, "um", 0.4, "and looked at the errors", 0.5))
    unheard = [word for word in clip.transcript.words if word.text != " um"]
    segment = type(clip.transcript.segments[0])(tuple(unheard))
    transcript = type(clip.transcript)((segment,), language="en", engine="placed")
    fillers = measure(QUESTION, transcript, voice_segments(clip.audio)).fillers
    assert fillers is not None
    [one] = fillers
    assert one.kind == "unheard"
    assert one.place.start_s == pytest.approx(clip.voices[1].start_s, abs=0.1)


def test_where_the_recording_was_paused_nobody_was_silent() -> None:
    voices = [VoiceSegment(1.0, 5.0), VoiceSegment(6.5, 9.0), VoiceSegment(10.0, 12.0)]
    clip = place("I opened the dashboard and looked at the errors")
    pauses = measure(QUESTION, clip.transcript, voices, cuts_s=[5.8]).pauses
    assert pauses is not None
    assert [round(pause.end_s) for pause in pauses] == [10]


def test_less_than_ten_seconds_give_no_pace() -> None:
    clip = place(0.5, "I opened the dashboard and looked at the errors", 0.5)
    delivery = measure(QUESTION, clip.transcript, clip.voices)
    assert delivery.pace is None
    assert delivery.fillers_per_minute is None
    assert Doubt.SHORT in delivery.doubts
    assert delivery.onset_s is not None


def test_stretches_tell_where_it_went_faster() -> None:
    slow = place(
        *(part for one in (*SENTENCES, *SENTENCES) for part in (one, 0.5)), words_per_minute=120
    )
    fast = place(
        *(part for one in (*SENTENCES, *SENTENCES) for part in (one, 0.5)), words_per_minute=220
    )
    end_s = len(slow.audio) / 16_000
    voices = [
        *slow.voices,
        *(VoiceSegment(v.start_s + end_s, v.end_s + end_s) for v in fast.voices),
    ]
    moved = [
        type(word)(word.text, (word.start_s or 0) + end_s, (word.end_s or 0) + end_s, 0.9)
        for word in fast.transcript.words
    ]
    segment = type(slow.transcript.segments[0])((*slow.transcript.words, *moved))
    transcript = type(slow.transcript)((segment,), language="en", engine="placed")
    pace = measure(QUESTION, transcript, voices).pace
    assert pace is not None
    rates = [one.articulation_wpm or 0.0 for one in pace.stretches]
    assert len(rates) >= 2
    assert rates[-1] > 1.3 * rates[0]
    assert all(a.end_s == pytest.approx(b.start_s) for a, b in pairwise(pace.stretches))
