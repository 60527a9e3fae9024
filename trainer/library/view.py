"""What the caches of the shipped banks and of the person's own say together.

As in `Library`, a question of the person's stands before the shipped one of its id, and a
shipped one that theirs was renamed from is hidden.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from trainer.bank import Kind, Question
from trainer.library.brief import PLACES, BankBrief, Brief, Origin, folded
from trainer.library.index_form import (
    DamagedIndexError,
    brief_from_plain,
    question_from_plain,
    unwritten,
)

MOST_AT_ONCE = 500
"""So many ids are asked for in one query: SQLite's own limit is above that everywhere."""

FIRST_PAGE = 1_000
LARGEST_PAGE = 20_000

_PARTS = {
    "mine": "1",
    "shipped": "NOT EXISTS (SELECT 1 FROM mine.questions AS own WHERE own.id = q.id) "
    "AND NOT EXISTS (SELECT 1 FROM mine.earlier AS gone WHERE gone.id = q.id)",
}
"""The schemas, and which of their questions are asked."""

_QUESTIONS = "{0}.questions AS q"
# CROSS JOIN keeps SQLite from going through all questions first.
_EARLIER = "{0}.earlier AS e CROSS JOIN {0}.questions AS q ON q.number = e.number"
_PROMPTS = "{0}.prompts AS p CROSS JOIN {0}.questions AS q ON q.number = p.number"
_TAGS = "{0}.tags AS t CROSS JOIN {0}.questions AS q ON q.number = t.number"

Found = tuple[str, int, str]
"""A question's schema and number there, and its id."""

Step = tuple[int, str, Found]
"""On a walk: how far from its start a question stands, and the question."""


