"""The files that the page is made of, shipped beside this module."""

from __future__ import annotations

from pathlib import Path
from typing import Final

MODULES: Final = (
    "dom.js",
    "words.js",
    "source.js",
    "waveform.js",
    "player.js",
    "notes.js",
    "attempt.js",
    "attempts.js",
    "question.js",
    "charts.js",
    "progress.js",
    "interviews.js",
    "app.js",
)
"""The scripts, each after those that it imports."""

_SCRIPT: Final = "text/javascript; charset=utf-8"

PAGE_FILES: Final = {
    "index.html": "text/html; charset=utf-8",
    "style.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
    **dict.fromkeys(MODULES, _SCRIPT),
}
"""Every file with its type; no other is served."""


def page_file(name: str) -> str:
    """The text of one of `PAGE_FILES`; KeyError for any other name."""
    if name not in PAGE_FILES:
        raise KeyError(name)
    return (Path(__file__).parent / "page" / name).read_text(encoding="utf-8")
