"""The questions that may come in an interview: a guess, and what the person made of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from sqlite3 import Row

from trainer.history import codec
from trainer.history.database import Database
from trainer.history.trash import KEPT_IN_TRASH


class PredictionOrigin(StrEnum):
    """Whose a predicted question is; `DROPPED` is the machine's that the person took off."""

    MACHINE = "machine"
    OWN = "own"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPrediction:
    """A question that may come; `question_id` is None for one that no bank has.

    `likeness` to the advertisement is 0 to 1, None where it was not measured;
    `reason` is a sentence.
    """

    prompt: str
    question_id: str | None = None
    origin: PredictionOrigin = PredictionOrigin.MACHINE
    likeness: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction(NewPrediction):
    """A predicted question of a target, as it is kept."""

    id: int
    target_id: int
    position: int
    made_at: datetime
    removed_at: datetime | None = None


class PredictionStore:
    """The predicted questions of targets; every method may raise BusyError and StorageError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, target_id: int) -> tuple[Prediction, ...]:
        """The questions predicted for a target, in their order."""
        rows = self._database.rows(
            "SELECT * FROM predictions WHERE target_id = ? AND removed_at IS NULL "
            "ORDER BY position, id",
            target_id,
        )
        return tuple(_prediction_from(row) for row in rows)

    def dropped(self, target_id: int) -> frozenset[str]:
        """The ids of the questions that the person took off the list of a target."""
        rows = self._database.rows(
            "SELECT DISTINCT question_id FROM predictions "
            "WHERE target_id = ? AND origin = 'dropped' AND question_id IS NOT NULL",
            target_id,
        )
        return frozenset(row["question_id"] for row in rows)

    def add(
        self, target_id: int, predictions: Iterable[NewPrediction], *, made_at: datetime
    ) -> tuple[Prediction, ...]:
        """Put questions at the end of a target's list."""
        row = self._database.row(
            "SELECT coalesce(max(position) + 1, 0) AS position FROM predictions "
            "WHERE target_id = ?",
            target_id,
        )
        begin = row["position"] if row else 0
        numbers = [
            self._database.insert(
                "predictions",
                {
                    "target_id": target_id,
                    "position": position,
                    "question_id": one.question_id,
                    "prompt": one.prompt,
                    "origin": one.origin.value,
                    "likeness": one.likeness,
                    "reason": one.reason,
                    "made_at": codec.time_text(made_at),
                },
            )
            for position, one in enumerate(predictions, begin)
        ]
        made = set(numbers)
        return tuple(one for one in self.of(target_id) if one.id in made)

    def drop(
        self, predictions: Sequence[Prediction], *, by_person: bool, removed_at: datetime
    ) -> None:
        """Take questions off their list; those the person took off are remembered as that."""
        for one in predictions:
            dropped = by_person and one.origin is PredictionOrigin.MACHINE
            self._database.change(
                "UPDATE predictions SET removed_at = ?, origin = ? WHERE id = ?",
                codec.time_text(removed_at),
                (PredictionOrigin.DROPPED if dropped else one.origin).value,
                one.id,
            )

    def put_back(self, prediction_id: int, origin: PredictionOrigin) -> bool:
        """Put a question back on its list; False where it is gone for good."""
        return bool(
            self._database.change(
                "UPDATE predictions SET removed_at = NULL, origin = ? WHERE id = ?",
                origin.value,
                prediction_id,
            )
        )

    def delete(self, prediction_ids: Collection[int]) -> None:
        """Delete predictions for good."""
        for number in prediction_ids:
            self._database.change("DELETE FROM predictions WHERE id = ?", number)

    def purge(self, now: datetime, keep: timedelta = KEPT_IN_TRASH) -> None:
        """Delete for good what was taken off `keep` before `now` or earlier.

        What the person took off themselves stays known as long as the target is there,
        so that no later prediction brings it back.
        """
        due = "predictions WHERE removed_at <= ? AND origin <> 'dropped'"
        moment = codec.time_text(now - keep)
        # Most of the time there is nothing to do, and no reason to wait for a writer.
        if self._database.row(f"SELECT 1 FROM {due}", moment):  # noqa: S608
            self._database.change(f"DELETE FROM {due}", moment)  # noqa: S608


def _prediction_from(row: Row) -> Prediction:
    return Prediction(
        id=row["id"],
        target_id=row["target_id"],
        position=row["position"],
        question_id=row["question_id"],
        prompt=row["prompt"],
        origin=PredictionOrigin(row["origin"]),
        likeness=row["likeness"],
        reason=row["reason"],
        made_at=codec.time_from(row["made_at"]),
        removed_at=row["removed_at"] and codec.time_from(row["removed_at"]),
    )
