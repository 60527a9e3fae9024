"""What was read of a bank file as plain data, and back: lists by position, quick to build from.

Nothing is checked on the way back: the cache has a digest over what it holds.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from trainer.bank import Fault, KeyPoint, Kind, Question, QuestionBank, Source, Weight
from trainer.bank.load import LoadedBank

_KINDS = {kind.value: kind for kind in Kind}
_WEIGHTS = {weight.value: weight for weight in Weight}


def to_plain(loaded: LoadedBank) -> list[Any]:
    """The form that `from_plain` reads; the path is not part of it."""
    bank = loaded.bank
    return [
        None
        if bank is None
        else [bank.id, bank.title, bank.language, [_question(q) for q in bank.questions]],
        [[one.line, one.where, one.what, one.mend] for one in loaded.faults],
        loaded.id_line,
    ]


def from_plain(plain: list[Any], path: Path) -> LoadedBank:
    """What was read of the file at `path`."""
    written, faults, id_line = plain
    bank = None
    if written is not None:
        bank_id, title, language, questions = written
        bank = QuestionBank(bank_id, title, language, tuple(_to_question(q) for q in questions))
    return LoadedBank(path, bank, tuple(Fault(path, *fault) for fault in faults), id_line)


def _question(question: Question) -> list[Any]:
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


def _to_question(plain: list[Any]) -> Question:
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
