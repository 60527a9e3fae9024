"""What a person means to do beside rehearsing: study, people, other roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from sqlite3 import Row

from trainer.history import codec
from trainer.history.removable import RemovableStore


class PlanKind(StrEnum):
    """What sort of thing it is; part of the stored form."""

    STUDY = "study"
    PEOPLE = "people"
    ROLE = "role"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One thing to do; `target_id` is None for one that belongs to no interview in particular."""

    id: int
    kind: PlanKind
    text: str
    due_on: date | None
    target_id: int | None
    made_at: datetime
    done_at: datetime | None = None


class PlanStore(RemovableStore):
    """Plan items; every method may raise BusyError and StorageError."""

    table = "plan_items"
    noun = "plan line"
    list_with = "trainer plan"

    def add(
        self,
        kind: PlanKind,
        text: str,
        *,
        made_at: datetime,
        due_on: date | None = None,
        target_id: int | None = None,
    ) -> PlanItem:
        """Keep a thing to do."""
        number = self._database.insert(
            self.table,
            {
                "target_id": target_id,
                "kind": kind.value,
                "due_on": due_on and due_on.isoformat(),
                "made_at": codec.time_text(made_at),
                "text": text,
            },
        )
        return self.get(number)

    def get(self, item_id: int) -> PlanItem:
        """One thing to do; NotFoundError where there is none of that number."""
        return _item_from(self._row(item_id))

    def all(self) -> tuple[PlanItem, ...]:
        """Everything on the list, what is done too: the nearest day first, without a day last."""
        rows = self._database.rows(
            "SELECT * FROM plan_items WHERE removed_at IS NULL ORDER BY due_on IS NULL, due_on, id"
        )
        return tuple(map(_item_from, rows))

    def update(self, changed: PlanItem) -> PlanItem:
        """Keep a thing to do as it is given."""
        self._row(changed.id)
        self.write(
            changed.id,
            {
                "target_id": changed.target_id,
                "kind": changed.kind.value,
                "due_on": changed.due_on.isoformat() if changed.due_on else None,
                "done_at": codec.time_text(changed.done_at) if changed.done_at else None,
                "text": changed.text,
            },
        )
        return changed


def _item_from(row: Row) -> PlanItem:
    return PlanItem(
        row["id"],
        PlanKind(row["kind"]),
        row["text"],
        row["due_on"] and date.fromisoformat(row["due_on"]),
        row["target_id"],
        codec.time_from(row["made_at"]),
        row["done_at"] and codec.time_from(row["done_at"]),
    )
