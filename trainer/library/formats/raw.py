"""What a reader of any format gives, and how a bank without faults comes of it.

Readers only take a format apart into the plain data of a bank file; what may stand
there is judged in one place, by the bank's own rules, with the lines that the reader
knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trainer.bank import Fault, QuestionBank
from trainer.bank.faults import MAX_FAULTS, Faults, Place
from trainer.bank.form import FORMAT, LANGUAGE, MAX_QUESTIONS, MAX_SLUG_CHARS, MAX_TEXT_CHARS, SLUG
from trainer.bank.mapping import DEFAULT_LANGUAGE, read_bank
from trainer.bank.slugs import slugify, unique_slug

_ROOM_FOR_NUMBER = MAX_SLUG_CHARS - 5

MADE_BANK = "imported"
"""Stands for the bank's id while a file that names none is read."""


@dataclass(slots=True)
class Raw:
    """The plain data of a file, and where they stand in it.

    `line_of` gives the line, from 1, of a place below ``questions``; `faults` are what
    the format itself is wrong in, as line, where, what and mend; `holds_language` says
    that the language stands beside the whole and not beside each question.
    """

    questions: list[Any] = field(default_factory=list)
    bank_id: str | None = None
    title: str | None = None
    language: str | None = None
    line_of: Callable[[Place], int | None] = lambda _place: None
    faults: list[tuple[int | None, str, str, str]] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)

    def fault(self, line: int | None, what: str, mend: str, where: str = "") -> None:
        """Note a fault of the format; as many are kept as are ever told."""
        if len(self.faults) < MAX_FAULTS:
            self.faults.append((line, where, what, mend))


@dataclass(frozen=True, slots=True)
class ReadBank:
    """What came of a file.

    `bank_id` and `title` are None where the file names none; the questions' ids then
    begin with `MADE_BANK`.  `given` are the ids that the file itself gives, `lines`
    where each question stands.
    """

    bank: QuestionBank | None
    bank_id: str | None
    title: str | None
    given: frozenset[str]
    lines: Mapping[str, int]
    faults: tuple[Fault, ...]


def to_bank(raw: Raw, file: Path | None, bank_id: str | None = None) -> ReadBank:
    """Judge what was read.

    `file` is for the faults alone; with `bank_id` the questions go to that bank,
    whichever the file names.
    """
    named = raw.bank_id or _shared_bank(raw, bank_id)
    target = bank_id or named or MADE_BANK
    target = target if SLUG.fullmatch(target) else slugify(target)
    questions = [_with_ids(one, bank_id is not None) for one in raw.questions]
    given = _name_missing(questions)
    data = {
        "format": FORMAT,
        "id": target,
        "title": raw.title or target.replace("-", " ").capitalize(),
        "language": raw.language or DEFAULT_LANGUAGE,
        "questions": questions,
        **raw.extra,
    }
    faults = Faults(data, file=file, line_of=raw.line_of)
    bank = read_bank(data, faults)
    format_faults = tuple(Fault(file, *one) for one in raw.faults)
    told = sorted((*format_faults, *faults.all()), key=lambda one: one.line or 0)
    lines = {}
    for at, one in enumerate(questions[:MAX_QUESTIONS]):
        line = raw.line_of(("questions", at))
        if isinstance(one, Mapping) and isinstance(one.get("id"), str) and line is not None:
            lines[f"{target}/{one['id'].rpartition('/')[2]}"] = line
    if bank is not None and raw.language is None:
        bank = _with_shared_language(bank)
    return ReadBank(
        bank if not told else None,
        named,
        raw.title,
        frozenset(f"{target}/{one}" for one in given),
        lines,
        tuple(told),
    )


def _shared_bank(raw: Raw, wanted: str | None) -> str | None:
    """The bank that full ids name, if they all name one; several are a fault."""
    found: dict[str, int] = {}
    for at, one in enumerate(raw.questions):
        written = one.get("id") if isinstance(one, Mapping) else None
        if isinstance(written, str) and "/" in written:
            found.setdefault(written.partition("/")[0], at)
    if len(found) > 1 and wanted is None:
        second = list(found.values())[1]
        raw.fault(
            raw.line_of(("questions", second)),
            f"the questions belong to {len(found)} banks ({', '.join(sorted(found)[:3])} ...)",
            "name the bank for all of them with --bank",
        )
    return next(iter(found), None)


def _with_ids(question: Any, bare: bool) -> Any:
    """A question that is free to be changed, its id `bare` if it goes to a named bank."""
    if not isinstance(question, Mapping):
        return question
    own = dict(question)
    if bare and isinstance(own.get("id"), str):
        own["id"] = own["id"].rpartition("/")[2]
    if isinstance(own.get("key_points"), list):
        own["key_points"] = [
            dict(point) if isinstance(point, Mapping) else point for point in own["key_points"]
        ]
    return own


def _name_missing(questions: list[Any]) -> set[str]:
    """Give ids to questions and key points that have none; the ids that were there."""
    groups = [one for one in questions if isinstance(one, dict)]
    given = {one["id"].rpartition("/")[2] for one in groups if isinstance(one.get("id"), str)}
    taken = set(given)
    times: Counter[str] = Counter()
    # Of more questions than a bank may have none is looked at.
    for one in groups[: MAX_QUESTIONS + 1]:
        if "id" not in one:
            # Without a prompt there is one fault to tell, and that is not the id.
            made = slugify(str(one.get("prompt", ""))[:MAX_TEXT_CHARS])
            times[made] += 1
            if times[made] > 1:
                # From this number on, for counting from two takes ages in a long list.
                made = f"{slugify(made, max_chars=_ROOM_FOR_NUMBER)}-{times[made]}"
            one["id"] = unique_slug(made, taken)
            taken.add(one["id"])
        points = one.get("key_points")
        if isinstance(points, list):
            _name_points([point for point in points if isinstance(point, dict)])
    return given


def _name_points(points: list[dict[str, Any]]) -> None:
    taken = {point["id"] for point in points if isinstance(point.get("id"), str)}
    for point in points:
        if "id" not in point and isinstance(point.get("text"), str):
            point["id"] = unique_slug(point["text"], taken, fallback="point")
            taken.add(point["id"])


def _with_shared_language(bank: QuestionBank) -> QuestionBank:
    languages = {question.language for question in bank.questions}
    if len(languages) != 1 or not LANGUAGE.fullmatch(next(iter(languages))):
        return bank
    return QuestionBank(bank.id, bank.title, languages.pop(), bank.questions)
