"""New questions for a drill: from the banks that fit the person, by tags and the coming interview.

Nobody is asked about a field at random: until a person practised, added or named others, the
banks that fit everybody are drawn from.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from trainer.bank import Kind
from trainer.history.records import Decision, Standing
from trainer.history.store import History
from trainer.history.targets import Target
from trainer.library.brief import BankBrief, Brief, Origin
from trainer.library.catalogue import Catalogue

GENERAL_BANKS: Final = (
    "general-behavioural",
    "motivation-and-salary",
    "questions-that-throw-you",
    "caught-off-guard",
    "behavioural-competences",
)
"""The banks that fit everybody, whatever the field."""

_SHORT: Final = 3
"""Words of a role up to this length, such as 'of' and 'the', say nothing of a field."""


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question that was drawn, and why, as a sentence."""

    brief: Brief
    why: str


def draw_new(
    history: History,
    catalogue: Catalogue,
    rng: Random,
    *,
    count: int,
    banks: Collection[str],
    kinds: Collection[Kind],
    tags: Collection[str],
    decisions: Mapping[str, Decision],
    left_out: Collection[str],
    target: Target | None,
) -> list[NewQuestion]:
    """Draw up to `count` questions that were never answered, those that fit best first.

    `banks` are those that were asked for; without any, those that fit the person.
    """
    fitting = dict.fromkeys(banks, "") or _fitting(history, catalogue, target)
    disabled = {name for name, one in decisions.items() if one.standing is Standing.DISABLED}
    open_banks = [bank for bank in fitting if bank in banks or bank not in disabled]
    if not open_banks:
        return []
    wanted = {tag.casefold() for tag in tags}

    def gone(question_ids: Collection[str]) -> set[str]:
        known = {one for one in question_ids if one in decisions or one in left_out}
        return (
            known | history.met.answered(question_ids) | history.schedule.cards(question_ids).keys()
        )

    def favoured(brief: Brief) -> float:
        of_tag = any(tag.casefold() in wanted for tag in _tags(brief))
        return 2.0 * of_tag + bool(fitting[brief.bank_id])

    drawn = catalogue.fresh(
        count=count,
        rng=rng,
        without=gone,
        banks=open_banks,
        kinds=kinds,
        tags=[*tags],
        favoured=favoured,
    )
    return [
        NewQuestion(brief, _why(brief, wanted, fitting[brief.bank_id]))
        for brief in drawn
        if not wanted or any(tag.casefold() in wanted for tag in _tags(brief))
    ]


def _fitting(history: History, catalogue: Catalogue, target: Target | None) -> dict[str, str]:
    """The banks that fit a person, each with why where that is more than that it fits everybody."""
    practised = history.practised.banks()
    found: dict[str, str] = {}
    for bank in catalogue.banks:
        if target and _fits_role(bank, target.role):
            found[bank.id] = f"it fits the role at {target.company}"
        elif bank.origin is Origin.MINE:
            found[bank.id] = "it is in a bank of your own"
        elif bank.id in GENERAL_BANKS:
            found.setdefault(bank.id, "")
        elif bank.id in practised:
            found[bank.id] = "it is from a bank that you practise"
    return found


def _fits_role(bank: BankBrief, role: str) -> bool:
    words = {word for word in re.findall(r"\w+", role.casefold()) if len(word) > _SHORT}
    return bool(words & set(re.findall(r"\w+", f"{bank.id} {bank.title}".casefold())))


def _why(brief: Brief, wanted: Collection[str], because: str) -> str:
    fitting = [tag for tag in _tags(brief) if tag.casefold() in wanted]
    if fitting:
        return f"It is new to you, and about {fitting[0]}."
    return f"It is new to you, and {because}." if because else "It is new to you."


def _tags(brief: Brief) -> tuple[str, ...]:
    return (*brief.topics, *brief.competences, *brief.level)
