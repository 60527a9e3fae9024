"""CSV and TSV: a row a question, as spreadsheets write and read them.

Several entries stand in one cell, a line each; where an entry has lines of its own the
cell holds them as a JSON list.  Key points have columns of their own, numbered from 1.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from trainer.bank import Question, question_to_mapping
from trainer.bank.faults import Place, nearest, show
from trainer.bank.form import MAX_FILE_BYTES, MAX_KEY_POINTS, MAX_QUESTIONS, SOURCE_KEYS, TAG_KEYS
from trainer.library.formats.details import number, split_weight
from trainer.library.formats.raw import Raw

LISTS = ("other_prompts", "follow_ups", "renamed_from")
COLUMNS = (
    *("id", "prompt", "other_prompts", "kind", *TAG_KEYS, "time_limit_s", "asks"),
    *("follow_ups", *SOURCE_KEYS, "renamed_from", "language"),
)
POINT_PARTS = ("", "_wordings", "_weight", "_probe", "_id")
ALIASES = {"question": "prompt", "points": "key_points", "also_asked_as": "other_prompts"}

_POINT = re.compile(r"key_point_([1-9]\d?)(|_wordings|_weight|_probe|_id)")
_FORMULA = re.compile(r"'*[=+\-@\t]")
"""How a cell begins that a spreadsheet would take for a formula."""

_DELIMITERS = ",;\t|"
_NEVER = "\x1f"
"""Parts the cells of a table with one column: its texts may hold commas."""


def write_delimited(questions: tuple[Question, ...], delimiter: str) -> str:
    """The text of a table; columns that no question fills are left out, but for the first two."""
    rows = [dict(_cells(question)) for question in questions]
    filled = {name for row in rows for name in row}
    most = max((len(question.key_points) for question in questions), default=0)
    names = [name for name in COLUMNS if name in filled | {"id", "prompt"}]
    points = [f"key_point_{n}{part}" for n in range(1, most + 1) for part in POINT_PARTS]
    names += [name for name in points if name in filled]
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=delimiter)
    table.writerow(names)
    for row in rows:
        # An apostrophe is what tells a spreadsheet that a cell is a text and no formula.
        cells = [row.get(name, "") for name in names]
        table.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in cells])
    return out.getvalue()


def read_delimited(text: str, delimiter: str | None) -> Raw:
    """The rows of a table whose first row names the columns; None finds the delimiter itself."""
    csv.field_size_limit(MAX_FILE_BYTES)
    raw = Raw()
    lines: list[int] = []
    raw.line_of = lambda place: _line_of(place, lines)
    delimiter = delimiter or _delimiter_of(text)
    source = io.StringIO(text, newline="")
    rows = csv.reader(source, delimiter=delimiter, strict=True)
    begins = 1
    try:
        names = _header(next(rows, []), raw)
        if names is None:
            return raw
        begins = rows.line_num + 1
        for row in rows:
            if len(raw.questions) > MAX_QUESTIONS:
                break
            if any(cell.strip() for cell in row):
                lines.append(begins)
                raw.questions.append(_question(names, row, begins, raw))
            begins = rows.line_num + 1
    except csv.Error as error:
        raw.fault(
            begins,
            f"the row that begins here can't be read ({error})",
            'look for a quotation mark without its partner; in quoted text it is doubled: ""',
        )
    return raw


def _cells(question: Question) -> Iterator[tuple[str, str]]:
    mapping = question_to_mapping(question)
    for name, value in mapping.items():
        if name == "tags":
            yield from (
                (key, _cell(one if isinstance(one, list) else [one])) for key, one in value.items()
            )
        elif name == "source":
            yield from ((key, _cell(one)) for key, one in value.items())
        elif name != "key_points":
            yield name, _cell(value)
    for n, point in enumerate(mapping.get("key_points", ()), 1):
        for key, value in point.items():
            yield f"key_point_{n}{'' if key == 'text' else f'_{key}'}", _cell(value)


def _cell(value: Any) -> str:
    if not isinstance(value, list):
        return str(value)
    as_lines = "\n".join(value)
    return as_lines if _list_of(as_lines) == value else json.dumps(value, ensure_ascii=False)


def _list_of(cell: str) -> list[str]:
    if cell.lstrip().startswith("["):
        try:
            entries = json.loads(cell)
        except (ValueError, RecursionError):
            entries = None
        if isinstance(entries, list) and all(isinstance(one, str) for one in entries):
            return entries
    lines = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [line.strip() for line in lines if line.strip()]


def _delimiter_of(text: str) -> str:
    first = text.partition("\n")[0]
    found = max(_DELIMITERS, key=first.count)
    return found if found in first else _NEVER


def _header(row: list[str], raw: Raw) -> list[str] | None:
    names = [re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in row]
    names = [ALIASES.get(name, name) for name in names]
    if "prompt" not in names:
        raw.fault(
            1,
            "the first row names no column 'prompt'",
            "begin with a row of names: prompt, key_points ... (or say the --format)",
        )
        return None
    known = {*COLUMNS, "key_points"}
    for name in names:
        match = _POINT.fullmatch(name)
        if not name or name in known or (match and int(match[1]) <= MAX_KEY_POINTS):
            continue
        near = nearest(name, known)
        mend = f"did you mean '{near}'?" if near else f"the columns are {', '.join(COLUMNS)}"
        raw.fault(1, f"unknown column {show(name)}", f"{mend}; or delete the column")
    for name in {name for name in names if name and names.count(name) > 1}:
        raw.fault(1, f"the column {show(name)} stands twice", "keep one of the two")
    return names


def _question(names: list[str], row: list[str], line: int, raw: Raw) -> dict[str, Any]:
    if any(cell.strip() for cell in row[len(names) :]):
        raw.fault(
            line,
            f"the row has {len(row)} cells, but there are {len(names)} columns",
            "put text with commas into quotation marks",
        )
    cells = {
        name: cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
        for name, cell in zip(names, row, strict=False)
        if name and cell.strip()
    }
    question: dict[str, Any] = {}
    if "prompt" not in cells:
        raw.fault(line, "the row has no prompt", "write the question there, or delete the row")
        question["prompt"] = "?"
    points: dict[int, dict[str, Any]] = {}
    for name, cell in cells.items():
        match = _POINT.fullmatch(name)
        if match:
            key = match[2].removeprefix("_") or "text"
            value = _list_of(cell) if key == "wordings" else cell.strip()
            points.setdefault(int(match[1]), {})[key] = value
        elif name in TAG_KEYS:
            question.setdefault("tags", {})[name] = _list_of(cell)
        elif name in SOURCE_KEYS:
            entry = number(cell) if name == "attempt" else cell.strip()
            question.setdefault("source", {})[name] = entry
        elif name in LISTS:
            question[name] = _list_of(cell)
        elif name == "time_limit_s":
            question[name] = number(cell)
        elif name in COLUMNS:
            question[name] = cell
    listed = [dict(split_weight(text)) for text in _list_of(cells.get("key_points", ""))]
    if listed or points:
        question["key_points"] = [*listed, *(points[n] for n in sorted(points))]
    return question


def _line_of(place: Place, lines: list[int]) -> int | None:
    at = place[1] if len(place) > 1 and place[0] == "questions" else None
    return lines[at] if isinstance(at, int) and at < len(lines) else None
