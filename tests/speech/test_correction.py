"""Words that stay keep their times; the others are put where there is room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.speech.correction import corrected, same_text
from trainer.speech.transcript import Segment, Transcript, Word

HEARD = Transcript(
    (
        Segment((Word(" We", 1.0, 1.2, 0.9), Word(" moved", 1.2, 1.6, 0.8))),
        Segment(
            (
                Word(" to", 4.0, 4.2, 0.9),
                Word(" cuban", 4.2, 4.6, 0.3),
                Word(" eddies.", 4.6, 5.2, 0.2),
                Word(" Slowly.", 6.0, 6.5, 0.9),
            )
        ),
    ),
    language="en",
    engine="whisper",
    model="base",
)


def times(transcript: Transcript) -> list[tuple[str, float | None, float | None]]:
    return [(word.text, word.start_s, word.end_s) for word in transcript.words]


def test_words_in_the_place_of_others_share_their_time() -> None:
    right = corrected(HEARD, "We moved to Kubernetes.\n\nSlowly.")
    assert right.text == "We moved to Kubernetes. Slowly."
    assert times(right)[:3] == times(HEARD)[:3]
    assert times(right)[3:] == [(" Kubernetes.", 4.2, 5.2), (" Slowly.", 6.0, 6.5)]
    assert [word.probability for word in right.words] == [0.9, 0.8, 0.9, None, 0.9]
    assert [segment.text for segment in right.segments] == ["We moved", "to Kubernetes. Slowly."]
    assert (right.engine, right.model, right.language) == ("whisper", "base", "en")


def test_words_one_for_one_and_new_punctuation_keep_every_time() -> None:
    right = corrected(HEARD, "we MOVED, to Kuban Eddie slowly!")
    assert [(start, end) for _, start, end in times(right)] == [
        (start, end) for _, start, end in times(HEARD)
    ]
    assert [word.probability for word in right.words] == [0.9, 0.8, 0.9, None, None, 0.9]


def test_added_words_take_what_time_they_need_and_no_more() -> None:
    right = corrected(HEARD, "Then we moved everything to cuban eddies. Slowly. Very.")
    placed = {text.strip(): (start, end) for text, start, end in times(right)}
    assert placed["Then"][1] == 1.0
    assert 0.6 < (placed["Then"][0] or 0) < 0.8
    assert placed["everything"][0] == 1.6
    assert 2.0 < (placed["everything"][1] or 0) < 2.6
    assert placed["Very."] == (6.5, 6.5)
    assert [len(segment.words) for segment in right.segments] == [4, 5]


def test_removed_words_leave_nothing_behind() -> None:
    assert times(corrected(HEARD, "We slowly")) == [(" We", 1.0, 1.2), (" slowly", 6.0, 6.5)]
    assert corrected(HEARD, " \n").segments == ()


def test_typed_words_have_no_times_to_keep() -> None:
    typed = Transcript.from_text("I listned first", language="en")
    right = corrected(typed, "I listened first")
    assert times(right) == [(" I", None, None), (" listened", None, None), (" first", None, None)]
    assert corrected(Transcript(()), "What was not heard").text == "What was not heard"


def test_a_language_without_spaces_is_aligned_by_its_characters() -> None:
    heard = Transcript(
        (Segment((Word("我", 0.0, 0.2), Word("先听", 0.2, 0.6), Word("她说", 0.6, 1.0))),), "zh"
    )
    right = corrected(heard, "我先听他说")
    assert right.text == "我先听他说"
    assert [word.text for word in right.words] == list("我先听他说")
    assert [word.start_s for word in right.words] == pytest.approx([0.0, 0.2, 0.4, 0.6, 0.8])


def test_what_differs_in_space_alone_is_the_same() -> None:
    assert same_text(HEARD, "We moved\nto  cuban eddies. Slowly.\n")
    assert not same_text(HEARD, "We moved to cuban eddies. slowly.")


WORDS = st.lists(st.sampled_from(["a", "b", "c", "B,", "dd", "—", "ee."]), max_size=12)


@given(WORDS, WORDS)
def test_any_correction_holds_its_words_in_order_of_time(
    heard: list[str], wanted: list[str]
) -> None:
    words = tuple(Word(f" {word}", i + 0.1, i + 0.8, 0.5) for i, word in enumerate(heard))
    old = Transcript(tuple(Segment(words[i : i + 4]) for i in range(0, len(words), 4)))
    right = corrected(old, " ".join(wanted))
    assert [word.text.strip() for word in right.words] == wanted
    stamps = [time for word in right.words for time in (word.start_s, word.end_s)]
    if heard:
        known = [stamp for stamp in stamps if stamp is not None]
        assert len(known) == len(stamps)
        assert known == sorted(known)
        assert all(0 <= stamp <= len(heard) for stamp in known)
    same = [w for w in right.words if w.probability is not None]
    assert all(w in [Word(w.text, o.start_s, o.end_s, 0.5) for o in old.words] for w in same)
    assert corrected(old, old.text) == old
