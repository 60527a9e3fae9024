"""Which questions are in use, and which of the person's own versions have fallen behind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from trainer.bank import Question
from trainer.history.interviews import OFF_GUARD_FROM, AskedBefore
from trainer.history.records import Decision, Overlay, QuestionSummary, Standing
from trainer.history.store import History
from trainer.library.brief import Brief
from trainer.practice.bank_work import digest


def decision_on(question: Question | Brief, decisions: Mapping[str, Decision]) -> Decision | None:
    """What was decided of a question itself, under whatever id; None where it is in use."""
    for subject in (question.id, *question.renamed_from):
        if subject in decisions:
            return decisions[subject]
    return None


def is_disabled(bank_id: str, decisions: Mapping[str, Decision]) -> bool:
    """Whether a bank is switched off."""
    found = decisions.get(bank_id)
    return found is not None and found.standing is Standing.DISABLED


def in_use(
    questions: Iterable[Question],
    decisions: Mapping[str, Decision],
    named_banks: Iterable[str] = (),
) -> list[Question]:
    """The questions that may be drawn.

    Left out is what is suspended, retired or put off, and what lies in a disabled
    bank, unless that bank is among `named_banks`: who names it wants it.
    """
    named = set(named_banks)
    return [
        question
        for question in questions
        if decision_on(question, decisions) is None
        and (question.bank_id in named or not is_disabled(question.bank_id, decisions))
    ]


@dataclass(frozen=True, slots=True)
class Known:
    """What the history knows of a question under all of its ids."""

    answered: frozenset[str]
    off_guard: frozenset[str]


def known_to(history: History, aliases: Mapping[str, str]) -> Known:
    """What practice and real interviews say of questions, by present id."""
    real = caught_in_interviews(history, aliases)
    return known_questions(history.question_summaries(), aliases, real)


def caught_in_interviews(history: History, aliases: Mapping[str, str]) -> frozenset[str]:
    """The questions that caught the person off guard in a real interview and do so still."""
    asked = history.interviews.asked_by_question()
    if not asked:
        return frozenset()
    calm = history.interviews.last_calm({*asked, *aliases.values(), *aliases})
    return off_guard_in_interviews(asked.values(), calm, aliases)


def off_guard_in_interviews(
    asked: Iterable[AskedBefore], calm: Mapping[str, datetime], aliases: Mapping[str, str]
) -> frozenset[str]:
    """The questions that caught the person off guard in a real interview and do so still.

    `calm` says when a question was last answered by somebody who had expected it: later
    than the interview, it catches them no more.
    """
    answered: dict[str, datetime] = {}
    for question_id, at in calm.items():
        present = aliases.get(question_id, question_id)
        answered[present] = max(at, answered.get(present, at))
    latest: dict[str, AskedBefore] = {}
    for one in asked:
        present = aliases.get(one.question_id, one.question_id)
        if one.last_off_guard is not None and (
            present not in latest or one.last_at >= latest[present].last_at
        ):
            latest[present] = one
    return frozenset(
        question_id
        for question_id, one in latest.items()
        if (one.last_off_guard or 0) >= OFF_GUARD_FROM
        and not (question_id in answered and answered[question_id] > one.last_at)
    )


def known_questions(
    summaries: Iterable[QuestionSummary],
    aliases: Mapping[str, str],
    real: Collection[str] = (),
) -> Known:
    """The questions that were answered, and that caught the person off guard, by present id.

    `real` are those that caught them in an interview and do so still.

    Of several ids of one question the one answered last, of those whose speaker said
    so, decides whether it still catches them off guard.
    """
    answered: set[str] = set()
    said: dict[str, bool] = {}
    for summary in sorted(summaries, key=lambda one: one.last_started_at):
        present = aliases.get(summary.question_id, summary.question_id)
        answered.add(present)
        if summary.last_off_guard is not None:
            said[present] = summary.last_off_guard
    off_guard = {question_id for question_id, yes in said.items() if yes}
    return Known(frozenset(answered), frozenset(off_guard.union(real)))


def fallen_behind(
    overlays: Mapping[str, Overlay], shipped: Mapping[str, Question]
) -> dict[str, tuple[str, ...]]:
    """The person's own versions whose shipped question changed since, and what changed in it.

    `shipped` are the questions that stand behind the person's own, by id.
    """
    return {
        question_id: differences(overlay.question, shipped[question_id])
        for question_id, overlay in overlays.items()
        if question_id in shipped
        and overlay.digest != digest(shipped[question_id])
        # Another version of the program may make another digest of the same question.
        and overlay.question != shipped[question_id]
    }


def differences(before: Question, after: Question) -> tuple[str, ...]:
    """What is no longer the same, in words, such as ``key point cause: other wordings``."""
    told = [
        f"another {name.replace('_', ' ')}"
        for name in ("prompt", "kind", "tags", "time_limit_s", "asks")
        if getattr(before, name) != getattr(after, name)
    ]
    told += [
        f"other {name.replace('_', ' ')}"
        for name in ("other_prompts", "follow_ups")
        if getattr(before, name) != getattr(after, name)
    ]
    old = {point.id: point for point in before.key_points}
    new = {point.id: point for point in after.key_points}
    told += [f"key point {point_id} is new" for point_id in new if point_id not in old]
    told += [f"key point {point_id} is gone" for point_id in old if point_id not in new]
    for point_id, point in new.items():
        parts = [
            name
            for name in ("text", "weight", "wordings", "probe")
            if point_id in old and getattr(old[point_id], name) != getattr(point, name)
        ]
        if parts:
            told.append(f"key point {point_id}: other {', '.join(parts)}")
    return tuple(told) or ("its place among others",)
