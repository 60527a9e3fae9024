"""Notes taken after an interview: several questions on one line, several points in one sentence."""

from __future__ import annotations

import re
from typing import Final

_BETWEEN_QUESTIONS: Final = re.compile(
    r"(?<=\?)\s+(?=\S)|\s+/\s+|\s+\+\s+|\s*;\s+|,?\s+(?:and )?then\s+|,\s+(?:oh )?and\s+(?=(?:what|"
    r"why|how|who|when|where|would|could|can|do|did|are|is|have)\b)|\.\s+[Aa]lso\s+|\s+also\s+",
)
_BETWEEN_POINTS: Final = re.compile(r"\s*[;\n•]\s*|(?<=[.!])\s+(?=[A-Z])|\s+-\s+")
_LEAST_LETTERS: Final = 3


def several_questions(line: str) -> tuple[str, ...]:
    """The questions that a line of notes may hold; one alone where it seems to be one.

    A guess to be shown: a person says whether it is right.
    """
    parts = [part.strip(" ,;/+") for part in _BETWEEN_QUESTIONS.split(line) if part]
    parts = [part for part in parts if sum(letter.isalnum() for letter in part) >= _LEAST_LETTERS]
    return tuple(parts) if len(parts) > 1 else (line.strip(),)


def points_from(wished: str) -> tuple[str, ...]:
    """What somebody wishes they had said, as separate points: by sentence, ; and new line."""
    parts = (part.strip(" .;-•\t") for part in _BETWEEN_POINTS.split(wished))
    return tuple(dict.fromkeys(part for part in parts if part))
