"""Whether two questions that are near each other are one: by what is left beside what they share.

Questions of one field share words and mean much the same to a static embedding, whether or
not they ask the same thing.  What tells a near one from the same one is the rest: where two
texts share words of weight, and the remaining words of neither are explained by the other,
each asks something that the other doesn't.  Judged for pairs that a search brought together
(`matching`); two questions of different fields are no such pair.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from trainer.debrief.phrases import OPPOSITES, turned_round, with_glosses
from trainer.scoring.text import Grade, Reader, Token

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trainer.scoring.vectors import Vectors

    Array = NDArray[np.float32]

LEAST_RARITY, MOST_RARITY = 0.3, 3.0

BIAS = 1.4
APART = -9.6
APART_BOTH = -6.7
OPPOSITE = -1.0
TURNED = -2.0
"""A logistic regression on pairs of questions: the first three fitted, the last two set by hand,
as too few pairs show them.  Fitted on 60 pairs of notes and questions, and as many again from
questions that ship (their other prompts, and the nearest prompts of other questions)."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What two texts share of each other, 0 to 1, and what of each the other does not explain.

    `opposite` says that words of opposite meaning stand in the two, `turned` that one asks
    what the speaker does and the other what is done to them.
    """

    shared: tuple[float, float]
    left: tuple[float, float]
    opposite: bool
    turned: bool

    @property
    def probability(self) -> float:
        """How likely the two ask the same thing, 0 to 1, given that they are near."""
        left = min(self.left)
        sum_ = BIAS + APART * max(self.shared) * left + APART_BOTH * min(self.shared) * left
        sum_ += OPPOSITE * self.opposite + TURNED * self.turned
        return 1 / (1 + exp(-sum_))


def beside(one: str, other: str, vectors: Vectors | None, language: str = "en") -> Beside:
    """Compare two questions; without `vectors` by words alone."""
    reader = Reader(language)
    glossed = Reader(language).code == "en"
    texts = [with_glosses(text) if glossed else text for text in (one, other)]
    matter = [_matter(reader, text) for text in (one, other)]
    whole = [reader.tokens(text.split()) for text in texts]
    stems = [{token.stem for token in tokens} for tokens in whole]
    literal = {token.stem for token in matter[0]} & {token.stem for token in matter[1]}
    weigh = _weigher(vectors)
    shared, left = [], []
    for here, there in ((0, 1), (1, 0)):
        weight = sum(weigh(matter[here])) or 1.0
        rest = [token for token in matter[here] if token.stem not in stems[there]]
        shared.append(sum(weigh([t for t in matter[here] if t.stem in literal])) / weight)
        unmet = sum(weigh(rest)) / weight
        left.append(unmet * (1 - _explained(rest, whole[there], vectors)))
    return Beside(
        (shared[0], shared[1]),
        (left[0], left[1]),
        _opposite(stems[0], stems[1]),
        glossed and turned_round(one, other),
    )


def _matter(reader: Reader, text: str) -> list[Token]:
    tokens = reader.tokens(text.split())
    return [token for token in tokens if token.grade is not Grade.FUNCTION] or tokens


def _weigher(vectors: Vectors | None) -> Callable[[Sequence[Token]], list[float]]:
    if vectors is None:
        return lambda tokens: [1.0 for _ in tokens]
    from trainer.scoring.vectors import rarity

    def weigh(tokens: Sequence[Token]) -> list[float]:
        found = rarity(vectors, [token.form for token in tokens])
        return [min(max(one, LEAST_RARITY), MOST_RARITY) for one in found]

    return weigh


def _explained(rest: Sequence[Token], there: Sequence[Token], vectors: Vectors | None) -> float:
    """How near the nearest words of the other text come to these, 0 to 1, rare words first."""
    if vectors is None or not rest or not there:
        return 0.0
    import numpy as np

    mine = vectors.of([token.form for token in rest])
    others = vectors.of([token.form for token in there])
    lengths = np.linalg.norm(mine, axis=1)
    norms = np.linalg.norm(others, axis=1)
    near = (mine @ others.T) / np.maximum(lengths[:, None] * norms[None, :], 1e-9)
    mean = (near.max(axis=1) * lengths).sum() / max(float(lengths.sum()), 1e-9)
    return max(float(mean), 0.0)


def _opposite(one: set[str], other: set[str]) -> bool:
    """Whether each has words of another side of a pair of opposites, and of that one alone."""

    def only(stems: set[str], words: frozenset[str], not_these: frozenset[str]) -> bool:
        return bool(stems & words) and not stems & not_these

    return any(
        (only(one, left, right) and only(other, right, left))
        or (only(one, right, left) and only(other, left, right))
        for left, right in OPPOSITES
    )
