"""Years of practice made up in a moment: many banks, and a history in the program's own form.

The same seed makes the same.  Rows go in by the thousand, so that 200,000 answers take
seconds; what is in them is what the program writes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from trainer.bank import KeyPoint, Question
from trainer.delivery.delivery import VERSION
from trainer.delivery.figures import Figures
from trainer.history import codec
from trainer.history.delivered import FOLLOWED
from trainer.history.opening import open_history
from trainer.scoring.coverage import Coverage, PointScore, Verdict
from trainer.speech.transcript import Segment, Transcript, Word
from trainer.workspace.places import Workspace

COMPETENCES = ("tact", "leadership", "judgement", "service", "planning", "courage")
KINDS = ("behavioural", "technical", "situational", "motivational")
VERDICTS = tuple(Verdict)
ZONE = ("Europe/Berlin", 3600)
DAY_S = 86_400
TIMES_MET = 8
WORDS = [
    "when",
    "the",
    "release",
    "failed",
    "on",
    "a",
    "Friday",
    "evening",
    "we",
    "told",
    "every",
    "customer",
    "what",
    "had",
    "happened",
    "and",
    "I",
    "asked",
    "the",
    "whole",
    "team",
    "which",
    "of",
    "the",
    "changes",
    "they",
    "would",
    "rather",
    "take",
    "back",
    "before",
    "the",
    "weekend",
    "because",
    "nobody",
    "had",
    "slept",
    "and",
    "the",
    "numbers",
    "were",
    "getting",
    "worse",
    "from",
    "one",
    "hour",
    "to",
    "the",
    "next",
]

Row = tuple[Any, ...]


def question_ids(questions: int, banks: int) -> list[str]:
    """The ids of `write_banks`."""
    return [f"bank-{n % banks:03d}/question-{n // banks:05d}" for n in range(questions)]


def write_banks(folder: Path, questions: int, banks: int, seed: int = 0) -> None:
    """Banks of the size of those that ship: three key points of three wordings a question."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(seed)

    def said(words: int) -> str:
        start = rng.randrange(len(WORDS) - words)
        return " ".join(WORDS[start : start + words])

    for bank in range(banks):
        lines = [f"format: 1\nid: bank-{bank:03d}\ntitle: Bank {bank}\nquestions:\n"]
        for number in range(len(range(bank, questions, banks))):
            points = "".join(
                f"      - id: point-{at}\n        text: {said(5)}\n        wordings:\n"
                + "".join(f"          - I said that {said(7)}\n" for _ in range(3))
                for at in range(3)
            )
            lines.append(
                f"  - id: question-{number:05d}\n"
                f"    prompt: Tell me about the time when {said(6)}.\n"
                f"    other_prompts: [What happened when {said(5)}?, Why did {said(4)}?]\n"
                f"    kind: {rng.choice(KINDS)}\n"
                f"    tags: {{topic: topic-{rng.randrange(80)}, "
                f"competence: {rng.choice(COMPETENCES)}, level: any}}\n"
                f"    key_points:\n{points}"
            )
        (folder / f"bank-{bank:03d}.yaml").write_text("".join(lines), encoding="utf-8")


