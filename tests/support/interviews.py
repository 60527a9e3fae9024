"""Real interviews and what else stands in a history, put there without the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from tests.support.program import Program
from trainer.history.interviews import Outcome
from trainer.history.opening import open_history
from trainer.history.store import History
from trainer.workspace.places import Workspace

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
DAY = date(2026, 11, 20)


@contextmanager
def history_of(program: Program, now: datetime = NOW) -> Iterator[History]:
    """The history of the program's workspace, to be written to."""
    with open_history(Workspace(program.workspace), write=True, now=now) as history:
        yield history


def add_interview(
    program: Program,
    *asked: dict[str, Any],
    company: str = "Acme",
    role: str = "Data analyst",
    day: date = DAY,
    interviewers: Sequence[str] = ("Ms Berg",),
    outcome: Outcome = Outcome.REJECTED,
    outcome_on: date | None = date(2026, 11, 24),
) -> int:
    """An interview with its questions, each given as `InterviewStore.add_asked` takes it."""
    with history_of(program) as history:
        interview = history.interviews.add(
            company,
            role=role,
            day=day,
            interviewers=interviewers,
            outcome=outcome,
            outcome_on=outcome_on,
            made_at=NOW,
        )
        for one in asked:
            history.interviews.add_asked(interview.id, made_at=NOW, **one)
    return interview.id
