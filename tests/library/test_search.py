"""Finding questions by words and by meaning."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.banks import BANK, add_bank
from tests.support.program import Program
from trainer.bank import KeyPoint, Question
from trainer.errors import InputError
from trainer.library import Library
from trainer.library.search import Field, search
from trainer.scoring import vectors

SHIPPED = Path(__file__).parents[2] / "question_banks"

QUESTIONS = [
    Question(
        "a/outage",
        "What do you do when the shop is down?",
        key_points=(
            KeyPoint("told", "told the customers", wordings=("I wrote to every client at once",)),
        ),
        tags={"topic": ("databases",)},
    ),
    Question("a/why-us", "Why do you want to work here?", other_prompts=("What draws you to us?",)),
    Question("b/gehalt", "Was möchten Sie verdienen?", language="de"),
    Question("b/other", "Do you like flowers, trees and vegetables?"),
]


def found(query: str, *, meaning: bool = True) -> list[tuple[str, Field]]:
    hits = search(QUESTIONS, query, vectors.load() if meaning else None)
    return [(hit.question.id, hit.field) for hit in hits]


@pytest.mark.parametrize(
    ("query", "question_id", "field"),
    [
        ("shop", "a/outage", Field.PROMPT),
        ("draws", "a/why-us", Field.OTHER_PROMPT),
        ("database", "a/outage", Field.TAG),
        ("telling customers", "a/outage", Field.KEY_POINT),
        ("clients", "a/outage", Field.WORDING),
        ("custmers", "a/outage", Field.KEY_POINT),
        ("outage", "a/outage", Field.ID),
        ("verdinen", "b/gehalt", Field.PROMPT),
    ],
)
def test_words_are_found_in_every_text_with_other_endings_and_slips(
    query: str, question_id: str, field: Field
) -> None:
    assert found(query, meaning=False)[0] == (question_id, field)


def test_meaning_finds_what_has_none_of_the_words() -> None:
    assert found("plants and gardening") == [("b/other", Field.PROMPT)]
    assert found("plants and gardening", meaning=False) == []
    assert found("earn money") == []  # German is not measured


def test_words_spread_over_a_question_are_told_together() -> None:
    [hit] = search(QUESTIONS, "database customers", None)
    assert hit.question.id == "a/outage"
    assert hit.words == pytest.approx(1.0)
    assert set(hit.matched) == {"databases", "customers"}


def test_the_whole_query_comes_before_half_of_it_and_nothing_fits_nonsense() -> None:
    half = replace(QUESTIONS[0], id="a/half", prompt="Do you own a shop?", key_points=(), tags={})
    hits = search([half, *QUESTIONS], "shop customers", None)
    assert [hit.question.id for hit in hits] == ["a/outage", "a/half"]
    assert search(QUESTIONS, "xyzzy plugh", vectors.load()) == []
    with pytest.raises(InputError):
        search(QUESTIONS, "?!", None)


@pytest.mark.parametrize(
    ("query", "question_id"),
    [
        ("roll back in an incident", "software-engineering/production-incident"),
        ("future plans", "caught-off-guard/five-years"),
        ("salary", "caught-off-guard/salary-expectation"),
        ("fired", "caught-off-guard/being-let-go"),
    ],
)
def test_shipped_questions_are_found(query: str, question_id: str) -> None:
    library = Library.load(SHIPPED, SHIPPED / "none")
    hits = search(list(library.questions.values()), query, vectors.load(), 5)
    assert question_id in [hit.question.id for hit in hits]


def test_the_command_tells_what_was_found_and_why(program: Program) -> None:
    add_bank(program.workspace, BANK)
    data = program.ok("bank", "search", "rolled", "back", "--bank", "own", "--json").data
    assert data["questions"] == 1
    [hit] = data["hits"]
    assert hit["question_id"] == "own/outage"
    assert hit["matched"]
    said = program.ok("bank", "search", "rolling back", "--bank", "own").out
    assert "found by the words" in said
    program.ok("bank", "retire", "own/outage")
    assert "Nothing fits" in program.ok("bank", "search", "rolled", "--bank", "own").out
    [hit] = program.ok("bank", "search", "rolled", "--bank", "own", "--all", "--json").data["hits"]
    assert hit["standing"] == "retired"


def test_a_search_without_words_or_in_no_bank_says_so(program: Program) -> None:
    assert program.run("bank", "search").code == 2
    assert program.run("bank", "search", "...").code == 3
    assert program.run("bank", "search", "salary", "--bank", "nowhere").code == 4
    assert not program.workspace.exists()
