"""The history summed up: one light row an answer, a day or a question, and no long text.

Everything here reads indexes and short columns, so that years of practice are summed up in a
moment.  Only answers of which a person judged something cost a look at their score.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from trainer.history import codec
from trainer.history.database import Database
from trainer.history.delivered import FOLLOWED
from trainer.history.records import HumanVerdict
from trainer.history.summary_records import (
    Caught,
    DeliveryRow,
    JudgedScore,
    PracticeDay,
    ScoredTake,
    Surprise,
)
from trainer.history.versions import COUNTING
from trainer.scoring.coverage import Coverage

# No wall clock is further ahead of UTC than this.
_FURTHEST_ZONE: Final = timedelta(hours=14)
_FIRST_DAY: Final = date(1, 1, 2)
_LARGEST_ID: Final = 2**63 - 1

_OF_QUESTIONS: Final = " AND question_id IN (SELECT value FROM json_each(?))"

# A day is the speaker's own, by the clock on their wall then.
_DAY: Final = "date(started_at, utc_offset_s || ' seconds')"

_TAKES: Final = f"""
    SELECT attempts.id AS attempt_id, question_id, {_DAY} AS day, low, high, off_guard, guess
    FROM attempts
    JOIN scores ON scores.attempt_id = attempts.id AND scores.transcript_id = {COUNTING}
    WHERE discarded_at IS NULL AND stage = 'scored' AND started_at >= ?
"""  # noqa: S608 - nothing of a person's is in it

_DELIVERED: Final = f"""
    SELECT attempts.id AS attempt_id, {_DAY} AS day, {", ".join(FOLLOWED)}
    FROM attempts JOIN deliveries ON deliveries.attempt_id = attempts.id
    WHERE discarded_at IS NULL AND stage = 'scored' AND started_at >= ?
"""  # noqa: S608

_DAYS: Final = f"""
    SELECT {_DAY} AS day, count(*) AS answers, total(duration_s) AS duration_s
    FROM attempts WHERE discarded_at IS NULL AND stage <> 'recording' AND started_at >= ?
"""  # noqa: S608

_JUDGED: Final = f"""
    SELECT attempts.id, scores.id, points FROM attempts
    JOIN scores ON scores.attempt_id = attempts.id AND scores.transcript_id = {COUNTING}
    WHERE +attempts.id IN (SELECT attempt_id FROM judgements)
        AND discarded_at IS NULL AND stage = 'scored' AND started_at >= ?
"""  # noqa: S608

# The offset stands behind the time, so that a day is made of the chosen ones alone.
_AT: Final = "started_at || ' ' || utc_offset_s"

_CAUGHT: Final = f"""
    SELECT question_id, sum(off_guard) AS times,
        min(CASE WHEN off_guard THEN {_AT} END) AS first_caught,
        max(CASE WHEN off_guard THEN {_AT} END) AS last_caught,
        max(CASE WHEN NOT off_guard THEN {_AT} END) AS last_calm
    FROM attempts INDEXED BY attempts_summed
    WHERE discarded_at IS NULL AND off_guard IS NOT NULL
    GROUP BY question_id HAVING times > 0
"""  # noqa: S608

# A stability is the days after which 9 of 10 are remembered, so the ratio of the days gone by to
# it orders cards as their retrievability does: both fall together (FSRS 4.5 and later).
_FADING: Final = """
    FROM cards
    WHERE julianday(?) - julianday(reviewed_on) > stability
        AND question_id NOT IN (SELECT subject FROM standings WHERE standing <> 'not_today')
        AND substr(question_id, 1, instr(question_id, '/') - 1) NOT IN (
            SELECT subject FROM standings WHERE standing = 'disabled'
        )
        AND substr(question_id, 1, length(?)) = ?
