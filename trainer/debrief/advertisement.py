"""A job advertisement as lines, each with what it is about: what is asked for, what is offered.

No dictionary of skills: headings and the turns of phrase that advertisements use tell
duties, requirements, what would be nice and what is offered apart, in English and German.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from trainer.scoring.stopwords import FUNCTION_WORDS
from trainer.scoring.text import forms


class Part(StrEnum):
    """What a line of an advertisement is about."""

    TITLE = "title"
    MUST = "must"
    TASK = "task"
    NICE = "nice"
    ABOUT = "about"
    OFFER = "offer"
    APPLY = "apply"


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

# The order counts: 'what we offer' is no requirement, 'desirable skills' are no must.
_HEADINGS: Final = tuple(
    (part, re.compile(pattern, re.IGNORECASE))
    for part, pattern in (
        (
            Part.OFFER,
            r"\boffer|benefit|\bperk|in return|what you('|’)?(ll| will)? get|why (join|work)|salary"
            r"|\bpay\b|package|compensation|wir bieten|unser angebot|das bieten|vorteile|darauf",
        ),
        (
            Part.APPLY,
            r"\bappl(y|ication)|contact|equal opportunit|diversity|interested\?|next steps|process"
            r"|bewerb(ung|en)|kontakt|interesse|interessiert",
        ),
        (
            Part.NICE,
            r"nice|desirable|bonus|preferred|advantage|\bplus\b|great if|good to have|ideally"
            r"|von vorteil|wünschenswert|idealerweise|pluspunkt",
        ),
        (
            Part.TASK,
            r"responsib|dut(y|ies)|what you('|’)?(ll| will)|you('|’)?ll (do|be)|your (role|task|work"
            r"|job|day|mission)|\b(the|this) (role|job|work|position|post)\b|tasks|day.to.day"
            r"|aufgaben|erwartet|tätigkeit|(deine|ihre|die) (rolle|stelle)",
        ),
        (
            Part.MUST,
            r"requir|qualif|essential|must|what you|what we|your profile|about you|you have"
            r"|who you are|you are|skills|experience|person spec|criteria|looking for|candidate"
            r"|profil|anforderung|bringst|bringen|mitbring|voraussetzung",
        ),
        (
            Part.ABOUT,
            r"about|who we are|\bour (company|story|mission|team|school|hospital)|the (team"
            r"|company|school|ward)|über uns|wer wir sind|unternehmen",
        ),
    )
)

# What a sentence says of itself, whatever heading it stands under.
_CUES: Final = tuple(
    (part, re.compile(pattern, re.IGNORECASE))
    for part, pattern in (
        (
            Part.APPLY,
            r"\bapply\b|your (cv|application|résumé|resume)|covering letter|cover letter|closing date"
            r"|write to us|send (us )?your|please send|@\w|interviews (will|take)|equal opportunit|welcome applic"
            r"|\bbewerb",
        ),
        (
            Part.OFFER,
            r"\bwe (offer|pay|provide|give)\b|\bsalary|\bpension|annual leave|days('|’)? (of )?(leave"
            r"|holiday)|days off|paid (leave|holiday)|health insurance|home office allowance"
            r"|[€£$] ?\d|\d ?[€£$]|\d (euros|pounds|dollars)\b|per (hour|annum)|wir bieten|urlaubstage"
            r"|vergütung|gehalt",
        ),
        (
            Part.NICE,
            r"\b(is|are|be|as) (a|an)? ?(big |real |distinct )?(plus|bonus|advantage|asset)\b"
            r"|nice to have|\bideally|desirable|preferred|not essential|would (help|be (nice|good"
            r"|great|welcome|useful|helpful))|is welcome|advantage|von vorteil|idealerweise"
            r"|wünschenswert|gern gesehen",
        ),
    )
)
_TASK_CUE: Final = re.compile(
    r"\byou('|’)?ll\b|\byou will\b|\bresponsib|\bduties|the (job|role) is|\byour (job|task|work)"
    r"|du (wirst|übernimmst|betreust|planst)|sie (übernehmen|betreuen|planen|werden)",
    re.IGNORECASE,
)
_MUST_CUE: Final = re.compile(
    r"\bmust\b|\byou need\b|\bneeded\b|require|essential|\byou (have|bring|know|are|can|speak|hold|enjoy"
    r"|like|love)\b|at least|years|experience|knowledge|familiar|\bable to\b|ability|proficien"
    r"|qualifi|degree|certificat|licen[cs]e|looking for|\bskill|fluent|comfortable|someone who"
    r"|somebody who|erfahrung|kenntnis|abgeschlossen|ausbildung|führerschein|voraussetz|zwingend"
    r"|(du|sie) (hast|haben|bringst|bringen|bist|sind)",
    re.IGNORECASE,
)

_BULLET: Final = re.compile(r"^\s*(?:[-*•·–—▪◦✓✔►➤o]|\d{1,2}[.)])\s+")
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+(?=[\"'“„(]?[A-ZÄÖÜ0-9])")
_MARKS: Final = re.compile(r"[*_#`|>]+|\([mwfdxi/|*]{3,}\)")


_JUNIOR: Final = re.compile(
    r"\bjunior|trainee|graduate|apprentic|\bintern(ship)?\b|entry.level|school leaver"
    r"|no (previous |prior )?experience (is )?(needed|required|necessary)|first job|azubi|praktikum"
    r"|berufseinsteig",
    re.IGNORECASE,
)
_SENIOR: Final = re.compile(
    r"\bsenior\b|\blead\b|principal|head of|director|leit(ung|er)|\bmanag(er|ement)\b",
    re.IGNORECASE,
)


def read_advertisement(text: str, *, role: str = "") -> Advertisement:
    """Take an advertisement apart; `role` is what the person calls the job, and counts as title."""
    lines = [AdLine(role, Part.TITLE)] if role.strip() else []
    lines += _parted(text)
    return Advertisement(tuple(lines), language_of(text or role))


def language_of(text: str) -> str:
    """The language whose small words are the more frequent ones: ``en`` or ``de``."""
    words = forms(text)
    counts = {code: sum(word in small for word in words) for code, small in FUNCTION_WORDS.items()}
    return "de" if counts["de"] > counts["en"] else "en"


def level_of(advertisement: Advertisement) -> str | None:
    """What the job asks for, as banks tag it: ``junior``, ``senior``; None where it isn't said."""
    title = " ".join(line.text for line in advertisement.of(Part.TITLE))
    asked = " ".join(line.text for line in advertisement.of(Part.TITLE, Part.MUST))
    if _JUNIOR.search(asked):
        return "junior"
    return "senior" if _SENIOR.search(title) else None


def _parted(text: str) -> Iterator[AdLine]:
    section: Part | None = None
    paragraphs = list(_paragraphs(text))
    for at, (line, bullet) in enumerate(paragraphs):
        plain = " ".join(_MARKS.sub(" ", line).split())
        if not forms(plain):
            continue
        if at == 0 and not bullet and len(plain.split()) <= _SHORT_LINE:
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
        joined = kept and len(kept[-1]) > 60 or (bullet and raw[:1] in " \t")
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
    for part, pattern in _HEADINGS:
        if pattern.search(head):
            return part, rest.strip()
    return None, line


def _part_of(sentence: str, section: Part | None) -> Part:
    for part, pattern in _CUES:
        if pattern.search(sentence):
            return part
    if section is not None and section is not Part.ABOUT:
        return section
    if _TASK_CUE.search(sentence):
        return Part.TASK
    if section is None and _MUST_CUE.search(sentence):
        return Part.MUST
    return Part.ABOUT
