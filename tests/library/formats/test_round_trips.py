"""What is exported comes back the same, whatever it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.formats.banks import banks
from trainer.bank import QuestionBank, Weight
from trainer.library.formats import Format
from trainer.library.formats.convert import read_text_format, write_text
from trainer.library.formats.form import format_of_text
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


def test_the_text_in_the_readme_is_one_question() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```markdown\n(.*?)```", readme, re.DOTALL)
    assert format_of_text(example) is Format.MARKDOWN
    read = to_bank(read_text_format(example, Format.MARKDOWN), Path("README.md"))
    assert read.faults == ()
    assert read.bank is not None
    [question] = read.bank.questions
    assert (question.time_limit_s, question.follow_ups) == (90.0, ("What did your manager say?",))
    vital, okay = question.key_points
    assert (len(vital.wordings), vital.probe) == (1, "Which decision was that, exactly?")
    assert okay.weight is Weight.OKAY
