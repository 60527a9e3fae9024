"""The published schema and the loader say the same."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.bank.malformed import HEAD, MALFORMED, QUESTION, Malformed
from tests.bank.strategies import languages, lines, questions, slugs
from tests.bank.test_load import FULL
from trainer.bank import form
from trainer.bank.faults import Faults
from trainer.bank.mapping import question_to_mapping, read_bank
from trainer.bank.nouns import DEFAULT_TIME_LIMIT_S, Kind, Question, Weight
from trainer.bank.yaml_document import parse, read_text

SCHEMA: dict[str, Any] = json.loads((files("trainer.bank") / "bank.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

# What JSON Schema can't say: that an id is unique or fits another place of the
# file, and that a number is one (JSON has no NaN).
BEYOND_A_SCHEMA = {
    "id twice",
    "point id twice",
    "id of another bank",
    "time limit no number",
}


def is_accepted(data: object) -> bool:
    faults = Faults(data)
    return read_bank(data, faults) is not None and not len(faults)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "text", [FULL, HEAD + QUESTION, HEAD.replace("questions:", "questions: []")]
)
def test_both_accept_what_is_good(text: str) -> None:
    data = parse(text).data

    VALIDATOR.validate(data)
    assert is_accepted(data)


@pytest.mark.parametrize(
    "case", [case for case in MALFORMED if case.schema is not None], ids=lambda case: case.name
)
def test_both_refuse_what_is_malformed(case: Malformed) -> None:
    data = parse(read_text(case.content)).data

    assert not is_accepted(data)
    assert VALIDATOR.is_valid(data) is not case.schema


def test_the_exceptions_are_these() -> None:
    assert {case.name for case in MALFORMED if case.schema is False} == BEYOND_A_SCHEMA


@settings(deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "format": st.just(1),
            "id": slugs,
            "title": lines,
            "language": languages,
            "questions": st.lists(questions().map(question_to_mapping), max_size=2),
        }
    )
)
def test_both_accept_every_question_there_is(data: dict[str, Any]) -> None:
    for number, question in enumerate(data["questions"]):
        question["id"] = f"question-{number}"

    VALIDATOR.validate(data)
    assert is_accepted(data)


def test_keys_words_and_bounds_are_those_of_the_loader() -> None:
    defs = SCHEMA["$defs"]
    question = defs["question"]["properties"]

    assert tuple(SCHEMA["properties"]) == form.BANK_KEYS
    assert tuple(question) == form.QUESTION_KEYS
    assert tuple(question["tags"]["properties"]) == form.TAG_KEYS
    assert tuple(defs["key_point"]["properties"]) == form.KEY_POINT_KEYS
    assert tuple(defs["source"]["properties"]) == form.SOURCE_KEYS
    assert SCHEMA["properties"]["format"]["const"] == form.FORMAT
    assert question["kind"]["enum"] == [kind.value for kind in Kind]
    assert defs["key_point"]["properties"]["weight"]["enum"] == [grade.value for grade in Weight]
    assert question["time_limit_s"]["minimum"] == form.MIN_TIME_LIMIT_S
    assert question["time_limit_s"]["maximum"] == form.MAX_TIME_LIMIT_S
    assert SCHEMA["properties"]["questions"]["maxItems"] == form.MAX_QUESTIONS
    assert question["key_points"]["maxItems"] == form.MAX_KEY_POINTS
    assert defs["texts"]["maxItems"] == form.MAX_LIST
    assert defs["text"]["maxLength"] == form.MAX_TEXT_CHARS
    assert defs["line"]["maxLength"] == form.MAX_LINE_CHARS
    assert defs["slug"]["maxLength"] == form.MAX_SLUG_CHARS
    assert defs["source"]["properties"]["attempt"]["maximum"] == form.MAX_ATTEMPT


def test_defaults_are_those_of_the_nouns() -> None:
    question = SCHEMA["$defs"]["question"]["properties"]
    plain = Question("a", "A?")

    assert question["kind"]["default"] == plain.kind.value
    assert question["time_limit_s"]["default"] == DEFAULT_TIME_LIMIT_S
    assert SCHEMA["properties"]["language"]["default"] == plain.language
