from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bank.strategies import questions
from trainer.bank import (
    FaultyInputError,
    Kind,
    Question,
    Weight,
    question_from_mapping,
    question_to_mapping,
)
from trainer.bank.faults import Faults
from trainer.bank.mapping import read_question
from trainer.errors import InputError

POINT = {"id": "listen", "text": "I listened."}


def test_little_is_enough() -> None:
    question = question_from_mapping({"id": "conflict", "prompt": "A?", "key_points": [POINT]})

    assert question.id == "conflict"
    assert question.bank_id == ""
    assert question.kind is Kind.BEHAVIOURAL
    assert question.time_limit_s == 120.0
    assert question.language == "en"
    assert question.key_points[0].weight is Weight.VITAL


def test_ids_and_language_of_a_bank() -> None:
    mapping = {"id": "conflict", "prompt": "A?", "renamed_from": "row"}

    question = question_from_mapping(mapping, bank_id="team", default_language="de")

    assert (question.id, question.renamed_from) == ("team/conflict", ("team/row",))
    assert question.language == "de"
    assert question_from_mapping({"id": "team/a", "prompt": "A?"}).id == "team/a"


def test_white_space_around_texts_is_dropped() -> None:
    assert question_from_mapping({"id": "a", "prompt": " A?\n B?\n"}).prompt == "A?\n B?"


def test_line_ends_of_other_systems_become_one() -> None:
    assert question_from_mapping({"id": "a", "prompt": "A\r\nB\rC"}).prompt == "A\nB\nC"


def test_every_fault_is_told_at_once() -> None:
    mapping: dict[str, Any] = {
        "id": "Conflict",
        "promt": "A?",
        "tags": {"topic": [1]},
        "key_points": [POINT, {"id": "b", "text": None, "weight": "heavy"}],
    }

    with pytest.raises(FaultyInputError) as raised:
        question_from_mapping(mapping)

    assert isinstance(raised.value, InputError)
    assert [fault.where for fault in raised.value.faults] == [
        "promt",
        "",
        "id",
        "tags, topic entry 1",
        "key point 2 (b), text",
        "key point 2 (b), weight",
    ]
    assert all(fault.file is None and fault.line is None for fault in raised.value.faults)
    for fault in raised.value.faults:
        assert fault.what in raised.value.message
        assert raised.value.hint is not None
        assert fault.mend in raised.value.hint
    assert "\n" not in raised.value.message


@pytest.mark.parametrize(
    "mapping",
    [
        [],
        None,
        {},
        {1: 2},
        {"id": "a", "prompt": object()},
        {"id": "a", "prompt": "\ud800"},
        {"id": "a", "prompt": "A?", "time_limit_s": True},
        {"id": "a", "prompt": "A?", "time_limit_s": 10**400},
        {"id": "a", "prompt": "A?", "source": {"attempt": float("nan")}},
        {"id": "a\n", "prompt": "A?"},
        {"id": "a/", "prompt": "A?"},
        {"id": "/a", "prompt": "A?"},
    ],
)
def test_what_is_no_question_is_refused(mapping: Any) -> None:
    with pytest.raises(InputError):
        question_from_mapping(mapping)


def test_a_message_stays_short_and_on_one_line() -> None:
    with pytest.raises(InputError) as raised:
        question_from_mapping({"id": "x\n" * 1000, "prompt": "A?", "kind": "y\x1b" * 1000})

    assert len(raised.value.message) < 500
    assert raised.value.message.isprintable()


def test_defaults_are_left_out_and_keys_in_the_order_of_the_file() -> None:
    mapping = {
        "id": "conflict",
        "prompt": "A?",
        "kind": "technical",
        "tags": {"competence": "tact", "topic": ["a", "b"]},
        "time_limit_s": 90,
        "key_points": [POINT],
        "source": {"company": "Acme"},
    }
    scrambled = dict(reversed(mapping.items()))
    scrambled |= {"follow_ups": [], "language": "en"}

    written = question_to_mapping(question_from_mapping(scrambled))

    assert written == mapping
    assert list(written) == list(mapping)


@settings(deadline=None)
@given(questions(), st.sampled_from(("en", "de")))
def test_a_question_survives_its_mapping(question: Question, language: str) -> None:
    mapping = question_to_mapping(question, default_language=language)

    assert question_from_mapping(mapping, default_language=language) == question


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
keys = st.sampled_from(("id", "prompt", "kind", "tags", "key_points", "source", "renamed_from"))


@settings(deadline=None)
@given(st.dictionaries(keys, json_values | st.lists(st.dictionaries(keys, json_values))))
def test_any_data_is_a_question_or_an_input_error(mapping: dict[str, Any]) -> None:
    faults = Faults(mapping)
    question = read_question(mapping, (), faults)

    assert (question is None) == bool(faults.all())
    assert all(str(fault).isprintable() for fault in faults.all())
    if question is not None:
        assert question_from_mapping(question_to_mapping(question)) == question