class View:
    """Questions as they are asked; every method may raise DamagedIndexError and sqlite3.Error."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def banks(self, folders: Mapping[Origin, Path]) -> tuple[BankBrief, ...]:
        """The banks, the shipped ones first, each with how many of its questions are asked."""
        counts: dict[int, int] | None = None
        if self._all("SELECT 1 FROM mine.questions LIMIT 1"):
            sql = _select("shipped", "q.file, count(*)", "1") + " GROUP BY q.file"
            counts = dict(self._all(sql))
        found = []
        for origin, folder in folders.items():
            for number, name, head, total in self._all(
                f"SELECT number, name, head, head_sum FROM {origin.value}.files "  # noqa: S608
                "WHERE bank_id IS NOT NULL AND aside IS NULL ORDER BY position"
            ):
                bank_id, title, language, questions = unwritten(head, total)[0]
                if counts is not None and origin is Origin.SHIPPED:
                    questions = counts.get(number, 0)
                path = folder / os.fsdecode(name)
                found.append(BankBrief(bank_id, title, language, questions, path, origin))
        return tuple(found)

    def faults(self) -> int:
        """How many faults the banks have; an id that another bank has is one."""
        count = 0
        for schema in _PARTS:
            sql = f"SELECT head, head_sum, aside IS NOT NULL FROM {schema}.files"  # noqa: S608
            for head, total, aside in self._all(sql):
                count += len(unwritten(head, total)[1]) + aside
        return count

    def aliases(self) -> dict[str, str]:
        """Earlier ids that no question has now, and the id of the question that had them."""
        found = []
        for schema in _PARTS:
            columns = f"e.id, '{schema}', q.number, q.id"
            found += self._all(_select(schema, columns, "1", _EARLIER))
        taken = {one for _, _, one in self._found("q.id", {row[0] for row in found})}
        order = {one: at for at, one in enumerate(self._ordered([row[1:] for row in found]))}
        found.sort(key=lambda row: order[row[3]])
        return {earlier: present for earlier, _, _, present in found if earlier not in taken}

    def briefs(self, question_ids: Collection[str]) -> dict[str, Brief]:
        """The briefs of questions, by id."""
        return {brief.id: brief for brief in self.briefs_at(self._found("q.id", question_ids))}

    def briefs_at(self, found: Collection[Found]) -> list[Brief]:
        """The briefs of questions, in their order."""
        briefs: dict[Found, Brief] = {}
        for schema in _PARTS:
            numbers = {one[1]: one for one in found if one[0] == schema}
            for some in _batches(list(numbers)):
                for number, text, total in self._all(
                    f"SELECT number, brief, brief_sum FROM {schema}.questions "  # noqa: S608
                    f"WHERE number IN ({_marks(some)})",
                    *some,
                ):
                    briefs[numbers[number]] = brief_from_plain(unwritten(text, total))
        if len(briefs) < len(found) or any(one[2] != brief.id for one, brief in briefs.items()):
            raise DamagedIndexError
        return [briefs[one] for one in found]

    def question(self, question_id: str) -> Question | None:
        """A whole question, or None where there is none of this id."""
        for found in self._found("q.id", [question_id]):
            return self._whole(found)
        return None

    def origins(self, question_ids: Collection[str]) -> dict[str, Origin]:
        """Whose file questions were read from."""
        return {one: Origin(schema) for schema, _, one in self._found("q.id", question_ids)}

    def overlaid(self, question_ids: Collection[str]) -> dict[str, Question]:
        """The shipped questions that stand behind one of the person's of the same id."""
        found: list[Found] = []
        for some in _batches(list(question_ids)):
            found += self._all(
                "SELECT 'shipped', q.number, q.id FROM shipped.questions AS q "  # noqa: S608
                f"WHERE q.id IN ({_marks(some)}) "
                "AND EXISTS (SELECT 1 FROM mine.questions AS own WHERE own.id = q.id)",
                *some,
            )
        return {one[2]: self._whole(one) for one in found}

    def with_tail(self, tail: str) -> list[str]:
        """The ids that end so after their bank, in the order of the banks."""
        return self._ordered(self._found("q.tail", [tail]))

    def with_earlier_tail(self, tail: str) -> list[str]:
        """The ids of questions that had such an id before."""
        return self._ordered(self._found("e.tail", [tail], _EARLIER))

    def with_prompt(self, wanted: str) -> list[str]:
        """The ids of questions with these words in a prompt, or in their own tail."""
        found: list[Found] = []
        for schema in _PARTS:
            condition = "instr(p.folded, ?) > 0"
            sql = _select(schema, f"'{schema}', q.number, q.id", condition, _PROMPTS)
            found += self._all(sql, folded(wanted))
            sql = _select(schema, f"'{schema}', q.number, q.id", "instr(q.tail, ?) > 0")
            found += self._all(sql, "-".join(folded(wanted).split()))
        return self._ordered(found)

    def prompts(self) -> list[tuple[str, str]]:
        """Every question's id and prompt, in the order of the banks."""
        by_id, found = {}, []
        for schema in _PARTS:
            columns = f"'{schema}', q.number, q.id, p.prompt"
            for *one, prompt in self._all(_select(schema, columns, "1", _PROMPTS)):
                found.append(tuple(one))
                by_id[one[2]] = prompt
        return [(one, by_id[one]) for one in self._ordered(found)]

    def ids(self, beginning: str) -> list[str]:
        """The ids that begin so, in the order of the banks."""
        found: list[Found] = []
        for schema in _PARTS:
            # A range, unlike LIKE, is found in the index.
            condition = "q.id >= ? AND q.id < ?"
            sql = _select(schema, f"'{schema}', q.number, q.id", condition)
            found += self._all(sql, beginning, f"{beginning}\U0010ffff")
        return self._ordered(found)

    def walk(
        self,
        schema: str,
        start: int,
        *,
        banks: Collection[str] = (),
        tag: str | None = None,
        disabled_banks: Collection[str] = (),
        kinds: Collection[Kind] = (),
    ) -> Iterator[Step]:
        """The questions of a schema by their place, from `start` once around the circle."""
        conditions, values = [], []
        # The order of the index that is walked.
        source, place, then = _QUESTIONS, "q.place", "q.id"
        least: str | int = ""
        if tag is not None:
            source, place, then, least = _TAGS, "t.place", "t.number", -1
            conditions.append("t.tag = ?")
            values.append(tag)
        if len(banks) == 1:
            conditions.append("q.bank_id = ?")
        elif banks:
            # With the plus sign it is a condition and no reason for another index.
            conditions.append(f"+q.bank_id IN ({_marks(banks)})")
        values += banks
        if disabled_banks:
            conditions.append(f"q.bank_id NOT IN ({_marks(disabled_banks)})")
            values += disabled_banks
        if kinds:
            conditions.append(f"q.kind IN ({_marks(kinds)})")
            values += [kind.value for kind in kinds]
        conditions.append(f"({place}, {then}) > (?, ?) AND {place} < ?")
        sql = _select(schema, f"{place}, {then}, q.number, q.id", " AND ".join(conditions), source)
        sql += f" ORDER BY {place}, {then} LIMIT ?"
        size = FIRST_PAGE
        for begin, end in ((start, PLACES), (0, start)):
            last: tuple[Any, ...] = (begin, least)
            while page := self._all(sql, *values, *last, end, size):
                for at, _, number, question_id in page:
                    yield (at - start) % PLACES, question_id, (schema, number, question_id)
                last = page[-1][:2]
                if len(page) < size:
                    break
                size = min(4 * size, LARGEST_PAGE)

    def _whole(self, found: Found) -> Question:
        schema, number, question_id = found
        sql = f"SELECT content, sum FROM {schema}.contents WHERE number = ?"  # noqa: S608
        for content in self._all(sql, number):
            question = question_from_plain(unwritten(*content))
            if question.id == question_id:
                return question
        raise DamagedIndexError

    def _found(self, column: str, values: Collection[str], source: str = _QUESTIONS) -> list[Found]:
        found: dict[str, Found] = {}
        for schema in _PARTS:
            for some in _batches(list(values)):
                condition = f"{column} IN ({_marks(some)})"
                sql = _select(schema, f"'{schema}', q.number, q.id", condition, source)
                for one in self._all(sql, *some):
                    found[one[2]] = one
        return list(found.values())

    def _ordered(self, found: Sequence[Found]) -> list[str]:
        """The ids in the order of `Library.questions`: where they first stand, shipped or not."""
        ids = {one[2] for one in found}
        places: dict[str, tuple[int, int, int]] = {}
        for later, schema in enumerate(("shipped", "mine")):
            for some in _batches(list(ids - places.keys())):
                for question_id, file, position in self._all(
                    "SELECT q.id, f.position, q.position "  # noqa: S608
                    f"FROM {schema}.questions AS q JOIN {schema}.files AS f ON f.number = q.file "
                    f"WHERE q.id IN ({_marks(some)})",
                    *some,
                ):
                    places[question_id] = (later, file, position)
        return sorted(places, key=places.__getitem__)

    def _all(self, sql: str, *values: object) -> list[Any]:
        return self._connection.execute(sql, values).fetchall()


def _select(schema: str, columns: str, condition: str, source: str = _QUESTIONS) -> str:
    return (
        f"SELECT {columns} FROM {source.format(schema)} "  # noqa: S608
        f"WHERE {condition} AND {_PARTS[schema]}"
    )


def _marks(values: Collection[Any]) -> str:
    return ", ".join("?" * len(values))


def _batches(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), MOST_AT_ONCE):
        yield values[start : start + MOST_AT_ONCE]
