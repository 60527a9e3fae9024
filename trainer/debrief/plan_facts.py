"""What the history and the banks say, gathered for a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from trainer.bank import Question
from trainer.debrief.plan import Facts
from trainer.debrief.story_matrix import shown_by
from trainer.history.feedback import About, Said
from trainer.history.records import QuestionSummary
from trainer.history.store import History
from trainer.history.targets import Target
from trainer.insights.memory import retrievability

T = TypeVar("T")


def gathered(
    history: History,
    questions: Iterable[Question],
    present_id: Callable[[str], str],
    *,
    target: Target | None,
    today: date,
    now: datetime,
    titles: Mapping[str, str],
    uncovered: Sequence[str] = (),
) -> Facts:
    """The facts for a plan: for a target, or in general.

    `questions` are those in use, `present_id` leads from an earlier id to the present one,
    `titles` are those of the banks.
    """
    day = today
    if target and target.day and target.day > today:
        day = target.day
    in_use = {question.id: question for question in questions}
    stories = history.stories.all()
    links = {
        number: [present_id(one) for one in ids] for number, ids in history.stories.links().items()
    }
    asked = _latest(
        (
            (present_id(one), before)
            for one, before in history.interviews.asked_by_question().items()
        ),
        lambda before: before.last_day,
    )
    ids = [name for one in asked for name in _names(in_use.get(one), one)]
    calm = _latest(
        ((present_id(one), at) for one, at in history.interviews.last_calm(ids).items()),
        lambda at: at,
    )
    interviews = history.interviews.all()
    days = {interview.id: interview.day for interview in interviews}
    return Facts(
        today=today,
        now=now,
        day=day,
        target=target,
        questions=in_use,
        titles=titles,
        asked=asked,
        calm=calm,
        summaries=_latest(
            ((present_id(one.question_id), one) for one in history.question_summaries()), _when
        ),
        remembered={
            present_id(one): retrievability(card, max(day, card.reviewed_on))
            for one, card in history.schedule.cards().items()
        },
        predicted=history.predictions.of(target.id) if target else (),
        remarks=tuple(_renamed(said, present_id) for said in history.feedback.remarks()),
        stories=stories,
        shown=shown_by(stories, links, in_use),
        items=history.plan.all(),
        interviews=interviews,
        unmatched=[
            (asked_one, days[number])
            for number, every in history.interviews.all_asked().items()
            for asked_one in every
            if asked_one.question_id is None
        ],
        letters=history.feedback.letters.all(),
        feedback=history.feedback.all(),
        uncovered=uncovered,
    )


def _when(summary: QuestionSummary) -> datetime:
    return summary.last_started_at


def _names(question: Question | None, question_id: str) -> tuple[str, ...]:
    return (question_id, *(question.renamed_from if question else ()))


def _latest(pairs: Iterable[tuple[str, T]], when: Callable[[T], date]) -> dict[str, T]:
    """Of several values of one question, under its several ids, the latest."""
    found: dict[str, T] = {}
    for question_id, value in pairs:
        if question_id not in found or when(value) >= when(found[question_id]):
            found[question_id] = value
    return found


def _renamed(said: Said, present_id: Callable[[str], str]) -> Said:
    if said.remark.kind is not About.QUESTION:
        return said
    return replace(said, remark=replace(said.remark, subject=present_id(said.remark.subject)))
