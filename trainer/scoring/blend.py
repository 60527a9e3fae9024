"""Words and meaning together: from what was measured of a point to a probability.

A small logistic regression in which everything measured can only speak for a point,
and every sign of the whole answer only against it. Which one is used depends on what
the question offers: how many other wordings a point has, and whether it has siblings.
The first three branches and what was taught were fitted by
``python -m tests.benchmarks.coverage_fit`` on interview answers, the others set between
regressions on the training parts of sets of arguments and of pupils' answers.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from trainer.scoring import calibration
from trainer.scoring.calibration import Rule, doubted, echo_above
from trainer.scoring.coverage import Verdict

if TYPE_CHECKING:
    from trainer.scoring.lexical import Measures
    from trainer.scoring.meaning import Meaning

MEANING_ECHO_FROM = 0.17
"""Likeness to the prompt below this is that of any answer on the subject."""

JOTTED_SPAN = (-0.1, 0.25)
"""Where the sign of jotted key words counts: outside it says nothing more."""

COVERED_FROM = 0.8
MISSED_TO = 0.26
"""Where a point has few wordings, or its speaker taught some: more than nine in ten of the points
above had been made, cross-validated over questions, and of those below had been missed."""

FULL_COVERED_FROM = 0.76
FULL_MISSED_TO = 0.2
"""Where a point has three wordings and more: near the middle of what eight folds chose without
seeing the questions they were then tried on (.69 to .78, .15 to .23). There .92 of the points
above had been made and .95 of those below missed (partly counts half)."""

REFUSED_FROM = 0.1
"""A refused span this much nearer than anything confirmed keeps a point from 'covered'."""

LIST_JOTTED = 0.2
"""Of 152 answers that tell something none came above .14; lists of key words stood at .3 to .6."""

PHRASE_EVERY_TOKENS = 75
"""So many phrases of one sort, two at least, and the answer as a whole is of that sort."""

AGAIN_FROM = 0.4
"""A confirmed span met this closely shows a speaker telling what was told before."""

DENIAL_SHARE = 0.033
"""Of 354 answers that tell something none had more than .028 of its words in negations; 26 of 37
denials had more than this."""

DENIAL_NEGATIONS = 5
"""So many at least: two negations in a short answer deny little."""

OWN_FROM = 0.35
"""Likeness to a taught span that any talk on the subject has."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What the whole answer shows.

    `echo_words` and `echo_meaning`: how much of it repeats the prompt, 0 to 1; `jotted`:
    how much nearer it comes to the key points as they were noted down than as people say
    them, on the mean over the points: key words strung together do, and answers do not.
    `nothing_to_tell` and `recited` count phrases (see `trainer.scoring.signs`); `again`
    tells that some span which the speaker confirmed before was said once more, and
    `negations` how many words say that something did not happen.
    """

    echo_words: float
    echo_meaning: float
    jotted: float
    tokens: int
    nothing_to_tell: int = 0
    recited: int = 0
    again: bool = False
    negations: int = 0

    @property
    def is_list(self) -> bool:
        """Whether the answer strings key words together rather than tell anything."""
        return self.jotted >= LIST_JOTTED or self.recited >= self._many

    @property
    def is_denial(self) -> bool:
        """Whether the answer says that there is nothing to tell."""
        denying = self.negations >= max(DENIAL_NEGATIONS, DENIAL_SHARE * self.tokens)
        return denying or self.nothing_to_tell >= self._many

    @property
    def _many(self) -> int:
        return max(2, self.tokens // PHRASE_EVERY_TOKENS)


@dataclass(frozen=True, slots=True)
class Reading:
    """One key point in one answer: by its words, by its meaning, and the answer's signs."""

    words: Measures
    meaning: Meaning
    signs: Signs
    siblings: int


@dataclass(frozen=True, slots=True)
class Weights:
    """One regression; all but the constant are 0 or more, the last three count against."""

    constant: float
    likeness: float
    peak: float
    word_peak: float
    pairs: float
    recall: float
    said: float
    echo_words: float
    echo_meaning: float
    jotted: float


@dataclass(frozen=True, slots=True)
class Taught:
    """What the speaker's confirmed and refused spans add to a logit."""

    constant: float
    base: float
    likeness: float
    recall: float
    refused: float


class Branch(StrEnum):
    """What a question offers for a point."""

    FULL = "three and more wordings"
    AGAIN = "three and more wordings, in an answer that was given before"
    FEW = "one or two wordings"
    BARE = "no other wordings"
    LONE = "a single point, with wordings"
    LONE_BARE = "a single point without wordings"


WEIGHTS = {
    Branch.FULL: Weights(-4.57, 0.88, 6.55, 2.78, 1.94, 2.51, 1.49, 10.0, 2.65, 14.2),
    Branch.AGAIN: Weights(-3.36, 1.02, 6.57, 3.36, 0.0, 0.45, 3.78, 0.0, 0.0, 0.0),
    Branch.FEW: Weights(-2.03, 0.0, 7.78, 1.34, 3.73, 0.38, 0.5, 11.5, 2.55, 15.3),
    # Where one text a point is all there is, the answers of the sets at hand were arguments, news
    # and pupils' answers: by hand between what the first and the last want, and for several
    # points a quarter of it, since on interview answers the text alone told next to nothing.
    # The verdict never leans on these two.
    Branch.BARE: Weights(-0.4, 0.7, 0.0, 0.62, 0.3, 0.0, 0.75, 0.0, 0.0, 0.0),
    Branch.LONE_BARE: Weights(-2.4, 0.46, 0.0, 2.23, 0.03, 0.6, 0.76, 0.0, 0.36, 0.0),
    # Pupils' answers with several wordings: a short answer rightly reuses the question's words.
    Branch.LONE: Weights(-3.31, 0.35, 1.76, 0.0, 0.41, 0.41, 3.61, 0.0, 1.46, 0.0),
}
TAUGHT = Taught(constant=-2.87, base=0.33, likeness=3.81, recall=4.12, refused=8.0)


