"""Why an answer got the score it got: plain values, for a person to read.

Kept apart from scoring itself, which needs none of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.scoring import blend, calibration, vectors
from trainer.scoring.coverage import Evidence, Verdict
from trainer.scoring.evidence import quote
from trainer.scoring.judgement import Judgement
from trainer.scoring.lexical import matches
from trainer.scoring.lexical_plan import Plan, shared_forms
from trainer.scoring.reading import CombinedPlan
from trainer.scoring.scorer import CombinedScorer, judge_answer
from trainer.speech.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trainer.bank.nouns import Question
    from trainer.scoring.calibration import Rule
    from trainer.scoring.scorer import Scorer
    from trainer.scoring.text import Token

_TOPIC_WORDS = 8


@dataclass(frozen=True, slots=True)
class WordingMatch:
    """One way to say a point, and the place in the answer that comes nearest to it.

    `likeness` is a cosine (after the topic was taken out) where meaning was judged, the
    share of its letters said where words alone were; `own` tells a span that the speaker
    confirmed, `refused` one that the speaker refused. `place` is None where nothing is near.
    """

    wording: str
    likeness: float
    place: Evidence | None
    own: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class PointExplained:
    """One key point: what was concluded, by which rule, and from what.

    `thresholds` are the probabilities at most and at least which a point is missed and
    covered; `matches` come best first; `shared_words` are words of the point that counted
    less, for the prompt or another point uses them; `spoke_for` holds what each measure
    added to the logit (negative: took away), empty where words alone were judged.
    """

    key_point_id: str
    probability: float
    verdict: Verdict
    rule: Rule
    thresholds: tuple[float, float]
    matches: tuple[WordingMatch, ...]
    shared_words: tuple[str, ...]
    spoke_for: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A whole answer explained; `topic` are the words nearest to what was taken out."""

    scorer: str
    topic: tuple[str, ...]
    points: tuple[PointExplained, ...]


def explain(
    question: Question,
    transcript: Transcript | str,
    wordings: Mapping[str, Sequence[str]] | None = None,
    scorer: Scorer | None = None,
    refused: Mapping[str, Sequence[str]] | None = None,
) -> Explanation:
    """Explain the score that `score_answer` gives for the same arguments.

    Raises InputError where `wordings` or `refused` names a key point the question lacks.
    """
    if isinstance(transcript, str):
        transcript = Transcript.from_text(transcript, language=question.language)
    scorer, judged = judge_answer(question, transcript, wordings, scorer, refused)
    combined = None
    if isinstance(scorer, CombinedScorer) and question.key_points:
        combined = CombinedPlan(question, vectors.load(), wordings or {}, refused or {})
    words = combined.words if combined else Plan(question, {}, wordings, refused)
    tokens = words.reader.tokens(word.text for word in transcript.words)
    return Explanation(
        scorer.version,
        combined.topic(_TOPIC_WORDS) if combined else (),
        tuple(
            _point(one, index, words, tokens, transcript, taught=bool(words.points[index].own))
            for index, one in enumerate(judged)
        ),
    )


def _point(
    judged: Judgement,
    index: int,
    plan: Plan,
    tokens: Sequence[Token],
    transcript: Transcript,
    *,
    taught: bool,
) -> PointExplained:
    reading = judged.reading
    spoke_for: Mapping[str, float] = {}
    thresholds = calibration.MISSED_TO, calibration.COVERED_FROM
    if reading is not None:
        spoke_for = blend.contributions(reading, is_taught=taught)
        thresholds = blend.edges_of(reading, is_taught=taught)
    return PointExplained(
        judged.score.key_point_id,
        judged.score.probability,
        judged.score.verdict,
        judged.rule,
        thresholds,
        _matches(judged, index, plan, tokens, transcript),
        shared_forms(plan, index),
        spoke_for,
    )


def _matches(
    judged: Judgement,
    index: int,
    plan: Plan,
    tokens: Sequence[Token],
    transcript: Transcript,
) -> tuple[WordingMatch, ...]:
    own, refused = plan.own_texts[index], plan.refused_texts[index]
    texts = (*plan.texts[index], *own, *refused)
    if judged.reading is not None:
        meaning = judged.reading.meaning
        found = [
            (match.likeness, (match.start, match.stop))
            for match in (*meaning.matches, *meaning.own_matches, *meaning.refused_matches)
        ]
    else:
        found = matches(plan, index, tokens)
    first_own = len(plan.texts[index])
    first_refused = first_own + len(own)
    listed = [
        WordingMatch(
            text,
            likeness,
            quote(transcript, tokens[start].index, tokens[stop - 1].index + 1)
            if stop > start and likeness > 0
            else None,
            own=first_own <= place < first_refused,
            refused=place >= first_refused,
        )
        for place, (text, (likeness, (start, stop))) in enumerate(zip(texts, found, strict=True))
    ]
    return tuple(sorted(listed, key=lambda match: -match.likeness))
