from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.bank.form import MAX_SLUG_CHARS, SLUG
from trainer.bank.slugs import slugify, unique_slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Tell me about a conflict.", "tell-me-about-a-conflict"),
        ("  What's your -- weakness?! ", "whats-your-weakness"),
        ("Über Größe & Maß", "ueber-groesse-and-mass"),
        ("U\u0308ber", "ueber"),
        ("Façade, naïve, Łódź, Ærø", "facade-naive-lodz-aeroe"),
        ("C++ or C#?", "c-plus-plus-or-c-sharp"),
        ("ﬁve ² ½", "five-2-12"),
        ("漢字", "question"),
        ("", "question"),
        ("İ", "i"),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_long_text_is_cut_between_words() -> None:
    assert slugify("one two three", max_chars=9) == "one-two"
    assert slugify("one two three", max_chars=7) == "one-two"
    assert slugify("one two three", max_chars=8) == "one-two"
    assert slugify("onetwothree", max_chars=6) == "onetwo"


@given(st.text(), st.sets(st.sampled_from(["question", "question-2", "a", "a-2", "a-3"])))
def test_any_text_gives_a_slug_that_is_free(text: str, taken: set[str]) -> None:
    for slug in (slugify(text), unique_slug(text, taken)):
        assert SLUG.fullmatch(slug)
        assert len(slug) <= MAX_SLUG_CHARS
    assert unique_slug(text, taken) not in taken


def test_numbers_go_behind_a_taken_slug() -> None:
    assert unique_slug("A?", {"a", "a-2"}) == "a-3"
    assert unique_slug("x" * 100, {"x" * 64}) == "x" * 62 + "-2"
