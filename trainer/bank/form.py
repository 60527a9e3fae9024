"""What a bank file may hold: its keys, its bounds, its patterns.

`bank.schema.json` says the same to other programs; a test holds the two together.
"""

from __future__ import annotations

import re

FORMAT = 1
"""The one form of the file that this version reads and writes."""

BANK_KEYS = ("format", "id", "title", "language", "questions")
QUESTION_KEYS = (
    "id",
    "prompt",
    "other_prompts",
    "kind",
    "tags",
    "time_limit_s",
    "key_points",
    "follow_ups",
    "asks",
    "source",
    "renamed_from",
    "language",
)
KEY_POINT_KEYS = ("id", "text", "weight", "wordings", "probe")
TAG_KEYS = ("competence", "topic", "level")
SOURCE_KEYS = ("company", "role", "date", "stage", "attempt")

# The bounds are far beyond what a person writes by hand; they keep a damaged or
# hostile file from filling the memory or the screen.
MAX_FILE_BYTES = 8 * 1024 * 1024
MAX_QUESTIONS = 5000
MAX_KEY_POINTS = 50
MAX_LIST = 100
MAX_TEXT_CHARS = 4000
MAX_LINE_CHARS = 200
MAX_SLUG_CHARS = 64
MAX_ATTEMPT = 1_000_000_000
MIN_TIME_LIMIT_S = 1.0
MAX_TIME_LIMIT_S = 3600.0

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Characters that can't be seen and have no place in a text: control characters,
Unicode's own line ends (editors and parsers count them differently), the byte order
mark and half characters."""
