"""Running the program in a terminal, as a person does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pexpect

from tests.support.program import Program

DEADLINE_S = 180


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
