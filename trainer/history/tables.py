"""The tables of answers, verdicts, decisions and delivery, as SQL."""

from __future__ import annotations

from typing import Final

# Long texts stand last in their rows: what is before them is read without them.
FIRST: Final = (
    """
    CREATE TABLE sessions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        started_at TEXT NOT NULL,
        ended_at TEXT,
        zone TEXT NOT NULL,
        utc_offset_s INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE attempts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
        question_id TEXT NOT NULL,
        medium TEXT NOT NULL,
        stage TEXT NOT NULL,
        started_at TEXT NOT NULL,
        zone TEXT NOT NULL,
        utc_offset_s INTEGER NOT NULL,
        finished_at TEXT,
        duration_s REAL,
        audio TEXT UNIQUE,
        sample_rate_hz INTEGER,
        device TEXT,
        overflows INTEGER NOT NULL DEFAULT 0,
        pauses TEXT NOT NULL DEFAULT '[]',
        voice_segments TEXT,
        time_limit_s REAL,
        off_guard INTEGER,
        discarded_at TEXT,
        question TEXT NOT NULL
    )
    """,
    # Lists leave discarded attempts out, so their indexes do as well.  The column in the second
    # one spares SQLite a look at every row when it counts.
    """
    CREATE INDEX attempts_by_time ON attempts (started_at, id) WHERE discarded_at IS NULL
    """,
    """
    CREATE INDEX attempts_by_question ON attempts (question_id, started_at, id, discarded_at)
    WHERE discarded_at IS NULL
    """,
    """
    CREATE INDEX attempts_unfinished ON attempts (started_at, id)
    WHERE discarded_at IS NULL AND stage <> 'scored'
    """,
    """
    CREATE INDEX attempts_scored ON attempts (question_id, started_at, id)
    WHERE discarded_at IS NULL AND stage = 'scored'
    """,
    """
    CREATE INDEX attempts_off_guard ON attempts (question_id, started_at, off_guard)
    WHERE discarded_at IS NULL AND off_guard IS NOT NULL
    """,
    """
    CREATE INDEX attempts_discarded ON attempts (discarded_at) WHERE discarded_at IS NOT NULL
    """,
    "CREATE INDEX attempts_by_session ON attempts (session_id)",
    """
    CREATE TABLE transcripts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
        origin TEXT NOT NULL,
        engine TEXT NOT NULL,
        model TEXT,
        language TEXT,
        made_at TEXT NOT NULL,
        words TEXT NOT NULL,
        UNIQUE (attempt_id, id)
    )
    """,
    # `question` is kept where it is another than the attempt's.
    """
    CREATE TABLE scores (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        attempt_id INTEGER NOT NULL,
        transcript_id INTEGER NOT NULL,
        scorer TEXT NOT NULL,
        low REAL,
        high REAL,
        made_at TEXT NOT NULL,
        points TEXT NOT NULL,
        question TEXT,
        FOREIGN KEY (attempt_id, transcript_id) REFERENCES transcripts (attempt_id, id)
            ON DELETE CASCADE
    )
    """,
    "CREATE INDEX scores_by_attempt ON scores (attempt_id, id)",
    """
    CREATE TABLE actions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        made_at TEXT NOT NULL,
        kind TEXT NOT NULL,
        attempt_id INTEGER REFERENCES attempts (id) ON DELETE CASCADE,
        payload TEXT NOT NULL,
        undone_at TEXT
    )
    """,
    "CREATE INDEX actions_open ON actions (id) WHERE undone_at IS NULL",
    "CREATE INDEX actions_by_attempt ON actions (attempt_id)",
)

# A verdict goes with its attempt, and so does what it taught: its words were said there.
TEACHING: Final = (
    """
    CREATE TABLE judgements (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        attempt_id INTEGER NOT NULL,
        transcript_id INTEGER NOT NULL,
        key_point_id TEXT NOT NULL,
        verdict TEXT NOT NULL,
        made_at TEXT NOT NULL,
        span_start INTEGER,
        span_end INTEGER,
        span_text TEXT,
        FOREIGN KEY (attempt_id, transcript_id) REFERENCES transcripts (attempt_id, id)
            ON DELETE CASCADE
    )
    """,
    "CREATE INDEX judgements_by_attempt ON judgements (attempt_id, transcript_id, key_point_id)",
    """
    CREATE TABLE wordings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        question_id TEXT NOT NULL,
        key_point_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        origin TEXT NOT NULL,
        judgement_id INTEGER REFERENCES judgements (id) ON DELETE CASCADE,
        made_at TEXT NOT NULL,
        removed_at TEXT,
        text TEXT NOT NULL
    )
    """,
    "CREATE INDEX wordings_by_question ON wordings (question_id, key_point_id)",
    "CREATE INDEX wordings_by_judgement ON wordings (judgement_id)",
    "CREATE INDEX wordings_removed ON wordings (removed_at) WHERE removed_at IS NOT NULL",
)

# What a person decided about questions and banks. `until` is for what ends by itself.
SHELF: Final = (
    """
    CREATE TABLE standings (
        subject TEXT PRIMARY KEY,
        standing TEXT NOT NULL,
        since TEXT NOT NULL,
        until TEXT
    )
    """,
    # The shipped question that a person's own version was made from, as it was then.
    """
    CREATE TABLE overlays (
        question_id TEXT PRIMARY KEY,
        made_at TEXT NOT NULL,
        digest TEXT NOT NULL,
        question TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE removed_questions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        question_id TEXT NOT NULL,
        removed_at TEXT NOT NULL,
        content TEXT NOT NULL
    )
    """,
    "CREATE INDEX removed_questions_by_time ON removed_questions (removed_at)",
)

# Made again at any time from the transcript and the voice segments, but for the level.
DELIVERY: Final = (
    """
    CREATE TABLE deliveries (
        attempt_id INTEGER PRIMARY KEY,
        transcript_id INTEGER NOT NULL,
        version INTEGER NOT NULL,
        made_at TEXT NOT NULL,
        figures TEXT NOT NULL,
        FOREIGN KEY (attempt_id, transcript_id) REFERENCES transcripts (attempt_id, id)
            ON DELETE CASCADE
    )
    """,
)

# Of several transcripts of an attempt one counts: this one, or without it the newest.
CHOSEN: Final = (
    """
    ALTER TABLE attempts
    ADD COLUMN transcript_id INTEGER REFERENCES transcripts (id) ON DELETE SET NULL
    """,
    """
    CREATE INDEX attempts_by_transcript ON attempts (transcript_id)
    WHERE transcript_id IS NOT NULL
    """,
)
