"""How an answer is rated: what is proposed and why, when it comes back, which key changes it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from trainer.cli.keys import ENTER, open_keys
from trainer.history.records import Rating
from trainer.practice.rating import Ground

if TYPE_CHECKING:
    from trainer.cli.console import Output
    from trainer.cli.context import CommandContext
    from trainer.history.schedule import Card
    from trainer.history.store import History
    from trainer.practice.rating import Rated
    from trainer.practice.scored import ScoredAnswer

POLL_S = 0.5

KEYS = {
    **{str(rating.value): rating for rating in Rating},
    **{rating.name[0].lower(): rating for rating in Rating},
}
"""1 to 4, and the first letters: a, h, g, e."""

LEGEND = "1 again · 2 hard · 3 good · 4 easy · Enter keeps it"

_SOON_DAYS = 14
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def word(rating: Rating) -> str:
    """A rating as it is written: again, hard, good, easy."""
    return rating.name.lower()


def today(context: CommandContext) -> date:
    """The date on the wall here."""
    import os

    from trainer.workspace.zone import local_zone

    now = context.now()
    return local_zone(now, os.environ).local(now).date()


def day_words(day: date, on: date) -> str:
    """A day as seen from `on`: 'today', 'tomorrow, Wed 25 Nov', 'in 8 days, on Wed 2 Dec'."""
    days = (day - on).days
    named = f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    if day.year != on.year:
        named += f" {day.year}"
    if days < 0:
        return f"since {named}"
    if days == 0:
        return "today"
    if days == 1:
        return f"tomorrow, {named}"
    return f"in {days} days, on {named}" if days <= _SOON_DAYS else f"on {named}"


def rate_answer(context: CommandContext, history: History, answer: ScoredAnswer) -> Rated | None:
    """Keep the proposed rating of a kept answer, show it, and let a key change it.

    The proposal is on disk before the person is asked.  Without a terminal it is kept
    without asking, and an attempt that has a rating keeps that.  None where nothing is
    proposed.
    """
    from trainer.cli.judging import can_be_asked
    from trainer.practice.follow_up import is_follow_up
    from trainer.practice.scheduling import keep_proposal, rate

    output = context.output
    if answer.attempt_id is None or is_follow_up(answer.question.id):
        return None
    known = bool(history.schedule.ratings_of(answer.attempt_id))
    rated = keep_proposal(history, context.library, answer, context.now())
    if rated is None:
        output.say("")
        output.say(
            "Not rated: no words were recognised, which says nothing of what you know.\n"
            f"trainer rate {answer.attempt_id} again, or another rating, does it.",
            indent=4,
        )
        return None
    asks = not known and context.settings.ask_rating and can_be_asked(context)
    output.say("")
    output.say(_proposal_words(rated, answer, today(context), kept=known), indent=4)
    chosen = _ask(output) if asks else None
    if chosen is None:
        if not asks and not known:
            another = "good" if rated.entry.rating is Rating.HARD else "hard"
            output.say(f"To change it: trainer rate {answer.attempt_id} {another}", indent=4)
        return rated
    if chosen is not rated.entry.rating:
        attempt = history.attempt(answer.attempt_id)
        rated = rate(history, context.library, attempt, chosen, context.now())
        output.say(rated_words(rated, today(context)), indent=4)
    return rated


def show_rating(context: CommandContext, answer: ScoredAnswer) -> None:
    """Show how an answer of before is rated, and how sure the speaker was."""
    from trainer.cli.guessing import GUESS_WORDS

    said = []
    if answer.guess:
        said.append(f"Before the score you were {GUESS_WORDS[answer.guess]} sure.")
    if answer.rated:
        by = "as proposed" if answer.rated.entry.proposed else "by you"
        said.append(f"Rated {word(answer.rated.entry.rating)}, {by}.")
        said.append(back_words(answer.rated, today(context)))
    if said:
        context.output.say(" ".join(said), indent=4)


def rated_words(rated: Rated, on: date) -> str:
    """A kept rating, such as 'Rated hard. It comes back tomorrow, Wed 25 Nov.'."""
    return f"Rated {word(rated.entry.rating)}. {back_words(rated, on)}".rstrip()


def back_words(rated: Rated, on: date) -> str:
    """When the question comes back, and whether this answer counts for it."""
    if rated.card is None:
        return ""
    back = f"It comes back {day_words(rated.card.due_on, on)}."
    if rated.card.due_on < on:
        back = f"It has been due {day_words(rated.card.due_on, on)}."
    if rated.counts:
        return back
    return f"An earlier answer counts for that day, so nothing moves. {back}"


def tell_other_proposal(context: CommandContext, history: History, answer: ScoredAnswer) -> None:
    """Say so where a proposed rating would be another one by now; it is not changed behind a back.

    To be called after a verdict or a word on being off guard that came later.
    """
    from trainer.practice.scheduling import proposal_for

    entries = history.schedule.ratings_of(answer.attempt_id or 0)
    now = proposal_for(answer).rating
    if now and entries and entries[-1].proposed and now is not entries[-1].rating:
        context.output.say(
            f"It stays rated {word(entries[-1].rating)}. What you say now fits {word(now)}:\n"
            f"trainer rate {answer.attempt_id} {word(now)}"
        )


def rating_document(rated: Rated | None) -> dict[str, Any] | None:
    """A rating for scripts; `counts` says whether the schedule was told of it."""
    if rated is None:
        return None
    return {
        "rating": word(rated.entry.rating),
        "proposed": rated.entry.proposed,
        "ground": rated.ground.value if rated.ground else None,
        "counts": rated.counts,
        "due_on": rated.card.due_on.isoformat() if rated.card else None,
        "card": card_document(rated.card) if rated.card else None,
    }


def card_document(card: Card) -> dict[str, Any]:
    """A card for scripts; `due_on` is a date on the speaker's wall, wherever that is."""
    from trainer.cli.documents import rfc3339

    return {
        "question_id": card.question_id,
        "due_on": card.due_on.isoformat(),
        "due_at": rfc3339(card.due_at),
        "stability_days": card.stability,
        "difficulty": card.difficulty,
        "reviewed_at": rfc3339(card.reviewed_at),
        "reviewed_on": card.reviewed_on.isoformat(),
        "reviews": card.reviews,
        "lapses": card.lapses,
        "rating": word(card.rating),
    }


def _proposal_words(rated: Rated, answer: ScoredAnswer, on: date, *, kept: bool) -> str:
    if kept:
        return f"{rated_words(rated, on)} The rating of before stands."
    why = _ground_words(rated, answer)
    return f"Rated {word(rated.entry.rating)}: {why}. {back_words(rated, on)}"


def _ground_words(rated: Rated, answer: ScoredAnswer) -> str:
    from trainer.cli.views import coverage_words

    match rated.ground:
        case Ground.OFF_GUARD:
            return "it caught you off guard"
        case Ground.NO_KEY_POINTS:
            return "it has no key points to compare with"
        case _:
            low, high = answer.band
            unsure = "" if low == high else ", what is unsure counted half"
            return f"coverage {coverage_words(low, high)}{unsure}"


def _ask(output: Output) -> Rating | None:
    """The rating that a key gives, None for Enter."""
    with open_keys() as keys:
        output.say(LEGEND, style="dim", indent=6)
        while True:
            key = keys.poll(POLL_S)
            if key == ENTER:
                return None
            if key and key.lower() in KEYS:
                return KEYS[key.lower()]
