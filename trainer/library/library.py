"""The shipped banks with the person's own laid over them, and finding one question."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from trainer.bank import Fault, Question, QuestionBank
from trainer.errors import AmbiguousError, NotFoundError
from trainer.library.index import load_folder

MOST_CANDIDATES = 5

NEAR = 65.0
"""From this partial_ratio on (0 to 100) a name may be the one that was meant."""


class Origin(StrEnum):
    """Whose file a bank is."""

    SHIPPED = "shipped"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class ListedBank:
    """A bank, and the file it was read from."""

    bank: QuestionBank
    path: Path
    origin: Origin


@dataclass(frozen=True, slots=True)
class Library:
    """Every bank that could be read, and what is wrong with the rest.

    `questions` maps an id to the question as it is asked: where a bank of the
    person's has the id of a shipped one, its questions stand before the shipped
    ones of the same id, and the others are added.  A shipped question that one of
    the person's was renamed from is hidden by it.  `overlaid` are the shipped
    questions that stand behind one of the same id, and `aliases` leads from an
    earlier id to the present one.
    """

    banks: tuple[ListedBank, ...]
    questions: Mapping[str, Question]
    faults: tuple[Fault, ...]
    overlaid: Mapping[str, Question] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, shipped: Path, mine: Path, cache: Path | None = None) -> Library:
        """Read all banks below two folders; a folder that is not there holds none.

        `cache` is a folder in which what was read is remembered, so that only files
        that changed are read again.
        """
        listed: list[ListedBank] = []
        faults: list[Fault] = []
        for folder, origin in ((shipped, Origin.SHIPPED), (mine, Origin.MINE)):
            if not folder.is_dir():
                continue
            for one in load_folder(folder, cache):
                faults.extend(one.faults)
                if one.bank:
                    listed.append(ListedBank(one.bank, one.path, origin))
        own = [q for one in listed if one.origin is Origin.MINE for q in one.bank.questions]
        covered = {q.id for q in own}
        replaced = {earlier for q in own for earlier in q.renamed_from} - covered
        overlaid: dict[str, Question] = {}
        questions: dict[str, Question] = {}
        for entry in listed:
            for question in entry.bank.questions:
                if entry.origin is Origin.SHIPPED and question.id in replaced:
                    continue
                if entry.origin is Origin.SHIPPED and question.id in covered:
                    overlaid[question.id] = question
                questions[question.id] = question
        aliases = {
            earlier: question.id
            for question in questions.values()
            for earlier in question.renamed_from
            if earlier not in questions
        }
        banks = tuple(_without(listed, covered | replaced))
        return cls(banks, questions, tuple(faults), overlaid, aliases)

    def bank(self, bank_id: str) -> ListedBank:
        """The bank of this id, the person's own before the shipped one.

        Raises NotFoundError with the banks there are.
        """
        for entry in reversed(self.banks):
            if entry.bank.id == bank_id:
                return entry
        raise NotFoundError(
            f"There is no bank '{bank_id}'.",
            hint="'trainer bank list' shows them.",
            candidates=_nearest(bank_id, [entry.bank.id for entry in self.banks]),
        )

    def place_of(self, question_id: str) -> ListedBank:
        """The bank that a question of `questions` was read from, the person's own first."""
        for entry in reversed(self.banks):
            if any(question.id == question_id for question in entry.bank.questions):
                return entry
        raise KeyError(question_id)

    def present_id(self, question_id: str) -> str:
        """What a question is called now, by what it is or was called; else the id itself."""
        return self.aliases.get(question_id, question_id)

    def find(self, wanted: str) -> Question:
        """The question of this id, of this id without its bank, or with this in its prompt.

        Raises AmbiguousError where several fit, NotFoundError where none does, both
        with candidates: a question is never guessed.
        """
        wanted = wanted.strip()
        if self.present_id(wanted) in self.questions:
            return self.questions[self.present_id(wanted)]
        for fits in (
            [q for q in self.questions.values() if q.id.rpartition("/")[2] == wanted],
            [
                q
                for q in self.questions.values()
                if any(earlier.rpartition("/")[2] == wanted for earlier in q.renamed_from)
            ],
            [q for q in self.questions.values() if wanted and _fits(wanted, q)],
        ):
            if len(fits) == 1:
                return fits[0]
            if fits:
                raise AmbiguousError(
                    f"'{wanted}' fits {len(fits)} questions.",
                    hint="Give the id of one.",
                    candidates=_id_first(wanted, fits)[:MOST_CANDIDATES],
                )
        raise NotFoundError(
            f"No question fits '{wanted}'.",
            hint=self._where_to_look(),
            candidates=self._near(wanted),
        )

    def _where_to_look(self) -> str:
        hint = "'trainer bank list' shows what there is."
        if self.faults:
            hint += " A bank has faults, which may hide it: 'trainer bank check'."
        return hint

    def _near(self, wanted: str) -> list[str]:
        by_words = {
            f"{question.id} {question.prompt}": question.id for question in self.questions.values()
        }
        return [by_words[words] for words in _nearest(wanted, list(by_words))]


def _without(listed: Iterable[ListedBank], hidden: Collection[str]) -> Iterable[ListedBank]:
    """Take out of the shipped banks what the person's own banks hold in their place."""
    for entry in listed:
        if entry.origin is Origin.SHIPPED and hidden:
            left = tuple(q for q in entry.bank.questions if q.id not in hidden)
            yield replace(entry, bank=replace(entry.bank, questions=left))
        else:
            yield entry


def _fits(wanted: str, question: Question) -> bool:
    """Whether a part of its id or of one of its prompts is what was typed."""
    if "-".join(wanted.casefold().split()) in question.id.rpartition("/")[2]:
        return True
    folded = " ".join(wanted.casefold().split())
    prompts = (question.prompt, *question.other_prompts)
    return any(folded in " ".join(prompt.casefold().split()) for prompt in prompts)


def _id_first(wanted: str, fits: Iterable[Question]) -> list[str]:
    """The ids of questions, those first that hold what was typed themselves."""
    slug = "-".join(wanted.casefold().split())
    return sorted((question.id for question in fits), key=lambda one: slug not in one)


def _nearest(wanted: str, names: list[str]) -> list[str]:
    from rapidfuzz import fuzz, process, utils

    near = process.extract(
        wanted,
        names,
        scorer=fuzz.partial_ratio,
        processor=utils.default_process,
        limit=MOST_CANDIDATES,
        score_cutoff=NEAR,
    )
    return [name for name, _, _ in near]
