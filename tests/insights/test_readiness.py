"""Readiness: the formula that its module states, and what it does not claim to know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.insights.readiness import COLD, KEPT, LEARNED, Prepared, readiness_of


def shares() -> st.SearchStrategy[float]:
    return st.floats(0, 1)


@st.composite
def prepared(draw: st.DrawFn) -> Prepared:
    if draw(st.booleans()):
        return Prepared(draw(st.text(max_size=3)))
    low, high = sorted((draw(shares()), draw(shares())))
    return Prepared(draw(st.text(max_size=3)), low, high, draw(st.none() | shares()))


def test_a_list_without_questions_has_no_readiness() -> None:
    assert readiness_of([]) is None


def test_what_was_never_practised_is_unknown_and_says_so() -> None:
    found = readiness_of([Prepared("a"), Prepared("b")])
    assert found is not None
    assert (found.low, found.expected, found.high) == (0.0, COLD, 1.0)
    assert (found.practised, found.questions, found.cold_measured) == (0, 2, False)


def test_what_is_remembered_for_sure_is_as_wide_as_its_score() -> None:
    found = readiness_of([Prepared("a", 0.5, 0.7, 1.0)])
    assert found is not None
    assert found.low == pytest.approx(0.5)
    assert found.high == pytest.approx(0.7)
    assert found.expected == pytest.approx(0.6)


def test_half_of_what_is_forgotten_is_expected_all_the_same() -> None:
    found = readiness_of([Prepared("a", 0.8, 0.8, 0.5)])
    assert found is not None
    left = 0.5 + 0.5 * KEPT
    assert found.low == pytest.approx(0.8 * 0.5)
    assert found.expected == pytest.approx(0.8 * left)
    assert found.high == pytest.approx(0.8 * left)


def test_a_take_without_a_rating_leaves_its_fading_open() -> None:
    found = readiness_of([Prepared("a", 0.8, 0.8)])
    assert found is not None
    assert found.unrated == 1
    assert found.low < found.expected < found.high == pytest.approx(0.8)


def test_the_own_first_takes_say_how_a_new_question_goes_once_there_are_five() -> None:
    few = readiness_of([Prepared("a")], [0.9] * 4)
    enough = readiness_of([Prepared("a")], [0.9] * 5)
    assert few is not None
    assert enough is not None
    assert few.expected == COLD
    assert enough.expected == pytest.approx(0.9)
    assert enough.cold_measured
    assert (enough.low, enough.high) == (0.0, 1.0)


def test_the_largest_gains_are_named_and_are_what_one_practice_adds() -> None:
    questions = [
        Prepared("fresh", 0.9, 0.9, 1.0),
        Prepared("faded", 0.9, 0.9, 0.1),
        Prepared("new"),
        Prepared("weak", 0.1, 0.1, 1.0),
        Prepared("whole", 1.0, 1.0, 1.0),
    ]
    found = readiness_of(questions)
    assert found is not None
    # faded: .95 - .9 x .55; weak: .55 - .1; new: .7 - .4
    assert [gain.key for gain in found.gains] == ["faded", "weak", "new"]
    for gain in found.gains:
        known = {"faded": 0.9, "weak": 0.1, "new": COLD}[gain.key]
        then_covered = known + LEARNED * (1 - known)
        after = Prepared(gain.key, then_covered, then_covered, 1.0)
        practised = [after if one.key == gain.key else one for one in questions]
        then = readiness_of(practised)
        assert then is not None
        assert then.expected - found.expected == pytest.approx(gain.gain)
    assert not any(gain.key == "whole" for gain in found.gains)


@given(st.lists(prepared(), min_size=1, max_size=8), st.lists(shares(), max_size=8))
def test_the_expected_value_lies_in_its_band(
    questions: list[Prepared], first_takes: list[float]
) -> None:
    found = readiness_of(questions, first_takes)
    assert found is not None
    assert -1e-9 <= found.low <= found.expected + 1e-9
    assert found.expected <= found.high + 1e-9 <= 1 + 2e-9
    assert len(found.gains) <= 3


@given(prepared(), shares(), shares())
def test_who_forgets_less_is_no_less_ready(question: Prepared, one: float, other: float) -> None:
    if question.low is None:
        return
    worse, better = sorted((one, other))
    first, second = (
        readiness_of([Prepared("a", question.low, question.high, recall)])
        for recall in (worse, better)
    )
    assert first is not None
    assert second is not None
    assert first.expected <= second.expected + 1e-9
