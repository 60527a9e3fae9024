"""The person's own experiences, and the questions that each of them answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from sqlite3 import Row
from uuid import UUID

from trainer.history import codec
from trainer.history.database import Database
from trainer.history.removable import RemovableStore


class StoryPart(StrEnum):
    """The parts of a story, in the order in which they are told; part of the stored form."""

    SITUATION = "situation"
    TASK = "task"
    ACTION = "action"
    RESULT = "result"
    LESSON = "lesson"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDetails:
    """A story as it was written: a text a part, which may be empty.

    `wordings` are other ways to say a part, which stand in place of the part's own
    sentences; a part without any there is said in its sentences.
    """

    title: str
    competences: tuple[str, ...] = ()
    situation: str = ""
    task: str = ""
    action: str = ""
    result: str = ""
    lesson: str = ""
    wordings: Mapping[StoryPart, tuple[str, ...]] = field(default_factory=dict)

    def text(self, part: StoryPart) -> str:
        """What was written of a part."""
        text: str = getattr(self, part.value)
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(StoryDetails):
    """A story that is kept; its number is never given to another."""

    id: int
    uuid: UUID
    made_at: datetime
    changed_at: datetime

    @property
    def details(self) -> StoryDetails:
        """What was written of it."""
        return StoryDetails(
            **{entry.name: getattr(self, entry.name) for entry in fields(StoryDetails)}
        )


class StoryStore(RemovableStore):
    """Stories and their questions; every method may raise BusyError and StorageError."""

    table = "stories"
    noun = "story"
    list_with = "trainer stories list"

    def __init__(self, database: Database, new_uuid: Callable[[], UUID]) -> None:
        super().__init__(database)
        self._new_uuid = new_uuid

    def add(self, details: StoryDetails, *, made_at: datetime) -> Story:
        """Keep a story."""
        number = self._database.insert(
            "stories",
            {
                "uuid": str(self._new_uuid()),
                **_columns(details),
                "made_at": codec.time_text(made_at),
                "changed_at": codec.time_text(made_at),
            },
        )
        return self.get(number)

    def get(self, story_id: int) -> Story:
        """One story; NotFoundError where there is none of that number, or it was removed."""
        return _story_from(self._row(story_id))

    def all(self) -> tuple[Story, ...]:
        """Every story, by its number."""
        rows = self._database.rows("SELECT * FROM stories WHERE removed_at IS NULL ORDER BY id")
        return tuple(map(_story_from, rows))

    def update(self, story_id: int, details: StoryDetails, *, changed_at: datetime) -> Story:
        """Keep a story as it is written now; NotFoundError where there is none."""
        self._row(story_id)
        self.write(story_id, {**_columns(details), "changed_at": codec.time_text(changed_at)})
        return self.get(story_id)

    def link(self, story_id: int, question_id: str, *, made_at: datetime) -> None:
        """Let a story answer a question; of several the one linked last is told."""
        self._database.change(
            "INSERT OR REPLACE INTO story_questions (story_id, question_id, made_at) "
            "VALUES (?, ?, ?)",
            story_id,
            question_id,
            codec.time_text(made_at),
        )

    def unlink(self, story_id: int, question_id: str) -> None:
        """Take a link away, where there is one."""
        self._database.change(
            "DELETE FROM story_questions WHERE story_id = ? AND question_id = ?",
            story_id,
            question_id,
        )

    def links(self, story_id: int | None = None) -> dict[int, dict[str, datetime]]:
        """The questions of every story, or of one alone, with the time of each link."""
        rows = self._database.rows(
            "SELECT story_questions.* FROM story_questions JOIN stories ON stories.id = story_id "
            "WHERE removed_at IS NULL AND story_id = coalesce(?, story_id) "
            "ORDER BY story_id, question_id",
            story_id,
        )
        found: dict[int, dict[str, datetime]] = {}
        for row in rows:
            found.setdefault(row["story_id"], {})[row["question_id"]] = codec.time_from(
                row["made_at"]
            )
        return found

    def of_question(self, question_ids: Collection[str]) -> tuple[Story, ...]:
        """The stories of a question (under all of its ids), the one linked last first."""
        rows = self._database.rows(
            "SELECT stories.*, max(story_questions.made_at) AS linked FROM stories "
            "JOIN story_questions ON story_id = stories.id WHERE removed_at IS NULL "
            "AND question_id IN (SELECT value FROM json_each(?)) "
            "GROUP BY stories.id ORDER BY linked DESC, stories.id DESC",
            json.dumps(sorted(question_ids)),
        )
        return tuple(map(_story_from, rows))


def _columns(details: StoryDetails) -> dict[str, str]:
    wordings = {part.value: list(said) for part, said in details.wordings.items() if said}
    return {
        "title": details.title,
        "competences": codec.to_json(list(details.competences)),
        **{part.value: details.text(part) for part in StoryPart},
        "wordings": codec.to_json(wordings),
    }


def _story_from(row: Row) -> Story:
    return Story(
        id=row["id"],
        uuid=UUID(row["uuid"]),
        title=row["title"],
        competences=tuple(json.loads(row["competences"])),
        situation=row["situation"],
        task=row["task"],
        action=row["action"],
        result=row["result"],
        lesson=row["lesson"],
        wordings={
            StoryPart(part): tuple(said) for part, said in json.loads(row["wordings"]).items()
        },
        made_at=codec.time_from(row["made_at"]),
        changed_at=codec.time_from(row["changed_at"]),
    )
