"""Attempts as a list shows them: pages of light rows, narrowed by what a person looks for."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from sqlite3 import Row
from typing import Final

from trainer.history import codec
from trainer.history.database import Database
from trainer.history.records import Medium, Stage
from trainer.history.versions import COUNTING
from trainer.workspace.zone import Zone

MOST_LINES: Final = 200

_LARGEST_ID: Final = 2**63 - 1

# No wall clock is further from UTC than this.
_FURTHEST_ZONE: Final = timedelta(hours=14)

_COLUMNS: Final = f"""
    SELECT attempts.id, question_id, medium, stage, attempts.started_at, zone, utc_offset_s,
        duration_s, off_guard, audio, scores.low, scores.high,
        EXISTS (SELECT 1 FROM judgements WHERE attempt_id = attempts.id) AS judged,
        (SELECT count(*) FROM notes WHERE attempt_id = attempts.id AND removed_at IS NULL)
            AS notes,
        attempts.question
    FROM attempts
    LEFT JOIN scores ON scores.id = (
        SELECT max(id) FROM scores AS made
        WHERE made.attempt_id = attempts.id AND made.transcript_id = {COUNTING}
    )
"""  # noqa: S608 - nothing of a person's is in it

# The first condition spares a look into the transcripts that can't hold the word.
_SAID: Final = f"""(
    question_id LIKE :like ESCAPE '!'
    OR json_extract(attempts.question, '$.prompt') LIKE :like ESCAPE '!'
    OR EXISTS (SELECT 1 FROM notes WHERE attempt_id = attempts.id AND removed_at IS NULL
        AND text LIKE :like ESCAPE '!')
    OR EXISTS (SELECT 1 FROM transcripts WHERE transcripts.id = {COUNTING}
        AND words LIKE :coded ESCAPE '!' AND EXISTS (
            SELECT 1 FROM json_tree(words)
            WHERE key = 'text' AND atom LIKE :like ESCAPE '!'
        ))
)"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Search:
    """What a person looks for; what is left empty narrows nothing.

    Every word of `text` must be in the question, in what was said or in a note; `since` and
    `until` are days of the speaker's, both included.
    """

    question_ids: Collection[str] = ()
    bank_id: str = ""
    text: str = ""
    off_guard: bool | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One attempt of the list; the band is the machine's, `judged` says that a person's differs.

    `low` and `high` are None where it isn't scored or has no key points.
    """

    id: int
    question_id: str
    prompt: str
    medium: Medium
    stage: Stage
    started_at: datetime
    zone: Zone
    duration_s: float | None
    off_guard: bool | None
    audio: str | None
    low: float | None
    high: float | None
    judged: bool
    notes: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was answered: how often, and how it was put the last time."""

    question_id: str
    attempts: int
    prompt: str


class LineStore:
    """Lists of attempts; every method may raise BusyError and StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, search: Search, *, limit: int, before_id: int | None = None) -> tuple[Line, ...]:
        """Attempts that fit, newest first, from behind the one of `before_id` on.

        What it reads depends on `limit` and not on how many attempts there are, but for
        filters that few attempts fit.
        """
        conditions, values = _conditions(search)
        if before_id is not None:
            conditions.append(
                "(attempts.started_at, attempts.id) < "
                "((SELECT started_at FROM attempts WHERE id = :before), :before)"
            )
            values["before"] = before_id
        rows = self._database.rows_named(
            f"{_COLUMNS} WHERE {' AND '.join(conditions)} "
            "ORDER BY attempts.started_at DESC, attempts.id DESC LIMIT :limit",
            {**values, "limit": min(limit, MOST_LINES)},
        )
        return tuple(map(_line_from, rows))

    def one(self, attempt_id: int) -> Line | None:
        """One attempt as the list shows it, None where it is not there or in the trash."""
        if attempt_id > _LARGEST_ID:
            return None
        rows = self._database.rows_named(
            f"{_COLUMNS} WHERE attempts.id = :id AND discarded_at IS NULL", {"id": attempt_id}
        )
        return _line_from(rows[0]) if rows else None

    def asked(self) -> tuple[Asked, ...]:
        """The questions that were ever answered, by the id of then."""
        rows = self._database.rows(
            "SELECT found.question_id, found.attempts, newest.question FROM ("
            "SELECT question_id, count(*) AS attempts, max(id) AS newest_id FROM attempts "
            "WHERE discarded_at IS NULL GROUP BY question_id) AS found "
            "JOIN attempts AS newest ON newest.id = found.newest_id ORDER BY found.question_id"
        )
        return tuple(Asked(row["question_id"], row["attempts"], _prompt(row)) for row in rows)


def _conditions(search: Search) -> tuple[list[str], dict[str, object]]:
    conditions = ["discarded_at IS NULL"]
    values: dict[str, object] = {}
    if search.question_ids:
        conditions.append("question_id IN (SELECT value FROM json_each(:questions))")
        values["questions"] = json.dumps(sorted(search.question_ids))
    if search.bank_id:
        conditions.append("substr(question_id, 1, length(:bank)) = :bank")
        values["bank"] = f"{search.bank_id}/"
    if search.off_guard is not None:
        conditions.append("off_guard = :off_guard" if search.off_guard else "off_guard IS NOT 1")
        values["off_guard"] = 1
    # The text of the time is compared as well: it has an index, the speaker's day has none.
    if search.since is not None:
        conditions.append(f"attempts.started_at >= :since_at AND {_DAY} >= :since")
        values |= {"since": search.since.isoformat(), "since_at": _edge(search.since, -1)}
    if search.until is not None:
        conditions.append(f"attempts.started_at <= :until_at AND {_DAY} <= :until")
        values |= {"until": search.until.isoformat(), "until_at": _edge(search.until, 2)}
    for number, word in enumerate(search.text.split()[:8]):
        conditions.append(
            _SAID.replace(":like", f":like{number}").replace(":coded", f":coded{number}")
        )
        values[f"like{number}"] = f"%{_escaped(word)}%"
        # As it stands in the column: JSON in ASCII.
        values[f"coded{number}"] = f"%{_escaped(json.dumps(word)[1:-1])}%"
    return conditions, values


_DAY: Final = "date(attempts.started_at, utc_offset_s || ' seconds')"


def _edge(day: date, further: int) -> str:
    """A moment, as stored, that is certainly outside of the day: before it, or after it."""
    if not date(2, 1, 1) < day < date(9998, 1, 1):
        return "" if further < 0 else "~"
    moment = datetime.combine(day, time(), UTC)
    shift = _FURTHEST_ZONE if further > 0 else -_FURTHEST_ZONE
    return codec.time_text(moment + shift + timedelta(days=max(further - 1, 0)))


def _escaped(word: str) -> str:
    """A word for LIKE, whose own signs mean nothing special in it."""
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _line_from(row: Row) -> Line:
    off_guard = row["off_guard"]
    return Line(
        row["id"],
        row["question_id"],
        _prompt(row),
        Medium(row["medium"]),
        Stage(row["stage"]),
        codec.time_from(row["started_at"]),
        Zone(row["zone"], row["utc_offset_s"]),
        row["duration_s"],
        None if off_guard is None else bool(off_guard),
        row["audio"],
        row["low"],
        row["high"],
        bool(row["judged"]),
        row["notes"],
    )


def _prompt(row: Row) -> str:
    # Not by SQL: a text may hold half a character, which no column but one of JSON can.
    prompt: str = json.loads(row["question"])["prompt"]
    return prompt
