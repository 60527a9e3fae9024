"""Questions that come in almost every interview, as they are asked: what to look for in banks.

The banks' own question nearest to one of these is taken, so a person's wording of it
comes before ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

OPENING: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "Tell me about yourself.",
        "Why do you want to work for us, of all companies?",
        "What makes you want this particular job?",
    ),
    "de": (
        "Erzählen Sie etwas über sich.",
        "Warum möchten Sie bei uns arbeiten?",
        "Warum haben Sie sich auf diese Stelle beworben?",
    ),
}
"""How interviews begin: who you are, why this company, why this job."""

CLOSING: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "Do you have any questions for us?",
        "What are your greatest strengths?",
    ),
    "de": (
        "Haben Sie noch Fragen an uns?",
        "Was sind Ihre Stärken?",
    ),
}

BEHAVIOUR: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "Tell me about a conflict with a colleague and how you handled it.",
        "Tell me about a time everything was urgent and you had to set priorities.",
        "Tell me about a mistake you made and what you learned from it.",
        "Tell me about something you had to learn quickly.",
        "What have you improved at work on your own initiative?",
        "Tell me about working with somebody who was very different from you.",
        "What achievement are you proudest of?",
        "Tell me about difficult feedback you were given.",
    ),
    "de": (
        "Erzählen Sie von einem Konflikt mit einem Kollegen.",
        "Wie gehen Sie mit Zeitdruck um?",
        "Erzählen Sie von einem Fehler, den Sie gemacht haben.",
        "Auf welchen Erfolg sind Sie stolz?",
    ),
}
"""What is asked of anybody, the commonest first: for what the advertisement leaves open."""

THROWING: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "What is your biggest weakness?",
        "What would your last boss say about you?",
        "Why should we hire you and not somebody else?",
        "What are your salary expectations?",
    ),
    "de": (
        "Was ist Ihre größte Schwäche?",
        "Warum sollten wir gerade Sie einstellen?",
        "Was sind Ihre Gehaltsvorstellungen?",
    ),
}
"""What throws people although it can be foreseen, and presumes nothing of their life."""
