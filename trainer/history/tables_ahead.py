"""The tables of what is ahead and what came of it: the schedule, targets, real interviews."""

from __future__ import annotations

from typing import Final


def _keeps_in_step(name: str, event: str, *rows: str) -> str:
    """The trigger that looks again at what was last said of the questions of changed attempts."""
    steps = "".join(
        f"""
        DELETE FROM off_guard_said WHERE question_id = {row}.question_id;
        INSERT INTO off_guard_said SELECT question_id, started_at, off_guard FROM attempts
        WHERE question_id = {row}.question_id AND discarded_at IS NULL AND off_guard IS NOT NULL
        ORDER BY started_at DESC, id DESC LIMIT 1;
        """  # noqa: S608 - nothing of a person's is in it
        for row in rows
    )
    said = " OR ".join(f"{row}.off_guard IS NOT NULL" for row in rows)
    return (
        f"CREATE TRIGGER off_guard_{name} AFTER {event} ON attempts WHEN {said} BEGIN {steps} END"
    )


# The log of ratings is the truth; `cards` is what FSRS makes of it and can be made again at any
# time.  `day` is the speaker's own date.  A rating outlives its attempt: the practice was real.
SCHEDULE: Final = (
    """
    CREATE TABLE ratings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        question_id TEXT NOT NULL,
        attempt_id INTEGER REFERENCES attempts (id) ON DELETE SET NULL,
        rating INTEGER NOT NULL,
        proposed INTEGER NOT NULL,
        reviewed_at TEXT NOT NULL,
        day TEXT NOT NULL,
        made_at TEXT NOT NULL
    )
    """,
    "CREATE INDEX ratings_by_question ON ratings (question_id, reviewed_at, id)",
    "CREATE INDEX ratings_by_attempt ON ratings (attempt_id) WHERE attempt_id IS NOT NULL",
    """
    CREATE TABLE cards (
        question_id TEXT PRIMARY KEY,
        due_at TEXT NOT NULL,
        stability REAL NOT NULL,
        difficulty REAL NOT NULL,
        reviewed_at TEXT NOT NULL,
        reviewed_on TEXT NOT NULL,
        reviews INTEGER NOT NULL,
        lapses INTEGER NOT NULL,
        rating INTEGER NOT NULL
    )
    """,
    "CREATE INDEX cards_by_due ON cards (due_at)",
    # What the speaker last said of a question: whether it caught them off guard.  The triggers
    # keep it in step with the attempts, of which there may be very many.
    """
    CREATE TABLE off_guard_said (
        question_id TEXT PRIMARY KEY,
        said_at TEXT NOT NULL,
        off_guard INTEGER NOT NULL
    )
    """,
    "CREATE INDEX off_guard_said_yes ON off_guard_said (said_at) WHERE off_guard",
    """
    INSERT INTO off_guard_said SELECT question_id, started_at, off_guard FROM (
        SELECT question_id, started_at, off_guard, row_number() OVER (
            PARTITION BY question_id ORDER BY started_at DESC, id DESC
        ) AS back
        FROM attempts WHERE discarded_at IS NULL AND off_guard IS NOT NULL
    ) WHERE back = 1
    """,
    _keeps_in_step("inserted", "INSERT", "new"),
    _keeps_in_step("deleted", "DELETE", "old"),
    _keeps_in_step(
        "changed", "UPDATE OF question_id, started_at, off_guard, discarded_at", "old", "new"
    ),
    # How sure the speaker was before the score, 1 to 4.
    "ALTER TABLE attempts ADD COLUMN guess INTEGER",
    # What was asked for when a sitting began, so that it can go on after an interruption.
    "ALTER TABLE sessions ADD COLUMN options TEXT NOT NULL DEFAULT '{}'",
    # What a sitting asks, in order, with what came of it.  `prompt` is a follow-up's own text;
    # `wording` counts the prompts of the question, 0 for the first.
    """
    CREATE TABLE sitting_questions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        question_id TEXT NOT NULL,
        wording INTEGER NOT NULL DEFAULT 0,
        prompt TEXT,
        reason TEXT NOT NULL,
        expected_s REAL NOT NULL,
        state TEXT NOT NULL,
        attempt_id INTEGER REFERENCES attempts (id) ON DELETE SET NULL,
        changed_at TEXT NOT NULL,
        UNIQUE (session_id, position)
    )
    """,
    "CREATE INDEX sitting_questions_by_attempt ON sitting_questions (attempt_id)",
    # An interview that is coming.  `day` and `clock` are as on the wall of its `zone`.
    """
    CREATE TABLE targets (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        company TEXT NOT NULL,
        role TEXT NOT NULL DEFAULT '',
        stage TEXT NOT NULL DEFAULT '',
        day TEXT,
        clock TEXT,
        zone TEXT NOT NULL DEFAULT '',
        interviewers TEXT NOT NULL DEFAULT '[]',
        made_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        done_at TEXT,
        removed_at TEXT,
        notes TEXT NOT NULL DEFAULT '',
        advertisement TEXT NOT NULL DEFAULT ''
    )
    """,
    "CREATE INDEX targets_by_day ON targets (day) WHERE done_at IS NULL AND removed_at IS NULL",
)

