"""The questions there are, looked up and drawn without loading every one of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Container, Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from trainer.bank import Kind, Question
from trainer.errors import NotFoundError
from trainer.library.library import Library, ListedBank, Origin

SAMPLE = 1_000
"""So many candidates are weighed at most when new questions are drawn, of however many."""

_PLACES = 1 << 56


@dataclass(frozen=True, slots=True)
class Brief:
    """What planning needs to know of a question; `prompts` counts all its ways to be asked.

    `topics`, `competences` and `level` are its tags, each as many as it has, `renamed_from` its earlier ids.
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


class Catalogue:
    """Every question as it is asked, by id; what `Library` knows, without loading all of it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @property
    def banks(self) -> tuple[BankBrief, ...]:
        """The banks there are, the shipped ones first."""
        return tuple(_bank_brief(entry) for entry in self._library.banks)

    def bank(self, bank_id: str) -> BankBrief:
        """The bank of this id, the person's own before the shipped one.

        Raises NotFoundError with the banks there are.
        """
        return _bank_brief(self._library.bank(bank_id))

    def present_id(self, question_id: str) -> str:
        """What a question is called now, by what it is or was called; else the id itself."""
        return self._library.present_id(question_id)

    def present_ids(self, question_ids: Iterable[str]) -> dict[str, str]:
        """Of these ids those that no question has any more, with what theirs is called now."""
        found = {one: self._library.aliases.get(one) for one in question_ids}
        return {earlier: present for earlier, present in found.items() if present}

    def brief(self, question_ids: Iterable[str]) -> dict[str, Brief]:
        """What there is to know of questions, by the id given; an earlier id finds the present one.

        Ids that no question has or had are left out.
        """
        found: dict[str, Brief] = {}
        for one in question_ids:
            question = self._library.questions.get(self.present_id(one))
            if question:
                found[one] = brief_of(question)
        return found

    def question(self, question_id: str) -> Question:
        """The whole question of a present or an earlier id; NotFoundError where there is none."""
        question = self._library.questions.get(self.present_id(question_id))
        if question is None:
            raise NotFoundError(
                f"there is no question '{question_id}'", hint="'trainer bank list' shows the banks."
            )
        return question

    def find(self, wanted: str) -> Question:
        """The question of this id, of this id without its bank, or with this in its prompt.

        Raises AmbiguousError where several fit, NotFoundError where none does, both
        with candidates: a question is never guessed.
        """
        return self._library.find(wanted)

    def fresh(
        self,
        *,
        count: int,
        rng: Random,
        without: Container[str] = frozenset(),
        banks: Collection[str] = (),
        disabled_banks: Collection[str] = (),
        kinds: Collection[Kind] = (),
        tags: Collection[str] = (),
        favoured: Callable[[Brief], float] | None = None,
    ) -> list[Brief]:
        """Draw up to `count` questions, in random order from `rng`, the most `favoured` first.

        Left out is what `without` holds under any of its ids.  `banks` and `kinds`, where
        given, are the only ones to draw from, and `disabled_banks` are not drawn from unless
        they are among `banks`.  At most `SAMPLE` candidates are weighed, and as many that
        have one of `tags` (topics or competences): how far `favoured` reaches.  The same
        questions and the same state of `rng` give the same draw.
        """
        start = rng.randrange(_PLACES)

        def fits(brief: Brief) -> bool:
            return (
                (brief.bank_id in banks if banks else brief.bank_id not in disabled_banks)
                and (not kinds or brief.kind in kinds)
                and not any(one in without for one in (brief.id, *brief.renamed_from))
            )

        circle = sorted(
            filter(fits, map(brief_of, self._library.questions.values())),
            key=lambda brief: ((place_of(brief.id) - start) % _PLACES, brief.id),
        )
        wanted = frozenset(tags)
        tagged = [one for one in circle if wanted.intersection(one.topics + one.competences)]
        sample = {one.id: one for one in (*tagged[:SAMPLE], *circle[:SAMPLE])}
        return weighed(list(sample.values()), favoured, rng)[:count]


def weighed(
    sample: list[Brief], favoured: Callable[[Brief], float] | None, rng: Random
) -> list[Brief]:
    """The most favoured first, those alike in random order."""
    rng.shuffle(sample)
    return sorted(sample, key=favoured, reverse=True) if favoured else sample


def place_of(question_id: str) -> int:
    """Where a question stands on the circle that is drawn from: a number that its id alone makes.

    A draw takes what follows a random place, so it needs no look at the others.
    """
    digest = hashlib.blake2b(question_id.encode(errors="replace"), digest_size=7).digest()
    return int.from_bytes(digest, "big")


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


def _bank_brief(entry: ListedBank) -> BankBrief:
    bank = entry.bank
    return BankBrief(
        bank.id, bank.title, bank.language, len(bank.questions), entry.path, entry.origin
    )
