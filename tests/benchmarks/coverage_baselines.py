"""Simple scorers to stand beside the program's own, each a few lines and untrained.

Each gives one number a key point, the more the likelier; of a point's wordings the best
three count. Windows of 18 words, each three further on.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.scoring.lexical_plan import Answer, Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from tests.benchmarks.coverage_data import Labelled

    Array = NDArray[np.float32]

VOTES = 3
WINDOW, STEP = 18, 3


def token_set_ratio(answer: Labelled) -> list[float]:
    """rapidfuzz's token_set_ratio of each wording against the whole answer."""
    from rapidfuzz import fuzz, utils

    return [
        _best(
            fuzz.token_set_ratio(text, answer.answer, processor=utils.default_process) / 100
            for text in (point.text, *point.wordings)
        )
        for point in answer.question.key_points
    ]


@lru_cache(maxsize=1)
def _model() -> Any:
    import wordllama

    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)


def _embedded(texts: Sequence[str]) -> Array:
    rows: Array = _model().embed(list(texts), norm=True)
    return rows


def raw_embedding(answer: Labelled) -> list[float]:
    """WordLlama as it comes: cosine of each wording and its best window."""
    return _embedding(answer, topic_removed=False)


def topic_removed(answer: Labelled) -> list[float]:
    """The same without the mean direction of the question's key points, if it has several."""
    return _embedding(answer, topic_removed=True)


def _embedding(answer: Labelled, *, topic_removed: bool) -> list[float]:
    import numpy as np

    words = answer.answer.lower().split()
    starts = range(0, max(len(words) - WINDOW, 0) + 1, STEP)
    windows = _embedded([" ".join(words[start : start + WINDOW]) or "." for start in starts])
    points = [_embedded([p.text, *p.wordings]) for p in answer.question.key_points]
    if topic_removed and len(points) > 1:
        shared = np.concatenate(points).mean(axis=0)
        shared /= np.linalg.norm(shared)
        windows = _without(windows, shared)
        points = [_without(point, shared) for point in points]
    return [_best((windows @ point.T).max(axis=0).tolist()) for point in points]


def _without(rows: Array, shared: Array) -> Array:
    import numpy as np

    left = rows - (rows @ shared)[:, None] * shared
    unit: Array = left / np.maximum(np.linalg.norm(left, axis=1, keepdims=True), 1e-9)
    return unit


def counted_less(answer: Labelled) -> list[float]:
    """The share of each wording's stems said anywhere; the prompt's and siblings' weigh less."""
    plan = Plan(answer.question, {})
    said = {stem for _, stem in Answer(plan, plan.reader.tokens(answer.answer.split())).hits}
    found = []
    for point in plan.points:
        shares = []
        for wording in point.wordings:
            weights = {token.stem: point.rarity[token.stem] for token in wording}
            whole = sum(weights.values()) or 1.0
            shares.append(sum(w for stem, w in weights.items() if stem in said) / whole)
        found.append(_best(shares))
    return found


def mean_of_both(answer: Labelled) -> list[float]:
    """The mean of `topic_removed` and `counted_less`."""
    return [
        (meaning + words) / 2
        for meaning, words in zip(topic_removed(answer), counted_less(answer), strict=True)
    ]


def _best(values: Any) -> float:
    top = sorted(values)[-VOTES:]
    return sum(top) / len(top) if top else 0.0


BASELINES: Mapping[str, Callable[[Labelled], list[float]]] = {
    "token_set_ratio": token_set_ratio,
    "raw embedding": raw_embedding,
    "embedding, topic removed": topic_removed,
    "lexical, counted less": counted_less,
    "mean of the last two": mean_of_both,
}
