"""What was read of a bank file as plain data, and back: lists by position, quick to build from.

Nothing is checked on the way back but a sum over the text: the cache holds what was checked.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

from trainer.bank import Fault, KeyPoint, Kind, Question, QuestionBank, Source, Weight
from trainer.bank.load import LoadedBank
from trainer.library.brief import Brief

_KINDS = {kind.value: kind for kind in Kind}
_WEIGHTS = {weight.value: weight for weight in Weight}


class DamagedIndexError(Exception):
    """The cache does not hold what was written to it."""


def written(plain: Any) -> tuple[str, int]:
    """Plain data as a text, and the sum to know it again by."""
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return text, zlib.crc32(text.encode())


def unwritten(text: object, total: object) -> Any:
    """The inverse of `written`; raises DamagedIndexError for what is not as it was."""
    try:
        if isinstance(text, str) and zlib.crc32(text.encode()) == total:
            return json.loads(text)
    except (ValueError, RecursionError):
        pass
    raise DamagedIndexError


def to_plain(loaded: LoadedBank) -> list[Any]:
    """The form that `from_plain` reads; the path is not part of it."""
    bank = loaded.bank
    return [
        None
        if bank is None
        else [bank.id, bank.title, bank.language, [question_to_plain(q) for q in bank.questions]],
        faults_to_plain(loaded.faults),
        loaded.id_line,
    ]


def from_plain(plain: list[Any], path: Path) -> LoadedBank:
    """What was read of the file at `path`."""
    written_bank, faults, id_line = plain
    bank = None
    if written_bank is not None:
        bank_id, title, language, questions = written_bank
        read = tuple(question_from_plain(q) for q in questions)
        bank = QuestionBank(bank_id, title, language, read)
    return LoadedBank(path, bank, faults_from_plain(faults, path), id_line)


def faults_to_plain(faults: tuple[Fault, ...]) -> list[Any]:
    """Faults without their file."""
    return [[one.line, one.where, one.what, one.mend] for one in faults]


def faults_from_plain(plain: list[Any], path: Path) -> tuple[Fault, ...]:
    """The faults of the file at `path`."""
    return tuple(Fault(path, *fault) for fault in plain)


def brief_to_plain(brief: Brief) -> list[Any]:
    """The form that `brief_from_plain` reads."""
    return [
        brief.id,
        brief.bank_id,
        brief.kind.value,
        brief.topics,
        brief.competences,
        brief.level,
        brief.time_limit_s,
        brief.language,
        brief.prompts,
        brief.renamed_from,
    ]


def brief_from_plain(plain: list[Any]) -> Brief:
    """A brief of the cache."""
    one, bank_id, kind, topics, competences, level, limit_s, language, prompts, earlier = plain
    return Brief(
        one,
        bank_id,
        _KINDS[kind],
        tuple(topics),
        tuple(competences),
        tuple(level),
        limit_s,
        language,
        prompts,
        tuple(earlier),
    )


def question_to_plain(question: Question) -> list[Any]:
    """The form that `question_from_plain` reads."""
    source = question.source
    return [
        question.id,
        question.prompt,
        question.kind.value,
        question.other_prompts,
        {name: list(entries) for name, entries in question.tags.items()},
        question.time_limit_s,
        [[p.id, p.text, p.weight.value, p.wordings, p.probe] for p in question.key_points],
        question.follow_ups,
        question.asks,
        source and [source.company, source.role, source.date, source.stage, source.attempt],
        question.renamed_from,
        question.language,
    ]


def question_from_plain(plain: list[Any]) -> Question:
    """A question of the cache."""
    (
        question_id,
        prompt,
        kind,
        other_prompts,
        tags,
        time_limit_s,
        points,
        follow_ups,
        asks,
        source,
        renamed_from,
        language,
    ) = plain
    return Question(
        question_id,
        prompt,
        _KINDS[kind],
        tuple(other_prompts),
        {name: tuple(entries) for name, entries in tags.items()},
        time_limit_s,
        tuple(
            KeyPoint(point_id, text, _WEIGHTS[weight], tuple(wordings), probe)
            for point_id, text, weight, wordings, probe in points
        ),
        tuple(follow_ups),
        asks,
        None if source is None else Source(*source),
        tuple(renamed_from),
        language,
    )
