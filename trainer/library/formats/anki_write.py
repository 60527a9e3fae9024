"""A bank as an Anki deck: a note a question, with its best take where one is given."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from trainer.bank import Question, QuestionBank
from trainer.bank.slugs import slugify
from trainer.errors import UsageError
from trainer.library.formats.anki_note import BACK, CSS, FIELDS, FRONT, NOTETYPE, to_fields

NOTETYPE_ID = 1_735_201_937
"""Anki knows a kind of note by this number: it must stay what it is."""


def write_anki(bank: QuestionBank, takes: Mapping[str, Path], now: datetime) -> bytes:
    """The bytes of an .apkg file, as every Anki since 2.0 reads it.

    `takes` are recordings by question id; `now` becomes the time at which the notes were
    made.  A question keeps its note when it is exported again.  Raises UsageError
    without genanki.
    """
    try:
        import genanki
    except ModuleNotFoundError:
        raise UsageError(
            "writing Anki decks needs the package genanki",
            hint="Install it: pip install 'interview-trainer[anki]'.",
        ) from None
    kind = genanki.Model(
        NOTETYPE_ID,
        NOTETYPE,
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Answer aloud", "qfmt": FRONT, "afmt": BACK}],
        css=CSS,
        sort_field_index=0,
    )
    deck = genanki.Deck(_deck_id(bank.id), bank.title.replace("::", ": :"))
    with tempfile.TemporaryDirectory() as folder:
        media = []
        for place, question in enumerate(bank.questions):
            audio = ""
            if question.id in takes:
                copy = _named_copy(takes[question.id], question, Path(folder))
                media.append(str(copy))
                audio = copy.name
            deck.add_note(
                genanki.Note(
                    model=kind,
                    fields=to_fields(question, audio),
                    guid=genanki.guid_for("interview-trainer", question.id),
                    tags=_tags(question),
                    due=place,
                )
            )
        package = genanki.Package(deck)
        package.media_files = media
        target = Path(folder, "bank.apkg")
        package.write_to_file(str(target), timestamp=now.timestamp())
        return target.read_bytes()


def _deck_id(bank_id: str) -> int:
    digest = hashlib.sha256(bank_id.encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:4], "big") % (1 << 30)


def _named_copy(take: Path, question: Question, folder: Path) -> Path:
    """A copy under a name that no other deck's media have."""
    copy = folder / f"trainer-{question.id.replace('/', '-')}{take.suffix}"
    copy.write_bytes(take.read_bytes())
    return copy


def _tags(question: Question) -> list[str]:
    """Anki's tags hold no blanks: the exact ones stand among the details."""
    texts: list[Any] = [one for entries in question.tags.values() for one in entries]
    return sorted({slugify(text, fallback="other") for text in texts})
