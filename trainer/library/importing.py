"""What an import would do: which questions are new, and which are there already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from trainer.bank import Question, QuestionBank
from trainer.bank.slugs import unique_slug
from trainer.library.adding import taken_ids
from trainer.library.formats.raw import ReadBank
from trainer.library.library import Library

SAME_PROMPT = 92.0
"""token_sort_ratio (0 to 100) from which two prompts are taken for one question.

'Why do you want to work in sales?' and '... in nursing?' come to 87.
"""


class OnDuplicate(StrEnum):
    """What becomes of a question that is there already."""

    SKIP = "skip"
    REPLACE = "replace"
    KEEP_BOTH = "keep-both"


class Fate(StrEnum):
    """What an import does with one question."""

    ADD = "add"
    REPLACE = "replace"
    SKIP = "skip"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Planned:
    """One question of an import.

    `question` has the id that it will have; `duplicate_of` is the id of the question
    that it is the same as, `likeness` how alike the prompts are (0 to 100, 100 for the
    same id), `line` where it stands in the file.
    """

    question: Question
    fate: Fate
    duplicate_of: str | None = None
    likeness: float | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole import: what goes to the bank `bank_id`, and what stays as it is."""

    bank_id: str
    title: str
    language: str
    questions: tuple[Planned, ...]

    def of(self, fate: Fate) -> tuple[Planned, ...]:
        """The questions that have this fate."""
        return tuple(one for one in self.questions if one.fate is fate)

    @property
    def changes(self) -> tuple[Planned, ...]:
        """The questions that would be written."""
        return tuple(one for one in self.questions if one.fate in {Fate.ADD, Fate.REPLACE})


def plan_import(
    bank: QuestionBank,
    read: ReadBank,
    library: Library,
    *,
    bank_id: str,
    title: str,
    on_duplicate: OnDuplicate,
) -> Plan:
    """Compare the questions of `bank`, which came of `read`, with those of every bank.

    A question is there already if its id is (where the file gives one) or a prompt that
    is nearly the same.  One that is there word for word is left alone, unless both are to
    be kept and it has another id.
    """
    planner = _Planner(library, bank_id, on_duplicate)
    planned = []
    for question in bank.questions:
        bare = question.id.rpartition("/")[2]
        own = replace(question, id=f"{bank_id}/{bare}")
        one = planner.plan(own, by_id=question.id in read.given)
        planned.append(replace(one, line=read.lines.get(question.id)))
    return Plan(bank_id, title, bank.language, tuple(planned))


class _Planner:
    def __init__(self, library: Library, bank_id: str, on_duplicate: OnDuplicate) -> None:
        self._questions = dict(library.questions)
        self._bank_id = bank_id
        self._on_duplicate = on_duplicate
        self._taken = taken_ids(library, bank_id)
        self._new: dict[str, Question] = {}
        self._new_prompts: dict[str, str] = {}
        self._replaced: set[str] = set()
        prompts = [
            (question.id, text)
            for question in library.questions.values()
            for text in (question.prompt, *question.other_prompts)
        ]
        self._owners = [owner for owner, _ in prompts]
        self._prompts = [_folded(text) for _, text in prompts]

    def plan(self, question: Question, *, by_id: bool) -> Planned:
        same_id = self._questions.get(question.id) if by_id else None
        there, likeness = (same_id, 100.0) if same_id else self._same_prompt(question, by_id)
        if there is None:
            return self._added(question)
        both = self._on_duplicate is OnDuplicate.KEEP_BOTH
        if replace(question, id=there.id) == there and not (both and there.id != question.id):
            return Planned(there, Fate.SAME, there.id, likeness)
        if both:
            return replace(self._added(question), duplicate_of=there.id, likeness=likeness)
        first = there.id not in self._replaced and there.id not in self._new
        if self._on_duplicate is OnDuplicate.REPLACE and first:
            # The id that is there stays: the answers given to it belong to it.
            self._replaced.add(there.id)
            return Planned(replace(question, id=there.id), Fate.REPLACE, there.id, likeness)
        return Planned(question, Fate.SKIP, there.id, likeness)

    def _added(self, question: Question) -> Planned:
        bare = question.id.rpartition("/")[2]
        if bare in self._taken:
            bare = unique_slug(bare, self._taken)
        self._taken.add(bare)
        added = replace(question, id=f"{self._bank_id}/{bare}")
        self._new[added.id] = added
        self._new_prompts.setdefault(_folded(added.prompt), added.id)
        return Planned(added, Fate.ADD)

    def _same_prompt(self, question: Question, by_id: bool) -> tuple[Question | None, float]:
        """The question whose prompt is nearest, if it is near enough.

        Two questions of one file with ids of their own are two, whatever they ask.
        """
        from rapidfuzz import fuzz, process

        wanted = _folded(question.prompt)
        if not by_id:
            there = self._new_prompts.get(wanted)
            if there is not None:
                return self._new[there], 100.0
        if not wanted:
            return None, 0.0
        best = process.extractOne(
            wanted, self._prompts, scorer=fuzz.ratio, score_cutoff=SAME_PROMPT
        )
        if best is None:
            return None, 0.0
        return self._questions[self._owners[best[2]]], best[1]


def _folded(text: str) -> str:
    """A prompt without case, punctuation and the order of its words."""
    from rapidfuzz import utils

    return " ".join(sorted(utils.default_process(text).split()))


def files_of(plan: Plan, library: Library) -> Iterator[tuple[str, str, str, list[Planned]]]:
    """Bank id, title and language of each bank that would be written, and what goes there."""
    by_bank: dict[str, list[Planned]] = {}
    for one in plan.changes:
        by_bank.setdefault(one.question.bank_id, []).append(one)
    listed: Mapping[str, tuple[str, str]] = {
        entry.bank.id: (entry.bank.title, entry.bank.language) for entry in library.banks
    }
    for bank_id, questions in by_bank.items():
        title, language = listed.get(bank_id, (plan.title, plan.language))
        yield bank_id, title, language, questions
