"""A job advertisement as lines, each with what it is about: what is asked for, what is offered.

No dictionary of skills: headings and the turns of phrase that advertisements use tell
duties, requirements, what would be nice and what is offered apart, in English and German.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from trainer.debrief.ad_phrases import (
    CUES,
    HEADINGS,
    JUNIOR,
    MUST_CUE,
    SENIOR,
    TASK_CUE,
    Part,
)
from trainer.history.targets import TargetDetails
from trainer.scoring.stopwords import FUNCTION_WORDS
from trainer.scoring.text import forms

WEIGHTS: Final = {
    Part.TITLE: 1.0,
    Part.MUST: 1.0,
    Part.TASK: 1.0,
    Part.NICE: 0.5,
    Part.ABOUT: 0.25,
    Part.OFFER: 0.0,
    Part.APPLY: 0.0,
}
"""How much a line says of what will be asked; a choice, not a measurement."""


@dataclass(frozen=True, slots=True)
class AdLine:
    """One line or sentence of an advertisement."""

    text: str
    part: Part

    @property
    def weight(self) -> float:
        """How much it says of what will be asked, 0 to 1."""
        return WEIGHTS[self.part]


@dataclass(frozen=True, slots=True)
class Advertisement:
    """An advertisement, taken apart; `language` is ``en`` or ``de``, ``en`` where in doubt."""

    lines: tuple[AdLine, ...]
    language: str = "en"

    def of(self, *parts: Part) -> tuple[AdLine, ...]:
        """The lines about these things, in their order."""
        return tuple(line for line in self.lines if line.part in parts)


_HEADING_WORDS: Final = 9
_SHORT_LINE: Final = 14
"""A first line of so few words at most is the advertisement's title."""

_FULL_LINE: Final = 60
"""A line of more characters than this may have been broken to fit a width."""

_BULLET: Final = re.compile(r"^\s*(?:[-*•·–—▪◦✓✔►➤o]|\d{1,2}[.)])\s+")
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+(?=[\"'“„(]?[A-ZÄÖÜ0-9])")
_MARKS: Final = re.compile(r"[*_#`|>]+|\([mwfdxi/|*]{3,}\)")


def read_advertisement(text: str, *, role: str = "") -> Advertisement:
    """Take an advertisement apart; `role` is what the person calls the job, and counts as title."""
    lines = [AdLine(role, Part.TITLE)] if role.strip() else []
    lines += _parted(text)
    return Advertisement(tuple(lines), language_of(text or role))


def advertisement_of(target: TargetDetails) -> Advertisement:
    """A target's advertisement; its role is the title, the person's notes are on the company."""
    read = read_advertisement(target.advertisement, role=target.role)
    notes = tuple(
        AdLine(line.strip(), Part.ABOUT) for line in target.notes.splitlines() if forms(line)
    )
    return Advertisement((*read.lines, *notes), read.language)


def language_of(text: str) -> str:
    """The language whose small words are the more frequent ones: ``en`` or ``de``."""
    words = forms(text)
    counts = {code: sum(word in small for word in words) for code, small in FUNCTION_WORDS.items()}
    return "de" if counts["de"] > counts["en"] else "en"


def level_of(advertisement: Advertisement) -> str | None:
    """What the job asks for, as banks tag it: ``junior``, ``senior``; None where it isn't said."""
    title = " ".join(line.text for line in advertisement.of(Part.TITLE))
    asked = " ".join(line.text for line in advertisement.of(Part.TITLE, Part.MUST))
    if JUNIOR.search(asked):
        return "junior"
    return "senior" if SENIOR.search(title) else None


def _parted(text: str) -> Iterator[AdLine]:
    section: Part | None = None
    paragraphs = list(_paragraphs(text))
    for at, (line, bullet) in enumerate(paragraphs):
        plain = " ".join(_MARKS.sub(" ", line).split())
        if not forms(plain):
            continue
        if at == 0 and not bullet and len(plain.split()) <= _SHORT_LINE and plain[-1] != ":":
            yield AdLine(plain, Part.TITLE)
            continue
        heading, rest = (None, plain) if bullet else _heading(plain, paragraphs[at + 1 : at + 2])
        if heading is not None:
            section = heading
        for sentence in _SENTENCES.split(rest) if rest else ():
            yield AdLine(sentence.strip(), _part_of(sentence, section))


def _paragraphs(text: str) -> Iterator[tuple[str, bool]]:
    """Lines as they were meant: what was broken to fit a width is joined again.

    Each with whether it is an entry of a list.
    """
    kept: list[str] = []
    bullet = False
    for raw in [*text.splitlines(), ""]:
        entry = _BULLET.match(raw)
        begins = entry is not None or not raw.strip() or raw.lstrip().startswith("#")
        # A short line is no broken one: it is a heading or a line of its own.
        joined = (kept and len(kept[-1]) > _FULL_LINE) or (bullet and raw[:1] in " \t")
        if kept and (begins or not joined):
            yield " ".join(kept), bullet
            kept, bullet = [], False
        if raw.strip():
            if entry is not None:
                bullet = True
            kept.append(raw[entry.end() :].strip() if entry else raw.strip())


def _heading(line: str, after: Sequence[tuple[str, bool]]) -> tuple[Part | None, str]:
    """What a line announces, if it is a heading, and what stands behind that on the line."""
    head, colon, rest = line.partition(":")
    if not colon:
        head, rest = line, ""
    is_short = len(head.split()) <= _HEADING_WORDS
    announces = bool(colon) or (not line.endswith((".", "!", ",")) and bool(after))
    if not is_short or not announces:
        return None, line
    for part, pattern in HEADINGS:
        if pattern.search(head):
            return part, rest.strip()
    return None, line


def _part_of(sentence: str, section: Part | None) -> Part:
    for part, pattern in CUES:
        if pattern.search(sentence):
            return part
    if section is not None and section is not Part.ABOUT:
        return section
    if TASK_CUE.search(sentence):
        return Part.TASK
    if section is None and MUST_CUE.search(sentence):
        return Part.MUST
    return Part.ABOUT
