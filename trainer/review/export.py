"""A selection of takes as one file that needs nothing else: no server, no network."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from trainer.audio.mp3 import BYTES_PER_S, mp3_of
from trainer.audio.peaks import peaks_of
from trainer.errors import NotFoundError
from trainer.insights.trends import Answer, monday_of, weeks_of
from trainer.review.data import (
    FORMAT,
    AttemptDetail,
    DayShown,
    Peaks,
    ProgressShown,
    QuestionHistory,
    WeekShown,
    mapping_of,
)
from trainer.review.page_files import MODULES, page_file

if TYPE_CHECKING:
    from pathlib import Path

    from trainer.review.reading import Reader

PARTS: Final = 500

_IMPORT: Final = re.compile(r"^import [^;]*;\n", re.MULTILINE)
_EXPORT: Final = re.compile(r"^export ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Selection:
    """What goes into a file: attempts, their questions' histories, their recordings."""

    attempts: tuple[AttemptDetail, ...]
    questions: tuple[QuestionHistory, ...]
    recordings: Mapping[int, Path]

    @property
    def sound_s(self) -> float:
        """How long the recordings are together, in seconds."""
        return sum(one.line.duration_s or 0.0 for one in self.attempts if one.line.audio)

    @property
    def size(self) -> int:
        """About how many bytes the file will have."""
        text = len(_json(_data(self, {}))) + 60_000
        return round(text + self.sound_s * BYTES_PER_S * 4 / 3)


def select(
    reader: Reader,
    attempt_ids: Sequence[int],
    recording: Callable[[int], Path],
    *,
    sound: bool,
) -> Selection:
    """Gather attempts, newest first, and nothing of any other; raises NotFoundError.

    `recording` finds a take's file, raising NotFoundError for one that is gone.
    """
    wanted = set(attempt_ids)
    details = sorted(
        (reader.attempt(number) for number in wanted),
        key=lambda one: (one.line.at, one.line.id),
        reverse=True,
    )
    recordings: dict[int, Path] = {}
    for detail in details if sound else ():
        if detail.line.audio:
            try:
                recordings[detail.line.id] = recording(detail.line.id)
            except NotFoundError:
                # Its words are still worth having.
                continue
    attempts = tuple(
        replace(
            one,
            line=replace(one.line, audio=one.line.id in recordings),
            others=tuple(number for number in one.others if number in wanted),
        )
        for one in details
    )
    asked = dict.fromkeys(one.question_id for one in attempts if one.line.scored)
    return Selection(
        attempts, tuple(reader.question(name, only=wanted) for name in asked), recordings
    )


def page_of(selection: Selection, progress: Callable[[int], None]) -> bytes:
    """The whole file; `progress` is told how many recordings are done.

    Raises InputError and NotFoundError for a recording that can't be read.
    """
    outlines: dict[int, Peaks] = {}
    sounds: list[str] = []
    for done, (number, file) in enumerate(selection.recordings.items(), start=1):
        duration_s, peaks = peaks_of(file, PARTS)
        outlines[number] = Peaks(duration_s, tuple(round(255 * peak) for peak in peaks))
        coded = base64.b64encode(mp3_of(file)).decode()
        sounds.append(f'<script type="text/plain" id="sound-{number}">{coded}</script>\n')
        progress(done)
    script, style = script_text(), page_file("style.css")
    head, _, rest = page_file("index.html").partition("<link rel=")
    body = rest.partition("</head>")[2].partition("</body>")[0]
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_digest(script)}'",
            f"style-src '{_digest(style)}'",
            "img-src data:",
            "media-src blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    # The policy stands first: what is before it would not be under it.
    viewed = head.replace(
        '<meta charset="utf-8">',
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">',
        1,
    )
    data = _json(_data(selection, outlines))
    return "".join(
        (
            viewed,
            f"<style>{style}</style>\n</head>{body}",
            f'<script type="application/json" id="data">{data}</script>\n',
            *sounds,
            f'<script type="module">{script}</script>\n</body>\n</html>\n',
        )
    ).encode()


def script_text() -> str:
    """The page's modules as one script: without imports, in the order in which they need others."""
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", page_file(name))) for name in MODULES)


def _data(selection: Selection, outlines: Mapping[int, Peaks]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "attempts": mapping_of(selection.attempts),
        "questions": mapping_of(selection.questions),
        "peaks": mapping_of(outlines),
        "progress": mapping_of(_progress(selection.attempts)),
    }


def _progress(attempts: Sequence[AttemptDetail]) -> ProgressShown:
    """The weeks and days of these attempts alone."""
    days = [date.fromisoformat(one.line.at[:10]) for one in attempts]
    answers = [
        Answer(day, None, one.line.low, one.line.high)
        for day, one in zip(days, attempts, strict=True)
        if one.line.scored
    ]
    return ProgressShown(
        monday_of(min(days)),
        max(days),
        tuple(
            WeekShown(one.begins_on, one.answers, one.low, one.high) for one in weeks_of(answers)
        ),
        tuple(DayShown(day, days.count(day)) for day in sorted(set(days))),
    )


def _json(data: Mapping[str, Any]) -> str:
    """JSON that no HTML parser takes for anything else than text."""
    text = json.dumps(data, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
