"""What planning needs to know of questions and banks, short of their texts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from trainer.bank import Kind, Question


class Origin(StrEnum):
    """Whose file a bank is."""

    SHIPPED = "shipped"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class Brief:
    """What planning needs to know of a question; `prompts` counts all its ways to be asked.

    `topics`, `competences` and `level` are its tags, each as many as it has;
    `renamed_from` are its earlier ids.
    """

    id: str
    bank_id: str
    kind: Kind
    topics: tuple[str, ...]
    competences: tuple[str, ...]
    level: tuple[str, ...]
    time_limit_s: float
    language: str
    prompts: int
    renamed_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BankBrief:
    """A bank without its questions, and the file it was read from."""

    id: str
    title: str
    language: str
    questions: int
    path: Path
    origin: Origin


def brief_of(question: Question) -> Brief:
    """The brief of a whole question."""
    tags = question.tags
    return Brief(
        question.id,
        question.bank_id,
        question.kind,
        tuple(tags.get("topic", ())),
        tuple(tags.get("competence", ())),
        tuple(tags.get("level", ())),
        question.time_limit_s,
        question.language,
        1 + len(question.other_prompts),
        question.renamed_from,
    )


PLACES = 1 << 56


def place_of(question_id: str) -> int:
    """Where a question stands on the circle that is drawn from: a number that its id alone makes.

    A draw takes what follows a random place, so it needs no look at the others.
    """
    digest = hashlib.blake2b(question_id.encode(errors="replace"), digest_size=7).digest()
    return int.from_bytes(digest, "big")


def folded(text: str) -> str:
    """A text as it is compared: without case, its white space single spaces."""
    return " ".join(text.casefold().split())
