"""The shell completes commands and questions."""

from __future__ import annotations

import pytest

from tests.support.banks import add_bank
from tests.support.program import Program


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("trainer dri", "drill"),
        ("trainer answer outa", "outage"),
        ("trainer answer own/o", "own/outage"),
        ("trainer bank show caught-off-guard/f", "caught-off-guard/five-years"),
    ],
)
def test_bash_completes(words: str, expected: str, program: Program) -> None:
    add_bank(program.workspace)
    asked = program.with_variables(
        _TRAINER_COMPLETE="bash_complete",
        COMP_WORDS=words,
        COMP_CWORD=str(len(words.split()) - 1),
    )
    completed = asked.run()
    assert f"plain,{expected}" in completed.out.split()


def test_the_readme_tells_how_to_turn_it_on(program: Program) -> None:
    for shell in ("bash", "zsh", "fish"):
        script = program.with_variables(_TRAINER_COMPLETE=f"{shell}_source").ok().out
        assert "_TRAINER_COMPLETE" in script
