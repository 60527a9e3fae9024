"""Reading bank files: every fault at once, and one bad file never hides the others."""

from __future__ import annotations

import gc
import stat
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.bank.faults import Fault, Faults
from trainer.bank.form import MAX_FILE_BYTES
from trainer.bank.mapping import read_bank
from trainer.bank.yaml_document import Document, parse, read_text
from trainer.bank.yaml_parser import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from trainer.bank.nouns import QuestionBank

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class LoadedBank:
    """What came of one file.

    `bank` holds the questions without fault, and is None if none could be read;
    `faults` are those of the whole file, in its order; `id_line` is where the
    bank's id stands.
    """

    path: Path
    bank: QuestionBank | None
    faults: tuple[Fault, ...]
    id_line: int | None = None


def load_bank(path: Path) -> LoadedBank:
    """Read one bank file; whatever is wrong with it becomes a fault."""
    return load_document(path)[0]


def load_document(path: Path) -> tuple[LoadedBank, Document | None]:
    """Read one bank file as `load_bank` does, and give the document it was read from as well.

    That is None where the file could not be parsed.
    """
    try:
        raw = read_bytes(path)
    except OSError as error:
        return LoadedBank(path, None, (_os_fault(path, error),)), None
    with collector_paused():
        try:
            document = parse(read_text(raw))
        except UnreadableError as error:
            return LoadedBank(path, None, unreadable_faults(error, path)), None
        return bank_from_document(document, path), document


def load_banks(
    *places: Path, read: Callable[[Path], LoadedBank] = load_bank
) -> tuple[LoadedBank, ...]:
    """Read bank files, and those of folders, in the order given.

    Of a folder every ``*.yaml`` and ``*.yml`` in it is read, in the order of the
    names; hidden files and folders below are not.  Of two files in one folder
    with the same bank id the first stands.  `read` reads one file.
    """
    loaded: list[LoadedBank] = []
    for place in places:
        if not place.is_dir() or place.suffix in SUFFIXES:
            loaded.append(read(place))
            continue
        try:
            paths = bank_paths(place)
        except OSError as error:
            loaded.append(LoadedBank(place, None, (_os_fault(place, error),)))
            continue
        loaded.extend(_first_of_each_id([read(path) for path in paths]))
    return tuple(loaded)


def bank_paths(folder: Path) -> list[Path]:
    """The bank files of a folder in the order of their names; raises OSError."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix in SUFFIXES and not path.name.startswith(".")
    )


def bank_from_bytes(raw: bytes, path: Path) -> LoadedBank:
    """Read the content of a bank file; `path` is only for the faults."""
    with collector_paused():
        try:
            return bank_from_document(parse(read_text(raw)), path)
        except UnreadableError as error:
            return LoadedBank(path, None, unreadable_faults(error, path))


def bank_from_document(document: Document, path: Path) -> LoadedBank:
    """Read a parsed bank file; `path` is only for the faults."""
    faults = Faults(document.data, file=path, line_of=document.line_of)
    for finding in document.findings:
        faults.add(finding.place, finding.what, finding.mend, line=finding.line)
    faults.hide(document.unreadable)
    bank = read_bank(document.data, faults)
    return LoadedBank(path, bank, faults.all(), document.line_of(("id",)))


def unreadable_faults(error: UnreadableError, path: Path) -> tuple[Fault, ...]:
    """The faults of a file that could not even be parsed."""
    return tuple(Fault(path, found.line, "", found.what, found.mend) for found in error.findings)


@contextmanager
def collector_paused() -> Iterator[None]:
    """No cyclic garbage collection in between.

    A bank makes hundreds of thousands of small objects and no garbage; the
    collector's walks over them took most of the reading time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _first_of_each_id(loaded: list[LoadedBank]) -> list[LoadedBank]:
    first: dict[str, Path] = {}
    kept: list[LoadedBank] = []
    for one in loaded:
        if one.bank and first.setdefault(one.bank.id, one.path) != one.path:
            fault = Fault(
                one.path,
                one.id_line,
                "id",
                f"the bank id '{one.bank.id}' is that of {first[one.bank.id].name} as well",
                "give one of the two banks another id",
            )
            kept.append(LoadedBank(one.path, None, (fault, *one.faults)))
        else:
            kept.append(one)
    return kept


def read_bytes(path: Path) -> bytes:
    """At most one byte more than a bank may have; raises OSError for what is no file."""
    # Opening a pipe would wait for a writer, hence the look before.
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError
    if not stat.S_ISREG(mode):
        raise OSError(None, "is not an ordinary file")
    with path.open("rb") as file:
        return file.read(MAX_FILE_BYTES + 1)


def _os_fault(path: Path, error: OSError) -> Fault:
    match error:
        case FileNotFoundError():
            what, mend = "is not there", "check the name and the folder"
        case IsADirectoryError():
            what, mend = "is a folder, not a file", "give the folder a name without .yaml"
        case PermissionError():
            what, mend = "can't be opened: no permission", "make it readable for yourself"
        case _:
            what = error.strerror or str(error)
            mend = "check that it is an ordinary file that can be opened"
    return Fault(path, None, "", what, mend)
