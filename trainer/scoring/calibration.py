"""From what was measured of a key point to a probability and a verdict.

The coefficients were fitted by ``python -m tests.benchmarks.coverage_fit`` on 138
spoken-style interview answers to 46 questions whose key points readers had labelled
(partly made counts half), retakes left out. The same command gives the figures below:
every question judged by a regression that had seen no answer to it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from trainer.scoring.coverage import Verdict

if TYPE_CHECKING:
    from trainer.scoring.lexical import Measures

COVERED_FROM = 0.8
"""With five other wordings .94 of the points above this had been made, with one to three .93 to
.96. More careful than nine in ten, for thresholds chosen on some questions are bolder on others."""

MISSED_TO = 0.15
"""With five other wordings .96 of the points below this had been missed, with one to three .92
to .96."""

LIST_BELOW = 0.35
"""Spoken English and German have more small words than this; a list of key words has fewer."""

ECHO_FROM, ECHO_SPAN = 0.1, 0.3
"""An echo of the question counts above the first, and no further than the second beyond it."""

LONG_FROM_TOKENS = 200
LONG_DOUBT = 0.9
"""The longer an answer, the more of any point stands together somewhere in it by chance: for each
e-fold beyond `LONG_FROM_TOKENS` so much is taken from the logit. Measured on the same answers
among 2 to 22 answers to other questions: without it .83 to .59 of the points called covered had
been made, with it .91 and more."""

_DOUBT_FLOOR = math.log(0.25 / 0.75)


@dataclass(frozen=True, slots=True)
class Coefficients:
    """One logistic regression over `Measures` and the echo of the question."""

    constant: float
    peak: float
    pairs: float
    recall: float
    echo: float


# Set by hand, a quarter or so of what sets with one text a point give (arguments, news, pupils'
# answers). On interview answers the words of a point as it was noted down told nothing: talking
# around a point used them as often as making it. The verdict never leans on this one.
_NO_WORDINGS = Coefficients(constant=-0.4, peak=1.0, pairs=0.0, recall=1.0, echo=-8.0)
_FEW_WORDINGS = Coefficients(constant=-1.21, peak=4.41, pairs=3.99, recall=0.0, echo=-24.8)
_WORDINGS = Coefficients(constant=-3.36, peak=4.64, pairs=3.99, recall=2.66, echo=-22.4)


def coefficients(other_wordings: int) -> Coefficients:
    """The regression for a point with so many wordings beside its text."""
    if other_wordings < 1:
        return _NO_WORDINGS
    return _FEW_WORDINGS if other_wordings < 3 else _WORDINGS


def echo_above(echo: float) -> float:
    """The part of an echo that counts."""
    return min(max(echo - ECHO_FROM, 0.0), ECHO_SPAN)


def apply(own: Coefficients, measures: Measures, echo: float, tokens: int) -> float:
    """The probability that the regression `own` gives to a point in an answer of `tokens`.

    Length raises doubt and nothing else: it takes no point below .25.
    """
    logit = (
        own.constant
        + own.peak * measures.peak
        + own.pairs * measures.pairs
        + own.recall * measures.recall
        + own.echo * echo_above(echo)
    )
    return doubted(logit, tokens)


def doubted(logit: float, tokens: int) -> float:
    """The probability of a logit in an answer of `tokens`: length takes none below .25."""
    doubt = LONG_DOUBT * math.log(max(tokens / LONG_FROM_TOKENS, 1.0))
    bounded = max(logit - doubt, min(logit, _DOUBT_FLOOR))
    return 1 / (1 + math.exp(-bounded)) if bounded > -500 else 0.0


def probability(measures: Measures, echo: float, tokens: int) -> float:
    """The probability that the point was made, 0 to 1."""
    return apply(coefficients(measures.wordings - 1), measures, echo, tokens)


class Rule(StrEnum):
    """What decided a verdict."""

    LIKELY = "likely"
    UNLIKELY = "unlikely"
    BETWEEN = "between"
    NO_WORDINGS = "no_wordings"
    NO_MATTER = "no_matter"
    LIST = "list"
    DENIED = "denied"
    NUMBER = "number"
    REFUSED = "refused"
    SILENCE = "silence"


def verdict(
    measures: Measures,
    made: float,
    *,
    covered_from: float = COVERED_FROM,
    missed_to: float = MISSED_TO,
    refused: bool = False,
    is_list: bool = False,
    is_denial: bool = False,
) -> tuple[Verdict, Rule]:
    """What to say of a point whose probability is `made`, and the rule that decided.

    Covered needs more than the probability: at least one word of matter, no list of
    key words around it, nothing that takes it back, no other number than the point's,
    and no likeness to a span that the speaker has `refused`; nor may the whole answer
    be a list or a denial. Such a point is not sure rather than missed, for what was
    said did resemble it. A point without other wordings is never called covered, and
    missed only where none of its own words of matter were said.
    """
    bare = measures.wordings < 2
    listed = measures.function_share is not None and measures.function_share < LIST_BELOW
    if made <= missed_to and not (bare and measures.content_words):
        return Verdict.MISSED, Rule.UNLIKELY
    doubts = (
        (bare, Rule.NO_WORDINGS),
        (made < covered_from, Rule.BETWEEN),
        (not measures.content_words, Rule.NO_MATTER),
        (listed or is_list, Rule.LIST),
        (measures.denied or is_denial, Rule.DENIED),
        (measures.other_number, Rule.NUMBER),
        (refused, Rule.REFUSED),
    )
    for holds, rule in doubts:
        if holds:
            return Verdict.NOT_SURE, rule
    return Verdict.COVERED, Rule.LIKELY
