"""What an interviewer asks right after an answer, and what the reply adds to it: pure.

A follow-up is kept as an answer to a question of its own, ``bank/question/follow-up``: an id that
no bank can have.  So what is known of the question itself (its coverage, when it comes back,
how often it was answered) stays what its own answers say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Final

from trainer.bank import Question
from trainer.practice.judged import band
from trainer.practice.scored import ScoredAnswer
from trainer.scoring.coverage import Coverage, PointScore, Verdict

FOLLOW_UP_S: Final = 60.0
"""What a reply may take, in seconds: half of what the whole answer may."""

LISTED_SHARE: Final = 0.5
"""So often one of the question's own follow-ups is asked where there is nothing to probe."""

_SUFFIX: Final = "/follow-up"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up, and the missed key point that it is after, if it is after one."""

    prompt: str
    key_point_id: str | None = None


def is_follow_up(question_id: str) -> bool:
    """Whether an id is that of a follow-up, not of a bank's question."""
    return question_id.endswith(_SUFFIX)


def follow_up_id(question_id: str) -> str:
    """The id that the reply to a question's follow-up is kept under."""
    return f"{question_id}{_SUFFIX}"


def choose_follow_up(question: Question, coverage: Coverage | None, rng: Random) -> FollowUp | None:
    """What to ask after an answer, or nothing.

    First the probe of the most important key point that was missed: vital before okay, in the
    question's order.  Where none was missed, or `coverage` is None because the score is not
    there yet, one of the question's own follow-ups, in `LISTED_SHARE` of the cases.
    """
    missed = {
        point.key_point_id
        for point in (coverage.points if coverage else ())
        if point.verdict is Verdict.MISSED
    }
    probed = sorted(
        (point for point in question.key_points if point.id in missed and point.probe),
        key=lambda point: -point.weight.share,
    )
    if probed:
        return FollowUp(probed[0].probe or "", probed[0].id)
    if question.follow_ups and rng.random() < LISTED_SHARE:
        return FollowUp(rng.choice(question.follow_ups))
    return None


def follow_up_question(question: Question, prompt: str) -> Question:
    """A follow-up as a question: with the key point that it probes, or with none.

    What the speaker taught for that point counts here too, since the question's own id
    stands among the earlier ones.
    """
    return replace(
        question,
        id=follow_up_id(question.id),
        prompt=prompt,
        other_prompts=(),
        tags={},
        time_limit_s=min(FOLLOW_UP_S, question.time_limit_s),
        key_points=tuple(point for point in question.key_points if point.probe == prompt),
        follow_ups=(),
        asks=None,
        source=None,
        renamed_from=(question.id, *question.renamed_from),
    )


def band_with(answer: ScoredAnswer, reply: ScoredAnswer) -> tuple[float | None, float | None]:
    """The band of an answer together with the reply to its follow-up, 0 to 1.

    Each key point has the better of what both give it.
    """
    replied = {point.key_point_id: point for point in reply.coverage.points}
    total = low = high = 0.0
    for point in answer.coverage.points:
        least, most = _credit(answer, point)
        if point.key_point_id in replied:
            reply_least, reply_most = _credit(reply, replied[point.key_point_id])
            least, most = max(least, reply_least), max(most, reply_most)
        total += point.weight.share
        low += point.weight.share * least
        high += point.weight.share * most
    return (low / total, high / total) if total else (None, None)


def _credit(answer: ScoredAnswer, point: PointScore) -> tuple[float, float]:
    """The least and the most that one point earns, people's verdicts first, 0 to 1."""
    low, high = band(Coverage((point,), answer.coverage.scorer), answer.judgements)
    return low or 0.0, high or 0.0
