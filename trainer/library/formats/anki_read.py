"""Questions from an Anki deck: one that was exported here, or anybody's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trainer.bank.faults import Place
from trainer.errors import InputError
from trainer.library.formats.anki_collection import Note, read_notes
from trainer.library.formats.anki_note import FIELDS, from_fields, points_of, texts_of
from trainer.library.formats.html_fields import text_of, without_sounds
from trainer.library.formats.raw import Raw

GUESSES = {
    "prompt": ("prompt", "question", "front"),
    "key_points": ("key points", "answer", "back"),
}
"""Fields that are taken for these where nothing is chosen, in lower case."""

_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::.*?)?\}\}", re.DOTALL)


def read_anki(path: Path, chosen: Mapping[str, str]) -> Raw:
    """The notes of a deck as questions, their places numbered as lines would be.

    `chosen` maps a question's key (prompt, key_points ...) to the name of the field that
    holds it.  Raises InputError for what is no deck, and where no field holds prompts:
    it names those that there are.
    """
    notes = read_notes(path)
    raw = Raw()
    raw.line_of = _place_of
    for note in notes:
        own = set(FIELDS) <= set(note.fields) and not chosen
        raw.questions.append(from_fields(note.fields) if own else _foreign(note, chosen, path))
    titles = {note.deck for note in notes if note.deck}
    raw.title = titles.pop().rpartition("::")[2][:200] if len(titles) == 1 else None
    if not notes:
        raw.fault(None, "holds no notes", "choose a deck with cards in it")
    return raw


def _foreign(note: Note, chosen: Mapping[str, str], path: Path) -> dict[str, Any]:
    by_name = {name.strip().lower(): name for name in note.fields}
    wanted: dict[str, str | None] = {
        key: next((by_name[name] for name in names if name in by_name), None)
        for key, names in GUESSES.items()
    }
    for key, field in chosen.items():
        if field.strip().lower() in by_name:
            wanted[key] = by_name[field.strip().lower()]
        elif key == "prompt":
            wanted[key] = None
    prompt = wanted.get("prompt")
    if prompt is None:
        there = ", ".join(note.fields)[:300]
        raise InputError(
            f"in {path} the notes of the kind '{note.kind}' have no field for the prompt",
            hint=f"Choose one with --field prompt=NAME; there are: {there}.",
        )
    question: dict[str, Any] = {}
    for key, name in wanted.items():
        if name is None:
            continue
        source = _CLOZE.sub(r"\1", without_sounds(note.fields.get(name, "")))
        value: Any = text_of(source)
        if key == "key_points":
            value = points_of(source)
        elif key in {"other_prompts", "follow_ups"}:
            value = texts_of(source)
        if value or key == "prompt":
            question[key] = value
    return question


def _place_of(place: Place) -> int | None:
    at = place[1] if len(place) > 1 and place[0] == "questions" else None
    return at + 1 if isinstance(at, int) else None
