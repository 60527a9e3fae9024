"""Whatever stands in a file, it becomes a bank or faults: never a traceback."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.bank.strategies import SNIPPETS
from tests.bank.test_load import FULL
from trainer.bank.load import bank_from_bytes

WHOLE = FULL.encode()


def check(raw: bytes) -> None:
    loaded = bank_from_bytes(raw, Path("bank.yaml"))

    assert loaded.bank is not None or loaded.faults
    lines = raw.count(b"\n") + raw.count(b"\r") + 1
    for fault in loaded.faults:
        assert str(fault).isprintable()
        assert fault.line is None or 1 <= fault.line <= lines


@settings(deadline=None)
@given(st.binary(max_size=200))
@example(b"!<=int> x")
@example(b"a: !<%20int> x")
@example(b"\xed\xa0\x80")
def test_any_bytes(raw: bytes) -> None:
    check(raw)


@settings(deadline=None)
@given(st.lists(st.sampled_from(SNIPPETS), max_size=30).map("".join))
def test_any_yaml(text: str) -> None:
    check(text.encode())


@settings(deadline=None)
@given(
    st.integers(0, len(WHOLE)),
    st.integers(0, 20),
    st.binary(max_size=3) | st.sampled_from(SNIPPETS).map(str.encode),
)
def test_any_damage_to_a_good_bank(start: int, length: int, instead: bytes) -> None:
    check(WHOLE[:start] + instead + WHOLE[start + length :])
