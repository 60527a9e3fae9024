"""Interviews that are coming, as the page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from trainer.practice.readying import readiness_for
from trainer.review.data import ShownGain, ShownReadiness, ShownTarget

if TYPE_CHECKING:
    from trainer.history.predictions import Prediction
    from trainer.history.store import History
    from trainer.history.targets import Target
    from trainer.insights.readiness import Readiness
    from trainer.library.catalogue import Catalogue


def targets_shown(history: History, catalogue: Catalogue, today: date) -> tuple[ShownTarget, ...]:
    """Those that are not behind the person, the nearest first, as of their day `today`."""

    def ids_of(question_id: str) -> Sequence[str]:
        present = catalogue.present_id(question_id)
        brief = catalogue.brief([present]).get(present)
        return (present, *brief.renamed_from) if brief else (question_id,)

    shown = []
    for target in history.targets.coming(today):
        predictions = history.predictions.of(target.id)
        on = max(target.day or today, today)
        readiness = readiness_for(history, predictions, ids_of, on)
        shown.append(_shown(target, predictions, readiness, today))
    return tuple(shown)


def _shown(
    target: Target, predictions: Sequence[Prediction], readiness: Readiness | None, today: date
) -> ShownTarget:
    by_key = {str(one.id): one for one in predictions}
    return ShownTarget(
        id=target.id,
        company=target.company,
        role=target.role,
        stage=target.stage,
        day=target.day,
        clock=None if target.clock is None else target.clock.isoformat("minutes"),
        days_left=None if target.day is None else (target.day - today).days,
        notes=target.notes,
        readiness=None
        if readiness is None
        else ShownReadiness(
            readiness.expected,
            readiness.low,
            readiness.high,
            readiness.questions,
            readiness.practised,
            tuple(
                ShownGain(
                    by_key[one.key].question_id, by_key[one.key].prompt, one.gain, one.practised
                )
                for one in readiness.gains
            ),
        ),
    )
