"""What could be better in a bank, where, and how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """What a remark is about."""

    FEW_WORDINGS = "few_wordings"
    ALIKE_WORDINGS = "alike_wordings"
    COPIED_WORDING = "copied_wording"
    WORDING_LENGTH = "wording_length"
    ALIKE_POINTS = "alike_points"
    DUPLICATE = "duplicate"
    SHARED_RUN = "shared_run"
    READING_LEVEL = "reading_level"
    MISSING = "missing"


class Severity(StrEnum):
    """How much the score, or the practice, suffers from it."""

    MINOR = "minor"
    MAJOR = "major"


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: its bank keeps working, and would work better otherwise.

    `line` counts from 1; `where` names the place in words, `what` is to be said of
    it and `mend` says what to do.
    """

    kind: Kind
    severity: Severity
    file: Path
    line: int | None
    bank_id: str
    question_id: str
    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        """The remark on one line: ``file:line: where: what - mend``."""
        place = str(self.file) if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.where}: {self.what} - {self.mend}"
