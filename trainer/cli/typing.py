"""Lines from the keyboard, with editing where the system has it."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

ENDING_LINES = 2
"""So many empty lines end an answer: a pasted one may have single ones in it."""


class TypedLines:
    """Lines until two empty ones come; single empty lines are given with what follows them."""

    def __init__(self) -> None:
        self._reading = False
        self._waiting: list[str] = []

    def __iter__(self) -> Iterator[str]:
        """The lines; each stays in `left_over` until `kept` is called.

        Raises EOFError at the end of input, after the last line was given.
        """
        with suppress(ImportError):  # not on Windows, whose console edits lines by itself
            import readline  # noqa: F401 (input() edits lines once it is there)
        empty = 0
        while empty < ENDING_LINES:
            self._reading = True
            line = input()
            if line.strip():
                self._waiting = [*[""] * empty, line]
                self._reading = False
                empty = 0
                yield "\n".join(self._waiting)
            else:
                self._reading = False
                empty += 1

    def kept(self) -> None:
        """The line that was given last is on disk."""
        self._waiting = []

    def left_over(self) -> str:
        """What was typed and not kept when Ctrl-C came, where the system can tell."""
        if not self._reading:
            return "\n".join(self._waiting)
        readline = sys.modules.get("readline")
        return str(readline.get_line_buffer()).strip() if readline else ""


@contextmanager
def interrupts_wait() -> Iterator[None]:
    """Let Ctrl-C take effect only behind this block, whose work is short and must be whole."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came = False

    def remember(_number: int, _frame: FrameType | None) -> None:
        nonlocal came
        came = True

    before = signal.signal(signal.SIGINT, remember)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        raise KeyboardInterrupt