# What sums up the history reads these alone: the rows of answers and scores are long.  The last
# column of the first one spares SQLite a look at every row.
SUMMARIES: Final = (
    """
    CREATE INDEX attempts_summed ON attempts (
        started_at, id, stage, question_id, utc_offset_s, transcript_id, off_guard, guess,
        duration_s, discarded_at
    ) WHERE discarded_at IS NULL
    """,
    "CREATE INDEX scores_summed ON scores (attempt_id, transcript_id, id, low, high)",
    "ALTER TABLE deliveries ADD COLUMN words_per_minute REAL",
    "ALTER TABLE deliveries ADD COLUMN fillers_per_minute REAL",
    "ALTER TABLE deliveries ADD COLUMN pauses_per_minute REAL",
    "ALTER TABLE deliveries ADD COLUMN onset_s REAL",
    "ALTER TABLE deliveries ADD COLUMN length_s REAL",
    """
    UPDATE deliveries SET
        words_per_minute = json_extract(figures, '$.words_per_minute'),
        fillers_per_minute = json_extract(figures, '$.fillers_per_minute'),
        pauses_per_minute = json_extract(figures, '$.pauses_per_minute'),
        onset_s = json_extract(figures, '$.onset_s'),
        length_s = json_extract(figures, '$.length_s')
    """,
    # An answer without a word used to be kept as one that covered nothing.
    """
    UPDATE scores SET low = NULL, high = NULL,
        points = json_set(points, '$.wordless', json('true'))
    WHERE high = 0 AND NOT EXISTS (
        SELECT 1 FROM transcripts, json_each(words, '$.segments') AS segment,
            json_each(segment.value, '$.words') AS word
        WHERE transcripts.id = scores.transcript_id
            AND trim(json_extract(word.value, '$.text')) <> ''
    )
    """,
)

