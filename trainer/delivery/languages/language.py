"""The form of a language's word lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.delivery.patterns import Rule, WordTest

Phrases = dict[str, tuple[tuple[str, ...], ...]]
"""Phrases by their first word."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak for a part of an answer, with the weight of their evidence (log odds)."""

    weight: float
    elements: tuple[str, ...]
    first: frozenset[str] | None
    """The words it can begin with, None where a class or a mark stands first."""


def words(text: str) -> frozenset[str]:
    """Words between spaces, as a set."""
    return frozenset(text.split())


def cues(lines: str) -> tuple[Cue, ...]:
    """Read cues, one a line: the weight, then words as `trainer.delivery.patterns` has them."""
    found = []
    for line in lines.strip().splitlines():
        weight, *elements = line.split()
        begins = frozenset(elements[0].split("|"))
        plain = not any(one[0] in "<@^*!," for one in begins)
        found.append(Cue(float(weight), tuple(elements), begins if plain else None))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class StoryWords:
    """What tells the parts of a told story apart; the names are those of `structure.Part`."""

    cues: Mapping[str, tuple[Cue, ...]]
    openings: Phrases
    """Phrases that begin a new step wherever they stand."""


@dataclass(frozen=True, slots=True)
class CaseWords:
    """What tells whether a technical or situational answer answers, weighs and ends."""

    answering: tuple[Rule, ...]
    """Of a first sentence: whether it takes a stand."""
    evading: tuple[Rule, ...]
    weighing: tuple[Rule, ...]
    endings: Phrases
    concluding: frozenset[str]
    """Words that begin a last sentence which sums up."""


@dataclass(frozen=True, slots=True)
class Language:
    """The word lists of one language; what is empty can't be judged in it.

    Words are in lower case. `sounds` are fillers wherever they stand; `fillers` has the rules
    for words that are fillers in some places only. `clause_openers` begin a clause, those of them
    in `joining` a main one, `hanging` one that depends on another; `unfinished`
    can't end one and `cut_off` never stands before a subject. `doubled` are words said twice on
    purpose or by grammar; `others` are the third persons that can be a subject.
    """

    code: str
    sounds: frozenset[str]
    fillers: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    hedges: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    clause_openers: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()
    hanging: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    unfinished: frozenset[str] = frozenset()
    doubled: frozenset[str] = frozenset()
    corrections: Phrases = field(default_factory=dict)
    small_words: frozenset[str] = frozenset()
    first_person: frozenset[str] = frozenset()
    first_person_plural: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    cut_off: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    classes: Mapping[str, WordTest] = field(default_factory=dict)
    story: StoryWords | None = None
    case: CaseWords | None = None
