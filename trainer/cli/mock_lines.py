"""What the interviewer says between the questions: polite, and never praise."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Final

Texts = Mapping[str, tuple[str, ...]]

HELLO: Final[Texts] = {
    "en": (
        "Hello, and welcome. Let's begin.",
        "Good to meet you. Shall we begin?",
        "Hello. Please have a seat, and let's start.",
    ),
    "de": (
        "Guten Tag und willkommen. Fangen wir an.",
        "Schön, dass Sie da sind. Wollen wir beginnen?",
    ),
}
AGAIN: Final[Texts] = {
    "en": ("Welcome back. Let's go on where we stopped.",),
    "de": ("Willkommen zurück. Machen wir da weiter, wo wir aufgehört haben.",),
}
THANKS: Final[Texts] = {
    "en": ("Thank you.", "All right, thank you.", "Okay, thanks.", "Thanks."),
    "de": ("Danke.", "Gut, danke.", "Vielen Dank."),
}
SKIPPED: Final[Texts] = {
    "en": ("All right, let's leave that one.", "Then let's leave it there."),
    "de": ("Gut, dann lassen wir das.", "Dann überspringen wir die Frage."),
}
NEXT: Final[Texts] = {
    "en": (
        "Let's go on.",
        "Let me turn to something else.",
        "My next question:",
        "Another topic.",
        "Let's move on.",
    ),
    "de": ("Machen wir weiter.", "Ein anderes Thema.", "Meine nächste Frage:"),
}
FOLLOW_UP: Final[Texts] = {
    "en": (
        "One more question on that.",
        "Let me ask you about that once more.",
        "Before we go on:",
    ),
    "de": ("Dazu noch eine Frage.", "Da möchte ich kurz nachfragen."),
}
CLOSING: Final[Texts] = {
    "en": ("We're coming to the end.", "That brings us to the last part."),
    "de": ("Damit kommen wir zum Ende.",),
}
GOODBYE: Final[Texts] = {
    "en": (
        "Those were my questions. Thank you for your time.",
        "That's all from my side. Thank you for coming.",
    ),
    "de": ("Das waren meine Fragen. Danke für Ihre Zeit.",),
}

_OTHERWISE: Final = "en"


def spoken_line(texts: Texts, language: str, rng: Random) -> tuple[str, str]:
    """One of the texts, and its language: that asked for, or else English."""
    code = language.partition("-")[0]
    known = code if code in texts else _OTHERWISE
    return rng.choice(texts[known]), known