# Real interviews: what was predicted, what was asked, what came of it.  What is removed keeps its
# row, with `removed_at`, for seven days.
DEBRIEF: Final = (
    """
    CREATE TABLE predictions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        target_id INTEGER NOT NULL REFERENCES targets (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        question_id TEXT,
        prompt TEXT NOT NULL,
        origin TEXT NOT NULL,
        likeness REAL,
        reason TEXT NOT NULL,
        made_at TEXT NOT NULL,
        removed_at TEXT
    )
    """,
    "CREATE INDEX predictions_by_target ON predictions (target_id, position)",
    """
    CREATE TABLE interviews (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        target_id INTEGER REFERENCES targets (id) ON DELETE SET NULL,
        company TEXT NOT NULL,
        role TEXT NOT NULL DEFAULT '',
        stage TEXT NOT NULL DEFAULT '',
        day TEXT NOT NULL,
        zone TEXT NOT NULL DEFAULT '',
        interviewers TEXT NOT NULL DEFAULT '[]',
        outcome TEXT NOT NULL,
        outcome_on TEXT,
        made_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        removed_at TEXT,
        mood TEXT NOT NULL DEFAULT '',
        notes TEXT NOT NULL DEFAULT ''
    )
    """,
    "CREATE INDEX interviews_by_day ON interviews (day)",
    # `question_id` is None for what was taken down and matched to nothing; `added` says whether
    # the debrief put it into the person's bank.
    """
    CREATE TABLE asked_questions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        interview_id INTEGER NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        question_id TEXT,
        added INTEGER NOT NULL DEFAULT 0,
        off_guard INTEGER,
        asked_by TEXT NOT NULL DEFAULT '',
        attempt_id INTEGER REFERENCES attempts (id) ON DELETE SET NULL,
        made_at TEXT NOT NULL,
        asked TEXT NOT NULL,
        answered TEXT NOT NULL DEFAULT '',
        wished TEXT NOT NULL DEFAULT ''
    )
    """,
    "CREATE INDEX asked_questions_by_interview ON asked_questions (interview_id, position)",
    "CREATE INDEX asked_questions_by_question ON asked_questions (question_id)",
    "CREATE INDEX asked_questions_by_attempt ON asked_questions (attempt_id)",
    """
    CREATE TABLE feedback_requests (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        interview_id INTEGER NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
        tone TEXT NOT NULL,
        made_at TEXT NOT NULL,
        sent_on TEXT,
        follow_up_on TEXT,
        removed_at TEXT,
        letter TEXT NOT NULL
    )
    """,
    "CREATE INDEX feedback_requests_by_interview ON feedback_requests (interview_id)",
    """
    CREATE TABLE feedback (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        interview_id INTEGER REFERENCES interviews (id) ON DELETE CASCADE,
        said_by TEXT NOT NULL DEFAULT '',
        day TEXT NOT NULL,
        made_at TEXT NOT NULL,
        removed_at TEXT,
        text TEXT NOT NULL
    )
    """,
    "CREATE INDEX feedback_by_interview ON feedback (interview_id)",
    # One remark out of a feedback, and what it is about: a question, a skill or delivery.
    """
    CREATE TABLE feedback_remarks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        feedback_id INTEGER NOT NULL REFERENCES feedback (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        remark TEXT NOT NULL
    )
    """,
    "CREATE INDEX feedback_remarks_by_feedback ON feedback_remarks (feedback_id)",
    "CREATE INDEX feedback_remarks_by_subject ON feedback_remarks (kind, subject)",
    # `wordings` are the person's own for a part of the story, in place of its sentences.
    """
    CREATE TABLE stories (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        competences TEXT NOT NULL DEFAULT '[]',
        made_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        removed_at TEXT,
        situation TEXT NOT NULL DEFAULT '',
        task TEXT NOT NULL DEFAULT '',
        action TEXT NOT NULL DEFAULT '',
        result TEXT NOT NULL DEFAULT '',
        lesson TEXT NOT NULL DEFAULT '',
        wordings TEXT NOT NULL DEFAULT '{}'
    )
    """,
    """
    CREATE TABLE story_questions (
        story_id INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
        question_id TEXT NOT NULL,
        made_at TEXT NOT NULL,
        PRIMARY KEY (story_id, question_id)
    )
    """,
    "CREATE INDEX story_questions_by_question ON story_questions (question_id)",
    # What a person means to do: a course, somebody to ask, a story to write.
    """
    CREATE TABLE plan_items (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        target_id INTEGER REFERENCES targets (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        due_on TEXT,
        made_at TEXT NOT NULL,
        done_at TEXT,
        removed_at TEXT,
        text TEXT NOT NULL
    )
    """,
    "CREATE INDEX plan_items_by_target ON plan_items (target_id)",
    # Three lines on what went well, after an interview or a sitting.
    """
    CREATE TABLE journal (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        interview_id INTEGER REFERENCES interviews (id) ON DELETE SET NULL,
        session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
        day TEXT NOT NULL,
        made_at TEXT NOT NULL,
        removed_at TEXT,
        lines TEXT NOT NULL
    )
    """,
    "CREATE INDEX journal_by_day ON journal (day)",
    "CREATE INDEX journal_by_interview ON journal (interview_id)",
    "CREATE INDEX journal_by_session ON journal (session_id)",
)

# What a person, or somebody who heard the take, wrote to a moment of it.
NOTES: Final = (
    """
    CREATE TABLE notes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
        at_s REAL,
        author TEXT NOT NULL DEFAULT '',
        made_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        removed_at TEXT,
        text TEXT NOT NULL
    )
    """,
    "CREATE INDEX notes_by_attempt ON notes (attempt_id, at_s)",
    "CREATE INDEX notes_removed ON notes (removed_at) WHERE removed_at IS NOT NULL",
)
