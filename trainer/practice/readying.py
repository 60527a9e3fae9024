"""What the history knows of likely questions: what their readiness is computed from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from trainer.history.predictions import Prediction
from trainer.history.store import History
from trainer.insights.memory import retrievability
from trainer.insights.readiness import Prepared, Readiness, readiness_of
from trainer.practice.judged import band


def readiness_for(
    history: History,
    predictions: Sequence[Prediction],
    ids_of: Callable[[str], Sequence[str]],
    on: date,
) -> Readiness | None:
    """The readiness over a target's likely questions on a day; None where there are none.

    `ids_of` gives a question's present id first and then what it was called before.  The
    key of each question is the number of its prediction.
    """
    prepared = [_prepared(history, one, ids_of, on) for one in predictions]
    return readiness_of(prepared, history.first_coverages())


def _prepared(
    history: History,
    prediction: Prediction,
    ids_of: Callable[[str], Sequence[str]],
    on: date,
) -> Prepared:
    key = str(prediction.id)
    if prediction.question_id is None:
        return Prepared(key)
    ids = ids_of(prediction.question_id)
    for attempt in history.attempts(question_ids=ids, unfinished=False, limit=1):
        score = history.latest_score(attempt.id)
        if score is None:
            break
        low, high = band(score.coverage, history.taught.judgements(attempt.id))
        cards = history.schedule.cards(ids)
        card = next((cards[one] for one in ids if one in cards), None)
        recall = None if card is None else retrievability(card, max(on, card.reviewed_on))
        return Prepared(key, low, high, recall)
    return Prepared(key)
