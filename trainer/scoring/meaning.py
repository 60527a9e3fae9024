"""What an answer means beside what a key point means, by static word vectors.

A stretch of words has one vector: the unit sum of its words', each as long as its
word is rare. The direction that all key points of a question share (its topic) is
mostly taken out of every vector before two are compared; what is left is what sets
the points apart. Several windows over the answer, several wordings of a point: the
best three wordings vote, for one alone is often right by chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from trainer.scoring.vectors import Vectors

    Array = NDArray[np.float32]
    Ranges = NDArray[np.int64]

WINDOWS = (12, 18, 24)
"""Window lengths in words; each moves on by a fifth of its length."""

PEAK_WINDOW = WINDOWS.index(24)
"""Standing out is measured in the longest windows: shorter ones stand out by chance."""

VOTES = 3
SHARED_TAKEN = 0.85
"""How much of a vector's part along the shared direction is taken out."""

# What a window resembles a point by chance, and how many windows that is worth: without it a
# short answer that is nothing but the point would not stand out above itself.
_USUAL = 0.1
_USUAL_WINDOWS = 20


@dataclass(frozen=True, slots=True)
class PointForms:
    """A key point as tokens: its text first, then its wordings; the speaker's spans apart."""

    wordings: tuple[tuple[str, ...], ...]
    own: tuple[tuple[str, ...], ...] = ()
    refused: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """The best place of one wording: cosine, and a half-open range of tokens."""

    likeness: float
    start: int
    stop: int


NOWHERE = Match(0.0, 0, 0)


@dataclass(frozen=True, slots=True)
class Meaning:
    """How near an answer comes to one key point.

    `likeness`: the best windows' nearness to the wordings and to their centre, about 0
    to 3; `peak`: how far the best window stands above the usual one. `jotted`: how
    much nearer the answer comes to the text as it was noted down than to the ways of
    saying it (0 without other wordings). `best` is the best stretch, `matches` each
    wording's, `own_matches` and `refused_matches` those of the speaker's own spans.
    """

    likeness: float
    peak: float
    jotted: float
    best: Match
    matches: tuple[Match, ...]
    own_matches: tuple[Match, ...] = ()
    refused_matches: tuple[Match, ...] = ()

    @property
    def own(self) -> Match:
        """The best match of a span that the speaker confirmed."""
        return max(self.own_matches, key=_likeness, default=NOWHERE)

    @property
    def refused(self) -> Match:
        """The best match of a span that the speaker refused."""
        return max(self.refused_matches, key=_likeness, default=NOWHERE)


class MeaningPlan:
    """A question's key points and prompt as vectors."""

    def __init__(
        self, vectors: Vectors, prompt: Sequence[str], points: Sequence[PointForms]
    ) -> None:
        import numpy as np

        self.vectors = vectors
        self.prompt = unit(vectors.of(prompt).sum(axis=0, keepdims=True))[0]
        raw = [self._sums(point.wordings) for point in points]
        self.shared = unit(unit(np.concatenate(raw)).mean(axis=0, keepdims=True))[0]
        if len(points) == 1:
            self.shared = np.zeros_like(self.shared)
        self.wordings = [self.apart(point) for point in raw]
        self.centres = unit(np.stack([point.mean(axis=0) for point in self.wordings]))
        self.own = [self.apart(self._sums(point.own)) for point in points]
        self.refused = [self.apart(self._sums(point.refused)) for point in points]

    def _sums(self, texts: Sequence[Sequence[str]]) -> Array:
        import numpy as np

        width = self.vectors.of(()).shape[1]
        sums = [self.vectors.of(forms).sum(axis=0) for forms in texts]
        return np.stack(sums) if sums else np.zeros((0, width), dtype=np.float32)

    def apart(self, vectors: Array) -> Array:
        """The vectors, unit length, without most of what the key points share."""
        plain = unit(vectors)
        along = (plain @ self.shared)[:, None]
        return unit(plain - SHARED_TAKEN * along * self.shared)


def unit(vectors: Array) -> Array:
    """Each row at length 1; a row of zeros stays."""
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Array = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32, copy=False)
    return scaled


class MeaningAnswer:
    """An answer's windows as vectors: time and memory grow with its length and no faster."""

    def __init__(self, plan: MeaningPlan, forms: Sequence[str]) -> None:
        """`forms` are the answer's tokens, at least one."""
        import numpy as np

        words = plan.vectors.of(forms)
        sums = np.concatenate([np.zeros((1, words.shape[1])), np.cumsum(words, 0, dtype=float)])
        self.ranges: list[Ranges] = []
        self.windows: list[Array] = []
        for length in WINDOWS:
            begin = np.arange(0, max(len(forms) - length, 0) + 1, max(length // 5, 1))
            stop = np.minimum(begin + length, len(forms))
            raw = (sums[stop] - sums[begin]).astype(np.float32)
            self.ranges.append(np.stack([begin, stop], axis=1))
            self.windows.append(plan.apart(raw))
        # The upper quartile: restating the question once, as good speakers do, does not show.
        self.echo = float(np.quantile(unit(raw) @ plan.prompt, 0.75))


def measure_meaning(plan: MeaningPlan, answer: MeaningAnswer) -> list[Meaning]:
    """Compare an answer with every key point of the plan."""
    return [_measure_point(plan, answer, index) for index in range(len(plan.wordings))]


def _measure_point(plan: MeaningPlan, answer: MeaningAnswer, index: int) -> Meaning:
    own, centre = plan.wordings[index], plan.centres[index]
    likeness, jotted, best = 0.0, 0.0, NOWHERE
    peaks: list[float] = []
    for ranges, windows in zip(answer.ranges, answer.windows, strict=True):
        near = windows @ own.T
        together = _votes(near)
        apart = near.max(axis=0)
        likeness += float(together.max() + _votes(apart[None])[0] + (windows @ centre).max())
        usual = (together.sum() + _USUAL * _USUAL_WINDOWS) / (len(together) + _USUAL_WINDOWS)
        peaks.append(float(together.max() - usual))
        if len(own) > 1:
            jotted += float(apart[0] - _votes(apart[None, 1:])[0])
        best = max(best, _match(together, ranges), key=_likeness)
    count = len(WINDOWS)
    return Meaning(
        likeness / count,
        peaks[PEAK_WINDOW],
        jotted / count,
        best,
        tuple(best_match(answer, wording) for wording in own),
        tuple(best_match(answer, span) for span in plan.own[index]),
        tuple(best_match(answer, span) for span in plan.refused[index]),
    )


def best_match(answer: MeaningAnswer, vector: Array) -> Match:
    """Where in the answer one vector is met best, over all window lengths."""
    return max(
        (
            _match(windows @ vector, ranges)
            for ranges, windows in zip(answer.ranges, answer.windows, strict=True)
        ),
        key=_likeness,
    )


def _match(near: Array, ranges: Ranges) -> Match:
    at = int(near.argmax())
    return Match(float(near[at]), int(ranges[at, 0]), int(ranges[at, 1]))


def _likeness(match: Match) -> float:
    return match.likeness


def _votes(near: Array) -> Array:
    """The mean of the best `VOTES` columns of every row."""
    import numpy as np

    votes = min(VOTES, near.shape[1])
    top: Array = np.partition(near, near.shape[1] - votes, axis=1)[:, -votes:].mean(axis=1)
    return top
