from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.debrief.story_form import from_text, to_text
from trainer.errors import InputError
from trainer.history.stories import StoryDetails, StoryPart

WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
SENTENCE = st.lists(WORDS, min_size=1, max_size=30).map(lambda words: " ".join(words) + ".")
TEXT = st.lists(SENTENCE, max_size=4).map("\n".join)
NAME = st.lists(WORDS, min_size=1, max_size=3).map(lambda words: " ".join(words).lower())


@given(
    details=st.builds(
        StoryDetails,
        title=NAME,
        competences=st.lists(NAME, max_size=3, unique=True).map(tuple),
        situation=TEXT,
        task=TEXT,
        action=TEXT,
        result=TEXT,
        lesson=TEXT,
        wordings=st.dictionaries(
            st.sampled_from(StoryPart), st.lists(NAME, min_size=1, max_size=3).map(tuple)
        ),
    )
)
def test_a_story_comes_back_from_its_text(details: StoryDetails) -> None:
    back = from_text(to_text(details), details)
    # Lower case is not one to one in every script; names are compared as they are kept.
    kept = tuple(dict.fromkeys(name.lower() for name in details.competences))
    assert (back.title, back.competences) == (details.title, kept)
    for part in StoryPart:
        assert back.text(part) == details.text(part)
    said = {part: words for part, words in details.wordings.items() if words}
    assert back.wordings == said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("## Action\n\nI ran.", "no title"),
        ("# A\n\n## Deed\n\nI ran.", "line 3"),
        ("# A\n\nI ran.", "line 3"),
        ("", "no title"),
    ],
)
def test_a_text_that_is_no_story_says_where(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        from_text(text)
