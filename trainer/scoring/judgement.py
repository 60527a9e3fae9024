"""From measures to a judgement: probability, verdict, the rule behind it, evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.scoring import blend, calibration
from trainer.scoring.calibration import Rule
from trainer.scoring.coverage import Evidence, PointScore, Verdict
from trainer.scoring.evidence import EvidenceFinder, quote
from trainer.scoring.lexical import echo, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer.bank.nouns import Question
    from trainer.scoring.blend import Reading
    from trainer.scoring.lexical import Measures
    from trainer.scoring.lexical_plan import Plan
    from trainer.scoring.reading import CombinedPlan
    from trainer.scoring.text import Token
    from trainer.speech.transcript import Transcript

REFUSED_RECALL = 0.8
"""A refused span of which so much was said again, and no confirmed one as much, is met."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One key point judged: its score, the rule that decided, and what it rests on.

    `reading` is None where the words alone were judged, both where nothing was said.
    """

    score: PointScore
    rule: Rule
    measures: Measures | None = None
    reading: Reading | None = None


def silence(question: Question) -> tuple[Judgement, ...]:
    """What to say of an answer without a word of matter."""
    return tuple(
        Judgement(PointScore(point.id, point.weight, 0.0, Verdict.MISSED, None), Rule.SILENCE)
        for point in question.key_points
    )


def judge_by_words(
    question: Question, transcript: Transcript, plan: Plan, tokens: list[Token]
) -> tuple[Judgement, ...]:
    """Judge each key point by the words alone."""
    repeated = echo(plan, tokens)
    judged = []
    for point, measures in zip(question.key_points, measure(plan, tokens), strict=True):
        made = calibration.probability(measures, repeated, len(tokens))
        said, rule = calibration.verdict(
            measures, made, refused=measures.refused_recall >= REFUSED_RECALL
        )
        score = PointScore(
            point.id,
            point.weight,
            made,
            said,
            _evidence(said, measures.span if measures.content_words else None, tokens, transcript),
        )
        judged.append(Judgement(score, rule, measures))
    return tuple(judged)


def judge_by_meaning(
    question: Question, transcript: Transcript, plan: CombinedPlan, tokens: list[Token]
) -> tuple[Judgement, ...]:
    """Judge each key point by words and meaning together."""
    finder = EvidenceFinder(plan, tokens)
    judged = []
    for index, (point, reading) in enumerate(
        zip(question.key_points, plan.read(tokens), strict=True)
    ):
        taught = bool(plan.words.points[index].own)
        made = blend.probability(reading, is_taught=taught)
        said, rule = blend.verdict(reading, made, is_taught=taught)
        span = finder.span(index, reading) if said is not Verdict.MISSED else None
        score = PointScore(
            point.id, point.weight, made, said, _evidence(said, span, tokens, transcript)
        )
        judged.append(Judgement(score, rule, reading.words, reading))
    return tuple(judged)


def _evidence(
    said: Verdict,
    span: tuple[int, int] | None,
    tokens: Sequence[Token],
    transcript: Transcript,
) -> Evidence | None:
    if said is Verdict.MISSED or span is None:
        return None
    first, stop = span
    return quote(transcript, tokens[first].index, tokens[stop - 1].index + 1)
