"""The labelled answers of the benchmark: reading, noise, and what a first take teaches."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.bank.nouns import KeyPoint, Question

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Labelled:
    """One answer and what readers said of it."""

    question: Question
    answer: str
    labels: tuple[float | None, ...]
    evidence: tuple[tuple[tuple[int, int], ...], ...] | None
    kind: str | None
    id: str | None = None
    retake_of: str | None = None
    taught: Mapping[str, Sequence[str]] | None = None

    @property
    def retake(self) -> bool:
        """Whether the same speaker had answered before."""
        return self.retake_of is not None


def read(path: Path, *, wordings: int | None = None) -> list[Labelled]:
    """The file's answers; `wordings` limits how many other wordings a key point keeps."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [_labelled(json.loads(line), wordings) for line in lines]


def _labelled(row: dict[str, Any], wordings: int | None) -> Labelled:
    question = Question(
        id="benchmark",
        prompt=row["question"],
        key_points=tuple(
            KeyPoint(
                id=f"p{number}",
                text=texts[0],
                wordings=tuple(texts[1:] if wordings is None else texts[1 : wordings + 1]),
            )
            for number, texts in enumerate(row["key_points"])
        ),
    )
    evidence = row.get("evidence")
    return Labelled(
        question=question,
        answer=row["answer"],
        labels=tuple(row["labels"]),
        evidence=None
        if evidence is None
        else tuple(tuple((start, end) for start, end in ranges) for ranges in evidence),
        kind=row.get("answer_kind"),
        id=row.get("id"),
        retake_of=row.get("retake_of"),
    )


def with_noise(answer: str, share: float, chance: random.Random) -> str:
    """The answer with a share of its words misheard: another of its words, or letters lost."""
    words = answer.split()
    heard = list(words)
    for place, word in enumerate(words):
        if chance.random() < share:
            cut = chance.randrange(len(word))
            lost = word[:cut] + word[cut + 1 :]
            heard[place] = lost if lost and chance.random() < 0.5 else chance.choice(words)
    return " ".join(heard)


def taught(answers: Sequence[Labelled]) -> list[Labelled]:
    """Each retake with the spans that readers found where its first take made a point."""
    first = {answer.id: answer for answer in answers if not answer.retake}
    found = []
    for answer in answers:
        before = first.get(answer.retake_of) if answer.retake else None
        if before is None or before.evidence is None:
            continue
        words = before.answer.split()
        spans = {
            point.id: [" ".join(words[start:end]) for start, end in ranges]
            for point, label, ranges in zip(
                before.question.key_points, before.labels, before.evidence, strict=True
            )
            if label == 1 and ranges
        }
        found.append(replace(answer, taught=spans))
    return found
