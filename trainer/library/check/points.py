"""Whether the key points of a question can be told apart, by words and by meaning.

By meaning as the scorer does it: the centre of each point's wordings, after most of
the direction that all the question's points share was taken out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from trainer.bank import Question
from trainer.library.check.remark import Kind, Remark, Severity
from trainer.library.check.source import Source
from trainer.library.words import in_order, quoted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

ALIKE_BY_WORDS = 75.0
"""token_sort_ratio from which wordings of two points are the same one.

The highest of 26,000 pairs in careful banks was 66.
"""

ALIKE_TEXTS = 85.0
"""The same where a key point's text is one of the two: texts are short, and built alike."""

ALIKE_BY_MEANING = 0.3
"""Cosine of two points' centres from which they are the same point.

Of 5,816 pairs in careful banks one is above it (figures before a change, figures
after it); the halves of one point's own wordings, as different as their writers made
them, come above it one time in thirty, and the same wordings in a few other words
nearly always.
"""

LEAST_WORDINGS = 3
"""A centre of fewer wordings says little."""

LEAST_POINTS = 3
"""The shared direction of two points is halfway between them: nothing would be left."""


def alike_by_words(source: Source, question: Question) -> Iterator[Remark]:
    """Wordings that two points of the question have nearly in common, at the later point."""
    from rapidfuzz import fuzz, process

    points = question.key_points
    ordered = [[in_order(text) for text in (p.text, *p.wordings)] for p in points]
    for earlier, later in combinations(range(len(points)), 2):
        near = process.cdist(
            ordered[later], ordered[earlier], scorer=fuzz.ratio, score_cutoff=ALIKE_BY_WORDS
        )
        # The first row and column are the texts.
        near[0] *= near[0] >= ALIKE_TEXTS
        near[:, 0] *= near[:, 0] >= ALIKE_TEXTS
        for mine, theirs in list(zip(*near.nonzero(), strict=True))[:1]:
            mine_text = (points[later].text, *points[later].wordings)[mine]
            other_text = (points[earlier].text, *points[earlier].wordings)[theirs]
            place = ("wordings", int(mine) - 1) if mine else ("text",)
            yield source.remark(
                question,
                ("key_points", later, *place),
                Kind.ALIKE_POINTS,
                f"{quoted(mine_text)} is nearly {quoted(other_text)} of {points[earlier].id}",
                "keep it where it belongs; two points must not say the same thing",
                severity=Severity.MAJOR,
            )


def alike_by_meaning(
    source: Source, question: Question, centred: Sequence[Array]
) -> Iterator[Remark]:
    """Points that mean the same, at the later one; `centred` holds each point's wordings.

    Each is a matrix of unit rows: the text first, then the wordings.
    """
    import numpy as np

    points = question.key_points
    if len(points) < LEAST_POINTS:
        return
    shared = np.concatenate(centred).mean(axis=0)
    length = float(np.linalg.norm(shared))
    if not length:
        return
    centres = _centres(centred, shared / length)
    near = centres @ centres.T
    enough = [len(point.wordings) >= LEAST_WORDINGS for point in points]
    for earlier, later in combinations(range(len(points)), 2):
        if enough[earlier] and enough[later] and near[earlier, later] >= ALIKE_BY_MEANING:
            yield source.remark(
                question,
                ("key_points", later),
                Kind.ALIKE_POINTS,
                f"means nearly the same as {points[earlier].id}: an answer can't tell them apart",
                "join the two, or write wordings that only this one has",
                severity=Severity.MAJOR,
            )


def _centres(centred: Sequence[Array], shared: Array) -> Array:
    """The centre of each point's wordings, apart from what all of them share."""
    import numpy as np

    from trainer.scoring.meaning import SHARED_TAKEN, unit

    rows = [matrix[1:] if len(matrix) > 1 else matrix for matrix in centred]
    every = np.concatenate(rows)
    apart = unit(every - SHARED_TAKEN * (every @ shared)[:, None] * shared)
    ends = np.cumsum([0, *map(len, rows)])
    return unit(np.stack([apart[begin:end].mean(axis=0) for begin, end in pairwise(ends)]))