def branch(reading: Reading, *, is_taught: bool = False) -> Branch:
    """Choose by what the question offers, and by whether its speaker is known.

    Whoever says confirmed words again is not reciting a list nor echoing the question:
    for that speaker's other points the signs of the whole answer tell nothing.
    """
    others = reading.words.wordings - 1
    if not reading.siblings:
        return Branch.LONE if others else Branch.LONE_BARE
    if not others:
        return Branch.BARE
    if others < 3:
        return Branch.FEW
    return Branch.AGAIN if reading.signs.again and not is_taught else Branch.FULL


def row(reading: Reading) -> tuple[float, ...]:
    """What the regression sees, in the order of `Weights`; more always speaks for the point."""
    words, meaning, signs = reading.words, reading.meaning, reading.signs
    low, high = JOTTED_SPAN
    return (
        meaning.likeness,
        meaning.peak,
        words.peak,
        words.pairs,
        words.recall,
        words.said,
        -echo_above(signs.echo_words),
        -max(signs.echo_meaning - MEANING_ECHO_FROM, 0.0),
        -min(max(signs.jotted, low), high),
    )


def _values(own: Weights) -> tuple[float, ...]:
    return (
        own.likeness,
        own.peak,
        own.word_peak,
        own.pairs,
        own.recall,
        own.said,
        own.echo_words,
        own.echo_meaning,
        own.jotted,
    )


def base_logit(reading: Reading, own: Weights) -> float:
    """The logit without what the speaker taught."""
    return own.constant + sum(w * x for w, x in zip(_values(own), row(reading), strict=True))


def contributions(reading: Reading, *, is_taught: bool) -> dict[str, float]:
    """What each measure adds to the logit; all together make it, doubt by length apart."""
    own = WEIGHTS[branch(reading, is_taught=is_taught)]
    share = TAUGHT.base if is_taught else 1.0
    names = [field.name for field in fields(Weights)][1:]
    found = {"constant": share * own.constant + (TAUGHT.constant if is_taught else 0.0)}
    for name, weight, value in zip(names, _values(own), row(reading), strict=True):
        found[name] = share * weight * value
    if is_taught:
        near, recall = taught_row(reading)
        found["own_likeness"] = TAUGHT.likeness * near
        found["own_recall"] = TAUGHT.recall * recall
    found["refused"] = -TAUGHT.refused * refused(reading)
    return found


def taught_row(reading: Reading) -> tuple[float, float]:
    """Likeness to the nearest confirmed span, and how much of its words was said."""
    return max(reading.meaning.own.likeness - OWN_FROM, 0.0), reading.words.own_recall


def refused(reading: Reading) -> float:
    """How much nearer a refused span comes than any confirmed one or wording, 0 to 1."""
    meaning, words = reading.meaning, reading.words
    if not meaning.refused.likeness:
        return 0.0
    against = (meaning.refused.likeness + words.refused_recall) / 2
    spoken = (meaning.own.likeness + words.own_recall) / 2
    return max(against - max(spoken, 0.5), 0.0)


def probability(
    reading: Reading,
    *,
    weights: Weights | None = None,
    taught: Taught = TAUGHT,
    is_taught: bool = False,
) -> float:
    """The probability that the point was made, 0 to 1."""
    logit = base_logit(reading, weights or WEIGHTS[branch(reading, is_taught=is_taught)])
    if is_taught:
        near, recall = taught_row(reading)
        logit = (
            taught.constant + taught.base * logit + taught.likeness * near + taught.recall * recall
        )
    return doubted(logit - taught.refused * refused(reading), reading.signs.tokens)


def edges_of(reading: Reading, *, is_taught: bool = False) -> tuple[float, float]:
    """Up to which probability a point is missed, and from which on it is covered."""
    if branch(reading, is_taught=is_taught) is Branch.FULL and not is_taught:
        return FULL_MISSED_TO, FULL_COVERED_FROM
    return MISSED_TO, COVERED_FROM


def verdict(
    reading: Reading,
    made: float,
    *,
    is_taught: bool = False,
    edges: tuple[float, float] | None = None,
) -> tuple[Verdict, Rule]:
    """What to say of a point whose probability is `made`, and the rule that decided."""
    words = reading.words
    if is_taught:
        # What the speaker taught is another wording, and one with matter of its own.
        words = replace(
            words,
            wordings=words.wordings + 1,
            content_words=max(words.content_words, round(words.own_recall)),
        )
    missed_to, covered_from = edges or edges_of(reading, is_taught=is_taught)
    return calibration.verdict(
        words,
        made,
        covered_from=covered_from,
        missed_to=missed_to,
        refused=refused(reading) > REFUSED_FROM,
        is_list=reading.signs.is_list,
        is_denial=reading.signs.is_denial,
    )
