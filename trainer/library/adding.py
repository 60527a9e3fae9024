"""A question of the person's own: from what was typed to the form of a bank file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.bank import Kind, Question, Weight
from trainer.bank.slugs import slugify, unique_slug
from trainer.errors import InputError
from trainer.library.brief import Origin
from trainer.library.library import Library
from trainer.library.near import Prompts, words_of_matter
from trainer.library.search import search

if TYPE_CHECKING:
    from trainer.scoring.vectors import Vectors

OWN_BANK = "my-questions"
"""The bank that a person's first question goes to."""

OWN_BANK_TITLE = "My questions"

MOST_NEAR = 3
"""So many existing questions are shown: 'is it one of these?'"""


NEAREST = 0.6
"""From this likeness on a prompt is most likely the same one, by its words or its meaning."""

WHOLE = 0.99
SURE = 1.2
"""A search hit with all the words of the prompt and this score is one that speaks of the same."""


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


def own_banks(library: Library) -> list[str]:
    """The ids of the person's banks, the one for first questions before the others."""
    ids = [entry.bank.id for entry in library.banks if entry.origin is Origin.MINE]
    return list(dict.fromkeys([OWN_BANK, *sorted(ids)]))


def near_questions(library: Library, prompt: str, vectors: Vectors | None) -> list[Question]:
    """The questions that may be the same one in other words, the nearest first.

    First those whose prompts are nearest, then those in which all the words of matter
    are found, then the others that come near.
    """
    questions = list(library.questions.values())
    near = Prompts(questions, vectors).near(prompt, MOST_NEAR)
    found = [one.question for one in near if one.likeness >= NEAREST]
    matter = words_of_matter(prompt)
    if vectors is not None and matter:
        hits = search(questions, " ".join(token.form for token in matter), vectors, MOST_NEAR)
        found += [hit.question for hit in hits if hit.words >= WHOLE and hit.score >= SURE]
    found += [one.question for one in near]
    return list({question.id: question for question in found}.values())[:MOST_NEAR]


def taken_ids(library: Library, bank_id: str) -> set[str]:
    """The bare ids that a bank uses already, or used before: none is given twice."""
    return {
        question_id.partition("/")[2]
        for question_id in (*library.questions, *library.aliases)
        if question_id.partition("/")[0] == bank_id
    }
