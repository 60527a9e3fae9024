"""Two questions as one: what is kept, what is joined, what is added."""

from __future__ import annotations

from dataclasses import replace

from trainer.bank import KeyPoint, Question
from trainer.practice.merging import merge_questions

KEPT = Question(
    "a/one",
    "What did you break?",
    other_prompts=("Tell me of an outage.",),
    key_points=(
        KeyPoint("cause", "names the cause", wordings=("it was my release",), probe="Why?"),
        KeyPoint("result", "a result with a number", wordings=("down for an hour",)),
    ),
    tags={"level": ("any",)},
    follow_ups=("And then?",),
)
OTHER = Question(
    "b/two",
    "Tell me of an outage!",
    other_prompts=("What went down?",),
    key_points=(
        KeyPoint("why", "names the cause, too", wordings=("It was my release.", "a full disk")),
        KeyPoint("result", "who was told", wordings=("I rang them",), probe="Who?"),
    ),
    tags={"level": ("senior",), "topic": ("outage",)},
    follow_ups=("and then?", "Who knew?"),
    asks="Whether you own it.",
    renamed_from=("b/zero",),
)


def test_what_both_say_stands_once_and_the_rest_is_added() -> None:
    merged = merge_questions(KEPT, OTHER)
    question = merged.question
    assert (question.id, question.prompt) == ("a/one", "What did you break?")
    assert question.other_prompts == ("Tell me of an outage.", "What went down?")
    assert question.follow_ups == ("And then?", "Who knew?")
    assert question.asks == "Whether you own it."
    assert question.tags == {"level": ("any",), "topic": ("outage",)}
    assert question.renamed_from == ("b/two", "b/zero")
    cause, result, told = question.key_points
    assert cause.wordings == ("it was my release", "names the cause, too", "a full disk")
    assert cause.probe == "Why?"
    assert result == KEPT.key_points[1]
    assert told == replace(OTHER.key_points[1], id="result-2")


def test_points_of_one_id_that_say_something_else_stay_apart() -> None:
    assert merge_questions(KEPT, OTHER).point_ids == {"why": "cause", "result": "result-2"}


def test_joining_the_same_question_adds_nothing_but_its_id() -> None:
    twin = replace(KEPT, id="b/two")
    merged = merge_questions(KEPT, twin)
    assert merged.question == replace(KEPT, renamed_from=("b/two",))
