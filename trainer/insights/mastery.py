"""Questions that caught the speaker off guard, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trainer.history.summary_records import Caught, ScoredTake, Surprise
from trainer.insights.bands import Band, band_of


@dataclass(frozen=True, slots=True)
class OffGuard:
    """A question that caught the speaker off guard: how often, when, and what came after.

    `then` is the coverage on the day when it first did (None where it was in a real interview
    alone, or had none), `latest` that of the latest answer; `settled_on` is the day from which
    on the speaker said that it came expected, None while it is open.  `answers_since` counts
    those after the first time.
    """

    question_id: str
    times: int
    interviews: int
    first_on: date
    last_on: date
    settled_on: date | None
    then: Band | None
    latest: Band | None
    answers_since: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A question that caught the speaker off guard: when, and whether it still does."""

    question_id: str
    times: int
    interviews: int
    first_on: date
    last_on: date
    calm_on: date | None
    still: bool


def standings_of(
    caught: Iterable[Caught], surprises: Iterable[Surprise], present: Mapping[str, str]
) -> tuple[Standing, ...]:
    """Every question that ever did, under its present id (`present`), the settled ones first.

    Of the settled the latest calm answer stands first, of the open ones the latest surprise.
    A real interview counts as practice does; it is open again until a calm answer after it.
    """
    by_question: dict[str, Standing] = {}
    for one in caught:
        name = present.get(one.question_id, one.question_id)
        found = Standing(name, one.times, 0, one.first_on, one.last_on, one.calm_on, one.still)
        by_question[name] = _together(by_question.get(name), found)
    for surprise in surprises:
        name = present.get(surprise.question_id, surprise.question_id)
        day = surprise.day
        found = Standing(name, 1, 1, day, day, None, still=True)
        by_question[name] = _together(by_question.get(name), found)
    return tuple(
        sorted(
            by_question.values(),
            key=lambda one: (
                one.still,
                -(one.last_on if one.still else one.calm_on or one.last_on).toordinal(),
                one.question_id,
            ),
        )
    )


def mastery_of(standing: Standing, takes: Sequence[ScoredTake]) -> OffGuard:
    """What became of such a question, from all its answers, the earliest first."""
    then = next((take for take in takes if take.off_guard), None)
    last = max((index for index, take in enumerate(takes) if take.off_guard), default=-1)
    settled = next(
        (
            take.day
            for index, take in enumerate(takes)
            if take.off_guard is False and index > last and take.day >= standing.last_on
        ),
        None,
    )
    latest = next((band for take in reversed(takes) if (band := band_of(take))), None)
    return OffGuard(
        standing.question_id,
        standing.times,
        standing.interviews,
        standing.first_on,
        standing.last_on,
        None if standing.still else settled or standing.calm_on,
        band_of(then) if then else None,
        latest,
        sum(take.day > standing.first_on for take in takes),
    )


def _together(one: Standing | None, other: Standing) -> Standing:
    if one is None:
        return other
    calm = max((day for day in (one.calm_on, other.calm_on) if day), default=None)
    later = max(one, other, key=lambda each: each.last_on)
    still = later.still and (calm is None or calm < later.last_on)
    return Standing(
        one.question_id,
        one.times + other.times,
        one.interviews + other.interviews,
        min(one.first_on, other.first_on),
        later.last_on,
        calm,
        still,
    )
