"""The order of a day's questions: never the same topic twice in a row where that can be avoided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

_STEPS: Final = 4_000
"""So many places are tried for each number of clashes: a day's questions need a few dozen."""


def alternated(items: Sequence[T], topics: Callable[[T], Collection[str]]) -> list[T]:
    """The items so that neighbours share no topic, otherwise as near to their order as can be.

    The first of the given order that leads to the fewest clashes comes first, and so on.  A
    day of more questions than can be tried falls back on taking the next that does not clash.
    """
    sets = [frozenset(topics(item)) for item in items]
    for clashes in range(_at_least(sets), len(items)):
        search = _Search(sets)
        if search.places(clashes):
            return [items[place] for place in search.taken]
        if search.steps > _STEPS:
            break
    return [items[place] for place in _greedy(sets)]


def _at_least(sets: Sequence[frozenset[str]]) -> int:
    """Clashes that no order avoids: those of the commonest topic with itself."""
    counts = Counter(topic for one in sets for topic in one)
    most = max(counts.values(), default=0)
    return max(0, most - (len(sets) - most) - 1)


class _Search:
    """Depth first through the orders, the given order first."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        self._sets = sets
        self.taken: list[int] = []
        self.steps = 0

    def places(self, clashes: int) -> bool:
        """Whether the rest can be placed with so many clashes; `taken` is the order then."""
        if len(self.taken) == len(self._sets):
            return True
        used = set(self.taken)
        tried: set[frozenset[str]] = set()
        for place, topics in enumerate(self._sets):
            if place in used or topics in tried:
                continue
            # One with the same topics, further back, would lead to nothing else.
            tried.add(topics)
            clash = bool(self.taken) and bool(topics & self._sets[self.taken[-1]])
            if clash > clashes:
                continue
            self.steps += 1
            if self.steps > _STEPS:
                return False
            self.taken.append(place)
            if self.places(clashes - clash):
                return True
            self.taken.pop()
        return False


def _greedy(sets: Sequence[frozenset[str]]) -> list[int]:
    left = list(range(len(sets)))
    order: list[int] = []
    while left:
        last = sets[order[-1]] if order else frozenset()
        chosen = next((place for place in left if not sets[place] & last), left[0])
        left.remove(chosen)
        order.append(chosen)
    return order
