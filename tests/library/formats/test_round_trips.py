"""What is exported comes back the same, whatever it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.formats.banks import banks
from trainer.bank import QuestionBank
from trainer.library.formats import Format
from trainer.library.formats.convert import read_text_format, write_text
from trainer.library.formats.raw import to_bank

TEXT_FORMATS = [form for form in Format if form.is_text]


@pytest.mark.parametrize("form", TEXT_FORMATS)
@settings(max_examples=60, deadline=None)
@given(bank=banks)
def test_a_bank_comes_back_as_it_was(form: Format, bank: QuestionBank) -> None:
    text = write_text(bank, form)
    read = to_bank(read_text_format(text, form), Path("bank"), None)
    assert read.faults == ()
    assert read.bank is not None
    assert read.bank.questions == bank.questions
    if form not in {Format.CSV, Format.TSV}:
        assert (read.bank.id, read.bank.title) == (bank.id, bank.title)
        assert read.bank.language == bank.language


@pytest.mark.parametrize("form", TEXT_FORMATS)
@settings(max_examples=60, deadline=None)
@given(
    text=st.text(max_size=80)
    | st.lists(
        st.sampled_from(
            (
                "# ",
                "## a",
                "- ",
                "  - ",
                "\n",
                "Id: ",
                "Kind: x",
                "prompt",
                ",",
                '"',
                "[",
                "]",
                "{",
                "}",
                ":",
                '"id"',
                "(okay)",
                "\\",
                "<br>",
                "\t",
                "key_point_1",
                "'=",
                "format: 1",
                "questions:",
            )
        ),
        max_size=12,
    ).map("".join)
)
def test_any_text_is_read_or_told_its_faults(form: Format, text: str) -> None:
    read = to_bank(read_text_format(text, form), Path("bank"), None)
    assert read.bank is not None or read.faults
