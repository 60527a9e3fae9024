"""The whole program on another day: its only clock, moved.

``python -m tests.support.clock 2026-11-24T09:00:00+01:00 ARGUMENTS`` runs the command line as if it
were called at that moment; from there the clock runs on.  The zone on the wall is that of ``TZ``.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.support.program import Program

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class ProgramAt(Program):
    """The program, called at a moment; also to be given to `tests.support.terminal.terminal`."""

    moment: datetime

    @property
    def command(self) -> list[str]:
        """The start of the command line."""
        return [sys.executable, "-m", "tests.support.clock", self.moment.isoformat()]


def at(program: Program, moment: datetime | str, zone: str | None = None) -> ProgramAt:
    """The program as it is called at `moment`, an aware time or the RFC 3339 text of one.

    `zone` is the IANA name of what the wall clock there shows; else that of the machine.
    """
    start = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    if start.tzinfo is None:
        raise ValueError("the moment needs a zone")
    environment: Mapping[str, str] = {**program.environment, "PYTHONPATH": str(ROOT)}
    if zone:
        environment = {**environment, "TZ": zone}
    return ProgramAt(program.workspace, environment, start)


def run_at(moment: datetime, arguments: list[str]) -> None:
    """Run the command line in this process, its clock starting at `moment`."""
    from trainer.cli import main
    from trainer.cli.context import CommandContext

    begun_s = time.monotonic()

    def now(_: CommandContext) -> datetime:
        return (moment + timedelta(seconds=time.monotonic() - begun_s)).astimezone(UTC)

    CommandContext.now = now  # type: ignore[method-assign,assignment]
    main(arguments)


if __name__ == "__main__":
    # Children of the program, such as an editor, are none of ours.
    os.environ.pop("PYTHONPATH", None)
    run_at(datetime.fromisoformat(sys.argv[1]), sys.argv[2:])
