"""A story as the key points of a question."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from trainer.bank import KeyPoint, Kind, Question, Weight
from trainer.history.stories import Story, StoryPart
from trainer.library.telling import as_told, drafted, has_number
from trainer.scoring import score_answer

NOW = datetime(2026, 11, 24, tzinfo=UTC)
QUESTION = Question("own/row", "Tell me about a row.", key_points=(KeyPoint("a", "a row"),))


def story(**parts: Any) -> Story:
    return Story(id=7, uuid=UUID(int=7), title="A row", made_at=NOW, changed_at=NOW, **parts)


def test_the_points_are_the_parts_that_were_written() -> None:
    told = as_told(QUESTION, story(action="I asked her. We agreed.", lesson="Ask first."))
    assert [(point.id, point.weight) for point in told.key_points] == [
        ("story-7-action", Weight.VITAL),
        ("story-7-lesson", Weight.OKAY),
    ]
    assert told.key_points[0].wordings == ("I asked her", "We agreed")
    assert (told.id, told.prompt) == (QUESTION.id, QUESTION.prompt)
    # Put together twice, it is the same.
    assert as_told(told, story(action="I asked her. We agreed.", lesson="Ask first.")) == told


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.BEHAVIOURAL])
def test_other_questions_keep_their_points(kind: Kind) -> None:
    question = Question("own/q", "Why?", kind=kind, key_points=QUESTION.key_points)
    assert as_told(question, story(action="I asked her.")) == question
    assert as_told(QUESTION, story(action=" ")) == QUESTION


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("back after 40 minutes", True),
        ("a third fewer complaints", True),
        ("we saved £1.2m", True),
        ("twenty-two people came", True),
        ("um die Hälfte weniger", True),
        ("one of us stayed", False),
        ("my manager was glad", False),
        ("", False),
    ],
)
def test_a_number_is_told_from_none(text: str, number: bool) -> None:
    assert has_number(text) is number


def test_long_sentences_become_wordings_that_can_be_said() -> None:
    text = (
        "We had moved the shop to new servers in March, and on Black Friday the checkout failed "
        "for every third customer; nobody on call knew why."
    )
    pieces = drafted(text, StoryPart.SITUATION)
    assert pieces == (
        "We had moved the shop to new servers in March",
        "on Black Friday the checkout failed for every third customer",
        "nobody on call knew why",
    )
    assert all(piece in text for piece in pieces)


def test_a_result_is_said_with_its_number() -> None:
    text = "My manager was very glad. We lost 12 orders instead of 300."
    assert drafted(text, StoryPart.RESULT) == ("We lost 12 orders instead of 300",)
    [point] = as_told(QUESTION, story(result=text)).key_points
    assert "12 orders" in point.text


def test_an_answer_that_tells_the_story_covers_it_and_another_does_not() -> None:
    question = as_told(
        QUESTION,
        story(
            situation="On a Sunday the oven of our bakery broke down with ninety loaves in it.",
            action="I carried the dough to the bakery across the street and asked for two hours.",
            result="We sold 80 loaves by noon.",
        ),
    )
    told = (
        "It was a Sunday and the oven of our bakery broke down, with ninety loaves in it. So I "
        "carried the dough across the street to the other bakery and asked them for two hours. "
        "By noon we had sold 80 loaves."
    )
    other = (
        "A colleague and I could not agree on the new logo. I listened to her and in the end we "
        "tried both and took the one that more customers liked."
    )
    verdicts = [point.verdict for point in score_answer(question, told).points]
    # A point with a single wording is covered only by words as near as these.
    assert verdicts[:2] == ["covered", "covered"]
    assert verdicts[2] != "missed"
    assert "covered" not in [point.verdict for point in score_answer(question, other).points]
