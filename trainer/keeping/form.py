"""The form of an export: a ZIP file of JSON lines, bank files, settings and recordings.

``history/TABLE.jsonl`` holds a table of the history: one JSON object a line (JSON Lines),
the first ``{"format": 1, "table": ..., "last_number": ...}``, every other a row as stored:
texts, numbers and null, times in UTC (RFC 3339), JSON within rows as text.  ``last_number``
is the largest number a row ever had, so that none is given twice.

``question_banks/NAME``, ``settings.toml`` and ``recordings/[trash/|drafts/]NAME`` are files,
byte for byte; audio is stored, all else deflated.  ``manifest.json``, the last member, names
all others in their order with size and SHA-256, the `FORMAT`, and ``schema``: the form of the
tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from trainer.history.row_checks import is_plain_name
from trainer.workspace.places import Workspace

FORMAT: Final = 1
KIND: Final = "interview-trainer export"
MANIFEST: Final = "manifest.json"
SETTINGS: Final = "settings.toml"
TABLE_ENDING: Final = ".jsonl"

AUDIO_ENDINGS: Final = frozenset({".wav", ".flac", ".ogg", ".opus", ".mp3", ".m4a"})


class Part(StrEnum):
    """What a member of an export is, by where it stands."""

    HISTORY = "history"
    BANKS = "question_banks"
    SETTINGS = "settings"
    RECORDINGS = "recordings"
    TRASH = "recordings/trash"
    DRAFTS = "recordings/drafts"


@dataclass(frozen=True, slots=True)
class Member:
    """One member but the manifest: its name in the ZIP file, size in bytes and checksum."""

    name: str
    size_bytes: int
    sha256: str

    @property
    def part(self) -> Part:
        """What it is; the name must be one that `part_of` knows."""
        part = part_of(self.name)
        if part is None:
            raise ValueError(self.name)
        return part

    @property
    def is_audio(self) -> bool:
        """Whether it is a recording."""
        return self.part in {Part.RECORDINGS, Part.TRASH} and is_audio(self.name)


@dataclass(frozen=True, slots=True)
class Contents:
    """What an export says of itself; `rows` counts those of each table that has some."""

    program: str
    schema: int
    made_at: str
    with_audio: bool
    with_trash: bool
    rows: Mapping[str, int]
    members: tuple[Member, ...]

    def mapping(self) -> dict[str, Any]:
        """The manifest as JSON."""
        return {
            "kind": KIND,
            "format": FORMAT,
            "program": self.program,
            "schema": self.schema,
            "made_at": self.made_at,
            "with_audio": self.with_audio,
            "with_trash": self.with_trash,
            "rows": dict(self.rows),
            "members": [
                {"name": one.name, "bytes": one.size_bytes, "sha256": one.sha256}
                for one in self.members
            ],
        }


def part_of(name: str) -> Part | None:
    """What a member of this name is; None for a name that no export has."""
    if name == SETTINGS:
        return Part.SETTINGS
    folder, _, last = name.rpartition("/")
    if folder not in {part.value for part in Part} - {Part.SETTINGS} or not is_plain_name(last):
        return None
    if folder == Part.HISTORY and not last.endswith(TABLE_ENDING):
        return None
    # Its own files are the history's and the lock's, never a take's.
    if folder == Part.RECORDINGS and last.startswith("trainer."):
        return None
    return None if last.startswith(".") else Part(folder)


def place_in(workspace: Workspace, name: str) -> Path:
    """Where the file of a member that is no table belongs in a workspace."""
    part, last = part_of(name), name.rpartition("/")[2]
    folders = {
        Part.BANKS: workspace.banks,
        Part.RECORDINGS: workspace.recordings,
        Part.TRASH: workspace.trash,
        Part.DRAFTS: workspace.drafts,
    }
    if part is Part.SETTINGS:
        return workspace.settings_file
    if part not in folders:
        raise ValueError(name)
    return folders[part] / last


def is_audio(name: str) -> bool:
    """Whether a file of this name is a recording."""
    return Path(name).suffix.lower() in AUDIO_ENDINGS
