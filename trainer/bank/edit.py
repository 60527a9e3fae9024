"""Changing a bank file: a question added, replaced, taken out, put back.

Only the lines of the question change; comments, order and layout of all the
rest stay as they were, byte for byte.  The new text is read again and compared
before it takes the old one's place, in one step.  Whoever may meet another
writer holds the workspace's lock.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.bank.faults import FaultyInputError, nearest
from trainer.bank.form import FORMAT
from trainer.bank.layout import Layout
from trainer.bank.load import bank_from_document, read_bytes, unreadable_faults
from trainer.bank.mapping import question_from_mapping, question_to_mapping
from trainer.bank.nouns import Question, QuestionBank
from trainer.bank.slugs import slugify
from trainer.bank.yaml_document import Document, parse, read_text
from trainer.bank.yaml_dump import bank_text, question_text
from trainer.bank.yaml_parser import UnreadableError
from trainer.errors import InputError, NotFoundError
from trainer.workspace.private import private_folder, storage_error, write_private

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class RemovedQuestion:
    """A question taken out of a file, with all that putting it back needs.

    `question_id` is the full one, `mapping` what the file said, `position` its
    place among the questions from 0, `text` its lines as they stood, `offset` the
    number of lines (blank ones and comments) between what was before it and them.
    """

    question_id: str
    mapping: dict[str, Any]
    position: int
    text: str
    offset: int


def add_question(
    path: Path,
    mapping: Mapping[str, Any],
    *,
    position: int | None = None,
    title: str | None = None,
    language: str | None = None,
) -> Question:
    """Add a question to the bank file at `path`, and give it as it is now.

    It goes to the end, or before the question that is at `position` (from 0).
    Without a file a bank is made, of the question's bank id or else the file's
    name; `title` and `language` are for this case alone.  Raises InputError if the
    question or the file is at fault or the id is taken, StorageError if the file
    can't be read or written.
    """
    target = _target(path)
    if not target.exists():
        return _make_bank(target, mapping, title, language)
    document, bank = _open(target)
    question = question_from_mapping(mapping, bank_id=bank.id, default_language=bank.language)
    if question.id in _ids(document, bank):
        raise InputError(
            f"{path} has a question {question.id} already",
            hint="give the new question another id, or edit the one that is there",
        )
    own = _own_mapping(question, bank)
    layout = Layout(document)
    at = layout.count if position is None else min(position, layout.count)
    new_text = layout.with_new_item(at, question_text(own, indent=layout.dash_column))
    questions = _questions(document)
    changed = _changed(document, new_text, [*questions[:at], own, *questions[at:]], target)
    if changed is None or question not in changed.questions:
        raise _refusal(path)
    _write(target, new_text)
    return question


def remove_question(path: Path, question_id: str) -> RemovedQuestion:
    """Take a question out of the bank file at `path`; `put_back` is the inverse.

    The id may be bare or full, and the question itself at fault.  Comments above
    it stay.  Raises NotFoundError if it is not there, InputError if the file is at
    fault as a whole, StorageError if it can't be read or written.
    """
    target = _target(path)
    document, bank = _open(target)
    wanted = _full_id(question_id, bank)
    position = _position(document, bank, path, question_id)
    new_text, text, offset = Layout(document).without_item(position)
    questions = _questions(document)
    removed = questions.pop(position)
    if _changed(document, new_text, questions, target) is None:
        raise _refusal(path)
    _write(target, new_text)
    return RemovedQuestion(wanted, removed, position, text, offset)


def written_question(path: Path, question_id: str) -> RemovedQuestion:
    """A question of the bank file at `path` as it stands there; nothing is changed.

    Raises NotFoundError, InputError and StorageError as `remove_question`.
    """
    document, bank = _open(_target(path))
    position = _position(document, bank, path, question_id)
    text, offset = Layout(document).item(position)
    mapping = _questions(document)[position]
    return RemovedQuestion(_full_id(question_id, bank), mapping, position, text, offset)


def replace_question(
    path: Path, question_id: str, mapping: Mapping[str, Any], *, text: str | None = None
) -> RemovedQuestion:
    """Put another question in the place of one; the result is what stood there.

    `mapping` is what is to be read from the file afterwards, `text` the lines that say
    so, with their dash; where these are not given, or don't fit the file, they are made
    from the mapping.  Raises as `remove_question`, and InputError for a faulty question
    or an id that another one has.
    """
    target = _target(path)
    document, bank = _open(target)
    at = _position(document, bank, path, question_id)
    question = question_from_mapping(mapping, bank_id=bank.id, default_language=bank.language)
    ids = _ids(document, bank)
    if question.id in ids[:at] + ids[at + 1 :]:
        raise InputError(f"{path} has a question {question.id} already", hint="give it another id")
    layout = Layout(document)
    old_text, offset = layout.item(at)
    questions = _questions(document)
    own = _own_mapping(question, bank)
    made = question_text(own, indent=layout.dash_column)
    for content, lines in ((dict(mapping), text), (own, made)):
        if lines is None:
            continue
        new_text = layout.with_other_item(at, lines)
        entries = [*questions[:at], content, *questions[at + 1 :]]
        changed = _changed(document, new_text, entries, target)
        if changed is not None and question in changed.questions:
            _write(target, new_text)
            return RemovedQuestion(ids[at], questions[at], at, old_text, offset)
    raise _refusal(path)


def put_back(path: Path, removed: RemovedQuestion) -> None:
    """Put a removed question back where it stood, with its own lines and comments.

    Where they no longer fit the file's layout, or there is no file any more, it
    is written anew.  Raises as `add_question`.
    """
    target = _target(path)
    if target.exists():
        document, bank = _open(target)
        layout = Layout(document)
        at = min(removed.position, layout.count)
        new_text = layout.with_item(at, removed.text, removed.offset)
        questions = _questions(document)
        questions.insert(at, removed.mapping)
        free = removed.question_id not in _ids(document, bank)
        if free and _changed(document, new_text, questions, target) is not None:
            _write(target, new_text)
            return
    mapping = {**removed.mapping, "id": removed.question_id}
    add_question(path, mapping, position=removed.position)


def _position(document: Document, bank: QuestionBank, path: Path, question_id: str) -> int:
    ids = _ids(document, bank)
    wanted = _full_id(question_id, bank)
    if wanted not in ids:
        near = nearest(wanted, ids)
        raise NotFoundError(
            f"{path} has no question {question_id}",
            hint=f"did you mean {near}?" if near else "look at the ids in the file",
            candidates=[near] if near else [],
        )
    return ids.index(wanted)


def _make_bank(
    target: Path, mapping: Mapping[str, Any], title: str | None, language: str | None
) -> Question:
    question = question_from_mapping(mapping, default_language=language or "en")
    bank_id = question.bank_id or slugify(target.stem, fallback="bank")
    bank = QuestionBank(
        id=bank_id,
        title=title or bank_id.replace("-", " ").capitalize(),
        language=language or question.language,
        questions=(),
    )
    content = {
        "format": FORMAT,
        "id": bank.id,
        "title": bank.title,
        "language": bank.language,
        "questions": [_own_mapping(question, bank)],
    }
    text = bank_text(content)
    loaded = bank_from_document(parse(text), target)
    if loaded.faults or loaded.bank is None:
        raise FaultyInputError(f"{target} can't be made", loaded.faults)
    _write(target, text)
    return loaded.bank.questions[0]


def _own_mapping(question: Question, bank: QuestionBank) -> dict[str, Any]:
    """The form of a question inside its bank: with a bare id."""
    own = question_to_mapping(question, default_language=bank.language)
    return {**own, "id": question.id.rpartition("/")[2]}


def _target(path: Path) -> Path:
    """The file itself: a symbolic link stays, and what it points to is changed."""
    return Path(os.path.realpath(path))


def _open(target: Path) -> tuple[Document, QuestionBank]:
    try:
        document = parse(read_text(read_bytes(target)))
    except OSError as error:
        raise storage_error(error, "read", target) from error
    except UnreadableError as error:
        faults = unreadable_faults(error, target)
        raise FaultyInputError(f"{target} can't be changed", faults) from None
    loaded = bank_from_document(document, target)
    if loaded.bank is None:
        raise FaultyInputError(f"{target} can't be changed", loaded.faults)
    return document, loaded.bank


def _questions(document: Document) -> list[Any]:
    data = document.data
    questions = data.get("questions") if isinstance(data, dict) else None
    return list(questions) if isinstance(questions, list) else []


def _ids(document: Document, bank: QuestionBank) -> list[str]:
    """The full id of each question in the file; empty where it has none."""
    written = [
        entry.get("id") if isinstance(entry, dict) else None for entry in _questions(document)
    ]
    return [_full_id(one, bank) if isinstance(one, str) else "" for one in written]


def _full_id(written: str, bank: QuestionBank) -> str:
    return written if "/" in written else f"{bank.id}/{written}"


def _changed(
    document: Document, new_text: str, questions: list[Any], target: Path
) -> QuestionBank | None:
    """The bank of the new text, if that differs from the old one in its `questions` alone."""
    try:
        new = parse(read_text(new_text.encode()))
    except UnreadableError:
        return None
    if not isinstance(document.data, dict) or new.data != {**document.data, "questions": questions}:
        return None
    return bank_from_document(new, target).bank


def _refusal(path: Path) -> InputError:
    return InputError(
        f"{path} can't be changed without touching more than the one question",
        hint="its layout is unusual, or it is full: make the change in an editor",
    )


def _write(target: Path, text: str) -> None:
    private_folder(target.parent)
    write_private(target, text.encode(), keep_mode=True)
