"""The rows of an export, each checked, into a new history."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from trainer.errors import TrainerError
from trainer.history.database import Database
from trainer.history.records import Attempt
from trainer.history.row_checks import row_fault
from trainer.history.store import History
from trainer.history.trash import Trash
from trainer.history.whole import BrokenRowsError, NewHistory, Table, Value
from trainer.keeping.archive import Archive
from trainer.keeping.form import FORMAT, TABLE_ENDING, Member, Part
from trainer.workspace.places import Workspace

Progress = Callable[[str, float], None]

_PAGE: Final = 1_000


def fill_history(archive: Archive, history: NewHistory, now: datetime, progress: Progress) -> None:
    """Put every row of an export into a new history, and see that the program can read it.

    Raises InputError, which names file and line, and StorageError.
    """
    database = _fill(archive, history, progress)
    _check_readable(archive, database, now)


def _fill(archive: Archive, history: NewHistory, progress: Progress) -> Database:
    tables = {table.name: table for table in history.tables()}
    members = {
        member.name.rpartition("/")[2].removesuffix(TABLE_ENDING): member
        for member in archive.contents.members
        if member.part is Part.HISTORY
    }
    for name in sorted(members.keys() - tables.keys()):
        raise archive.fault(f"{members[name].name} is a table that is not known")
    for name in sorted(tables.keys() - members.keys()):
        raise archive.fault(f"the table {name} is missing")
    for done, name in enumerate(sorted(members)):
        progress("Reading the history", done / len(members))
        _fill_table(archive, history, tables[name], members[name])
    try:
        return history.finish()
    except BrokenRowsError as error:
        raise archive.fault(f"its rows don't go together: {error}") from error


def _fill_table(archive: Archive, history: NewHistory, table: Table, member: Member) -> None:
    lines = archive.lines(member)
    head = _object(archive, member, 1, next(lines, b""))
    last = head.get("last_number")
    if head.get("format") != FORMAT or head.get("table") != table.name:
        raise archive.fault(f"{member.name}, line 1: it is not the head of that table")
    if last is not None and (isinstance(last, bool) or not isinstance(last, int) or last < 0):
        raise archive.fault(f"{member.name}, line 1: 'last_number' must be a whole number")
    if last is not None and last >= 2**63:
        raise archive.fault(f"{member.name}, line 1: 'last_number' is too large")

    count = 0

    def rows() -> Iterator[Mapping[str, Value]]:
        nonlocal count
        for count, line in enumerate(lines, start=1):
            row = _object(archive, member, count + 1, line)
            fault = row_fault(table, row)
            if fault is not None:
                raise archive.fault(f"{member.name}, line {count + 1}: {fault}")
            yield row

    try:
        history.fill(table, rows(), last)
    except BrokenRowsError as error:
        raise archive.fault(f"{member.name}, line {count + 1}: {error}") from error
    told = archive.contents.rows.get(table.name, 0)
    if count != told:
        raise archive.fault(f"{member.name} has {count} rows, and the manifest says {told}")


def _object(archive: Archive, member: Member, line: int, raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise archive.fault(f"{member.name}, line {line}: it holds no JSON") from error
    if not isinstance(found, dict):
        raise archive.fault(f"{member.name}, line {line}: it is not an object")
    return found


def _check_readable(archive: Archive, database: Database, now: datetime) -> None:
    """See that the program can make sense of what it reads: of JSON within rows above all."""
    history = History(database, Trash(database, Workspace(Path())), uuid4)
    try:
        for attempt in _attempts(history):
            history.latest_transcript(attempt.id)
            history.scores(attempt.id)
            history.taught.judgements(attempt.id)
            history.deliveries.of_attempt(attempt.id)
        for target in history.targets.all():
            history.predictions.of(target.id)
        for interview in history.interviews.all():
            history.interviews.asked(interview.id)
        for read in (
            history.stories.all,
            history.feedback.all,
            history.feedback.letters.all,
            history.plan.all,
            history.journal.entries,
            history.notes.all,
            history.taught.wordings,
            history.shelf.overlays,
            history.schedule.cards,
            history.schedule.ratings,
            history.last_action,
        ):
            read()
        history.shelf.decisions(now)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise archive.fault(f"what a row of it holds can't be read ({error!r})") from error
    except TrainerError as error:
        raise archive.fault(f"what a row of it holds can't be read ({error.message})") from error


def _attempts(history: History) -> Iterator[Attempt]:
    """Every take, in the trash or not, some at a time."""
    for discarded in (False, True):
        before: int | None = None
        while page := history.attempts(discarded=discarded, limit=_PAGE, before_id=before):
            yield from page
            before = page[-1].id
