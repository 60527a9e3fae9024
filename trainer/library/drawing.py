"""Drawing new questions from however many there are, by looking at a few of them.

Every question has a place on a circle that its id alone makes.  A draw goes around from a
random place until it has met enough candidates, so it needs no look at the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator
from heapq import merge
from itertools import islice
from random import Random

from trainer.bank import Kind
from trainer.library.brief import PLACES, Brief
from trainer.library.view import Step, View

SAMPLE = 1_000
"""So many candidates are weighed at most when new questions are drawn, of however many."""

APART = 8
"""Up to so many banks are walked one by one; of more, all questions are, and others passed by."""

AT_ONCE = 500
MOST_AT_ONCE = 16_000
"""So many questions are looked at together, at first and where hardly any of them is new."""

LeaveOut = Callable[[Collection[str]], Container[str]]
"""Says which of some ids are not to be drawn."""

Without = Container[str] | LeaveOut


def draw(
    view: View,
    *,
    count: int,
    rng: Random,
    without: Without,
    banks: Collection[str],
    disabled_banks: Collection[str],
    kinds: Collection[Kind],
    tags: Collection[str],
    favoured: Callable[[Brief], float] | None,
) -> list[Brief]:
    """See `Catalogue.fresh`."""
    start = rng.randrange(PLACES)
    disabled = () if banks else tuple(disabled_banks)

    named = tuple(sorted(set(banks)))
    parts = [(one,) for one in named] if named and len(named) <= APART else [named]

    def walks(tag: str | None) -> Iterator[Step]:
        around = [
            view.walk(schema, start, banks=part, tag=tag, disabled_banks=disabled, kinds=kinds)
            for schema in ("shipped", "mine")
            for part in parts
        ]
        return merge(*around)

    tagged = merge(*(walks(tag) for tag in sorted(set(tags))))
    sample = {
        brief.id: brief
        for steps in (tagged, walks(None))
        for brief in islice(_candidates(view, steps, _leaving_out(without)), SAMPLE)
    }
    briefs = list(sample.values())
    rng.shuffle(briefs)
    return (sorted(briefs, key=favoured, reverse=True) if favoured else briefs)[:count]


def _candidates(view: View, steps: Iterator[Step], left_out: LeaveOut) -> Iterator[Brief]:
    """The briefs of the questions met, each once, but for those that are left out."""
    met: set[str] = set()
    size = AT_ONCE
    while some := list(islice(steps, size)):
        size = min(2 * size, MOST_AT_ONCE)
        new = {step[1]: step[2] for step in some if step[1] not in met}
        met.update(new)
        gone = left_out(new.keys())
        briefs = view.briefs_at([found for one, found in new.items() if one not in gone])
        earlier = {one for brief in briefs for one in brief.renamed_from}
        gone_before = left_out(earlier) if earlier else ()
        for brief in briefs:
            if not any(one in gone_before for one in brief.renamed_from):
                yield brief


def _leaving_out(without: Without) -> LeaveOut:
    if isinstance(without, Container):
        return lambda question_ids: {one for one in question_ids if one in without}
    return without
