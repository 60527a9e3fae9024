"""Lines from the keyboard, with editing where the system has it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress

ENDING_LINES = 2
"""So many empty lines end an answer: a pasted one may have single ones in it."""


def typed_lines() -> Iterator[str]:
    """Lines until two empty ones come; single empty lines are given with what follows them.

    Raises EOFError at the end of input, after the last line was given.
    """
    with suppress(ImportError):  # not on Windows, whose console edits lines by itself
        import readline  # noqa: F401 (input() edits lines once it is there)
    empty = 0
    while empty < ENDING_LINES:
        line = input()
        if line.strip():
            yield from [""] * empty
            empty = 0
            yield line
        else:
            empty += 1


def unfinished_line() -> str:
    """What stood in the line that Ctrl-C ended, where the system can tell."""
    readline = sys.modules.get("readline")
    return str(readline.get_line_buffer()).strip() if readline else ""
