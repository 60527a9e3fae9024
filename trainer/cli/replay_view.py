"""A take as it is shown while it plays: its words lighting up, its key points beside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.cli.remark_words import remark_text
from trainer.cli.views import SECTIONS, clock
from trainer.practice.judged import span_of, standing_of

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from trainer.history.notes import Note
    from trainer.practice.scored import ScoredAnswer

WIDE = 96
"""From so many columns on the key points stand beside the words."""

KEYS = (
    "space pauses · b/f back, forward · k/K key point · m remark · -/+ speed",
    "e/l earlier, later take · n note · v your verdict · q leaves",
)
SILENT_KEYS = (
    "space goes on · b/f back, forward · k/K key point · m remark",
    "e/l earlier, later take · n note · v your verdict · q leaves",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """Something at a time of the take, in seconds: a key point's evidence, a remark or a note."""

    at_s: float
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """All that the picture is drawn from: made once for a take."""

    answer: ScoredAnswer
    title: str
    starts_s: tuple[float, ...]
    """When each word begins; a word without a time begins with the one before it."""
    points: tuple[Moment, ...]
    """Where each key point's evidence is, in the order of time."""
    remarks: tuple[Moment, ...]
    """Remarks and notes in the order of time."""


def score_of(answer: ScoredAnswer, title: str, notes: Sequence[Note]) -> Score:
    """Prepare the picture of a take."""
    starts_s: list[float] = []
    for word in answer.transcript.words:
        before = starts_s[-1] if starts_s else 0.0
        starts_s.append(before if word.start_s is None else max(word.start_s, before))
    texts = {point.id: point.text for point in answer.question.key_points}
    points = []
    for point in answer.coverage.points:
        span = span_of(answer, point)
        if span is not None and starts_s:
            points.append(Moment(starts_s[span.start], texts[point.key_point_id]))
    remarks = [
        Moment(remark.at_s, remark_text(remark))
        for remark in (answer.delivered.remarks if answer.delivered else ())
        if remark.at_s is not None
    ]
    remarks += [
        Moment(note.at_s, f"{note.author or 'You'}: {note.text}")
        for note in notes
        if note.at_s is not None
    ]
    return Score(
        answer,
        title,
        tuple(starts_s),
        tuple(sorted(points, key=lambda one: one.at_s)),
        tuple(sorted(remarks, key=lambda one: one.at_s)),
    )


def point_at(score: Score, at_s: float) -> str | None:
    """The id of the key point whose evidence is being said."""
    for point in score.answer.coverage.points:
        span = span_of(score.answer, point)
        if span is None or not score.starts_s:
            continue
        # Half a second more lets its last word sound.
        if score.starts_s[span.start] <= at_s <= score.starts_s[span.end - 1] + 0.5:
            return point.key_point_id
    return None


def next_after(moments: Sequence[Moment], at_s: float) -> Moment | None:
    """The first moment that is clearly behind `at_s`, or the first of all."""
    later = [moment for moment in moments if moment.at_s > at_s + LEAD_S + 0.1]
    return next(iter(later or moments), None)


def last_before(moments: Sequence[Moment], at_s: float) -> Moment | None:
    """The last moment that is clearly before `at_s`, or the last of all."""
    # Whoever has only just come to one wants the one before it.
    earlier = [moment for moment in moments if moment.at_s < at_s - 1.0]
    return next(iter(reversed(earlier or moments)), None)


LEAD_S = 0.5
"""A moment is played from a little before it, so that its first word is whole."""


def picture(
    score: Score,
    at_s: float,
    *,
    speed: float,
    paused: bool,
    silent: bool,
    said: str,
    size: tuple[int, int],
) -> RenderableType:
    """The take at a moment; `size` is the terminal's in columns and lines."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    columns, lines = size
    sign = "‖" if paused else "▶"
    rate = "" if speed == 1.0 else f"  ×{speed:g}"
    sound = "  no sound" if silent else ""
    length_s = score.answer.duration_s or 0.0
    head = Text.assemble(
        (f"{sign} {clock(at_s)} / {clock(length_s)}{rate}{sound}", "bold"),
        (f"  {score.title}", "dim"),
    )
    head.no_wrap, head.overflow = True, "ellipsis"
    wide = columns >= WIDE
    keys = SILENT_KEYS if silent else KEYS
    below = [Text(line, style="dim") for line in keys]
    note = _note_at(score, at_s)
    below.insert(0, Text(said or note, style="yellow" if said else "italic"))
    # The head, the lines below, and a blank one above and below the words.
    room = max(lines - 3 - sum(_height(line.plain, columns) for line in below), 3)
    points = _points_text(score, at_s)
    if wide:
        text_width = columns * 3 // 5
        words = _window(score, at_s, text_width, room)
        body = Table.grid(padding=(0, 2))
        body.add_column(width=text_width)
        body.add_column()
        body.add_row(words, points)
        return Group(head, Text(), body, Text(), *below)
    listed = len(score.answer.coverage.points)
    for_words = max(room - listed - 1, 3)
    parts: list[RenderableType] = [head, Text(), _window(score, at_s, columns, for_words)]
    if room - for_words > listed:
        points.no_wrap, points.overflow = True, "ellipsis"
        parts += [Text(), points]
    return Group(*parts, *below)


def _window(score: Score, at_s: float, width: int, lines: int) -> Text:
    """So many lines of the transcript around the word that is being said."""
    from rich.text import Text

    words = score.answer.transcript.words
    current = bisect_right(score.starts_s, at_s) - 1
    rows: list[list[int]] = [[]]
    used = 0
    for number, word in enumerate(words):
        length = len(word.text)
        if rows[-1] and used + length > width:
            rows.append([])
            used = 0
        rows[-1].append(number)
        used += length
    row = next((n for n, row in enumerate(rows) if current in row), 0)
    first = max(min(row - lines // 2, len(rows) - lines), 0)
    text = Text()
    for number, shown in enumerate(rows[first : first + lines]):
        if number:
            text.append("\n")
        for place, word_number in enumerate(shown):
            said = words[word_number].text
            text.append(
                said.lstrip() if place == 0 else said,
                "reverse bold"
                if word_number == current
                else "dim"
                if word_number > current
                else "",
            )
    return text


def _points_text(score: Score, at_s: float) -> Text:
    """The key points with their marks and the times of their evidence; the present one bold."""
    from rich.text import Text

    marks: dict[str, tuple[str, str]] = {
        standing: (mark, style) for standing, _, mark, style in SECTIONS
    }
    texts = {point.id: point.text for point in score.answer.question.key_points}
    saying = point_at(score, at_s)
    text = Text()
    for number, point in enumerate(score.answer.coverage.points):
        if number:
            text.append("\n")
        span = span_of(score.answer, point)
        start_s = score.starts_s[span.start] if span and score.starts_s else None
        now = point.key_point_id == saying
        mark, style = marks[standing_of(score.answer, point)]
        at = f"{clock(start_s)} " if start_s is not None else ""
        text.append(f"{mark} ", style)
        text.append(f"{at}{texts[point.key_point_id]}", "bold reverse" if now else "")
    return text


def _note_at(score: Score, at_s: float) -> str:
    """The remark or note of the last seconds."""
    shown = [one for one in score.remarks if one.at_s - LEAD_S <= at_s <= one.at_s + 6.0]
    return f"{clock(shown[-1].at_s)}  {shown[-1].text}" if shown else ""


def _height(text: str, columns: int) -> int:
    return max(-(-len(text) // max(columns, 1)), 1)
