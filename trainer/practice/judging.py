"""A person judges a key point of a scored answer; what they say teaches the scorer."""

from __future__ import annotations

from datetime import datetime

from trainer.errors import InputError, NotFoundError
from trainer.history.records import (
    HumanVerdict,
    Judgement,
    Span,
    StoredTranscript,
    WordingKind,
    WordingOrigin,
)
from trainer.history.store import History
from trainer.practice.changes import Change
from trainer.practice.scored import ScoredAnswer
from trainer.practice.spans import locate

_TEACHES = {
    HumanVerdict.COVERED: WordingKind.CONFIRMED,
    HumanVerdict.MISSED: WordingKind.REFUSED,
}
"""Words that made half a point are no good example of either."""


def judge(
    history: History,
    answer: ScoredAnswer,
    key_point_id: str,
    verdict: HumanVerdict,
    span: Span | None,
    now: datetime,
) -> Judgement:
    """Keep a person's verdict on one point of a kept answer, and the words it is about.

    Words that made the point become a wording of it for this speaker, words that did
    not a counter-example; without a `span` nothing is taught.  Raises NotFoundError
    where the question has no such point, ValueError for an answer that is not kept.
    """
    points = [point.id for point in answer.question.key_points]
    if key_point_id not in points:
        raise NotFoundError(
            f"question {answer.question.id} has no key point '{key_point_id}'",
            hint=f"Its key points: {', '.join(points) or 'none'}.",
        )
    stored = _transcript(history, answer)
    with history.transaction():
        judgement = history.taught.add_judgement(stored, key_point_id, verdict, span, made_at=now)
        if span and verdict in _TEACHES:
            history.taught.add_wording(
                answer.question.id,
                key_point_id,
                span.text,
                kind=_TEACHES[verdict],
                origin=WordingOrigin.JUDGED,
                made_at=now,
                judgement=judgement,
            )
        payload = {"judgement_id": judgement.id, "key_point_id": key_point_id}
        history.record_action(Change.JUDGE, payload, made_at=now, attempt_id=judgement.attempt_id)
    return judgement


def evidence_span(answer: ScoredAnswer, key_point_id: str) -> Span | None:
    """The words that the score, or an earlier verdict, quotes for a point."""
    judgement = answer.judgements.get(key_point_id)
    if judgement and judgement.span:
        return judgement.span
    for point in answer.coverage.points:
        if point.key_point_id == key_point_id and point.evidence:
            return Span(point.evidence.start, point.evidence.end, point.evidence.text)
    return None


def named_span(answer: ScoredAnswer, words: str) -> Span:
    """The place of these words in the answer.

    Raises InputError where they are not in it.
    """
    span = locate(answer.transcript, words)
    if span is None:
        raise InputError(
            f"these words are not in the answer: {words}",
            hint="Give them as they stand in the transcript ('trainer attempt show').",
        )
    return span


def _transcript(history: History, answer: ScoredAnswer) -> StoredTranscript:
    stored = None if answer.attempt_id is None else history.latest_transcript(answer.attempt_id)
    if stored is None:
        raise ValueError("only a kept answer can be judged")
    return stored
