"""A question of the person's own: from what was typed to the form of a bank file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.bank import Kind, Question, Weight
from trainer.bank.slugs import slugify, unique_slug
from trainer.errors import InputError
from trainer.library.library import Library, Origin

OWN_BANK = "my-questions"
"""The bank that a person's first question goes to."""

OWN_BANK_TITLE = "My questions"

ALIKE = 75.0
"""From this token_set_ratio on (0 to 100) two prompts are worth a look: 'is it this one?'"""

MOST_ALIKE = 3


@dataclass(frozen=True, slots=True)
class NewPoint:
    """A key point as it was typed."""

    text: str
    weight: Weight = Weight.VITAL
    wordings: tuple[str, ...] = ()
    probe: str = ""


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question as it was typed; an empty text means that nothing was given."""

    prompt: str
    points: Sequence[NewPoint] = ()
    kind: Kind = Kind.BEHAVIOURAL
    time_limit_s: float | None = None
    tags: Mapping[str, str] | None = None
    follow_ups: Sequence[str] = ()
    asks: str = ""
    source: Mapping[str, str] | None = None


def to_mapping(new: NewQuestion, taken: Collection[str]) -> dict[str, Any]:
    """The form of a bank file, with ids made from the texts.

    `taken` holds the bare ids that the bank has already.  What was not given is
    left out.  Raises InputError without a prompt.
    """
    if not new.prompt.strip():
        raise InputError(
            "a question needs a prompt", hint="Give it as the interviewer asked it, with --prompt."
        )
    key_points: list[dict[str, Any]] = []
    ids: set[str] = set()
    for point in new.points:
        point_id = unique_slug(point.text, ids, fallback="point")
        ids.add(point_id)
        mapping: dict[str, Any] = {
            "id": point_id,
            "text": point.text,
            "weight": point.weight.value,
            "wordings": list(point.wordings),
            "probe": point.probe,
        }
        key_points.append(_given(mapping))
    return _given(
        {
            "id": unique_slug(new.prompt, taken),
            "prompt": new.prompt.strip(),
            "kind": new.kind.value,
            "tags": _given(dict(new.tags or {})),
            "time_limit_s": new.time_limit_s,
            "key_points": key_points,
            "follow_ups": list(new.follow_ups),
            "asks": new.asks,
            "source": _given(dict(new.source or {})),
        }
    )


def _given(mapping: dict[str, Any]) -> dict[str, Any]:
    """Leave out what was not given."""
    return {key: value for key, value in mapping.items() if value not in (None, "", [], {})}


def own_bank_file(library: Library, banks_folder: Path, bank: str) -> tuple[str, Path]:
    """The id and the file of the person's bank called `bank`, whether or not it is there yet.

    A shipped bank's name gives a file of the person's own that is laid over it.
    """
    bank_id = slugify(bank, fallback=OWN_BANK)
    for entry in library.banks:
        if entry.origin is Origin.MINE and entry.bank.id == bank_id:
            return bank_id, entry.path
    return bank_id, banks_folder / f"{bank_id}.yaml"


def bank_title(library: Library, bank_id: str) -> str:
    """The title of a bank that may have to be made."""
    if bank_id == OWN_BANK:
        return OWN_BANK_TITLE
    for entry in library.banks:
        if entry.bank.id == bank_id:
            return entry.bank.title
    return bank_id.replace("-", " ").capitalize()


def taken_ids(library: Library, bank_id: str) -> set[str]:
    """The bare ids that a bank uses already."""
    return {
        question_id.partition("/")[2]
        for question_id in library.questions
        if question_id.partition("/")[0] == bank_id
    }


def alike(library: Library, prompt: str) -> list[Question]:
    """The questions that may be the same one in other words, the nearest first."""
    from rapidfuzz import fuzz, process, utils

    prompts = {
        (question.id, index): text
        for question in library.questions.values()
        for index, text in enumerate((question.prompt, *question.other_prompts))
    }
    near = process.extract(
        prompt,
        prompts,
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        score_cutoff=ALIKE,
        limit=3 * MOST_ALIKE,
    )
    ids = dict.fromkeys(question_id for _, _, (question_id, _) in near)
    return [library.questions[question_id] for question_id in list(ids)[:MOST_ALIKE]]
