"""The review of a mock interview: every question with its answer and follow-up, and the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from trainer.errors import TrainerError
from trainer.history.records import Attempt, Session, Stage
from trainer.history.sittings import SittingQuestion, State
from trainer.practice.finish import shown_again
from trainer.practice.follow_up import band_with, follow_up_id, follow_up_question
from trainer.practice.scored import ScoredAnswer
from trainer.scoring.coverage import Verdict

if TYPE_CHECKING:
    from trainer.bank import Question
    from trainer.history.store import History

WENT_WELL_FROM: Final = 0.65
"""Least coverage, 0 to 1, of what is named as having gone well: that of a *good* rating."""

MOST_NEXT: Final = 3

Band = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Reply:
    """A follow-up: its text, the key point that it is after, and what came of it.

    `answer` is None while it has no score, `attempt` where it was not answered.
    """

    prompt: str
    key_point_id: str | None
    attempt: Attempt | None
    answer: ScoredAnswer | None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One question of the interview.

    `question` is as it was asked, None where it was not and is in no bank any more;
    `attempt` and `answer` as in `Reply`.
    """

    item: SittingQuestion
    question: Question | None
    attempt: Attempt | None
    answer: ScoredAnswer | None
    reply: Reply | None = None

    @property
    def band(self) -> Band:
        """What the answer alone covers, 0 to 1."""
        return self.answer.band if self.answer else (None, None)

    @property
    def band_with_reply(self) -> Band:
        """What the answer covers together with the reply to the follow-up."""
        if self.answer and self.reply and self.reply.answer:
            return band_with(self.answer, self.reply.answer)
        return self.band


@dataclass(frozen=True, slots=True)
class TopicBand:
    """The mean of the least and of the most that the answers to a topic cover, 0 to 1."""

    topic: str
    answers: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Review:
    """A mock interview as it stands.

    `waiting` counts the questions that are still to be asked; `options` is what was
    asked for.
    """

    session: Session
    options: Mapping[str, Any]
    questions: tuple[Reviewed, ...]
    waiting: int
    topics: tuple[TopicBand, ...]

    @property
    def answered(self) -> tuple[Reviewed, ...]:
        """The questions with a score."""
        return tuple(one for one in self.questions if one.answer is not None)

    @property
    def unscored(self) -> tuple[Attempt, ...]:
        """The answers that wait for their score, replies among them."""
        return tuple(
            attempt
            for one in self.questions
            for attempt in (one.attempt, one.reply.attempt if one.reply else None)
            if attempt is not None and attempt.unfinished
        )

    @property
    def reviewed(self) -> bool:
        """Whether the review was gone through to its end."""
        return bool(self.options.get("reviewed"))

    @property
    def points(self) -> tuple[int, int, int]:
        """Key points made in the answers, made in replies alone, and all there are."""
        made = added = total = 0
        for one in self.answered:
            heard = _covered(one.answer)
            replied = _covered(one.reply.answer) if one.reply else set()
            made += len(heard)
            added += len(replied - heard)
            total += len(one.answer.coverage.points) if one.answer else 0
        return made, added, total

    @property
    def went_well(self) -> tuple[Reviewed, ...]:
        """The answers that covered most, the best first, at most two; none that covered little."""
        good = [one for one in self.answered if (one.band[0] or 0.0) >= WENT_WELL_FROM]
        return tuple(sorted(good, key=lambda one: -(one.band[0] or 0.0))[:2])

    @property
    def next(self) -> tuple[Reviewed, ...]:
        """What to practise next: what came off guard, then what covered least; at most three."""
        worth = [
            one
            for one in self.answered
            if (one.answer and one.answer.off_guard) or _middle(one.band) < WENT_WELL_FROM
        ]
        return tuple(
            sorted(
                worth,
                key=lambda one: (
                    not (one.answer and one.answer.off_guard),
                    _middle(one.band),
                ),
            )[:MOST_NEXT]
        )


def link_answers(history: History, session: Session) -> tuple[SittingQuestion, ...]:
    """The plan of a mock interview, with the answers that an interruption left unlinked.

    An answer is on disk before the plan says so: after a crash the plan lags behind.
    Nothing is changed.
    """
    answers = history.mocks.answers(session.id)

    def linked(item: SittingQuestion) -> SittingQuestion:
        attempt_id = answers.get(asked_id(item))
        if item.state is not State.WAITING or item.attempt_id or attempt_id is None:
            return item
        return replace(item, state=State.ASKED, attempt_id=attempt_id)

    return tuple(map(linked, history.sittings.questions(session.id)))


def asked_id(item: SittingQuestion) -> str:
    """The question id that an answer to this is kept under."""
    return item.question_id if item.prompt is None else follow_up_id(item.question_id)


def review_of(history: History, session: Session, questions: Mapping[str, Question]) -> Review:
    """A mock interview as it stands; `questions` are those of the plan, by the ids there."""
    items = link_answers(history, session)
    replies = {item.question_id: item for item in items if item.prompt is not None}
    reviewed = []
    for item in items:
        if item.prompt is not None:
            continue
        attempt, answer = _answer(history, item)
        question = attempt.question if attempt else questions.get(item.question_id)
        reply = replies.get(item.question_id)
        reviewed.append(
            Reviewed(
                item,
                question,
                attempt,
                answer,
                _reply(history, reply, question) if reply and question else None,
            )
        )
    return Review(
        session,
        history.sittings.options(session.id),
        tuple(reviewed),
        waiting=sum(item.state is State.WAITING for item in items),
        topics=topic_bands(reviewed),
    )


def topic_bands(questions: Iterable[Reviewed]) -> tuple[TopicBand, ...]:
    """The mean coverage by topic, the highest first; without a topic the competence stands in."""
    by_topic: dict[str, list[tuple[float, float]]] = {}
    for one in questions:
        low, high = one.band
        if one.question is None or low is None or high is None:
            continue
        tags = one.question.tags
        for topic in tags.get("topic") or tags.get("competence") or (one.question.kind.value,):
            by_topic.setdefault(topic, []).append((low, high))
    bands = [
        TopicBand(
            topic,
            len(found),
            sum(low for low, _ in found) / len(found),
            sum(high for _, high in found) / len(found),
        )
        for topic, found in by_topic.items()
    ]
    return tuple(sorted(bands, key=lambda one: (-(one.low + one.high), one.topic)))


def _reply(history: History, item: SittingQuestion, question: Question) -> Reply | None:
    if item.state is State.LEFT_OUT:
        return None
    prompt = item.prompt or ""
    attempt, answer = _answer(history, item)
    asked = attempt.question if attempt else follow_up_question(question, prompt)
    point = asked.key_points[0].id if asked.key_points else None
    return Reply(prompt, point, attempt, answer)


def _answer(history: History, item: SittingQuestion) -> tuple[Attempt | None, ScoredAnswer | None]:
    if item.attempt_id is None:
        return None, None
    attempt = history.attempt(item.attempt_id)
    if attempt.discarded_at is not None:
        return None, None
    if attempt.stage is not Stage.SCORED:
        return attempt, None
    try:
        return attempt, shown_again(history, attempt)
    except TrainerError:
        return attempt, None


def _covered(answer: ScoredAnswer | None) -> set[str]:
    if answer is None:
        return set()
    covered = set()
    for point in answer.coverage.points:
        judged = answer.judgements.get(point.key_point_id)
        if (judged.verdict if judged else point.verdict) == Verdict.COVERED:
            covered.add(point.key_point_id)
    return covered


def _middle(band: Band) -> float:
    low, high = band
    return 1.0 if low is None or high is None else (low + high) / 2
