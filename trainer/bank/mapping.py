"""Questions and banks from plain data, and back: the form of the bank file.

Plain data is what YAML and JSON hold: dicts, lists, texts, numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from trainer.bank.faults import Faults, FaultyInputError, Place, printable, show
from trainer.bank.form import (
    BANK_KEYS,
    FORMAT,
    KEY_POINT_KEYS,
    MAX_ATTEMPT,
    MAX_KEY_POINTS,
    MAX_QUESTIONS,
    MAX_TIME_LIMIT_S,
    MIN_TIME_LIMIT_S,
    QUESTION_KEYS,
    SOURCE_KEYS,
    TAG_KEYS,
)
from trainer.bank.nouns import (
    DEFAULT_TIME_LIMIT_S,
    KeyPoint,
    Kind,
    Question,
    QuestionBank,
    Source,
    Weight,
)
from trainer.bank.values import (
    choice,
    group,
    items,
    language,
    line,
    number,
    one_or_several,
    question_id,
    several,
    slug,
    text,
    whole_number,
)

DEFAULT_LANGUAGE = "en"


def question_from_mapping(
    mapping: Mapping[str, Any], *, bank_id: str = "", default_language: str = DEFAULT_LANGUAGE
) -> Question:
    """A question from the bank file's form; a bare id is enough.

    A bare id belongs to `bank_id` if that is given, and an id of another bank is
    then a fault; `default_language` stands where the question names no language
    of its own.  White space around texts is dropped.  Raises FaultyInputError (an
    InputError) that tells every fault at once.
    """
    faults = Faults(mapping)
    question = read_question(
        mapping, (), faults, bank_id=bank_id, default_language=default_language
    )
    if question is None:
        told = mapping.get("id") if isinstance(mapping, Mapping) else None
        name = f"question {printable(told, 70)}" if isinstance(told, str) else "question"
        raise FaultyInputError(f"the {name} can't be read", faults.all())
    return question


def question_to_mapping(
    question: Question, *, default_language: str = DEFAULT_LANGUAGE
) -> dict[str, Any]:
    """The bank file's form of a question, its keys in the file's order, defaults left out.

    ``question_from_mapping(question_to_mapping(q)) == q`` for every question that
    was read.  In a bank file the bank's language is the `default_language`.
    """
    source = question.source
    everything: dict[str, Any] = {
        "id": question.id,
        "prompt": question.prompt,
        "other_prompts": list(question.other_prompts),
        "kind": None if question.kind is Kind.BEHAVIOURAL else question.kind.value,
        "tags": {
            name: list(question.tags[name]) if len(question.tags[name]) > 1 else entry
            for name in TAG_KEYS
            for entry in question.tags.get(name, ())[:1]
        },
        "time_limit_s": None
        if question.time_limit_s == DEFAULT_TIME_LIMIT_S
        else _shortest(question.time_limit_s),
        "key_points": [_key_point_to_mapping(point) for point in question.key_points],
        "follow_ups": list(question.follow_ups),
        "asks": question.asks,
        "source": source and _without_defaults({k: getattr(source, k) for k in SOURCE_KEYS}),
        "renamed_from": list(question.renamed_from),
        "language": None if question.language == default_language else question.language,
    }
    return _without_defaults(everything)


def read_bank(data: object, faults: Faults) -> QuestionBank | None:
    """A bank from the plain data of a whole file.

    Questions without fault are given even if others have some.  None if the file
    is of another format, or if the bank has no id to name its questions by.
    """
    found = group(data, (), faults, known=BANK_KEYS, required=("format", "id", "title"))
    if found is None or not _format_fits(found, faults):
        return None
    bank_id = slug(found["id"], ("id",), faults) if "id" in found else None
    title = line(found["title"], ("title",), faults) if "title" in found else None
    tag = language(found.get("language", DEFAULT_LANGUAGE), ("language",), faults)
    tag = tag or DEFAULT_LANGUAGE
    if "questions" not in found:
        faults.add((), "has no questions", "add a line questions: and each question after a dash")
    read: list[tuple[str | int, Question]] = []
    first_places: dict[str, Place] = {}
    for entry, place in items(
        found.get("questions", ()), ("questions",), faults, most=MAX_QUESTIONS
    ):
        question = read_question(entry, place, faults, bank_id=bank_id or "", default_language=tag)
        if question is not None:
            read.append((place[1], question))
        _tell_repeated_id(entry, place, faults, bank_id or "", first_places)
    if bank_id is None:
        return None
    # Some faults show only beside the question: a key or an id that stands twice.
    faulty = {place[1] for place in faults.places if place[:1] == ("questions",) and place[1:]}
    questions = tuple(question for index, question in read if index not in faulty)
    return QuestionBank(bank_id, title or bank_id, tag, questions)


def read_question(
    data: object,
    place: Place,
    faults: Faults,
    *,
    bank_id: str = "",
    default_language: str = DEFAULT_LANGUAGE,
) -> Question | None:
    """One question as `question_from_mapping` reads it; None if anything in it is at fault."""
    before = len(faults)
    found = group(data, place, faults, known=QUESTION_KEYS, required=("id", "prompt"))
    if found is None:
        return None
    values: dict[str, Any] = {"language": default_language}
    earlier_id = partial(question_id, bank_id=bank_id, foreign=True)
    readers = {
        "id": partial(question_id, bank_id=bank_id),
        **_QUESTION_READERS,
        "renamed_from": partial(one_or_several, read=earlier_id),
    }
    for key, read in readers.items():
        if key in found:
            values[key] = read(found[key], (*place, key), faults)
    return Question(**values) if len(faults) == before else None


def _format_fits(found: Mapping[str, object], faults: Faults) -> bool:
    """Whether the rest of the file can be read; a missing format is told, and taken for ours."""
    if "format" not in found:
        return True
    written = found["format"]
    if not isinstance(written, bool) and written == FORMAT:
        return True
    newer = isinstance(written, int) and not isinstance(written, bool) and written > FORMAT
    faults.add(
        ("format",),
        f"is not {FORMAT}, the form of bank that this version reads",
        "update trainer: the file was written for a newer version"
        if newer
        else f"write format: {FORMAT}",
    )
    return False


def _tell_repeated_id(
    entry: object, place: Place, faults: Faults, bank_id: str, first_places: dict[str, Place]
) -> None:
    written = entry.get("id") if isinstance(entry, Mapping) else None
    if isinstance(written, str):
        _tell_repeated(written.removeprefix(f"{bank_id}/"), (*place, "id"), faults, first_places)


def _tell_repeated(
    written: str, place: Place, faults: Faults, first_places: dict[str, Place]
) -> None:
    first = first_places.setdefault(written, place)
    if first != place:
        at = faults.line_of(first)
        where = f" (first on line {at})" if at else ""
        faults.add(
            place, f"the id {show(written)} stands twice{where}", "give one of the two another id"
        )


def _read_key_points(value: object, place: Place, faults: Faults) -> tuple[KeyPoint, ...]:
    points: list[KeyPoint] = []
    first_places: dict[str, Place] = {}
    for entry, at in items(value, place, faults, most=MAX_KEY_POINTS):
        found = group(entry, at, faults, known=KEY_POINT_KEYS, required=("id", "text"))
        if found is None:
            continue
        values: dict[str, Any] = {}
        for key, read in _KEY_POINT_READERS.items():
            if key in found:
                values[key] = read(found[key], (*at, key), faults)
        point_id = values.get("id")
        if point_id is not None:
            _tell_repeated(point_id, (*at, "id"), faults, first_places)
        if "id" in values and "text" in values:
            points.append(KeyPoint(**values))
    return tuple(points)


def _read_tags(value: object, place: Place, faults: Faults) -> dict[str, tuple[str, ...]]:
    found = group(value, place, faults, known=TAG_KEYS) or {}
    tags = {
        name: one_or_several(found[name], (*place, name), faults, line)
        for name in TAG_KEYS
        if name in found
    }
    return {name: entries for name, entries in tags.items() if entries}


def _read_time_limit(value: object, place: Place, faults: Faults) -> float | None:
    seconds = number(
        value, place, faults, low=MIN_TIME_LIMIT_S, high=MAX_TIME_LIMIT_S, unit=" of seconds"
    )
    return None if seconds is None else float(seconds)


def _read_source(value: object, place: Place, faults: Faults) -> Source | None:
    found = group(value, place, faults, known=SOURCE_KEYS)
    values: dict[str, Any] = {
        key: line(found[key], (*place, key), faults)
        for key in ("company", "role", "date", "stage")
        if found and key in found
    }
    if found and "attempt" in found:
        values["attempt"] = whole_number(
            found["attempt"], (*place, "attempt"), faults, low=1, high=MAX_ATTEMPT
        )
    return Source(**values) if values else None


def _key_point_to_mapping(point: KeyPoint) -> dict[str, Any]:
    return _without_defaults(
        {
            "id": point.id,
            "text": point.text,
            "weight": None if point.weight is Weight.VITAL else point.weight.value,
            "wordings": list(point.wordings),
            "probe": point.probe,
        }
    )


def _without_defaults(everything: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in everything.items() if value not in (None, [], {})}


def _shortest(seconds: float) -> float:
    return int(seconds) if seconds == int(seconds) else seconds


_QUESTION_READERS: dict[str, Any] = {
    "prompt": text,
    "other_prompts": partial(several, read=text),
    "kind": partial(choice, kind=Kind),
    "tags": _read_tags,
    "time_limit_s": _read_time_limit,
    "key_points": _read_key_points,
    "follow_ups": partial(several, read=text),
    "asks": text,
    "source": _read_source,
    "language": language,
}
_KEY_POINT_READERS: dict[str, Any] = {
    "id": slug,
    "text": text,
    "weight": partial(choice, kind=Weight),
    "wordings": partial(several, read=text),
    "probe": text,
}
