from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.debrief.letter import (
    MOST_WORDS,
    Facts,
    as_mail,
    compose,
    facts_of,
    good_moment,
    parts_of,
    words_in,
)
from trainer.history.feedback import Tone
from trainer.history.interviews import AskedQuestion, Interview, Outcome

MADE = datetime(2026, 11, 20, tzinfo=UTC)

texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=600)
words = st.lists(st.sampled_from(["Acme", "of", "the", "ä", "a&b"]), max_size=60).map(" ".join)
anything = st.one_of(texts, words)


@given(
    company=anything,
    role=anything,
    interviewers=st.lists(anything, max_size=6),
    asked=st.lists(st.tuples(anything, st.integers(1, 5)), max_size=4),
    outcome=st.sampled_from(Outcome),
    tone=st.sampled_from(Tone),
    questions=st.lists(anything, max_size=2),
)
def test_whatever_is_on_record_a_letter_has_under_150_words(
    company: str,
    role: str,
    interviewers: list[str],
    asked: list[tuple[str, int]],
    outcome: Outcome,
    tone: Tone,
    questions: list[str],
) -> None:
    day = date(2026, 11, 20)
    interview = Interview(
        1,
        UUID(int=1),
        company,
        role,
        "",
        day,
        "",
        tuple(interviewers),
        outcome,
        None,
        None,
        "",
        "",
        MADE,
        MADE,
    )
    taken = [
        AskedQuestion(n, 1, n, None, text, off_guard=caught)
        for n, (text, caught) in enumerate(asked, start=1)
    ]
    letter = compose(facts_of(interview, taken), tone, questions, "Kim Lund")
    assert words_in(letter) <= MOST_WORDS
    subject, text = parts_of(letter)
    assert subject.startswith("Feedback on my interview")
    assert text.rstrip().endswith("Kim Lund")
    assert b"X-Unsent: 1" in as_mail(letter)


FACTS = Facts("Acme", "Analyst", date(2026, 11, 20), ("Ms Berg",), decided=True)


@pytest.mark.parametrize("tone", Tone)
def test_a_letter_does_not_argue(tone: Tone) -> None:
    letter = compose(FACTS, tone).lower()
    assert "thank you" in letter
    for word in ("unfair", "disagree", "reconsider", "why was i", "but ", "however", "decision"):
        assert word not in letter


def test_the_good_moment_is_a_day_or_two_after_the_answer() -> None:
    answered = date(2026, 12, 30)
    moment = good_moment(answered, answered)
    assert (moment.first, moment.last) == (date(2026, 12, 31), date(2027, 1, 1))
    assert "Today is" in good_moment(answered, date(2027, 1, 1)).words
    assert "still" in good_moment(answered, date(2027, 1, 6)).words
    assert "8 days old" in good_moment(answered, date(2027, 1, 7)).words
