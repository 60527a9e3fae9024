"""The log of ratings, and the cards that FSRS makes of it.

The log is the truth: cards can be made again from it at any time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from sqlite3 import Row
from typing import Final

from trainer.history import codec
from trainer.history.database import Database
from trainer.history.records import Rating

# SQLite allows 999 values in a statement in its smallest builds.
_AT_ONCE: Final = 900

# No wall clock is further from UTC than this, so a day ends at most that much later or earlier.
_FURTHEST_ZONE: Final = timedelta(hours=26)

# The date on which a card is due, as `Card.due_on` has it.
_DUE_ON: Final = (
    "date(reviewed_on, CAST(round(julianday(due_at) - julianday(reviewed_at)) AS INTEGER) "
    "|| ' days')"
)


@dataclass(frozen=True, slots=True)
class RatingEntry:
    """One rating in the log.

    `question_id` is what the question was called then; `attempt_id` is None once
    that attempt is deleted for good.  `proposed` says that the program proposed it
    and nobody said otherwise.  `reviewed_at` is when the question was answered, the
    same for every rating of an attempt, and `day` the speaker's own date then;
    `made_at` is when it was rated.
    """

    id: int
    question_id: str
    attempt_id: int | None
    rating: Rating
    proposed: bool
    reviewed_at: datetime
    day: date
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Card:
    """What FSRS knows of a question, by its present id.

    `stability` is in days, `difficulty` from 1 to 10; `reviewed_on` is the speaker's
    own date at `reviewed_at`, `reviews` how many days were counted, `lapses` how many
    of them, after the first, were rated again; `rating` is the last one.  `due_at` is a
    whole number of days of 24 hours after `reviewed_at`; for a person it is due on `due_on`.
    """

    question_id: str
    due_at: datetime
    stability: float
    difficulty: float
    reviewed_at: datetime
    reviewed_on: date
    reviews: int
    lapses: int
    rating: Rating

    @property
    def interval_days(self) -> int:
        """Days from the last review to the day on which it is due."""
        return (self.due_at - self.reviewed_at).days

    @property
    def due_on(self) -> date:
        """The date on which it is due on the speaker's wall, wherever that is by then."""
        return self.reviewed_on + timedelta(days=self.interval_days)


