"""Ratings kept, changed and taken back, and the cards they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Final

from trainer.errors import InputError, NotFoundError
from trainer.history.records import Attempt, Rating, Stage
from trainer.history.schedule import Card, RatingEntry
from trainer.history.store import History
from trainer.insights.memory import counted, replayed
from trainer.practice.cards import RATE, RATE_SCORES, UNRATE, names_of, recount
from trainer.practice.finish import shown_again
from trainer.practice.rating import Proposal, Rated, propose
from trainer.practice.scored import ScoredAnswer
from trainer.speech.weights.progress import Progress, unheard

if TYPE_CHECKING:
    from trainer.library import Library

_STEPS_TOLD: Final = 50


def proposal_for(answer: ScoredAnswer) -> Proposal:
    """The rating that an answer is proposed, people's verdicts and word counted in."""
    return propose(answer.band, off_guard=answer.off_guard, words=bool(answer.transcript.words))


def keep_proposal(
    history: History, library: Library, answer: ScoredAnswer, now: datetime
) -> Rated | None:
    """Rate a kept answer as is proposed; None where nothing is.

    An attempt that was rated before keeps its rating: scored again, it is still one answer.
    """
    if answer.attempt_id is None:
        return None
    attempt = history.attempt(answer.attempt_id)
    earlier = rating_of(history, library, attempt)
    if earlier is not None:
        return earlier
    proposal = proposal_for(answer)
    if proposal.rating is None:
        return None
    rated = rate(history, library, attempt, proposal.rating, now, proposed=True)
    return replace(rated, ground=proposal.ground)


def rate(
    history: History,
    library: Library,
    attempt: Attempt,
    rating: Rating,
    now: datetime,
    *,
    proposed: bool = False,
) -> Rated:
    """Rate an attempt, or rate it otherwise; it was reviewed when it was begun.

    Raises InputError for an attempt that is in the trash, or has nothing said in it yet.
    """
    if attempt.discarded_at is not None:
        raise InputError(
            f"attempt {attempt.id} is in the trash",
            hint=f"Bring it back first: trainer attempt restore {attempt.id}",
        )
    if attempt.stage is Stage.RECORDING:
        raise InputError(
            f"attempt {attempt.id} was interrupted and is not finished",
            hint=f"Finish it first: trainer score --attempt {attempt.id}",
        )
    names = names_of(library, attempt.question)
    with history.transaction():
        entry = _enter(history, attempt, names[0], rating, now, proposed=proposed)
        history.record_action(RATE, {"rating_id": entry.id}, made_at=now, attempt_id=attempt.id)
        card = recount(history, names)
        return Rated(entry, card, _counts(history, names, entry))


def unrate(history: History, library: Library, attempt: Attempt, now: datetime) -> None:
    """Take an attempt's ratings out of the log, as if it had never been practice.

    Raises NotFoundError where it has none.
    """
    with history.transaction():
        entries = history.schedule.ratings_of(attempt.id)
        if not entries:
            raise NotFoundError(f"attempt {attempt.id} is not rated")
        for entry in entries:
            history.schedule.delete_rating(entry.id)
        recount(history, names_of(library, attempt.question))
        removed = [
            {
                "question_id": entry.question_id,
                "rating": entry.rating.value,
                "proposed": entry.proposed,
                "reviewed_at": entry.reviewed_at.isoformat(),
                "day": entry.day.isoformat(),
                "made_at": entry.made_at.isoformat(),
            }
            for entry in entries
        ]
        history.record_action(UNRATE, {"removed": removed}, made_at=now, attempt_id=attempt.id)


def rating_of(history: History, library: Library, attempt: Attempt) -> Rated | None:
    """How an attempt is rated, or None."""
    entries = history.schedule.ratings_of(attempt.id)
    if not entries:
        return None
    names = names_of(library, attempt.question)
    cards = history.schedule.cards(names)
    card = next((cards[name] for name in names if name in cards), None)
    return Rated(entries[-1], card, _counts(history, names, entries[-1]))


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many cards there are after `rebuild`, and the questions whose card is another."""

    cards: int
    changed: tuple[str, ...]


def rebuild(history: History, library: Library, progress: Progress = unheard) -> Rebuilt:
    """Make every card again from the log of ratings."""
    with history.transaction():
        before = history.schedule.cards()
        by_name: dict[str, list[RatingEntry]] = {}
        for name, entries in groupby(history.schedule.ratings(), lambda one: one.question_id):
            by_name.setdefault(library.present_id(name), []).extend(entries)
        after: dict[str, Card] = {}
        for done, (name, log) in enumerate(by_name.items()):
            if done % _STEPS_TOLD == 0:
                progress("Counting the ratings", done / len(by_name))
            card = replayed(log, name)
            if card is not None:
                after[name] = card
        changed = {name for name in before | after if before.get(name) != after.get(name)}
        if changed:
            history.schedule.replace_cards(after.values())
    return Rebuilt(len(after), tuple(sorted(changed)))


def rate_scores(
    history: History, library: Library, now: datetime, progress: Progress = unheard
) -> int:
    """Rate, as would be proposed, the scored attempts that have no rating; how many.

    One undo takes all of them back.  The cards are made from them.
    """
    numbers: list[int] = []
    touched: dict[str, tuple[str, ...]] = {}
    with history.transaction():
        unrated = history.schedule.unrated_attempts()
        for done, attempt_id in enumerate(unrated):
            progress("Rating earlier answers", done / len(unrated))
            attempt = history.attempt(attempt_id)
            proposal = proposal_for(shown_again(history, attempt))
            if proposal.rating is None:
                continue
            names = names_of(library, attempt.question)
            entry = _enter(history, attempt, names[0], proposal.rating, now, proposed=True)
            numbers.append(entry.id)
            touched[names[0]] = names
        for names in touched.values():
            recount(history, names)
        if numbers:
            history.record_action(RATE_SCORES, {"rating_ids": numbers}, made_at=now)
    return len(numbers)


def _enter(
    history: History,
    attempt: Attempt,
    question_id: str,
    rating: Rating,
    now: datetime,
    *,
    proposed: bool,
) -> RatingEntry:
    return history.schedule.add_rating(
        question_id,
        rating,
        attempt_id=attempt.id,
        proposed=proposed,
        reviewed_at=attempt.started_at,
        # A sitting over midnight, or in another country: the wall clock of the answer decides.
        day=attempt.zone.local(attempt.started_at).date(),
        made_at=now,
    )


def _counts(history: History, names: Sequence[str], entry: RatingEntry) -> bool:
    return entry.id in {one.id for one in counted(history.schedule.ratings(names))}
