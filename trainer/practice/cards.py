"""A question's card under its present id: made from the log of all its ids, carried along.

Also what takes a rating back, which the log of actions needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from trainer.history.records import Action, Rating
from trainer.history.schedule import Card
from trainer.history.store import History
from trainer.insights.memory import replayed

if TYPE_CHECKING:
    from trainer.bank import Question
    from trainer.library import Library


RATE: Final = "rate"
"""The kind of action: one rating, which undo takes back."""

RATE_SCORES: Final = "rate_scores"
"""The kind of action: ratings of many earlier answers, taken back as one."""

UNRATE: Final = "unrate"
"""The kind of action: an attempt's ratings taken out of the log."""


def names_of(library: Library, question: Question) -> tuple[str, ...]:
    """What a question is called, and was called before: the ids its ratings stand under.

    The present id is the first; an earlier one that is another question's by now is left out.
    A question that is in no bank any more has the names it had.
    """
    present = library.questions.get(library.present_id(question.id), question)
    return (present.id, *(old for old in present.renamed_from if old not in library.questions))


def recount(history: History, names: Sequence[str]) -> Card | None:
    """Make a question's card again from its log; it is the first of its `names` that has it.

    None, and no card, where there are no ratings.
    """
    for name in names[1:]:
        history.schedule.remove_card(name)
    card = replayed(history.schedule.ratings(names), names[0])
    if card is None:
        history.schedule.remove_card(names[0])
    else:
        history.schedule.put_card(card)
    return card


def settle(history: History, library: Library) -> int:
    """Carry the cards along that stand under an earlier id; how many.

    Needed where a bank was changed by hand or by an update of the program, which the history
    was not told of.
    """
    with history.transaction():
        left = history.schedule.cards(list(library.aliases))
        for present in {library.aliases[earlier] for earlier in left}:
            recount(history, names_of(library, library.questions[present]))
    return len(left)


def present_cards(cards: Mapping[str, Card], aliases: Mapping[str, str]) -> dict[str, Card]:
    """Cards by present id, for who only reads; of two of one question the later review's."""
    found: dict[str, Card] = {}
    for card in sorted(cards.values(), key=lambda one: one.reviewed_at):
        found[aliases.get(card.question_id, card.question_id)] = card
    return found


def carry(
    history: History, before: Sequence[Sequence[str]], after: Sequence[str]
) -> dict[str, Any]:
    """Let the cards of questions, each given by its names, become that of one question.

    The result, which JSON can hold, is what `carry_back` needs.
    """
    for names in before:
        history.schedule.remove_card(names[0])
    recount(history, after)
    return {"before": [list(names) for names in before], "after": list(after)}


def carry_back(history: History, carried: Mapping[str, Any]) -> None:
    """Undo `carry`: each question has the card of its own log again."""
    history.schedule.remove_card(carried["after"][0])
    for names in carried["before"]:
        recount(history, names)


def undo_rating(history: History, library: Library, action: Action) -> str:
    """Take back a change of the log of ratings; what is to be said of it."""
    if action.kind == UNRATE:
        return _put_back(history, library, action)
    numbers = action.payload.get("rating_ids") or [action.payload["rating_id"]]
    entries = [entry for entry in map(history.schedule.rating, numbers) if entry is not None]
    for entry in entries:
        history.schedule.delete_rating(entry.id)
    _recount_by_id(history, library, {entry.question_id for entry in entries})
    if action.kind == RATE_SCORES:
        return f"The ratings of {len(entries)} earlier answers are taken back."
    left = history.schedule.ratings_of(action.attempt_id or 0)
    if left:
        rating = left[-1].rating.name.lower()
        return f"Attempt {action.attempt_id} is rated as it was before: {rating}."
    return f"Attempt {action.attempt_id} is not rated any more."


def _put_back(history: History, library: Library, action: Action) -> str:
    removed = action.payload["removed"]
    for entry in removed:
        history.schedule.add_rating(
            entry["question_id"],
            Rating(entry["rating"]),
            attempt_id=action.attempt_id,
            proposed=entry["proposed"],
            reviewed_at=datetime.fromisoformat(entry["reviewed_at"]),
            day=date.fromisoformat(entry["day"]),
            made_at=datetime.fromisoformat(entry["made_at"]),
        )
    _recount_by_id(history, library, {entry["question_id"] for entry in removed})
    rating = Rating(removed[-1]["rating"]).name.lower()
    return f"Attempt {action.attempt_id} is rated as it was before: {rating}."


def _recount_by_id(history: History, library: Library, question_ids: Iterable[str]) -> None:
    for name in question_ids:
        present = library.questions.get(library.present_id(name))
        recount(history, names_of(library, present) if present else (name,))
