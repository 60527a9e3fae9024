"""The face of scoring: an answer goes in, a `Coverage` comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from trainer.errors import InputError
from trainer.scoring.calibration import probability, verdict
from trainer.scoring.coverage import Coverage, Evidence, PointScore, Verdict
from trainer.scoring.lexical import Measures, Plan, echo, measure
from trainer.scoring.text import Grade, Token
from trainer.speech.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trainer.bank.nouns import KeyPoint, Question

EVIDENCE_WORDS = 4
"""A quotation has at least so many words where the answer has them: one word shows nothing."""


class Scorer(Protocol):
    """What judges an answer.

    `version` names the scorer and changes whenever a score could; `judge` returns one
    score for each of the question's key points, in their order. `wordings` are more
    ways to say a point, by key-point id, and name only points that the question has.
    """

    @property
    def version(self) -> str:
        """Name and version, such as ``lexical-1``."""
        ...

    def judge(
        self, question: Question, transcript: Transcript, wordings: Mapping[str, Sequence[str]]
    ) -> tuple[PointScore, ...]:
        """Score each key point; the same arguments always give the same scores."""
        ...


class LexicalScorer:
    """Judges by the words alone; holds nothing between answers."""

    @property
    def version(self) -> str:
        """Name and version."""
        return "lexical-1"

    def judge(
        self, question: Question, transcript: Transcript, wordings: Mapping[str, Sequence[str]]
    ) -> tuple[PointScore, ...]:
        """Score each key point of the question."""
        plan = Plan(question, wordings)
        tokens = plan.reader.tokens(word.text for word in transcript.words)
        if all(token.grade is Grade.FUNCTION for token in tokens):
            return tuple(
                PointScore(point.id, point.weight, 0.0, Verdict.MISSED, None)
                for point in question.key_points
            )
        repeated = echo(plan, tokens)
        return tuple(
            _score(point, measures, repeated, tokens, transcript)
            for point, measures in zip(question.key_points, measure(plan, tokens), strict=True)
        )


def default_scorer() -> Scorer:
    """The scorer that is used where none is named."""
    return LexicalScorer()


def score_answer(
    question: Question,
    transcript: Transcript | str,
    wordings: Mapping[str, Sequence[str]] | None = None,
    scorer: Scorer | None = None,
) -> Coverage:
    """Judge which key points of `question` an answer made.

    `transcript` may be plain text, which is split on white space; evidence counts its
    words from 0. `wordings` are more ways to say a point, {key-point id: [wording]},
    beside those of the question; `scorer` is `default_scorer()` unless given.

    Raises InputError where `wordings` names a key point that the question lacks.
    """
    wordings = wordings or {}
    known = {point.id for point in question.key_points}
    unknown = sorted(set(wordings) - known)
    if unknown:
        raise InputError(
            f"Question {question.id} has no key point {', '.join(unknown)} to add wordings to.",
            hint=f"Its key points are: {', '.join(sorted(known)) or 'none yet'}.",
        )
    if isinstance(transcript, str):
        transcript = Transcript.from_text(transcript, language=question.language)
    scorer = scorer or default_scorer()
    return Coverage(scorer.judge(question, transcript, wordings), scorer.version)


def _score(
    point: KeyPoint,
    measures: Measures,
    repeated: float,
    tokens: Sequence[Token],
    transcript: Transcript,
) -> PointScore:
    made = probability(measures, repeated, len(tokens))
    said = verdict(measures, made)
    evidence = None
    if said is not Verdict.MISSED and measures.span is not None and measures.content_words:
        first, stop = measures.span
        evidence = _quote(transcript, tokens[first].index, tokens[stop - 1].index + 1)
    return PointScore(point.id, point.weight, made, said, evidence)


def _quote(transcript: Transcript, start: int, end: int) -> Evidence:
    """The words from `start` to `end`, with their time, at least `EVIDENCE_WORDS` of them."""
    words = transcript.words
    while end - start < min(EVIDENCE_WORDS, len(words)):
        start, end = max(start - 1, 0), min(end + 1, len(words))
    quoted = words[start:end]
    return Evidence(
        text="".join(word.text for word in quoted).strip(),
        start=start,
        end=end,
        start_s=quoted[0].start_s,
        end_s=quoted[-1].end_s,
    )
