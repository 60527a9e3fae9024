"""Many questions of one bank file changed in one step: all of them, or none.

The file is read once and written once, by a rename; what is not touched stays as it
was, comments and layout included.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.bank.faults import FaultyInputError
from trainer.bank.form import FORMAT, MAX_FILE_BYTES, MAX_QUESTIONS
from trainer.bank.layout import Layout
from trainer.bank.load import bank_from_document, read_bytes, unreadable_faults
from trainer.bank.mapping import question_to_mapping
from trainer.bank.nouns import Question, QuestionBank
from trainer.bank.yaml_document import Document, parse, read_text
from trainer.bank.yaml_dump import bank_text, question_text
from trainer.bank.yaml_parser import UnreadableError
from trainer.errors import InputError
from trainer.workspace.private import private_folder, storage_error, storage_errors, write_private

Written = Mapping[str, Any]
"""A question as its file says it: the plain data of one entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a file says of one question: its plain data, and its lines with their dash."""

    mapping: dict[str, Any]
    text: str


class BankFile:
    """A bank file to be changed as a whole; nothing is written before `write`.

    Raises FaultyInputError for a file that can't be read as a bank, StorageError.
    """

    def __init__(self, path: Path, *, bank_id: str, title: str, language: str) -> None:
        self.path = Path(os.path.realpath(path))
        self.made = not self.path.exists()
        self.before: bytes | None = None
        if self.made:
            empty = {"format": FORMAT, "id": bank_id, "title": title, "language": language}
            self._document = parse(bank_text({**empty, "questions": []}))
        else:
            self._document = self._read()
        loaded = bank_from_document(self._document, self.path)
        if loaded.bank is None:
            raise FaultyInputError(f"{path} can't be changed", loaded.faults)
        self.bank: QuestionBank = loaded.bank
        self._changes: dict[int, Entry | None] = {}
        self._new: list[Entry] = []
        data = self._document.data
        self._entries: list[Any] = (
            list(data.get("questions") or []) if isinstance(data, dict) else []
        )
        self._layout = Layout(self._document)
        self._places = {self._full(entry): at for at, entry in enumerate(self._entries)}

    def entry(self, question_id: str) -> Entry | None:
        """What the file says of a question; None where it has none of that full id."""
        at = self._places.get(question_id)
        return None if at is None else Entry(self._entries[at], self._layout.item(at)[0])

    def add(self, question: Question) -> Entry:
        """Put a question at the end.  Raises InputError where its id is taken."""
        if question.id in self._places:
            raise InputError(f"{self.path} has a question {question.id} already")
        self._new.append(self._made(question))
        return self._new[-1]

    def replace(self, question_id: str, other: Question | Entry) -> Entry:
        """Put another question in the place of one that is there."""
        entry = other if isinstance(other, Entry) else self._made(other)
        self._changes[self._places[question_id]] = entry
        return entry

    def remove(self, question_id: str) -> None:
        """Take a question out."""
        self._changes[self._places[question_id]] = None

    def write(self) -> None:
        """Write all that was asked for, in one step.

        Raises InputError where that would change more than the questions named, or
        make a file larger than banks may be; StorageError.
        """
        entries = [self._changes.get(at, entry) for at, entry in enumerate(self._entries)]
        wanted = [
            one.mapping if isinstance(one, Entry) else one for one in entries if one is not None
        ]
        wanted += [one.mapping for one in self._new]
        changes = {at: None if one is None else one.text for at, one in self._changes.items()}
        text = self._layout.with_changes(changes, [one.text for one in self._new])
        if len(text.encode()) > MAX_FILE_BYTES or len(wanted) > MAX_QUESTIONS:
            raise InputError(
                f"{self.path} would be larger than a bank may be"
                f" ({MAX_QUESTIONS} questions, {MAX_FILE_BYTES // 1024**2} MB)",
                hint="Divide the questions over several banks.",
            )
        self._refuse_other(text, wanted)
        private_folder(self.path.parent)
        write_private(self.path, text.encode(), keep_mode=True)

    def restore(self) -> None:
        """Make the file what it was before `write`."""
        if self.before is not None:
            write_private(self.path, self.before, keep_mode=True)
        elif self.path.exists():
            with storage_errors("delete", self.path):
                self.path.unlink()

    @property
    def empty_and_plain(self) -> bool:
        """Whether, with what was asked for, no question is left, nor a comment of a person's."""
        left = len(self._entries) - sum(one is None for one in self._changes.values())
        return not left and not self._new and "#" not in self._document.text

    def _read(self) -> Document:
        try:
            self.before = read_bytes(self.path)
            return parse(read_text(self.before))
        except OSError as error:
            raise storage_error(error, "read", self.path) from error
        except UnreadableError as error:
            faults = unreadable_faults(error, self.path)
            raise FaultyInputError(f"{self.path} can't be changed", faults) from None

    def _full(self, entry: object) -> str:
        written = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(written, str):
            return ""
        return written if "/" in written else f"{self.bank.id}/{written}"

    def _made(self, question: Question) -> Entry:
        mapping = question_to_mapping(question, default_language=self.bank.language)
        mapping["id"] = question.id.rpartition("/")[2]
        return Entry(mapping, question_text(mapping, indent=self._layout.dash_column))

    def _refuse_other(self, text: str, wanted: Sequence[Written]) -> None:
        try:
            data = parse(read_text(text.encode())).data
        except UnreadableError:
            data = None
        before = self._document.data
        if not isinstance(before, dict) or data != {**before, "questions": wanted}:
            raise InputError(
                f"{self.path} can't be changed without touching more than the questions",
                hint="Its layout is unusual: make the change in an editor.",
            )
