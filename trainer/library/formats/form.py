"""Which formats there are, and telling them apart."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from trainer.errors import UsageError


class Format(StrEnum):
    """A form that a bank can be written in and read from."""

    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"
    JSON = "json"
    YAML = "yaml"
    ANKI = "anki"

    @property
    def is_text(self) -> bool:
        """Whether it can be pasted, and shown in a terminal."""
        return self is not Format.ANKI


_SUFFIXES = {
    ".csv": Format.CSV,
    ".tsv": Format.TSV,
    ".tab": Format.TSV,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.MARKDOWN,
    ".json": Format.JSON,
    ".yaml": Format.YAML,
    ".yml": Format.YAML,
    ".apkg": Format.ANKI,
}


def format_of_name(path: Path) -> Format:
    """The format that a file's name ends in.  Raises UsageError where it tells none."""
    found = _SUFFIXES.get(path.suffix.lower())
    if found is None:
        raise UsageError(
            f"the name {path.name} does not tell the format",
            hint=f"Name it with --format: {', '.join(Format)}.",
        )
    return found


def format_of_text(text: str) -> Format:
    """The format that a pasted text is most probably in."""
    start = text.lstrip()
    if start.startswith(("{", "[")):
        return Format.JSON
    if re.match(r"format\s*:\s*\d", start):
        return Format.YAML
    first = start.partition("\n")[0]
    columns = {name.strip(' "').lower() for name in re.split(r"[,;\t]", first)}
    if columns & {"prompt", "question"} and not first.startswith("#"):
        return Format.TSV if "\t" in first else Format.CSV
    return Format.MARKDOWN
