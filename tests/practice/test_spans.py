from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trainer.history.records import Span
from trainer.practice.spans import locate
from trainer.speech.transcript import Transcript

TEXT = (
    "On a Friday the shop was dead. I put the old version - well, the one before - on the "
    "servers. Everybody who'd bought from us got an honest note that evening."
)
TRANSCRIPT = Transcript.from_text(TEXT)


def words(span: Span) -> str:
    return " ".join(TEXT.split()[span.start : span.end])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("got an honest note", "got an honest note"),
        ("GOT AN HONEST NOTE!", "got an honest note"),
        ("everybody who had bought from us", "Everybody who'd bought from us"),
        ("whod bougt from us got a onest note", "who'd bought from us got an honest note"),
        ("the old version well the one before", "the old version - well, the one before"),
        ("dead", "dead."),
        ("On a Friday", "On a Friday"),
        ("note that evening", "note that evening."),
        (TEXT, TEXT),
        (TEXT + " And so on.", TEXT),
    ],
)
def test_words_are_found_as_they_were_said(typed: str, found: str) -> None:
    span = locate(TRANSCRIPT, typed)
    assert span is not None
    assert words(span) == span.text == found


@pytest.mark.parametrize(
    "typed",
    ["", "a", "- -", "we sang a song together in Spain", "Fri", "evening honest that us note got"],
)
def test_other_words_are_not_found(typed: str) -> None:
    assert locate(TRANSCRIPT, typed) is None


def test_nothing_is_found_in_an_empty_answer() -> None:
    assert locate(Transcript.from_text(""), "got an honest note") is None


@given(st.text(max_size=60), st.lists(st.text(max_size=8), max_size=12))
@example("00:0", ["0:1", "0\x1b0", "0\x1b0", "0:0"])
def test_any_text_is_answered_with_words_of_the_transcript(typed: str, said: list[str]) -> None:
    transcript = Transcript.from_text(" ".join(said))
    span = locate(transcript, typed)
    if span:
        assert 0 <= span.start < span.end <= len(transcript.words)