class ScheduleStore:
    """Ratings, cards and guesses; every method may raise BusyError and StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_rating(
        self,
        question_id: str,
        rating: Rating,
        *,
        attempt_id: int | None,
        proposed: bool,
        reviewed_at: datetime,
        day: date,
        made_at: datetime,
    ) -> RatingEntry:
        """Enter a rating into the log; earlier ones of the same attempt stay behind it."""
        number = self._database.insert(
            "ratings",
            {
                "question_id": question_id,
                "attempt_id": attempt_id,
                "rating": rating.value,
                "proposed": proposed,
                "reviewed_at": codec.time_text(reviewed_at),
                "day": day.isoformat(),
                "made_at": codec.time_text(made_at),
            },
        )
        return RatingEntry(
            number, question_id, attempt_id, rating, proposed, reviewed_at, day, made_at
        )

    def delete_rating(self, rating_id: int) -> None:
        """Take a rating out of the log: the attempt's one before it counts again."""
        self._database.change("DELETE FROM ratings WHERE id = ?", rating_id)

    def ratings(self, question_ids: Collection[str] = ()) -> tuple[RatingEntry, ...]:
        """The log by question, then time: of these ids alone where any are given."""
        rows = self._of("ratings", question_ids or None, "question_id, reviewed_at, id")
        return tuple(map(_entry_from, rows))

    def rating(self, rating_id: int) -> RatingEntry | None:
        """One rating of the log, or None."""
        row = self._database.row("SELECT * FROM ratings WHERE id = ?", rating_id)
        return None if row is None else _entry_from(row)

    def ratings_of(self, attempt_id: int) -> tuple[RatingEntry, ...]:
        """The ratings of one attempt, oldest first; the last one counts."""
        rows = self._database.rows(
            "SELECT * FROM ratings WHERE attempt_id = ? ORDER BY id", attempt_id
        )
        return tuple(map(_entry_from, rows))

    def unrated_attempts(self) -> tuple[int, ...]:
        """The scored attempts without a rating, oldest first.

        Left out are discarded ones, and replies to follow-ups, which are not rated.
        """
        rows = self._database.rows(
            "SELECT id FROM attempts WHERE stage = 'scored' AND discarded_at IS NULL "
            "AND question_id NOT LIKE '%/follow-up' "
            "AND NOT EXISTS (SELECT 1 FROM ratings WHERE attempt_id = attempts.id) "
            "ORDER BY started_at, id"
        )
        return tuple(row["id"] for row in rows)

    def cards(self, question_ids: Collection[str] | None = None) -> dict[str, Card]:
        """The cards by question id: of these alone where `question_ids` is given."""
        rows = self._of("cards", question_ids, "question_id")
        return {row["question_id"]: _card_from(row) for row in rows}

    def due(self, before: date, limit: int | None = None) -> tuple[Card, ...]:
        """The cards that are due before a day of the speaker's, the longest due first.

        `before` is tomorrow's date for all that is due by today.  An aware datetime is
        compared with `due_at` instead: a moment, not a day.
        """
        conditions = ["due_at < ?"]
        if isinstance(before, datetime):
            values = [codec.time_text(before)]
        else:
            edge = datetime.combine(before, time(), UTC) + _FURTHEST_ZONE
            conditions.append(f"{_DUE_ON} < ?")
            values = [codec.time_text(edge), before.isoformat()]
        rows = self._database.rows(
            f"SELECT * FROM cards WHERE {' AND '.join(conditions)} "  # noqa: S608
            "ORDER BY due_at, question_id LIMIT ?",
            *values,
            # A negative limit is none: https://sqlite.org/lang_select.html
            -1 if limit is None else limit,
        )
        return tuple(map(_card_from, rows))

    def at_risk(self, on: date, limit: int) -> tuple[Card, ...]:
        """Of the cards due on a day or before it, the least likely remembered first.

        That is the order of the days gone by over stability, since the curve of FSRS depends
        on nothing else.  After months away very many are due, and few of them fit into a day.
        """
        rows = self._database.rows(
            f"SELECT * FROM cards WHERE {_DUE_BY} "  # noqa: S608 - nothing of a person's is in it
            "ORDER BY (julianday(?) - julianday(reviewed_on)) / stability DESC, question_id "
            "LIMIT ?",
            *_due_by(on),
            on.isoformat(),
            limit,
        )
        return tuple(map(_card_from, rows))

    def count_due(self, on: date) -> int:
        """How many cards are due on a day or before it."""
        row = self._database.row(
            f"SELECT count(*) AS due FROM cards WHERE {_DUE_BY}",  # noqa: S608
            *_due_by(on),
        )
        return int(row["due"]) if row else 0

    def put_card(self, card: Card) -> None:
        """Keep a card in the place of any other of its question."""
        self._database.change(
            "INSERT OR REPLACE INTO cards (question_id, due_at, stability, difficulty, "
            "reviewed_at, reviewed_on, reviews, lapses, rating) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            card.question_id,
            codec.time_text(card.due_at),
            card.stability,
            card.difficulty,
            codec.time_text(card.reviewed_at),
            card.reviewed_on.isoformat(),
            card.reviews,
            card.lapses,
            card.rating.value,
        )

    def remove_card(self, question_id: str) -> None:
        """Take a question's card away, if it has one."""
        self._database.change("DELETE FROM cards WHERE question_id = ?", question_id)

    def replace_cards(self, cards: Iterable[Card]) -> None:
        """Keep these cards and no others."""
        with self._database.transaction():
            self._database.change("DELETE FROM cards")
            for card in cards:
                self.put_card(card)

    def set_guess(self, attempt_id: int, guess: int | None) -> None:
        """Keep how sure the speaker was before the score, 1 (not at all) to 4; None forgets it."""
        self._database.change("UPDATE attempts SET guess = ? WHERE id = ?", guess, attempt_id)

    def _of(self, table: str, question_ids: Collection[str] | None, order: str) -> Iterator[Row]:
        """The rows of these questions, or of all; `order` begins with the question."""
        if question_ids is None:
            yield from self._database.rows(f"SELECT * FROM {table} ORDER BY {order}")  # noqa: S608
            return
        ids = sorted(set(question_ids))
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            sql = f"SELECT * FROM {table} WHERE question_id IN ({marks}) ORDER BY {order}"  # noqa: S608
            yield from self._database.rows(sql, *part)


# The moment alone finds the rows in their index.
_DUE_BY: Final = f"due_at < ? AND {_DUE_ON} <= ?"


def _due_by(on: date) -> tuple[str, str]:
    edge = datetime.combine(on + timedelta(days=1), time(), UTC) + _FURTHEST_ZONE
    return codec.time_text(edge), on.isoformat()


def _entry_from(row: Row) -> RatingEntry:
    return RatingEntry(
        id=row["id"],
        question_id=row["question_id"],
        attempt_id=row["attempt_id"],
        rating=Rating(row["rating"]),
        proposed=bool(row["proposed"]),
        reviewed_at=codec.time_from(row["reviewed_at"]),
        day=date.fromisoformat(row["day"]),
        made_at=codec.time_from(row["made_at"]),
    )


def _card_from(row: Row) -> Card:
    return Card(
        question_id=row["question_id"],
        due_at=codec.time_from(row["due_at"]),
        stability=row["stability"],
        difficulty=row["difficulty"],
        reviewed_at=codec.time_from(row["reviewed_at"]),
        reviewed_on=date.fromisoformat(row["reviewed_on"]),
        reviews=row["reviews"],
        lapses=row["lapses"],
        rating=Rating(row["rating"]),
    )
