"""Questions edited, renamed, moved and joined; each can be taken back.

A question of the person's own is changed where it stands.  One that ships is never
touched: the changed form goes into a bank of the person's own and stands before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from trainer.bank import Question, question_to_mapping
from trainer.bank.edit import written_question
from trainer.bank.editable import with_values
from trainer.bank.form import SLUG
from trainer.bank.slugs import slugify
from trainer.errors import InputError
from trainer.history.store import History
from trainer.library import Library, ListedBank, Origin
from trainer.library.adding import own_bank_file
from trainer.practice.bank_work import BankWork, bank_work, overlay_of
from trainer.practice.cards import names_of
from trainer.practice.changes import Change
from trainer.practice.merging import Merged, merge_questions
from trainer.workspace.places import Workspace


def edit_question(
    history: History,
    workspace: Workspace,
    library: Library,
    edited: Question,
    mapping: Mapping[str, Any],
    text: str,
    now: datetime,
) -> Path:
    """Keep an edited question, and give the file it is in.

    `mapping` and `text` are what its file is to say, `edited` is what that means; its
    id is that of the question before.  A shipped question becomes one of the person's
    own with the same id, and so it is kept which form of the shipped one they saw.
    """
    place = library.place_of(edited.id)
    undone = f"{edited.id} is as it was before."
    with bank_work(history, workspace, Change.EDIT_QUESTION, undone, now) as work:
        if place.origin is Origin.MINE:
            work.replace(place.path, edited.id, mapping, text)
            file = place.path
        else:
            file = _lay_over(work, library, place, edited)
            work.set_overlay(edited.id, library.questions[edited.id])
        if edited.id in library.overlaid:
            work.set_overlay(edited.id, library.overlaid[edited.id])
    return file


def settle_overlay(history: History, library: Library, question_id: str, now: datetime) -> None:
    """Keep that a person has seen what the shipped question behind their own one says now."""
    shipped = library.overlaid[question_id]
    history.shelf.set_overlay(question_id, overlay_of(shipped, now))


def rename_question(
    history: History,
    workspace: Workspace,
    library: Library,
    question: Question,
    name: str,
    now: datetime,
) -> Question:
    """Give a question another id in its bank; what was stored under the old one is found by it.

    Raises InputError where `name` is no id, or is or was that of another question.
    """
    name = name.removeprefix(f"{question.bank_id}/")
    _check_name(library, f"{question.bank_id}/{name}", name)
    return _give_id(
        history, workspace, library, question, f"{question.bank_id}/{name}",
        Change.RENAME_QUESTION, now,
    )  # fmt: skip


def move_question(
    history: History,
    workspace: Workspace,
    library: Library,
    question: Question,
    bank: str,
    now: datetime,
) -> Question:
    """Move a question into another bank of the person's own, or one laid over a shipped bank.

    Raises NotFoundError where there is no such bank, InputError where it is in there.
    """
    bank_id = library.bank(bank).bank.id
    if bank_id == question.bank_id:
        raise InputError(
            f"{question.id} is in the bank '{bank_id}' already",
            hint="'trainer bank rename' gives it another name.",
        )
    name = question.id.rpartition("/")[2]
    _check_name(library, f"{bank_id}/{name}", name)
    return _give_id(
        history, workspace, library, question, f"{bank_id}/{name}", Change.MOVE_QUESTION, now
    )


def _check_name(library: Library, wanted: str, name: str) -> None:
    if not SLUG.fullmatch(name):
        raise InputError(
            f"'{name}' is not an id",
            hint=f"Use lower-case letters, digits and hyphens, such as {slugify(name)}.",
        )
    if wanted in library.questions or wanted in library.aliases:
        holder = library.present_id(wanted)
        was = "is there already" if holder == wanted else f"is what {holder} was called before"
        raise InputError(f"{wanted} {was}", hint="'trainer bank rename' gives it a free name.")


def _give_id(
    history: History,
    workspace: Workspace,
    library: Library,
    question: Question,
    new_id: str,
    kind: Change,
    now: datetime,
) -> Question:
    place = library.place_of(question.id)
    renamed = replace(question, id=new_id, renamed_from=(*question.renamed_from, question.id))
    undone = f"{new_id} is {question.id} again."
    with bank_work(history, workspace, kind, undone, now) as work:
        if place.origin is Origin.MINE and renamed.bank_id == question.bank_id:
            mapping, text = _own_form(place, question, renamed)
            work.replace(place.path, question.id, mapping, text)
        else:
            # First there, then away: a crash between the two loses nothing.
            _lay_over(work, library, library.bank(renamed.bank_id), renamed)
            if place.origin is Origin.MINE:
                work.remove(place.path, question.id)
        if question.id in library.overlaid:
            work.set_overlay(question.id, None)
        names = names_of(library, question)
        work.carry_cards([names], (new_id, *names))
    return renamed


def merge_into(
    history: History,
    workspace: Workspace,
    library: Library,
    kept: Question,
    other: Question,
    now: datetime,
) -> Merged:
    """Join two questions that are the same one: `other` goes into `kept`, with its history.

    Raises InputError where they are one question already, or speak other languages.
    """
    if kept.id == other.id:
        raise InputError(f"{kept.id} can't be joined with itself", hint="Name two questions.")
    if kept.language != other.language:
        raise InputError(
            f"{kept.id} is in '{kept.language}' and {other.id} in '{other.language}'",
            hint="Only questions of one language can be joined.",
        )
    merged = merge_questions(kept, other)
    place, other_place = library.place_of(kept.id), library.place_of(other.id)
    undone = f"{kept.id} and {other.id} are two questions again."
    with bank_work(history, workspace, Change.MERGE_QUESTIONS, undone, now) as work:
        if place.origin is Origin.MINE:
            mapping, text = _own_form(place, kept, merged.question)
            work.replace(place.path, kept.id, mapping, text)
        else:
            _lay_over(work, library, place, merged.question)
            work.set_overlay(kept.id, kept)
        if other_place.origin is Origin.MINE:
            work.remove(other_place.path, other.id)
            if other.id in library.overlaid:
                work.set_overlay(other.id, None)
        for number, question_id, point in history.shelf.wording_places(
            [other.id, *other.renamed_from]
        ):
            if point in merged.point_ids:
                now_at = (kept.id, merged.point_ids[point])
                work.place_wording(number, (question_id, point), now_at)
        names, other_names = names_of(library, kept), names_of(library, other)
        work.carry_cards([names, other_names], (*names, *other_names))
    return merged


def _lay_over(work: BankWork, library: Library, place: ListedBank, question: Question) -> Path:
    """Write a question into the person's own bank of its bank id, made where it is missing."""
    _, file = own_bank_file(library, work.workspace.banks, question.bank_id)
    mapping = question_to_mapping(question, default_language="")
    work.add(file, mapping, title=place.bank.title, language=place.bank.language)
    return file


def _own_form(
    place: ListedBank, before: Question, after: Question
) -> tuple[dict[str, Any], str | None]:
    """What the file of the person's own is to say of a changed question, its comments kept."""
    written = written_question(place.path, before.id)
    plain = question_to_mapping(after, default_language=place.bank.language)
    plain["id"] = after.id.rpartition("/")[2]
    old = question_to_mapping(before, default_language=place.bank.language)
    old["id"] = written.mapping["id"]
    changed = {key: value for key, value in plain.items() if old.get(key) != value}
    text = with_values(written.text, changed)
    return {**written.mapping, **changed}, text
