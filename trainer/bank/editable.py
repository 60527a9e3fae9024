"""One question as a text of its own that a person edits, and back into the lines of a file."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.bank.faults import Fault, Faults
from trainer.bank.load import unreadable_faults
from trainer.bank.mapping import read_question
from trainer.bank.nouns import Question
from trainer.bank.yaml_document import parse, read_text
from trainer.bank.yaml_parser import UnreadableError


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of an edited text: the question and its plain data, or the faults of the text."""

    question: Question | None
    mapping: dict[str, Any]
    faults: tuple[Fault, ...]


def to_editable(item: str) -> str:
    """The lines of a question without their dash and their indentation."""
    # Only the first line holds the dash: blanks in its place keep the rest aligned.
    text = item.replace("\r\n", "\n").rstrip("\n")
    return textwrap.dedent(text.replace("-", " ", 1)) + "\n"


def to_item(text: str, column: int) -> str:
    """An edited text as the lines of a question whose dash stands at `column`.

    Comment lines at the top are left out: there is no place for them behind a dash.
    """
    lines = _without_top(textwrap.dedent(text))
    inner = " " * (column + 2)
    indented = [inner + line if line.strip() else "" for line in lines]
    return "\n".join([f"{' ' * column}- {indented[0][column + 2 :]}", *indented[1:]])


def read_edited(raw: bytes, file: Path, *, bank_id: str, default_language: str) -> Edited:
    """Read an edited text; `file` is only for the faults, whose lines are those of the text."""
    try:
        document = parse(read_text(raw))
    except UnreadableError as error:
        return Edited(None, {}, unreadable_faults(error, file))
    faults = Faults(document.data, file=file, line_of=document.line_of)
    for finding in document.findings:
        faults.add(finding.place, finding.what, finding.mend, line=finding.line)
    faults.hide(document.unreadable)
    question = read_question(
        document.data, (), faults, bank_id=bank_id, default_language=default_language
    )
    told = faults.all()
    mapping = dict(document.data) if isinstance(document.data, dict) else {}
    return Edited(None if told else question, mapping, told)


def is_empty(text: str) -> bool:
    """Whether nothing is left of a text but blank lines and comments."""
    return not _without_top(text)


def with_values(item: str, values: Mapping[str, Any]) -> str | None:
    """The lines of a question with other values under some of its keys, its comments kept.

    None where the lines can't be changed so; the caller then writes the question anew.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 100
    column = len(item) - len(item.lstrip(" "))
    try:
        question = yaml.load(to_editable(item))
        question.update(values)
        out = io.StringIO()
        yaml.indent(mapping=2, sequence=4, offset=2)
        yaml.dump(question, out)
    except (YAMLError, AttributeError, TypeError, ValueError):
        return None
    return to_item(out.getvalue(), column)


def _without_top(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").rstrip().split("\n")
    while lines and (not lines[0].strip() or lines[0].lstrip().startswith("#")):
        lines.pop(0)
    return lines
