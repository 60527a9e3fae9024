"""Running the program in a terminal, as a person does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pexpect

from tests.support.program import Program

DEADLINE_S = 180
PATIENCE_S = 10


@contextmanager
def terminal(program: Program, *arguments: str, columns: int = 100) -> Iterator[pexpect.spawn[str]]:
    """The program in a terminal; ended if a test leaves it running."""
    child = pexpect.spawn(
        program.command[0],
        [*program.command[1:], *arguments],
        env=dict(program.environment),
        encoding="utf-8",
        timeout=DEADLINE_S,
        dimensions=(50, columns),
    )
    try:
        yield child
    finally:
        child.close(force=True)


def ended(child: pexpect.spawn[str]) -> str:
    """Wait for its end, which must be a good one; what it printed last."""
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0, child.before
    return str(child.before)


def left(child: pexpect.spawn[str], words: str) -> None:
    """Press Ctrl-C until the program says these words, and wait for its end.

    A signal that comes just before Python's readline waits is only seen at the next key; a
    person presses it again then, too.
    """
    for _ in range(DEADLINE_S // PATIENCE_S):
        child.sendintr()
        if child.expect([words, pexpect.TIMEOUT], timeout=PATIENCE_S) == 0:
            break
    else:
        raise AssertionError(child.before)
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 130
