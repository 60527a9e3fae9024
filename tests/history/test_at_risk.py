"""What is due and most at risk is found as it is with all cards in hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from trainer.history.records import Rating
from trainer.history.schedule import Card
from trainer.history.store import History

DAY = date(2026, 11, 24)


def some_card(rng: Random, number: int) -> Card:
    reviewed_at = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=rng.randrange(23 * 86_400))
    # The speaker's day may be that before or after.
    reviewed_on = (reviewed_at + timedelta(hours=rng.randint(-11, 14))).date()
    return Card(
        question_id=f"a/{number}",
        due_at=reviewed_at + timedelta(days=rng.randint(1, 30)),
        stability=rng.choice((0.2, 1.5, 3.0, 12.0)),
        difficulty=5.0,
        reviewed_at=reviewed_at,
        reviewed_on=reviewed_on,
        reviews=1,
        lapses=0,
        rating=Rating.GOOD,
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_least_likely_remembered_come_first(history: History, seed: int) -> None:
    rng = Random(seed)
    cards = [some_card(rng, number) for number in range(300)]
    history.schedule.replace_cards(cards)
    for day in (DAY - timedelta(days=9), DAY, DAY + timedelta(days=2)):
        due = sorted(
            (card for card in cards if card.due_on <= day),
            key=lambda card: (-(day - card.reviewed_on).days / card.stability, card.question_id),
        )
        assert history.schedule.count_due(day) == len(due) > 0
        assert history.schedule.at_risk(day, 1000) == tuple(due)
        assert history.schedule.at_risk(day, 7) == tuple(due[:7])
