"""Bank files as they are judged: each question with its place in its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.bank import Question, QuestionBank
from trainer.bank.faults import Place, describe
from trainer.bank.load import LoadedBank, load_banks, load_document
from trainer.bank.yaml_document import Document
from trainer.library.check.remark import Kind, Remark, Severity


@dataclass(frozen=True, slots=True)
class Source:
    """A bank that could be read, its file, and where in it each question stands, from 0."""

    bank: QuestionBank
    path: Path
    document: Document
    positions: Mapping[str, int]

    def remark(
        self,
        question: Question,
        place: Place,
        kind: Kind,
        what: str,
        mend: str,
        *,
        severity: Severity = Severity.MINOR,
    ) -> Remark:
        """A remark on one of the bank's questions; `place` is the way to it within the question."""
        whole: Place = ("questions", self.positions[question.id], *place)
        return Remark(
            kind,
            severity,
            self.path,
            self.document.line_of(whole),
            self.bank.id,
            question.id,
            describe(whole, self.document.data),
            what,
            mend,
        )


def read_sources(
    places: Sequence[Path], progress: Callable[[int], None] = lambda _: None
) -> tuple[tuple[LoadedBank, ...], tuple[Source, ...]]:
    """Read bank files and folders of them, for their faults and for what can be judged.

    The files themselves are read, whatever is remembered of them.  `progress` is
    told how many were read so far.
    """
    documents: dict[Path, Document] = {}
    count = 0

    def read(path: Path) -> LoadedBank:
        nonlocal count
        loaded, document = load_document(path)
        if document is not None:
            documents[path] = document
        count += 1
        progress(count)
        return loaded

    loaded = load_banks(*places, read=read)
    sources = tuple(
        Source(one.bank, one.path, documents[one.path], _positions(one.bank, documents[one.path]))
        for one in loaded
        if one.bank is not None
    )
    return loaded, sources


def _positions(bank: QuestionBank, document: Document) -> dict[str, int]:
    data = document.data
    entries = data.get("questions") if isinstance(data, dict) else None
    positions: dict[str, int] = {}
    for position, entry in enumerate(entries if isinstance(entries, list) else ()):
        written = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(written, str):
            full = written if "/" in written else f"{bank.id}/{written}"
            positions.setdefault(full, position)
    return positions
