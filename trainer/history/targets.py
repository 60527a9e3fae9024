"""Interviews that are coming."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from sqlite3 import Row
from typing import Any, Final
from uuid import UUID

from trainer.errors import NotFoundError
from trainer.history import codec
from trainer.history.database import Database
from trainer.history.trash import KEPT_IN_TRASH

_LARGEST_ID: Final = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetDetails:
    """What a person says of an interview that is coming.

    `day` and `clock` are as on the wall of `zone`, an IANA name, or empty where
    that is not known; None where they are not fixed yet.
    """

    company: str
    role: str = ""
    stage: str = ""
    day: date | None = None
    clock: time | None = None
    zone: str = ""
    interviewers: tuple[str, ...] = ()
    notes: str = ""
    advertisement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(TargetDetails):
    """An interview that is coming, or came: `done_at` says when it was put behind."""

    id: int
    uuid: UUID
    made_at: datetime
    changed_at: datetime
    done_at: datetime | None = None
    removed_at: datetime | None = None

    @property
    def details(self) -> TargetDetails:
        """What the person said of it."""
        return TargetDetails(
            **{field.name: getattr(self, field.name) for field in fields(TargetDetails)}
        )


class TargetStore:
    """Targets; every method may raise BusyError and StorageError.

    What is removed stays for seven days, and is not among `all` and `coming`.
    """

    def __init__(self, database: Database, new_uuid: Callable[[], UUID]) -> None:
        self._database = database
        self._new_uuid = new_uuid

    def add(self, details: TargetDetails, *, made_at: datetime) -> Target:
        """Keep an interview that is coming."""
        number = self._database.insert(
            "targets",
            {
                "uuid": str(self._new_uuid()),
                **_columns(details),
                "made_at": codec.time_text(made_at),
                "changed_at": codec.time_text(made_at),
            },
        )
        return self.get(number)

    def get(self, target_id: int) -> Target:
        """One target, removed or not; NotFoundError where there is none of that number."""
        row = None
        if 0 < target_id <= _LARGEST_ID:
            row = self._database.row("SELECT * FROM targets WHERE id = ?", target_id)
        if row is None:
            raise NotFoundError(
                f"there is no target {target_id}", hint="'trainer target list' shows them."
            )
        return _target_from(row)

    def all(self) -> tuple[Target, ...]:
        """Every target that was not removed, by its number."""
        rows = self._database.rows("SELECT * FROM targets WHERE removed_at IS NULL ORDER BY id")
        return tuple(_target_from(row) for row in rows)

    def coming(self, on: date) -> tuple[Target, ...]:
        """What is not done and not before `on`, the nearest first; without a day last."""
        rows = self._database.rows(
            "SELECT * FROM targets WHERE removed_at IS NULL AND done_at IS NULL "
            "AND (day IS NULL OR day >= ?) "
            "ORDER BY day IS NULL, day, clock IS NULL, clock, id",
            on.isoformat(),
        )
        return tuple(_target_from(row) for row in rows)

    def update(self, target_id: int, details: TargetDetails, *, changed_at: datetime) -> Target:
        """Keep other details of a target."""
        values = {**_columns(details), "changed_at": codec.time_text(changed_at)}
        changes = ", ".join(f"{name} = ?" for name in values)
        self._database.change(
            f"UPDATE targets SET {changes} WHERE id = ?",  # noqa: S608 - our own words
            *values.values(),
            target_id,
        )
        return self.get(target_id)

    def mark_done(self, target_id: int, done_at: datetime | None) -> Target:
        """Keep that a target lies behind; None takes it back."""
        return self._set_time(target_id, "done_at", done_at)

    def remove(self, target_id: int, *, removed_at: datetime) -> Target:
        """Put a target away for seven days; `restore` brings it back."""
        return self._set_time(target_id, "removed_at", removed_at)

    def restore(self, target_id: int) -> bool:
        """Bring a removed target back; False where it is gone for good."""
        return bool(
            self._database.change("UPDATE targets SET removed_at = NULL WHERE id = ?", target_id)
        )

    def purge(self, now: datetime, keep: timedelta = KEPT_IN_TRASH) -> None:
        """Delete for good what was removed `keep` before `now` or earlier, and its predictions."""
        moment = codec.time_text(now - keep)
        # Most of the time there is nothing to do, and no reason to wait for a writer.
        if self._database.row("SELECT 1 FROM targets WHERE removed_at <= ?", moment):
            self._database.change("DELETE FROM targets WHERE removed_at <= ?", moment)

    def _set_time(self, target_id: int, column: str, moment: datetime | None) -> Target:
        self._database.change(
            f"UPDATE targets SET {column} = ? WHERE id = ?",  # noqa: S608 - our own words
            moment and codec.time_text(moment),
            target_id,
        )
        return self.get(target_id)


def details_mapping(details: TargetDetails) -> dict[str, Any]:
    """Details in a form that JSON can hold."""
    return {
        **{field.name: getattr(details, field.name) for field in fields(TargetDetails)},
        "day": details.day and details.day.isoformat(),
        "clock": None if details.clock is None else details.clock.isoformat("minutes"),
        "interviewers": list(details.interviewers),
    }


def details_from(mapping: Mapping[str, Any]) -> TargetDetails:
    """The inverse of `details_mapping`."""
    day, clock = mapping["day"], mapping["clock"]
    return TargetDetails(
        **{
            **mapping,
            "day": day and date.fromisoformat(day),
            "clock": clock and time.fromisoformat(clock),
            "interviewers": tuple(mapping["interviewers"]),
        }
    )


def _columns(details: TargetDetails) -> dict[str, Any]:
    mapping = details_mapping(details)
    return {**mapping, "interviewers": codec.to_json(mapping["interviewers"])}


def _target_from(row: Row) -> Target:
    columns = {field.name: row[field.name] for field in fields(TargetDetails)}
    details = details_from({**columns, "interviewers": json.loads(row["interviewers"])})
    return Target(
        **{field.name: getattr(details, field.name) for field in fields(TargetDetails)},
        id=row["id"],
        uuid=UUID(row["uuid"]),
        made_at=codec.time_from(row["made_at"]),
        changed_at=codec.time_from(row["changed_at"]),
        done_at=row["done_at"] and codec.time_from(row["done_at"]),
        removed_at=row["removed_at"] and codec.time_from(row["removed_at"]),
    )
