"""Which questions may be drawn, and which versions of one's own have fallen behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.history.made import NOW, QUESTION
from trainer.bank import Question
from trainer.history.records import Decision, Overlay, QuestionSummary, Standing
from trainer.practice.bank_work import digest
from trainer.practice.shelf import differences, fallen_behind, in_use, known_questions

A, B, C = (Question(question_id, "?") for question_id in ("one/a", "one/b", "two/c"))
RENAMED = Question("two/d", "?", renamed_from=("one/d",))


def decided(*subjects: str, standing: Standing) -> dict[str, Decision]:
    return {subject: Decision(subject, standing, NOW) for subject in subjects}


def test_suspended_retired_and_put_off_questions_are_not_drawn() -> None:
    for standing in (Standing.SUSPENDED, Standing.RETIRED, Standing.NOT_TODAY):
        assert in_use([A, B], decided("one/a", standing=standing)) == [B]


def test_a_disabled_bank_is_drawn_from_only_by_name() -> None:
    disabled = decided("one", standing=Standing.DISABLED)
    assert in_use([A, B, C], disabled) == [C]
    assert in_use([A, B], disabled, ["one"]) == [A, B]


def test_a_decision_under_an_earlier_id_holds() -> None:
    assert in_use([RENAMED], decided("one/d", standing=Standing.SUSPENDED)) == []


def summary(question_id: str, days: int, off_guard: bool | None) -> QuestionSummary:
    return QuestionSummary(question_id, 1, NOW + timedelta(days=days), off_guard, None, None)


def test_what_was_answered_under_an_earlier_id_counts_for_the_present_one() -> None:
    summaries = [summary("one/d", 0, True), summary("two/c", 1, False)]
    known = known_questions(summaries, {"one/d": "two/d"})
    assert known.answered == {"two/d", "two/c"}
    assert known.off_guard == {"two/d"}


def test_the_last_word_on_being_caught_off_guard_counts_under_any_id() -> None:
    summaries = [summary("two/d", 5, False), summary("one/d", 0, True), summary("old/d", 9, None)]
    known = known_questions(summaries, {"one/d": "two/d", "old/d": "two/d"})
    assert known.off_guard == frozenset()


def test_a_version_falls_behind_when_the_shipped_question_changes() -> None:
    point, last = QUESTION.key_points
    changed = replace(
        QUESTION,
        prompt="Another?",
        key_points=(replace(point, text="heard them", probe="Who?"), replace(last, id="new")),
    )
    overlays = {QUESTION.id: Overlay(QUESTION, digest(QUESTION), NOW)}
    assert fallen_behind(overlays, {QUESTION.id: QUESTION}) == {}
    assert fallen_behind(overlays, {}) == {}
    assert fallen_behind(overlays, {QUESTION.id: changed}) == {
        QUESTION.id: (
            "another prompt",
            "key point new is new",
            "key point agreed is gone",
            "key point listened: other text, probe",
        )
    }


def test_every_difference_has_a_name() -> None:
    for changes in ({"follow_ups": ("So?",)}, {"time_limit_s": 60.0}, {"language": "de"}):
        assert differences(QUESTION, replace(QUESTION, **changes))
