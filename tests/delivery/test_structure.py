"""The parts of a story and the form of a case, against labels by somebody else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.delivery.labelled import labelled
from trainer.bank.nouns import Kind, Question
from trainer.delivery.case import Case
from trainer.delivery.delivery import Delivery, measure
from trainer.delivery.story import Part, Story
from trainer.speech.transcript import Segment, Transcript, Word

ANSWERS = list(labelled("structure_answers"))
STORIES = [answer for answer in ANSWERS if answer["kind"] == "behavioural"]
CASES = [answer for answer in ANSWERS if answer["kind"] != "behavioural"]


def delivery(text: str, kind: str = "behavioural", language: str = "en") -> Delivery:
    return measure(
        Question("own/q", "?", Kind(kind)), Transcript.from_text(text, language=language)
    )


def story(answer: dict[str, Any]) -> Story:
    found = delivery(answer["answer"]).story
    assert found is not None
    return found


def case(answer: dict[str, Any]) -> Case:
    found = delivery(answer["answer"], answer["kind"]).case
    assert found is not None
    return found


def share(answer: dict[str, Any], part: Part) -> float:
    length = len(answer["answer"].split())
    return float(sum(end - start for start, end in answer["parts"][part.value]) / length)


def test_the_share_of_each_part_is_right_in_three_answers_of_four() -> None:
    right = sum(
        all(abs(share(one, part) - story(one).part(part).share) <= 0.15 for part in Part)
        for one in STORIES
    )
    assert len(STORIES) == 16
    assert right >= 12


def test_a_missing_result_is_found_and_a_told_one_is_not_missed() -> None:
    without = [one for one in STORIES if not one["parts"]["result"]]
    told = [one for one in STORIES if one["parts"]["result"]]
    assert len(without) == 10
    assert sum(Part.RESULT in story(one).missing for one in without) >= 8
    assert sum(Part.RESULT in story(one).missing for one in told) <= 1


def test_the_form_of_other_answers() -> None:
    assert len(CASES) == 8
    assert sum(case(one).answers_first is one["first_sentence_answers"] for one in CASES) >= 6
    weighed = [
        (case(one).weighed is not None) is bool(one["trade_off_or_assumption"]) for one in CASES
    ]
    assert sum(weighed) >= 6
    assert sum((case(one).ends or False) is one["has_ending"] for one in CASES) >= 6


TOLD = (
    "Last year our team had a very slow build. It was my job to make it faster before the release. "
    "I measured every step. Then I moved the tests to four machines and I wrote a small cache. "
    "In the end the build went down from forty minutes to nine and we shipped on time."
)


def test_a_result_with_a_number_is_seen_and_we_and_i_are_counted() -> None:
    found = delivery(TOLD).story
    assert found is not None
    assert found.missing == ()
    assert found.result_number is not None
    assert found.result_number.text == "forty"
    assert (found.i_words, found.we_words) == (4, 2)
    assert sum(part.share for part in found.parts) == pytest.approx(1.0)


def test_shares_are_of_time_where_words_have_times() -> None:
    texts = TOLD.split()
    slow = texts.index("In")
    times = [0.3 * min(n, slow) + 1.2 * max(n - slow, 0) for n in range(len(texts) + 1)]
    words = tuple(Word(f" {text}", times[n], times[n + 1], 0.9) for n, text in enumerate(texts))
    transcript = Transcript((Segment(words),), language="en", engine="whisper")
    spoken = measure(Question("own/q", "?"), transcript).story
    typed = delivery(TOLD).story
    assert spoken is not None
    assert typed is not None
    assert spoken.part(Part.RESULT).share > 1.8 * typed.part(Part.RESULT).share
    assert spoken.part(Part.RESULT).stretches[0].start_s == pytest.approx(times[slow])


def test_without_punctuation_and_capitals_the_parts_are_found_too() -> None:
    bare = delivery(TOLD.replace(".", "").lower()).story
    assert bare is not None
    assert bare.missing == ()


LECTURE = (
    "So deadlines are important, and everyone knows that quality is important too. "
    "You have to be organised and you need a plan. I am a careful person and people like "
    "that about me. I think communication is the key to it, and honesty of course."
)


@pytest.mark.parametrize(
    "text",
    [
        "I never had to do that.",
        LECTURE,
    ],
)
def test_where_nothing_is_told_nothing_is_judged(text: str) -> None:
    assert delivery(text).story is None


def test_other_kinds_and_languages_are_left_out() -> None:
    assert delivery(TOLD, "motivational").story is None
    assert delivery(TOLD, "technical").story is None
    assert delivery(TOLD, language="de").story is None
    assert delivery(TOLD, language="xx").fillers is None
