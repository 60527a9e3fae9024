"""The rows of one bank file in the cache: written, taken away, read back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.bank import QuestionBank
from trainer.bank.load import LoadedBank
from trainer.library.brief import brief_of, folded, place_of
from trainer.library.index_form import (
    DamagedIndexError,
    brief_to_plain,
    faults_from_plain,
    faults_to_plain,
    from_plain,
    question_from_plain,
    question_to_plain,
    to_plain,
    unwritten,
    written,
)


@dataclass(frozen=True, slots=True)
class FileRow:
    """What is remembered of a file; `seen_ns` is the file system's time when it was read."""

    number: int
    name: str
    position: int
    identity: str | None
    seen_ns: int
    bank_id: str | None
    stands: bool


class Rows:
    """The rows of one folder's banks, in one schema of a connection."""

    def __init__(self, connection: sqlite3.Connection, schema: str) -> None:
        self._connection = connection
        self._schema = schema

    def files(self) -> dict[str, FileRow]:
        """Every file that is remembered, by its name."""
        rows = self._all(
            "SELECT number, name, position, identity, seen_ns, bank_id, aside IS NULL "
            "FROM {0}.files ORDER BY position"
        )
        return {
            os.fsdecode(name): FileRow(
                number, os.fsdecode(name), position, identity, seen_ns, bank_id, bool(stands)
            )
            for number, name, position, identity, seen_ns, bank_id, stands in rows
        }

    def put(self, loaded: LoadedBank, identity: str | None, seen_ns: int) -> None:
        """Remember what was read of a file, in the place of what was."""
        self.remove(loaded.path.name)
        bank = loaded.bank
        head = [
            bank and [bank.id, bank.title, bank.language, len(bank.questions)],
            faults_to_plain(loaded.faults),
            loaded.id_line,
        ]
        taken = bank is not None and self._all(
            "SELECT 1 FROM {0}.files WHERE bank_id = ? AND aside IS NULL", bank.id
        )
        number = self._run(
            "INSERT INTO {0}.files (name, position, identity, seen_ns, bank_id, head, head_sum) "
            "VALUES (?, -1, ?, ?, ?, ?, ?)",
            os.fsencode(loaded.path.name),
            identity,
            seen_ns,
            bank and bank.id,
            *written(head),
        )
        if taken:
            self._set_aside(number, loaded)
        elif bank is not None:
            self._put_questions(number, bank)

    def remove(self, name: str) -> None:
        """Forget a file."""
        for (number,) in self._all(
            "SELECT number FROM {0}.files WHERE name = ?", os.fsencode(name)
        ):
            self._remove_questions(number)
            self._run("DELETE FROM {0}.files WHERE number = ?", number)

    def settle(self, folder: Path, names: Sequence[str]) -> None:
        """Put the files in the order of `names`; of two banks with one id the first stands."""
        files = self.files()
        self._many(
            "UPDATE {0}.files SET position = ? WHERE number = ?",
            [
                (at, files[name].number)
                for at, name in enumerate(names)
                if name in files and files[name].position != at
            ],
        )
        ordered = [files[name] for name in names if name in files]
        first: dict[str | None, int] = {None: -1}
        for row in ordered:
            first.setdefault(row.bank_id, row.number)
        # What no longer stands makes room before another takes its place.
        for row in ordered:
            if row.bank_id is not None and row.stands and first[row.bank_id] != row.number:
                loaded = self.loaded(folder, row)
                self._remove_questions(row.number)
                self._set_aside(row.number, loaded)
        for row in ordered:
            if not row.stands and first[row.bank_id] == row.number:
                bank = self.loaded(folder, row).bank
                self._run(
                    "UPDATE {0}.files SET aside = NULL, aside_sum = NULL WHERE number = ?",
                    row.number,
                )
                if bank is not None:
                    self._put_questions(row.number, bank)

    def loaded(self, folder: Path, row: FileRow) -> LoadedBank:
        """What was read of a file; raises DamagedIndexError where it is not as it was written."""
        path = folder / row.name
        ((head, head_sum, aside, aside_sum),) = self._all(
            "SELECT head, head_sum, aside, aside_sum FROM {0}.files WHERE number = ?", row.number
        )
        if aside is not None:
            return from_plain(unwritten(aside, aside_sum), path)
        about, faults, id_line = unwritten(head, head_sum)
        bank = None
        if about is not None:
            bank_id, title, language, questions = about
            contents = self._all(
                "SELECT content, sum FROM {0}.questions JOIN {0}.contents USING (number) "
                "WHERE file = ? ORDER BY position",
                row.number,
            )
            if len(contents) != questions:
                raise DamagedIndexError
            read = tuple(question_from_plain(unwritten(*content)) for content in contents)
            bank = QuestionBank(bank_id, title, language, read)
        return LoadedBank(path, bank, faults_from_plain(faults, path), id_line)

    def _set_aside(self, number: int, loaded: LoadedBank) -> None:
        text, total = written(to_plain(loaded))
        self._run(
            "UPDATE {0}.files SET aside = ?, aside_sum = ? WHERE number = ?", text, total, number
        )

    def _put_questions(self, file: int, bank: QuestionBank) -> None:
        ((last,),) = self._all("SELECT coalesce(max(number), 0) FROM {0}.questions")
        rows, contents, prompts, earlier, tags = [], [], [], [], []
        for at, question in enumerate(bank.questions):
            number, place, brief = last + 1 + at, place_of(question.id), brief_of(question)
            rows.append(
                (
                    *(number, file, at, question.id, _tail(question.id), bank.id),
                    *(question.kind.value, place, *written(brief_to_plain(brief))),
                )
            )
            text, total = written(question_to_plain(question))
            contents.append((number, total, text))
            asked = "\n".join(map(folded, (question.prompt, *question.other_prompts)))
            prompts.append((number, asked, question.prompt))
            earlier += [
                (number, order, one, _tail(one)) for order, one in enumerate(question.renamed_from)
            ]
            tags += [
                (number, tag, place) for tag in dict.fromkeys((*brief.topics, *brief.competences))
            ]
        self._many("INSERT INTO {0}.questions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self._many("INSERT INTO {0}.contents VALUES (?, ?, ?)", contents)
        self._many("INSERT INTO {0}.prompts VALUES (?, ?, ?)", prompts)
        self._many("INSERT INTO {0}.earlier VALUES (?, ?, ?, ?)", earlier)
        self._many("INSERT INTO {0}.tags VALUES (?, ?, ?)", tags)

    def _remove_questions(self, file: int) -> None:
        for table in ("contents", "prompts", "earlier", "tags"):
            self._run(
                f"DELETE FROM {{0}}.{table} WHERE number IN "  # noqa: S608
                "(SELECT number FROM {0}.questions WHERE file = ?)",
                file,
            )
        self._run("DELETE FROM {0}.questions WHERE file = ?", file)

    def _all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql.format(self._schema), values).fetchall()

    def _run(self, sql: str, *values: object) -> int:
        return self._connection.execute(sql.format(self._schema), values).lastrowid or 0

    def _many(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        self._connection.executemany(sql.format(self._schema), rows)


def _tail(question_id: str) -> str:
    return question_id.rpartition("/")[2]