"""


class SummaryStore:
    """Sums over the history; every method may raise BusyError and StorageError.

    `since` is the first day that counts, a date of the speaker's, None for all; of
    `question_ids` alone where they are given.  Only what is not in the trash counts; question
    ids are those of then.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def takes(
        self, since: date | None = None, question_ids: Collection[str] | None = None
    ) -> tuple[ScoredTake, ...]:
        """Every scored answer with its newest score, the earliest first.

        The score is that of the transcript that counts, as the machine made it.
        """
        sql, values = _narrowed(_TAKES, since, question_ids)
        rows = self._database.rows(f"{sql} ORDER BY started_at, attempts.id, scores.id", *values)
        # Of several scores the last one stays, in the place of the first.
        found = {
            attempt_id: ScoredTake(
                attempt_id,
                question_id,
                date.fromisoformat(day),
                low,
                high,
                None if off_guard is None else bool(off_guard),
                guess,
            )
            for attempt_id, question_id, day, low, high, off_guard, guess in rows
        }
        return tuple(one for one in found.values() if since is None or one.day >= since)

    def judged(
        self, since: date | None = None, question_ids: Collection[str] | None = None
    ) -> dict[int, JudgedScore]:
        """The scores of which a person judged points, by the number of the attempt."""
        sql, values = _narrowed(_JUDGED, since, question_ids)
        newest: dict[int, tuple[int, str]] = {}
        for number, score_id, text in self._database.rows(sql, *values):
            newest[number] = max(newest.get(number, (0, "")), (score_id, text))
        # Rows are read in no order here: sorting them costs more than looking at their ids.
        verdicts: dict[int, dict[str, tuple[int, str]]] = {number: {} for number in newest}
        for judgement_id, number, key_point_id, verdict in self._database.rows(
            "SELECT id, attempt_id, key_point_id, verdict FROM judgements WHERE attempt_id >= ?",
            min(newest, default=_LARGEST_ID),
        ):
            if number in verdicts:
                said = verdicts[number]
                said[key_point_id] = max(said.get(key_point_id, (0, "")), (judgement_id, verdict))
        return {
            number: JudgedScore(
                Coverage.from_mapping(json.loads(text)),
                {point: HumanVerdict(said) for point, (_, said) in verdicts[number].items()},
            )
            for number, (_, text) in newest.items()
        }

    def deliveries(
        self, since: date | None = None, question_ids: Collection[str] | None = None
    ) -> tuple[DeliveryRow, ...]:
        """The figures of every scored answer that has them."""
        sql, values = _narrowed(_DELIVERED, since, question_ids)
        found = (
            DeliveryRow(number, date.fromisoformat(day), *figures)
            for number, day, *figures in self._database.rows(sql, *values)
        )
        return tuple(one for one in found if since is None or one.day >= since)

    def days(
        self, since: date | None = None, question_ids: Collection[str] | None = None
    ) -> tuple[PracticeDay, ...]:
        """The days with answers, scored or not, the earliest first."""
        sql, values = _narrowed(_DAYS, since, question_ids)
        found = (
            PracticeDay(date.fromisoformat(row["day"]), row["answers"], row["duration_s"])
            for row in self._database.rows(f"{sql} GROUP BY day ORDER BY day", *values)
        )
        return tuple(one for one in found if since is None or one.day >= since)

    def asked(self, since: date | None = None) -> tuple[str, ...]:
        """The ids of the questions that were answered, about since then; some days may be more."""
        rows = self._database.rows(
            "SELECT DISTINCT question_id FROM attempts INDEXED BY attempts_summed "
            "WHERE discarded_at IS NULL AND started_at >= ?",
            _edge(since),
        )
        return tuple(row["question_id"] for row in rows)

    def first_day(self) -> date | None:
        """The day of the first answer ever, None where there is none."""
        row = self._database.row(
            f"SELECT {_DAY} AS day FROM attempts INDEXED BY attempts_summed "  # noqa: S608
            "WHERE discarded_at IS NULL AND stage <> 'recording' ORDER BY started_at LIMIT 1"
        )
        return None if row is None else date.fromisoformat(row["day"])

    def caught(self) -> tuple[Caught, ...]:
        """The questions that ever caught the speaker off guard in practice."""
        return tuple(
            Caught(
                row["question_id"],
                row["times"],
                _day_of(row["first_caught"]),
                _day_of(row["last_caught"]),
                row["last_calm"] and _day_of(row["last_calm"]),
                still=(row["last_calm"] or "") < row["last_caught"],
            )
            for row in self._database.rows(_CAUGHT)
        )

    def surprises(self, least: int) -> tuple[Surprise, ...]:
        """The questions of real interviews that came unexpected, by at least so much of 5."""
        return tuple(
            Surprise(row["question_id"], date.fromisoformat(row["day"]), row["off_guard"])
            for row in self._database.rows(
                "SELECT question_id, day, off_guard FROM asked_questions "
                "JOIN interviews ON interviews.id = interview_id "
                "WHERE removed_at IS NULL AND question_id IS NOT NULL AND off_guard >= ? "
                "ORDER BY day, asked_questions.id",
                least,
            )
        )

    def fading(self, on: date, bank_id: str | None, *, start: int, most: int) -> tuple[str, ...]:
        """The questions whose answers are less than nine in ten likely to be there still.

        By the cards, the most at risk first, as of the speaker's day `on`, in one bank or in
        all; what is suspended, retired or in a disabled bank is left out.
        """
        rows = self._database.rows(
            f"SELECT question_id {_FADING} "
            "ORDER BY (julianday(?) - julianday(reviewed_on)) / stability DESC, question_id "
            "LIMIT ? OFFSET ?",
            *_fading_values(on, bank_id),
            on.isoformat(),
            most,
            start,
        )
        return tuple(row["question_id"] for row in rows)

    def count_fading(self, on: date, bank_id: str | None) -> int:
        """How many there are of them."""
        row = self._database.row(
            f"SELECT count(*) AS number {_FADING}",
            *_fading_values(on, bank_id),
        )
        return row["number"] if row else 0


def _fading_values(on: date, bank_id: str | None) -> tuple[str, str, str]:
    prefix = "" if bank_id is None else f"{bank_id}/"
    return on.isoformat(), prefix, prefix


def _day_of(moment: str) -> date:
    """The speaker's day of a time with its offset (`_AT`)."""
    at, _, offset_s = moment.partition(" ")
    return (codec.time_from(at) + timedelta(seconds=int(offset_s))).date()


def _narrowed(
    sql: str, since: date | None, question_ids: Collection[str] | None
) -> tuple[str, list[str]]:
    if question_ids is None:
        return sql, [_edge(since)]
    wanted = json.dumps(sorted(question_ids))
    return sql + _OF_QUESTIONS, [_edge(since), wanted]


def _edge(since: date | None) -> str:
    """A moment, as stored, that is no later than the beginning of a day anywhere."""
    if since is None or since <= _FIRST_DAY:
        return ""
    return codec.time_text(datetime.combine(since, time(), UTC) - _FURTHEST_ZONE)
