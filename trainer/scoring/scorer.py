"""The face of scoring: an answer goes in, a `Coverage` comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from trainer.errors import InputError
from trainer.scoring import vectors
from trainer.scoring.coverage import Coverage
from trainer.scoring.judgement import Judgement, judge_by_meaning, judge_by_words, silence
from trainer.scoring.lexical_plan import Plan
from trainer.scoring.reading import CombinedPlan
from trainer.scoring.text import Grade
from trainer.speech.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trainer.bank.nouns import Question

    Spans = Mapping[str, Sequence[str]]

MEASURED_LANGUAGES = frozenset({"en"})
"""Where the vectors were measured: they hold little of any other language than English."""


class Scorer(Protocol):
    """What judges an answer.

    `version` names the scorer and changes whenever a score could; `judge` returns one
    judgement for each of the question's key points, in their order. `wordings` are the
    speaker's own ways to say a point (confirmed spans above all), `refused` spans that
    the speaker said do not make it; both by key-point id, of points the question has.
    """

    @property
    def version(self) -> str:
        """Name and version, such as ``combined-2``."""
        ...

    def judge(
        self, question: Question, transcript: Transcript, wordings: Spans, refused: Spans
    ) -> tuple[Judgement, ...]:
        """Judge each key point; the same arguments always give the same judgements."""
        ...


class LexicalScorer:
    """Judges by the words alone: for languages other than English, or without vectors."""

    @property
    def version(self) -> str:
        """Name and version."""
        return "lexical-2"

    def judge(
        self, question: Question, transcript: Transcript, wordings: Spans, refused: Spans
    ) -> tuple[Judgement, ...]:
        """Judge each key point; the speaker's own wordings count as the point's."""
        plan = Plan(question, wordings, refused=refused)
        tokens = plan.reader.tokens(word.text for word in transcript.words)
        if all(token.grade is Grade.FUNCTION for token in tokens):
            return silence(question)
        return judge_by_words(question, transcript, plan, tokens)


class CombinedScorer:
    """Judges by words and meaning together; for English.

    Holds the vectors, loaded by the first answer, and nothing of the answers.
    """

    @property
    def version(self) -> str:
        """Name and version."""
        return "combined-2"

    def judge(
        self, question: Question, transcript: Transcript, wordings: Spans, refused: Spans
    ) -> tuple[Judgement, ...]:
        """Judge each key point of the question."""
        if not question.key_points:
            return ()
        plan = CombinedPlan(question, vectors.load(), wordings, refused)
        tokens = plan.reader.tokens(word.text for word in transcript.words)
        if all(token.grade is Grade.FUNCTION for token in tokens):
            return silence(question)
        return judge_by_meaning(question, transcript, plan, tokens)


def default_scorer(language: str = "en") -> Scorer:
    """The scorer that is used where none is named.

    Words and meaning together where the language's meaning was measured and the package
    with the vectors is installed; else the words alone. Loads nothing by itself.
    """
    if _code(language) in MEASURED_LANGUAGES and vectors.available():
        return CombinedScorer()
    return LexicalScorer()


def _code(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def _fit_for(scorer: Scorer | None, language: str) -> Scorer:
    """The combined scorer gives way where it wasn't measured, so that the score says so."""
    if scorer is None or isinstance(scorer, CombinedScorer):
        return default_scorer(language)
    return scorer


def score_answer(
    question: Question,
    transcript: Transcript | str,
    wordings: Spans | None = None,
    scorer: Scorer | None = None,
    refused: Spans | None = None,
) -> Coverage:
    """Judge which key points of `question` an answer made.

    `transcript` may be plain text, which is split on white space; evidence counts its
    words from 0. `wordings` are this speaker's own ways to say a point, {key-point id:
    [span or wording]}, beside those of the question, and weigh as such; `refused` are
    spans that the speaker said do not make the point. `scorer` is `default_scorer` of
    the question's language unless given (the combined scorer leaves languages that it
    wasn't measured on to the lexical one; `Coverage.scorer` names the one that judged).

    Raises InputError where `wordings` or `refused` names a key point the question lacks.
    """
    if isinstance(transcript, str):
        transcript = Transcript.from_text(transcript, language=question.language)
    scorer, judged = judge_answer(question, transcript, wordings, scorer, refused)
    return Coverage(
        tuple(one.score for one in judged),
        scorer.version,
        wordless=not any(word.text.strip() for word in transcript.words),
    )


def judge_answer(
    question: Question,
    transcript: Transcript | str,
    wordings: Spans | None = None,
    scorer: Scorer | None = None,
    refused: Spans | None = None,
) -> tuple[Scorer, tuple[Judgement, ...]]:
    """The same with all that was measured, and the scorer that judged."""
    wordings, refused = wordings or {}, refused or {}
    known = {point.id for point in question.key_points}
    unknown = sorted({*wordings, *refused} - known)
    if unknown:
        raise InputError(
            f"Question {question.id} has no key point {', '.join(unknown)} to add wordings to.",
            hint=f"Its key points are: {', '.join(sorted(known)) or 'none yet'}.",
        )
    if isinstance(transcript, str):
        transcript = Transcript.from_text(transcript, language=question.language)
    scorer = _fit_for(scorer, question.language)
    return scorer, scorer.judge(question, transcript, wordings, refused)