def write_history(
    workspace: Workspace,
    ids: Sequence[str],
    attempts: int,
    *,
    now: datetime,
    words: int = 40,
    seed: int = 0,
) -> None:
    """A new history of so many scored answers over ten years, five a sitting.

    A question that was met was answered eight times: two thirds of the answers are spread over
    those, the others come back to a few.  One in fifty cards is due.  `words` is how long a
    transcript is: 250 is what two minutes hold, and 200,000 of those take 3 GB.
    """
    with open_history(workspace, write=True, now=now):
        pass
    rng = Random(seed)
    known = ids[: max(1, min(len(ids), attempts // TIMES_MET))]
    chosen = [
        known[n % len(known)] if n % 3 else known[rng.randrange(1 + len(known) // 20)]
        for n in range(attempts)
    ]
    begin = now - timedelta(days=3650)
    step_s = 3650 * DAY_S / (attempts + 1)
    times = [codec.time_text(begin + timedelta(seconds=step_s * n)) for n in range(attempts)]
    made = _Made(rng, words)
    with closing(sqlite3.connect(workspace.database)) as connection:
        # A crash in between matters to nobody, and a log of it all would be as large again.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = MEMORY")
        with connection:
            sessions = range(1, 2 + attempts // 5)
            _put(
                connection,
                "sessions",
                ("id", "uuid", "kind", "started_at", "ended_at", "zone", "utc_offset_s"),
                (
                    (n, _uuid(1, n), "drill", times[5 * n - 5], times[5 * n - 5], *ZONE)
                    for n in sessions
                    if 5 * n - 5 < attempts
                ),
            )
            _put(
                connection,
                "attempts",
                (
                    *("id", "uuid", "session_id", "question_id", "medium", "stage", "started_at"),
                    *("zone", "utc_offset_s", "finished_at", "duration_s", "time_limit_s"),
                    *("off_guard", "question"),
                ),
                (
                    (
                        *(n + 1, _uuid(2, n), 1 + n // 5, one, "spoken", "scored", times[n]),
                        *(*ZONE, times[n], 60.0 + n % 60, 120.0),
                        *(rng.choice((None, 0, 0, 0, 0, 1)), made.question(one)),
                    )
                    for n, one in enumerate(chosen)
                ),
            )
            _put(
                connection,
                "transcripts",
                ("id", "attempt_id", "origin", "engine", "model", "language", "made_at", "words"),
                (
                    (n + 1, n + 1, "engine", "whisper", "base", "en", times[n], made.transcript())
                    for n in range(attempts)
                ),
            )
            _put(
                connection,
                "scores",
                ("id", "attempt_id", "transcript_id", "scorer", "low", "high", "made_at", "points"),
                (
                    (n + 1, n + 1, n + 1, "combined-2", low, high, times[n], points)
                    for n in range(attempts)
                    for low, high, points in (made.score(),)
                ),
            )
            _put(
                connection,
                "deliveries",
                ("attempt_id", "transcript_id", "version", "made_at", *made.figure_columns()),
                (
                    (n + 1, n + 1, VERSION, times[n], *made.figures(connection))
                    for n in range(attempts)
                ),
            )
            _put(
                connection,
                "ratings",
                (
                    *("question_id", "attempt_id", "rating", "proposed", "reviewed_at", "day"),
                    "made_at",
                ),
                (
                    (one, n + 1, 1 + n % 4, 1, times[n], times[n][:10], times[n])
                    for n, one in enumerate(chosen)
                ),
            )
            latest = dict(zip(chosen, times, strict=True))
            _put(connection, "cards", _CARD, _cards(latest, now, rng))
        connection.execute("PRAGMA journal_mode = WAL")


_CARD = (
    *("question_id", "due_at", "stability", "difficulty", "reviewed_at", "reviewed_on"),
    *("reviews", "lapses", "rating"),
)


def _cards(latest: dict[str, str], now: datetime, rng: Random) -> Iterator[Row]:
    for at, (one, moment) in enumerate(latest.items()):
        reviewed = datetime.fromisoformat(moment)
        due = now - timedelta(days=rng.randrange(9)) if at % 50 == 0 else None
        due = due or now + timedelta(days=1 + rng.randrange(400))
        interval_d = max(1, (due - reviewed).days)
        due = reviewed + timedelta(days=interval_d)
        yield (
            *(one, codec.time_text(due), float(interval_d), 5.0, moment, moment[:10]),
            *(1 + at % 9, 0, 3),
        )


class _Made:
    """Texts of rows, a few dozen of each kind taken in turn: making each anew takes longer."""

    def __init__(self, rng: Random, words: int) -> None:
        self._rng = rng
        self._transcripts = [self._transcript(words) for _ in range(40)]
        self._scores = [self._score() for _ in range(60)]
        self._figures = [self._figure() for _ in range(60)]

    def question(self, question_id: str) -> str:
        question = Question(
            question_id,
            "Tell me about the time when the release failed on a Friday.",
            key_points=tuple(KeyPoint(f"point-{n}", "told every customer") for n in range(3)),
        )
        return codec.to_json(codec.question_mapping(question))

    def transcript(self) -> str:
        return self._rng.choice(self._transcripts)

    def score(self) -> tuple[float, float, str]:
        return self._rng.choice(self._scores)

    def figure_columns(self) -> tuple[str, ...]:
        return ("figures", *FOLLOWED)

    def figures(self, connection: sqlite3.Connection) -> tuple[Any, ...]:
        text = self._rng.choice(self._figures)
        known = json.loads(text)
        return (text, *(known[name] for name in FOLLOWED))

    def _transcript(self, count: int) -> str:
        said = [self._rng.choice(WORDS) for _ in range(count)]
        words = tuple(Word(f" {word}", n / 2, n / 2 + 0.4, 0.9) for n, word in enumerate(said))
        transcript = Transcript((Segment(words),), language="en", engine="whisper", model="base")
        return codec.to_json(transcript.to_mapping())

    def _score(self) -> tuple[float, float, str]:
        weight = Question("b/q", "Why?", key_points=(KeyPoint("p", "told"),)).key_points[0].weight
        points = tuple(
            PointScore(f"point-{n}", weight, 0.5, self._rng.choice(VERDICTS), None)
            for n in range(3)
        )
        coverage = Coverage(points, "combined-2")
        return coverage.low or 0.0, coverage.high or 0.0, codec.to_json(coverage.to_mapping())

    def _figure(self) -> str:
        figures = Figures(
            VERSION,
            words=200,
            length_s=60.0 + self._rng.random(),
            onset_s=self._rng.random(),
            words_per_minute=130 + self._rng.random(),
            fillers_per_minute=self._rng.random(),
            pauses_per_minute=self._rng.random(),
        )
        return json.dumps(figures.to_mapping())


def _put(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterator[Row]
) -> None:
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _uuid(kind: int, number: int) -> str:
    return str(UUID(int=kind << 64 | number, version=4))


NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
