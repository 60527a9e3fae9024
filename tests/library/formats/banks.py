"""Banks of every shape, for round trips."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.bank.strategies import lines, questions
from trainer.bank import QuestionBank

banks = st.builds(
    QuestionBank,
    id=st.just("bank"),
    title=lines,
    language=st.sampled_from(("en", "de", "pt-BR")),
    questions=st.lists(
        questions(), min_size=1, max_size=3, unique_by=lambda question: question.id
    ).map(tuple),
)
