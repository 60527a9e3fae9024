"""The turns of phrase by which advertisements tell their parts apart, in English and German."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class Part(StrEnum):
    """What a line of an advertisement is about."""

    TITLE = "title"
    MUST = "must"
    TASK = "task"
    NICE = "nice"
    ABOUT = "about"
    OFFER = "offer"
    APPLY = "apply"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# The order counts: 'what we offer' is no requirement, 'desirable skills' are no must.
HEADINGS: Final = (
    (
        Part.OFFER,
        _any(
            r"\boffer|benefit|\bperk|in return|what you('|’)?(ll| will)? get|why (join|work)",
            r"salary|\bpay\b|package|compensation",
            r"wir bieten|unser angebot|das bieten|vorteile|darauf",
        ),
    ),
    (
        Part.APPLY,
        _any(
            r"\bappl(y|ication)|contact|equal opportunit|diversity|interested\?|next steps|process",
            r"bewerb(ung|en)|kontakt|interesse|interessiert",
        ),
    ),
    (
        Part.NICE,
        _any(
            r"nice|desirable|bonus|preferred|advantage|\bplus\b|great if|good to have|ideally",
            r"von vorteil|wünschenswert|idealerweise|pluspunkt",
        ),
    ),
    (
        Part.TASK,
        _any(
            r"responsib|dut(y|ies)|what you('|’)?(ll| will)|you('|’)?ll (do|be)",
            r"your (role|task|work|job|day|mission)|\b(the|this) (role|job|work|position|post)\b",
            r"tasks|day.to.day",
            r"aufgaben|erwartet|tätigkeit|(deine|ihre|die) (rolle|stelle)",
        ),
    ),
    (
        Part.MUST,
        _any(
            r"requir|qualif|essential|must|what you|what we|your profile|about you|you have",
            r"who you are|you are|skills|experience|person spec|criteria|looking for|candidate",
            r"profil|anforderung|bringst|bringen|mitbring|voraussetzung",
        ),
    ),
    (
        Part.ABOUT,
        _any(
            r"about|who we are|\bour (company|story|mission|team|school|hospital)",
            r"the (team|company|school|ward)",
            r"über uns|wer wir sind|unternehmen",
        ),
    ),
)
"""What a heading announces; the first that fits."""

CUES: Final = (
    (
        Part.APPLY,
        _any(
            r"\bapply\b|your (cv|application|résumé|resume)|cover(ing)? letter|closing date",
            r"(please|to apply,?) write to us|write to us (by|at|before)|send (us )?your|@\w",
            r"please send|interviews (will|take)",
            r"equal opportunit|welcome applic",
            r"\bbewerb",
        ),
    ),
    (
        Part.OFFER,
        _any(
            r"\bwe (offer|pay|provide|give)\b|\bsalary|\bpension|annual leave",
            r"days('|’)? (of )?(leave|holiday)|days off|paid (leave|holiday)|health insurance",
            r"[€£$] ?\d|\d ?[€£$]|\d (euros|pounds|dollars)\b|per (hour|annum)",
            r"wir bieten|urlaubstage|vergütung|gehalt",
        ),
    ),
    (
        Part.NICE,
        _any(
            r"\b(is|are|be|as) (a|an)? ?(big |real |distinct )?(plus|bonus|advantage|asset)\b",
            r"nice to have|\bideally|desirable|preferred|not essential|is welcome|advantage",
            r"would (help|be (nice|good|great|welcome|useful|helpful))",
            r"von vorteil|idealerweise|wünschenswert|gern gesehen",
        ),
    ),
)
"""What a sentence says of itself, whatever heading it stands under."""

TASK_CUE: Final = _any(
    r"\byou('|’)?ll\b|\byou will\b|\bresponsib|\bduties|the (job|role) is",
    r"\byour (job|task|work)",
    r"du (wirst|übernimmst|betreust|planst)|sie (übernehmen|betreuen|planen|werden)",
)
MUST_CUE: Final = _any(
    r"\bmust\b|\byou need\b|\bneeded\b|require|essential|at least|years|experience|knowledge",
    r"\byou (have|bring|know|are|can|speak|hold|enjoy|like|love)\b|\bable to\b|ability|familiar",
    r"proficien|qualifi|degree|certificat|licen[cs]e|looking for|\bskill|fluent|comfortable",
    r"someone who|somebody who",
    r"erfahrung|kenntnis|abgeschlossen|ausbildung|führerschein|voraussetz|zwingend",
    r"(du|sie) (hast|haben|bringst|bringen|bist|sind)",
)
"""What is said of duties and requirements where no heading tells them apart."""

JUNIOR: Final = _any(
    r"\bjunior|trainee|graduate|apprentic|\bintern(ship)?\b|entry.level|school leaver|first job",
    r"no (previous |prior )?experience (is )?(needed|required|necessary)",
    r"azubi|praktikum|berufseinsteig",
)
SENIOR: Final = _any(
    r"\bsenior\b|\blead\b|principal|head of|director|\bmanag(er|ement)\b|leit(ung|er)",
)
"""For whom a job is, by its title and what it asks for."""
