"""All that can be said of how practice went, gathered from the history and the banks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Final

from trainer.history.store import History
from trainer.history.summary_records import PracticeDay, ScoredTake
from trainer.insights.calendar import CalendarWeek, calendar_of
from trainer.insights.fading import Fading, fading_of
from trainer.insights.first_latest import FirstLatest, first_and_latest
from trainer.insights.guesses import Guesses, guesses_of
from trainer.insights.mastery import OffGuard, Standing, mastery_of, standings_of
from trainer.insights.topics import TopicLine, topics_of
from trainer.insights.trends import Answer, Trend, Week, trends_of, weeks_of
from trainer.library.catalogue import Catalogue
from trainer.practice.judged import takes_as_judged

UNEXPECTED: Final = 3
"""From here on, of 1 to 5, a question of a real interview counts as one that caught off guard."""

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look at: from one day to another, at one question or one bank or everything.

    `question_ids` are a question's present id and what it was called before; at most
    `most` are told of what is slipping, and of each kind of off-guard question.
    """

    since: date
    until: date
    question_ids: tuple[str, ...] = ()
    bank_id: str | None = None
    most: int = 5


@dataclass(frozen=True, slots=True)
class Progress:
    """How practice went.

    `days` and `calendar` hold every answer, scored or not, the rest scored ones; `takes` are
    those of the one question that was asked for.  Off guard: `off_guard` are at most so many
    of the settled and of the open ones, `settled` and `still_open` count all.  `slipping` are
    the ones most at risk of `slipping_count`; neither depends on the time looked at.
    """

    wanted: Wanted
    days: tuple[PracticeDay, ...]
    calendar: tuple[CalendarWeek, ...]
    answers: int
    unmeasured: int
    wordless: int
    weeks: tuple[Week, ...]
    trends: tuple[Trend, ...]
    takes: tuple[ScoredTake, ...]
    topics: tuple[TopicLine, ...]
    compared: tuple[FirstLatest, ...]
    off_guard: tuple[OffGuard, ...]
    settled: int
    still_open: int
    slipping: tuple[Fading, ...]
    slipping_count: int
    guesses: Guesses | None


def progress_of(history: History, catalogue: Catalogue, wanted: Wanted) -> Progress:
    """Gather it; raises what the history raises."""
    ids = _ids(history, catalogue, wanted)
    summaries = history.summaries
    takes = _renamed(takes_as_judged(summaries, wanted.since, ids), catalogue)
    figures = {one.attempt_id: one for one in summaries.deliveries(wanted.since, ids)}
    answers = [
        Answer(take.day, figures.get(take.attempt_id), take.low, take.high) for take in takes
    ]
    days = summaries.days(wanted.since, ids)
    # Whatever was before the first answer of all is no day without practice.
    begun = summaries.first_day() or wanted.until
    standings = _standings(history, catalogue, wanted)
    slipping, count = _slipping(history, catalogue, wanted)
    return Progress(
        wanted,
        days,
        calendar_of(days, max(wanted.since, begun), wanted.until),
        len(takes),
        sum(take.attempt_id not in figures for take in takes),
        sum(take.low is None for take in takes),
        weeks_of(answers),
        trends_of(answers),
        takes if wanted.question_ids else (),
        () if wanted.question_ids else topics_of(takes, _topics(catalogue, takes)),
        first_and_latest(takes),
        _mastered(history, catalogue, standings, wanted),
        sum(not one.still for one in standings),
        sum(one.still for one in standings),
        slipping,
        count,
        guesses_of(takes),
    )


def _ids(history: History, catalogue: Catalogue, wanted: Wanted) -> Collection[str] | None:
    """The ids to look for as the history has them, None for all."""
    if wanted.question_ids:
        return wanted.question_ids
    if wanted.bank_id is None:
        return None
    asked = history.summaries.asked(wanted.since)
    present = catalogue.present_ids(asked)
    return [one for one in asked if _in_bank(present.get(one, one), wanted)]


def _in_bank(question_id: str, wanted: Wanted) -> bool:
    return wanted.bank_id is None or question_id.startswith(f"{wanted.bank_id}/")


def _renamed(takes: Sequence[ScoredTake], catalogue: Catalogue) -> tuple[ScoredTake, ...]:
    """The takes under what their questions are called now."""
    present = catalogue.present_ids({take.question_id for take in takes})
    if not present:
        return tuple(takes)
    return tuple(
        replace(take, question_id=present.get(take.question_id, take.question_id)) for take in takes
    )


def _topics(catalogue: Catalogue, takes: Iterable[ScoredTake]) -> dict[str, tuple[str, ...]]:
    briefs = catalogue.brief({take.question_id for take in takes})
    return {name: brief.topics or brief.competences for name, brief in briefs.items()}


def _standings(history: History, catalogue: Catalogue, wanted: Wanted) -> list[Standing]:
    caught = history.summaries.caught()
    surprises = history.summaries.surprises(UNEXPECTED)
    present = catalogue.present_ids(
        {one.question_id for one in caught} | {one.question_id for one in surprises}
    )
    standings = standings_of(caught, surprises, present)
    if wanted.question_ids:
        return [one for one in standings if one.question_id in wanted.question_ids]
    return [
        one
        for one in standings
        if _in_bank(one.question_id, wanted)
        and max(one.last_on, one.calm_on or one.last_on) >= wanted.since
    ]


def _mastered(
    history: History, catalogue: Catalogue, standings: Sequence[Standing], wanted: Wanted
) -> tuple[OffGuard, ...]:
    shown = [
        *islice((one for one in standings if not one.still), wanted.most),
        *islice((one for one in standings if one.still), wanted.most),
    ]
    briefs = catalogue.brief(one.question_id for one in shown)
    ids = {one.question_id for one in shown}
    for brief in briefs.values():
        ids.update(brief.renamed_from)
    by_question: dict[str, list[ScoredTake]] = {}
    for take in _renamed(takes_as_judged(history.summaries, None, ids), catalogue):
        by_question.setdefault(take.question_id, []).append(take)
    return tuple(mastery_of(one, by_question.get(one.question_id, [])) for one in shown)


def _slipping(
    history: History, catalogue: Catalogue, wanted: Wanted
) -> tuple[tuple[Fading, ...], int]:
    """The answers most at risk, and how many are; of one question its own, at risk or not."""
    if wanted.question_ids:
        cards = history.schedule.cards(wanted.question_ids)
        return fading_of(cards.values(), wanted.until), len(cards)
    count = history.summaries.count_fading(wanted.until, wanted.bank_id)
    kept: list[str] = []
    for start in range(0, count, _AT_ONCE):
        if len(kept) >= wanted.most:
            break
        part = history.summaries.fading(wanted.until, wanted.bank_id, start=start, most=_AT_ONCE)
        # What no bank holds any more can't be asked.
        here = catalogue.brief(part)
        kept += [one for one in part if one in here]
        count -= len(part) - len(here)
    cards = history.schedule.cards(kept[: wanted.most])
    return fading_of(cards.values(), wanted.until), count
