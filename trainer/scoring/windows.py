"""Where in an answer the words of a point stand together.

All windows are counted in tokens. Every function looks only at the hits, the
places where a word of the point was said, so its time grows with the length of
the answer and no faster.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Best(NamedTuple):
    """The heaviest window: the weight of the distinct keys in it, and its hits' half-open range."""

    weight: float
    first: int
    stop: int


def best_window(hits: Sequence[tuple[int, Key]], weights: Mapping[Key, float], length: int) -> Best:
    """Find the window of at most `length` tokens whose distinct keys weigh most.

    `hits` are (token position, key) in order of position; every key has a weight.
    Without hits the result weighs 0 and its range is empty. Of windows of the
    same weight the first wins.
    """
    best = Best(0.0, 0, 0)
    inside: Counter[Key] = Counter()
    weight = 0.0
    first = 0
    for last, (position, key) in enumerate(hits):
        if not inside[key]:
            weight += weights[key]
        inside[key] += 1
        while hits[first][0] <= position - length:
            left = hits[first][1]
            inside[left] -= 1
            if not inside[left]:
                weight -= weights[left]
            first += 1
        # The sum is kept by adding and taking away: the margin keeps rounding from deciding.
        if weight > best.weight + 1e-9:
            best = Best(weight, first, last + 1)
    return best


def mean_weight(
    hits: Sequence[tuple[int, Key]], weights: Mapping[Key, float], length: int, tokens: int
) -> tuple[float, int]:
    """The mean weight over all windows that touch an answer of `tokens`, and how many there are.

    A key said at p is inside the `length` windows that begin at or before p, less
    those that its last mention was in already.
    """
    count = tokens + length - 1
    last: dict[Key, int] = {}
    total = 0.0
    for position, key in hits:
        fresh = min(position - last[key], length) if key in last else length
        total += weights[key] * fresh
        last[key] = position
    return (total / count if tokens else 0.0), count


def shortest_span(
    hits: Sequence[tuple[int, Key]], weights: Mapping[Key, float], share: float
) -> tuple[int, int]:
    """The fewest tokens that hold `share` of the distinct weight of all these hits.

    Returns a half-open range of token positions; of spans of the same length the
    heavier wins, then the earlier. `hits` are those of one window, and not empty.
    """
    needed = share * sum(weights[key] for key in {key for _, key in hits})
    spans: list[tuple[int, float, int]] = []
    for first, (start, _) in enumerate(hits):
        seen: set[Key] = set()
        weight = 0.0
        for position, key in hits[first:]:
            if key not in seen:
                seen.add(key)
                weight += weights[key]
            if weight >= needed - 1e-9:
                spans.append((position + 1 - start, -weight, start))
                break
    length, _, start = min(spans)
    return start, start + length
