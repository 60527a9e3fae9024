"""Questions that stand twice, in one bank or in two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from trainer.bank import Question
from trainer.library.check.remark import Kind, Remark
from trainer.library.check.source import Source
from trainer.library.near import Prompts
from trainer.library.words import quoted

if TYPE_CHECKING:
    from trainer.scoring.vectors import Vectors


def twins(
    sources: Sequence[Source], others: Iterable[Question], vectors: Vectors | None
) -> Iterator[Remark]:
    """Duplicates of prompts, told at the later of the two questions, the nearest one of each."""
    owners = {q.id: source for source in sources for q in source.bank.questions}
    # A question laid over another of the same id is that question.
    known = {q.id: q for q in others if q.id not in owners}
    judged = {q.id: q for source in sources for q in source.bank.questions}
    prompts = Prompts([*known.values(), *judged.values()], vectors)
    told: set[str] = set()
    for twin in prompts.twins():
        earlier, later = twin.first, twin.second
        if later.id in told or later.id not in owners or _same(earlier, later):
            continue
        told.add(later.id)
        yield owners[later.id].remark(
            later,
            ("prompt",),
            Kind.DUPLICATE,
            f"may be {earlier.id} again ({twin.why}): {quoted(earlier.prompt)}",
            "keep one of the two; 'trainer bank merge' joins them",
        )


def _same(one: Question, other: Question) -> bool:
    return one.id == other.id or one.id in other.renamed_from or other.id in one.renamed_from
