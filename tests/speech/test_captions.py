"""Captions, and the files made of them as somebody else's parser reads them."""

from __future__ import annotations

import io
import itertools
from html import unescape

import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from trainer.speech.captions import (
    LONGEST_LINE,
    LONGEST_S,
    READING_CHARACTERS_PER_S,
    SHORTEST_S,
    Caption,
    captions,
    paragraphs,
    width,
)
from trainer.speech.subtitles import to_srt, to_vtt
from trainer.speech.transcript import Segment, Transcript, Word


def said(*parts: tuple[str, float]) -> Transcript:
    """Words of a third of a second each; every part begins at its time."""
    words = []
    for text, start_s in parts:
        at = start_s
        for word in text.split():
            words.append(Word(f" {word}", at, at + 0.3, 0.9))
            at += 1 / 3
    return Transcript((Segment(tuple(words)),), language="en", engine="whisper", model="base")


def texts(found: tuple[Caption, ...]) -> list[str]:
    return [" ".join(caption.lines) for caption in found]


def test_captions_end_with_sentences_and_at_pauses() -> None:
    found = captions(
        said(
            ("I rolled it back. Then I wrote to every single customer that we have,", 0.0),
            ("and told them why.", 6.5),
            ("It worked.", 8.2),
        )
    )
    assert texts(found) == [
        "I rolled it back.",
        "Then I wrote to every single customer that we have,",
        "and told them why.",
        "It worked.",
    ]
    assert [one.start_s for one in found] == pytest.approx([0.0, 4 / 3, 6.5, 8.2], abs=0.001)


def test_a_caption_stays_long_enough_to_be_read_and_gives_way_to_the_next() -> None:
    quick = "incomprehensibilities counterrevolutionaries"
    found = captions(said(("Yes.", 0.0), (quick, 2.0), (quick, 4.3)))
    times = [time for one in found for time in (one.start_s, one.end_s)]
    to_read_s = (len(quick) - 1) / READING_CHARACTERS_PER_S
    assert times == pytest.approx([0, SHORTEST_S, 2, 4.3, 4.3, 4.3 + to_read_s], abs=0.001)


def test_a_sentence_too_long_is_cut_into_parts_of_like_length() -> None:
    found = captions(said(("what we had was " * 12, 0.0)))
    assert len(found) >= 3
    longest = max(width(" ".join(one.lines)) for one in found)
    assert min(width(" ".join(one.lines)) for one in found) > longest / 2


def test_words_that_are_too_long_or_wide_for_a_line_are_cut() -> None:
    url = "x" * 100
    wide = "障" * 60
    transcript = Transcript(
        (Segment((Word(f" {url}", 0.0, 3.0, 1.0), Word(wide, 3.0, 9.0, 1.0))),), "ja", "whisper"
    )
    found = captions(transcript)
    assert "".join("".join(one.lines) for one in found) == url + wide
    assert all(width(line) <= LONGEST_LINE for one in found for line in one.lines)


def test_paragraphs_part_at_long_pauses() -> None:
    transcript = said(("First this.", 0.0), ("Then that.", 1.5), ("At last the end.", 6.0))
    assert list(paragraphs(transcript)) == ["First this. Then that.", "At last the end."]
    assert list(paragraphs(Transcript.from_text("typed and never timed"))) == [
        "typed and never timed"
    ]
    assert list(paragraphs(Transcript(()))) == []


def words() -> st.SearchStrategy[list[Word]]:
    """Words in order, with any text, any length and any gap, none and overlaps included."""
    text = st.text(min_size=1, max_size=8) | st.sampled_from(
        [" and", " so.", " a-->b", " <b>", " &amp;", " 1", "障害", " " + "x" * 50, "\n", "\u2028"]
    )
    one = st.tuples(text, st.floats(0, 4), st.floats(0, 4))

    def placed(parts: list[tuple[str, float, float]]) -> list[Word]:
        made, at = [], 0.0
        for text, gap_s, length_s in parts:
            at += gap_s
            made.append(Word(text, at, at + length_s, 0.5))
        return made

    return st.lists(one, max_size=25).map(placed)


@given(words())
def test_any_words_make_captions_within_the_bounds(given_words: list[Word]) -> None:
    found = captions(Transcript((Segment(tuple(given_words)),)))
    heard = "".join("".join(word.text.split()) for word in given_words)
    assert "".join("".join("".join(one.lines).split()) for one in found) == heard
    for one in found:
        assert 1 <= len(one.lines) <= 2
        assert all(0 < width(line) <= LONGEST_LINE for line in one.lines)
        assert round(one.end_s, 3) > round(one.start_s, 3) >= 0
    for one, following in itertools.pairwise(found):
        assert following.start_s >= one.end_s
    # What takes longer than a caption may is a single word.
    for one in found:
        assert one.end_s - one.start_s <= LONGEST_S + 0.002 or " " not in "".join(one.lines)


@given(words())
def test_somebody_elses_parser_reads_the_same_captions(given_words: list[Word]) -> None:
    found = captions(Transcript((Segment(tuple(given_words)),)))
    vtt = webvtt.from_buffer(io.BytesIO(to_vtt(found).encode()), format="vtt", strict=True)
    read = [(one.start_in_seconds, one.end_in_seconds, one.raw_text) for one in vtt.captions]
    assert len(read) == len(found)
    for (start_s, end_s, text), one in zip(read, found, strict=True):
        assert (start_s, end_s) == (int(one.start_s), int(one.end_s))
        assert unescape(text) == "\n".join(one.lines)
    if found:
        srt = webvtt.from_buffer(io.BytesIO(to_srt(found).encode()), format="srt")
        assert [one.raw_text for one in srt.captions] == [
            "\n".join(one.lines).replace("-->", "->") for one in found
        ]
        for other, one in zip(srt.captions, found, strict=True):
            assert other.start == _stamp(one.start_s)
            assert other.end == _stamp(one.end_s)


def _stamp(seconds: float) -> str:
    whole, rest = divmod(seconds, 60)
    return f"{int(whole) // 60:02}:{int(whole) % 60:02}:{rest:06.3f}"


def test_the_two_forms_to_the_letter() -> None:
    found = (
        Caption(0.0, 1.5, ("a < b & c --> d",)),
        Caption(3599.9996, 3723.004, ("one", "two")),
    )
    assert to_srt(found) == (
        "1\n00:00:00,000 --> 00:00:01,500\na < b & c -> d\n\n"
        "2\n01:00:00,000 --> 01:02:03,004\none\ntwo\n"
    )
    assert to_vtt(found) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\na &lt; b &amp; c --&gt; d\n\n"
        "01:00:00.000 --> 01:02:03.004\none\ntwo\n"
    )
    assert to_srt(()) == ""
    assert to_vtt(()) == "WEBVTT\n"
