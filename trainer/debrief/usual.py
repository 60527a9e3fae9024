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
        "Stellen Sie sich kurz vor.",
        "Warum bei uns beworben?",
        "Warum diese Stelle?",
    ),
}
"""How interviews begin: who you are, why this company, why this job."""

CLOSING: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "Do you have any questions for us?",
        "What are your greatest strengths?",
    ),
    "de": (
        "Haben Sie Fragen an uns?",
        "Ihre größte Stärke?",
    ),
}

BEHAVIOUR: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "A conflict with a colleague, and how you handled it",
        "Everything was urgent at once: how did you set priorities?",
        "A failure or mistake that you learned from",
        "Something you had to learn in a hurry",
        "What have you improved at work without being told to?",
        "Working closely with somebody very different from you",
        "What are you proudest of?",
        "The hardest feedback you have been given",
    ),
    "de": (
        "Ein Konflikt",
        "Alles dringend",
        "Was haben Sie daraus gelernt?",
        "Worauf sind Sie stolz?",
        "Sie sind kritisiert worden",
        "Unter Druck",
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
        "Ihre Schwächen?",
        "Warum sollten wir Sie einstellen?",
        "Ihr Gehalt?",
    ),
}
"""What throws people although it can be foreseen, and presumes nothing of their life."""
