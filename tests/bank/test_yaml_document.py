from __future__ import annotations

import pytest

from tests.bank.malformed import MALFORMED, Malformed
from tests.bank.test_load import FULL
from trainer.bank.yaml_document import Document, parse, read_text
from trainer.bank.yaml_parser import UnreadableError, fast_loader, is_text_unquoted, pure_loader

# Unquoted scalars and what YAML 1.2's core schema makes of them.
CORE: tuple[tuple[str, object], ...] = (
    ("no", "no"), ("yes", "yes"), ("on", "on"), ("Off", "Off"), ("y", "y"), ("N", "N"),
    ("2024-05-01", "2024-05-01"), ("12:30", "12:30"), ("1_000", "1_000"), ("0b1", "0b1"),
    ("<<", "<<"), ("=", "="), ("tRUE", "tRUE"), ("+", "+"), (".", "."), ("1.2.3", "1.2.3"),
    ("true", True), ("FALSE", False), ("null", None), ("~", None), ("", None), ("NULL", None),
    ("7", 7), ("-7", -7), ("+7", 7), ("007", 7), ("0o17", 15), ("0x1f", 31),
    ("1.5", 1.5), (".5", 0.5), ("1.", 1.0), ("1e3", 1000.0), ("-.inf", float("-inf")),
)  # fmt: skip


@pytest.mark.parametrize(("written", "value"), CORE)
@pytest.mark.parametrize("loader", [fast_loader(), pure_loader()], ids=["fast", "pure"])
def test_core_values(loader: type, written: str, value: object) -> None:
    data = parse(f"- {written}\n- '{written}'\n", loader=loader).data

    assert data == [value, written]
    assert isinstance(data, list)
    assert type(data[0]) is type(value)


@pytest.mark.parametrize(("written", "value"), CORE)
def test_a_text_that_needs_quotes_is_known(written: str, value: object) -> None:
    assert is_text_unquoted(written) == isinstance(value, str)


def read(text: str, loader: type) -> Document | list[int | None]:
    try:
        return parse(text, loader=loader)
    except UnreadableError as error:
        return [finding.line for finding in error.findings]


@pytest.mark.parametrize(
    "text",
    [FULL, *(case.content.decode() for case in MALFORMED if case.schema is not None)],
)
def test_both_parsers_read_the_same(text: str) -> None:
    fast, pure = (read(text, loader) for loader in (fast_loader(), pure_loader()))

    assert isinstance(fast, Document)
    assert isinstance(pure, Document)
    assert repr(fast.data) == repr(pure.data)
    for place in (("id",), ("questions", 0), ("questions", 0, "key_points", 0, "text")):
        assert fast.line_of(place) == pure.line_of(place)


@pytest.mark.parametrize(
    "case", [case for case in MALFORMED if case.schema is None], ids=lambda case: case.name
)
def test_both_parsers_refuse_the_same(case: Malformed) -> None:
    try:
        text = read_text(case.content)
    except UnreadableError:
        return
    fast, pure = (read(text, loader) for loader in (fast_loader(), pure_loader()))

    if isinstance(fast, Document):
        assert isinstance(pure, Document)
        assert fast.findings == pure.findings
    else:
        assert fast == pure


def test_a_line_is_that_of_the_key() -> None:
    document = parse("a:\n\n  - 1\n  -\n    b: 2\n\n    c:\n      d\n")

    assert [
        document.line_of(place) for place in (("a",), ("a", 0), ("a", 1, "b"), ("a", 1, "c"))
    ] == [1, 3, 5, 7]
    assert document.line_of(("a", 1, "missing")) == 5


def test_too_many_values_are_refused() -> None:
    with pytest.raises(UnreadableError, match="too many values"):
        parse("[" + "a," * 500_001 + "]")
