"""How well an answer is remembered, and when to ask again: FSRS as the `fsrs` library has it.

Its parameters are the library's own (version 6 of the algorithm), the asked-for retention is
0.9, there are no steps within a day and no fuzz, so the same log always gives the same cards.

FSRS counts in days.  They are the speaker's own dates here, not spans of 24 hours: who practises
at eight in the evening and at six the day after has let one day go by, and a flight or the
change of the clocks adds or takes none.  Anki counts so, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Final

from trainer.history.records import Rating
from trainer.history.schedule import Card, RatingEntry

if TYPE_CHECKING:
    import fsrs

RETENTION: Final = 0.9
"""The share of answers that are to be remembered on the day they are due."""


def reviewed(card: Card | None, question_id: str, rating: Rating, at: datetime, on: date) -> Card:
    """The card after a review at `at`, an aware time, on the speaker's own date `on`.

    `card` is None at the first review.  One on a date that was counted already, or before
    it, changes nothing: a day counts once.
    """
    import fsrs

    if card is not None and on <= card.reviewed_on:
        return card
    moment = at.astimezone(UTC)
    day = _midnight(on)
    before = (
        fsrs.Card(card_id=0, due=day)
        if card is None
        else _as_fsrs(card, _midnight(card.reviewed_on))
    )
    after, _ = _scheduler().review_card(before, fsrs.Rating(rating.value), review_datetime=day)
    if after.stability is None or after.difficulty is None:
        raise ValueError("FSRS gave a card without stability")
    lapsed = card is not None and rating is Rating.AGAIN
    return Card(
        question_id=question_id,
        due_at=moment + (after.due - day),
        stability=after.stability,
        difficulty=after.difficulty,
        reviewed_at=moment,
        reviewed_on=on,
        reviews=(card.reviews if card else 0) + 1,
        lapses=(card.lapses if card else 0) + lapsed,
        rating=rating,
    )


def replayed(entries: Iterable[RatingEntry], question_id: str | None = None) -> Card | None:
    """The card that a question's log makes, None for an empty one.

    Of an attempt's ratings the newest counts, of a day's attempts the first.  The card is
    that of `question_id`, or else of the id in the last entry.
    """
    chosen = counted(entries)
    card: Card | None = None
    for entry in chosen:
        name = question_id or chosen[-1].question_id
        card = reviewed(card, name, entry.rating, entry.reviewed_at, entry.day)
    return card


def counted(entries: Iterable[RatingEntry]) -> tuple[RatingEntry, ...]:
    """Those ratings of one question's log that FSRS is told of, in the order of time."""
    newest: dict[int | datetime, RatingEntry] = {}
    for entry in sorted(entries, key=lambda one: one.id):
        # The ratings of an attempt that is gone still share the time of its answer.
        newest[entry.reviewed_at if entry.attempt_id is None else entry.attempt_id] = entry
    first: list[RatingEntry] = []
    for entry in sorted(newest.values(), key=lambda one: (one.reviewed_at, one.id)):
        # Who flies west over the date line meets a date twice; it counts once.
        if not first or entry.day > first[-1].day:
            first.append(entry)
    return tuple(first)


def retrievability(card: Card, at: date) -> float:
    """How likely the answer is remembered, 0 to 1.

    `at` is a date of the speaker's, or an aware datetime, of which whole days of 24 hours
    since the last review count.
    """
    if isinstance(at, datetime):
        since, until = card.reviewed_at, at.astimezone(UTC)
    else:
        since, until = _midnight(card.reviewed_on), _midnight(at)
    return float(_scheduler().get_card_retrievability(_as_fsrs(card, since), until))


@cache
def _scheduler() -> fsrs.Scheduler:
    import fsrs

    return fsrs.Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
    )


def _as_fsrs(card: Card, last_review: datetime) -> fsrs.Card:
    import fsrs

    # With an id and a due date it neither reads the clock nor sleeps.
    return fsrs.Card(
        card_id=0,
        state=fsrs.State.Review,
        stability=card.stability,
        difficulty=card.difficulty,
        due=_midnight(card.due_on),
        last_review=last_review,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
