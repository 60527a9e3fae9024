"""Likely questions, from real banks and advertisements that were written for this."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from trainer.bank import Kind, Question
from trainer.debrief.advertisement import read_advertisement
from trainer.debrief.likely import Group, Likely
from trainer.debrief.nearness import general_banks, measure
from trainer.debrief.prediction import Predictor
from trainer.debrief.skills import skills_of, uncovered
from trainer.library import Library
from trainer.library.meanings import question_rows
from trainer.scoring import vectors as word_vectors

Array = NDArray[np.float32]

ROOT = Path(__file__).parents[2]
ADS = ROOT / "tests" / "data" / "advertisements"
FIELDS = {
    "backend": "backend-engineering",
    "nursing": "nursing-care",
    "support": "customer-support",
    "sales": "sales",
}


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    library = Library.load(ROOT / "question_banks", ROOT / "none")
    return list(library.questions.values())


@pytest.fixture(scope="module")
def rows(questions: list[Question]) -> Array:
    return question_rows(questions, word_vectors.load())


def predictor(name: str, questions: list[Question], rows: Array | None) -> Predictor:
    text = (ADS / f"{name}.txt").read_text(encoding="utf-8")
    vectors = None if rows is None else word_vectors.load()
    return Predictor(read_advertisement(text), questions, vectors, rows)


def of_group(likely: list[Likely], group: Group) -> list[Likely]:
    return [one for one in likely if one.group is group]


@pytest.mark.parametrize("name", FIELDS)
def test_the_questions_on_the_job_are_of_its_field_and_quote_the_advertisement(
    name: str,
    questions: list[Question],
    rows: Array,
) -> None:
    likely = predictor(name, questions, rows).predict(15)
    assert len(likely) == 15
    assert len({one.question_id for one in likely}) == 15
    role = of_group(likely, Group.ROLE)
    assert len(role) >= 4
    # What the banks have no question on is made from the advertisement itself.
    banks = Counter(one.question_id.partition("/")[0] for one in role if one.question_id)
    assert set(banks) == {FIELDS[name]}
    assert banks[FIELDS[name]] >= 4
    text = " ".join((ADS / f"{name}.txt").read_text(encoding="utf-8").split())
    for one in role:
        quoted = one.reason.partition("“")[2].partition("”")[0].strip("… ")
        assert quoted in text, one.reason
        assert one.reason.count(".") >= 1


@pytest.mark.parametrize("name", ["backend", "nursing", "mechanical", "laboratory", "verwaltung"])
def test_the_list_is_balanced(name: str, questions: list[Question], rows: Array) -> None:
    likely = predictor(name, questions, rows).predict(15)
    assert 10 <= len(likely) <= 15
    counts = Counter(one.group for one in likely)
    assert counts[Group.OPENING] >= 2
    assert 1 <= counts[Group.THROWING] <= 2
    assert counts[Group.COMPETENCE] >= 2
    assert all(one.reason.endswith(".") and one.prompt for one in likely)


def test_a_field_without_a_bank_gets_no_other_fields_questions(
    questions: list[Question],
    rows: Array,
) -> None:
    likely = predictor("laboratory", questions, rows).predict(15)
    general = general_banks(questions)
    assert all(one.question_id.partition("/")[0] in general for one in likely if one.question_id)
    made = [one for one in likely if one.question_id is None]
    assert len(made) == 3
    assert any("chromatograph" in one.prompt for one in made)


def test_nobody_is_asked_about_a_life_that_the_program_does_not_know(
    questions: list[Question],
    rows: Array,
) -> None:
    presuming = {"gap-in-cv", "being-let-go", "not-past-probation", "failed-exam", "long-illness"}
    for name in FIELDS:
        likely = predictor(name, questions, rows).predict(20)
        bare = {(one.question_id or "").rpartition("/")[2] for one in likely}
        assert not bare & presuming
        assert not any((one.question_id or "").startswith("career-change/") for one in likely)


def test_what_was_taken_off_and_what_threw_the_person_are_heeded(
    questions: list[Question],
    rows: Array,
) -> None:
    plain = predictor("nursing", questions, rows)
    first = [one.question_id for one in plain.predict(15)]
    dropped = {first[0], first[4], first[9]} - {None}
    again = [one.question_id for one in plain.predict(15, without=[str(one) for one in dropped])]
    assert not dropped & set(again)
    thrown = replace(plain, off_guard=frozenset({"questions-that-throw-you/last-lie"}))
    found = of_group(thrown.predict(15), Group.THROWING)
    assert found[0].question_id == "questions-that-throw-you/last-lie"
    assert "before" in found[0].reason


def test_a_round_with_specialists_asks_more_of_the_job(
    questions: list[Question],
    rows: Array,
) -> None:
    plain = predictor("backend", questions, rows)
    counts = [
        len(of_group(replace(plain, stage=stage).predict(20), Group.ROLE))
        for stage in ("HR phone call", "", "technical interview")
    ]
    assert counts == sorted(counts)
    assert counts[0] < counts[2]


def test_without_vectors_words_alone_find_the_field(questions: list[Question]) -> None:
    found = predictor("nursing", questions, None).ranked()[:5]
    assert sum(one.question.bank_id == "nursing-care" for one in found) >= 3
    assert len(predictor("nursing", questions, None).predict(15)) >= 10


def test_nothing_to_go_by_still_gives_the_usual_ones(
    questions: list[Question],
    rows: Array,
) -> None:
    likely = Predictor(read_advertisement(""), questions, word_vectors.load(), rows).predict(12)
    assert len(likely) >= 10
    assert of_group(likely, Group.ROLE) == []
    assert Predictor(read_advertisement("Baker"), []).predict(15) == []


def test_skills_that_no_question_speaks_of_are_named_until_a_story_does(
    questions: list[Question],
    rows: Array,
) -> None:
    read = read_advertisement((ADS / "laboratory.txt").read_text(encoding="utf-8"))
    skills = skills_of(read)
    vectors = word_vectors.load()
    left = {one.name for one in uncovered(skills, questions, vectors, rows)}
    assert "driving licence" in left
    assert "ISO 17025" in left
    story = ["I kept my driving licence through three winters on the van"]
    after = {one.name for one in uncovered(skills, questions, vectors, rows, story)}
    assert left - after == {"driving licence"}
    backend = skills_of(read_advertisement((ADS / "backend.txt").read_text(encoding="utf-8")))
    covered = {one.name for one in uncovered(backend, questions, vectors, rows)}
    assert not {"SQL", "message queues", "Kafka", "Kubernetes"} & covered


def test_very_many_questions_are_ranked_like_few(questions: list[Question]) -> None:
    """The words of the nearest alone are read, which must not change who is first."""
    vectors = word_vectors.load()
    few = [one for one in questions if one.kind is Kind.TECHNICAL][:200]
    many = [
        replace(one, id=f"{one.bank_id}-{copy}/{one.id.partition('/')[2]}")
        for copy in range(25)
        for one in few
    ]
    text = (ADS / "backend.txt").read_text(encoding="utf-8")
    advertisement = read_advertisement(text)
    rows = question_rows(few, vectors)
    nearest = max(measure(advertisement, few, vectors, rows), key=lambda one: one.likeness)
    among = max(
        measure(advertisement, many, vectors, np.tile(rows, (25, 1))),
        key=lambda one: one.likeness,
    )
    assert among.question.prompt == nearest.question.prompt
