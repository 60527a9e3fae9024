"""Texts as they may be kept and shown: nothing that a terminal obeys or a disk refuses."""

from __future__ import annotations

import unicodedata
from typing import Final

from trainer.errors import InputError

MOST_IN_LINE: Final = 300
MOST_IN_BLOCK: Final = 50_000


def one_line(text: str, what: str) -> str:
    """A text as one line, without the blanks around it.

    `what` is what an error calls it.  Raises InputError for one of more than 300 characters.
    """
    line = " ".join(block(text, what).split())
    if len(line) > MOST_IN_LINE:
        raise InputError(
            f"the {what} has {len(line)} characters, and {MOST_IN_LINE} are room enough",
            hint="Long texts belong into the notes.",
        )
    return line


def block(text: str, what: str) -> str:
    """A text of several lines; InputError for one of more than 50,000 characters."""
    readable = text.encode("utf-8", "replace").decode("utf-8")
    plain = "".join(
        char for char in readable if char in "\n\t" or unicodedata.category(char) != "Cc"
    ).strip()
    if len(plain) > MOST_IN_BLOCK:
        raise InputError(
            f"the {what} has {len(plain)} characters, and {MOST_IN_BLOCK} are room enough",
            hint="Leave out what you can do without.",
        )
    return plain
