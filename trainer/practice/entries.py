"""What a person writes down (stories, feedback, journal, plan): kept so that it can be taken back.

Each change goes into the log of actions with what its row was before.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from trainer.errors import NotFoundError
from trainer.history import codec
from trainer.history.feedback import About, Feedback, Letter, Remark
from trainer.history.journal import JournalEntry
from trainer.history.plan_items import PlanItem
from trainer.history.records import Action
from trainer.history.removable import RemovableStore
from trainer.history.store import History
from trainer.history.stories import Story, StoryDetails


class EntryKind(StrEnum):
    """The kinds of entries; part of the log of actions."""

    STORY = "story"
    LETTER = "letter"
    FEEDBACK = "feedback"
    JOURNAL = "journal"
    PLAN = "plan"


class EntryChange(StrEnum):
    """What can be done to an entry; part of the log of actions."""

    ADD = "add_entry"
    EDIT = "edit_entry"
    REMOVE = "remove_entry"
    LINK = "link_story"


ENTRY_CHANGES: Final = frozenset(EntryChange)


def store_of(history: History, kind: EntryKind) -> RemovableStore:
    """Where entries of a kind are kept."""
    return {
        EntryKind.STORY: history.stories,
        EntryKind.LETTER: history.feedback.letters,
        EntryKind.FEEDBACK: history.feedback,
        EntryKind.JOURNAL: history.journal,
        EntryKind.PLAN: history.plan,
    }[kind]


def note_added(history: History, kind: EntryKind, number: int, now: datetime) -> None:
    """Keep that an entry is new; to be called in the transaction that added it."""
    payload = {"kind": kind.value, "id": number}
    history.record_action(EntryChange.ADD, payload, made_at=now)


def change_story(history: History, story_id: int, details: StoryDetails, now: datetime) -> Story:
    """Keep a story as it is written now.  Raises NotFoundError."""
    with history.transaction():
        _note_edit(history, EntryKind.STORY, story_id, now)
        return history.stories.update(story_id, details, changed_at=now)


def change_letter(history: History, changed: Letter, now: datetime) -> Letter:
    """Keep a letter as it is given.  Raises NotFoundError."""
    with history.transaction():
        _note_edit(history, EntryKind.LETTER, changed.id, now)
        return history.feedback.letters.update(changed)


def change_feedback(history: History, changed: Feedback, now: datetime) -> Feedback:
    """Keep a feedback as it is given, its remarks too.  Raises NotFoundError."""
    with history.transaction():
        before = history.feedback.get(changed.id).remarks
        remarks = [[one.kind.value, one.subject, one.text] for one in before]
        _note_edit(history, EntryKind.FEEDBACK, changed.id, now, remarks=remarks)
        return history.feedback.update(changed)


def change_journal(history: History, changed: JournalEntry, now: datetime) -> JournalEntry:
    """Keep a journal entry as it is given.  Raises NotFoundError."""
    with history.transaction():
        _note_edit(history, EntryKind.JOURNAL, changed.id, now)
        return history.journal.update(changed)


def change_plan(history: History, changed: PlanItem, now: datetime) -> PlanItem:
    """Keep a thing to do as it is given.  Raises NotFoundError."""
    with history.transaction():
        _note_edit(history, EntryKind.PLAN, changed.id, now)
        return history.plan.update(changed)


def remove_entry(history: History, kind: EntryKind, number: int, now: datetime) -> None:
    """Put an entry away for seven days.  Raises NotFoundError."""
    with history.transaction():
        store_of(history, kind).remove(number, removed_at=now)
        payload = {"kind": kind.value, "id": number}
        history.record_action(EntryChange.REMOVE, payload, made_at=now)


def link_story(history: History, story_id: int, question_id: str, now: datetime) -> None:
    """Let a story answer a question; it is told there from now on.  Raises NotFoundError."""
    with history.transaction():
        story = history.stories.get(story_id)
        _note_link(history, story, question_id, now)
        history.stories.link(story_id, question_id, made_at=now)


def unlink_story(history: History, story_id: int, question_ids: list[str], now: datetime) -> str:
    """Take a story off a question (given under all of its ids); the id it was linked by.

    Raises NotFoundError where it is not linked.
    """
    with history.transaction():
        story = history.stories.get(story_id)
        linked = history.stories.links(story_id).get(story_id, {})
        for question_id in question_ids:
            if question_id in linked:
                _note_link(history, story, question_id, now)
                history.stories.unlink(story_id, question_id)
                return question_id
    raise NotFoundError(
        f"story {story_id} is not linked to {question_ids[0]}", candidates=sorted(linked)
    )


def _note_link(history: History, story: Story, question_id: str, now: datetime) -> None:
    before = history.stories.links(story.id).get(story.id, {}).get(question_id)
    payload = {
        "id": story.id,
        "question_id": question_id,
        "before": before and codec.time_text(before),
    }
    history.record_action(EntryChange.LINK, payload, made_at=now)


def _note_edit(history: History, kind: EntryKind, number: int, now: datetime, **more: Any) -> None:
    before = store_of(history, kind).columns(number)
    payload = {"kind": kind.value, "id": number, "before": before, **more}
    history.record_action(EntryChange.EDIT, payload, made_at=now)


def undo_entry(history: History, action: Action) -> str:
    """Take back a change of an entry; a sentence that says what was done."""
    number = int(action.payload["id"])
    if action.kind == EntryChange.LINK:
        return _undo_link(history, number, action)
    kind = EntryKind(action.payload["kind"])
    store = store_of(history, kind)
    name = f"{store.noun[0].upper()}{store.noun[1:]} {number}"
    if action.kind == EntryChange.ADD:
        store.delete(number)
        return f"{name} is taken out again."
    if action.kind == EntryChange.REMOVE:
        back = store.restore(number)
    else:
        back = store.write(number, action.payload["before"])
        if back and "remarks" in action.payload:
            remarks = [Remark(About(kind), *rest) for kind, *rest in action.payload["remarks"]]
            history.feedback.set_remarks(number, remarks)
    if not back:
        return f"{name} was removed more than seven days ago and is gone."
    return f"{name} is {'back' if action.kind == EntryChange.REMOVE else 'as it was before'}."


def _undo_link(history: History, story_id: int, action: Action) -> str:
    question_id, before = action.payload["question_id"], action.payload["before"]
    linked = history.stories.links(story_id).get(story_id, {})
    if before is None:
        history.stories.unlink(story_id, question_id)
        return f"Story {story_id} is not linked to {question_id} any more."
    was_there = question_id in linked
    history.stories.link(story_id, question_id, made_at=codec.time_from(before))
    if was_there:
        return f"Story {story_id} stands in its earlier place for {question_id}."
    return f"Story {story_id} is linked to {question_id} again."
