"""``trainer schedule``: when questions come back, and what that rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from trainer.cli.completion import question_ids
from trainer.cli.console import counted
from trainer.cli.context import CommandContext, common
from trainer.cli.ratings import card_document, day_words, today, word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from trainer.history.schedule import Card, RatingEntry

SHOWN = 20

STANDING = (
    (0.9, "you very likely remember it"),
    (0.75, "you probably remember it"),
    (0.5, "you may remember it"),
)
"""Retrievability from which, and its words; 0.9 is what is aimed at on the day it is due."""


@click.group(
    "schedule",
    epilog="""\b
Examples:
  trainer schedule show
  trainer schedule show conflict-with-colleague
  trainer schedule rebuild
""",
)
def command() -> None:
    """See when questions come back, and compute it again from your ratings."""


@command.command(
    "show",
    epilog="""\b
Examples:
  trainer schedule show
  trainer schedule show conflict-with-colleague --json
""",
)
@click.argument("question", required=False, shell_complete=question_ids)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=SHOWN,
    show_default=True,
    help="How many questions, the soonest due first.",
)
@common()
def show(context: CommandContext, *, question: str | None, limit: int) -> None:
    """Show when questions come back, and how well each is likely remembered.

    QUESTION is an id, an id without its bank, or a part of the prompt; its ratings
    are listed, too.
    """
    if question:
        _show_one(context, question)
    else:
        _show_all(context, limit)


@command.command(
    "rebuild",
    epilog="""\b
Examples:
  trainer schedule rebuild
  trainer schedule rebuild --from-scores
""",
)
@click.option(
    "--from-scores",
    is_flag=True,
    help="First rate earlier scored answers that have no rating, as would be proposed.",
)
@common()
def rebuild(context: CommandContext, *, from_scores: bool) -> None:
    """Compute from your ratings again when each question comes back.

    Your ratings are kept as they are. With --from-scores, answers of before ratings
    were kept get one, too; 'trainer undo' takes those back.
    """
    from trainer.practice.scheduling import rate_scores, rebuild

    output = context.output
    with context.history(write=True) as history, output.working("Counting the ratings"):
        before = history.schedule.cards()
        rated = 0
        if from_scores:
            rated = rate_scores(history, context.library, context.now(), output.progress)
        made = rebuild(history, context.library, output.progress)
        after = history.schedule.cards()
    changed = sorted(name for name in before | after if before.get(name) != after.get(name))
    output.result(
        "schedule rebuild", {"cards": made.cards, "changed": changed, "rated_attempts": rated}
    )
    if output.json:
        return
    if from_scores:
        output.say(f"{counted(rated, 'earlier answer')} rated from the score.")
    if not changed:
        output.say(f"{counted(made.cards, 'question')} on the schedule, each as it was.")
        return
    output.say(f"{counted(made.cards, 'question')} on the schedule, {len(changed)} changed.")


def _show_one(context: CommandContext, question: str) -> None:
    from trainer.practice.cards import names_of, present_cards

    wanted = context.library.find(question)
    names = names_of(context.library, wanted)
    with context.history(write=False) as history:
        ratings = history.schedule.ratings(names)
        found = present_cards(history.schedule.cards(names), dict.fromkeys(names, wanted.id))
    card = found.get(wanted.id)
    on = today(context)
    context.output.result(
        "schedule show",
        {
            "question_id": wanted.id,
            "card": _document(card, on) if card else None,
            "ratings": [_rating_document(entry, ratings) for entry in _by_time(ratings)],
        },
    )
    if context.output.json:
        return
    say = context.output.say
    say(f"\n{wanted.prompt}", style="bold", indent=2)
    if card is None:
        say("Not rated yet, so it comes as a new question.", indent=2)
        return
    say(_due_words(card, on), indent=2)
    say(_memory_words(card, on), indent=2)
    say("\nYour ratings", style="bold", indent=2)
    for entry in _by_time(ratings):
        say(_entry_words(entry, ratings), indent=4)


def _show_all(context: CommandContext, limit: int) -> None:
    from trainer.practice.cards import present_cards

    with context.history(write=False) as history:
        cards = present_cards(history.schedule.cards(), context.library.aliases)
    known = {name: card for name, card in cards.items() if name in context.library.questions}
    ordered = sorted(known.items(), key=lambda one: (one[1].due_on, one[0]))
    on = today(context)
    shown = ordered[:limit]
    context.output.result(
        "schedule show",
        {
            "cards": [_document(card, on) | {"question_id": name} for name, card in shown],
            "total": len(known),
        },
    )
    if context.output.json:
        return
    if not known:
        context.output.say("Nothing is on the schedule yet. 'trainer drill' begins.")
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("question", overflow="fold")
    table.add_column("due")
    table.add_column("remembered", justify="right")
    for name, card in shown:
        table.add_row(name, day_words(card.due_on, on), _likelihood(card, on))
    if context.output.fits(table):
        context.output.show(table)
    else:
        for name, card in shown:
            context.output.say(name)
            context.output.say(
                f"{day_words(card.due_on, on)} · remembered {_likelihood(card, on)}", indent=2
            )
    if len(known) > len(shown):
        context.output.say(f"\n{len(known) - len(shown)} more: --limit {len(known)}", style="dim")


def _document(card: Card, on: date) -> dict[str, Any]:
    from trainer.insights.memory import retrievability

    return card_document(card) | {"retrievability": retrievability(card, on)}


def _rating_document(entry: RatingEntry, log: Sequence[RatingEntry]) -> dict[str, Any]:
    from trainer.cli.documents import rfc3339

    return {
        "attempt_id": entry.attempt_id,
        "question_id": entry.question_id,
        "rating": word(entry.rating),
        "proposed": entry.proposed,
        "day": entry.day.isoformat(),
        "reviewed_at": rfc3339(entry.reviewed_at),
        "made_at": rfc3339(entry.made_at),
        "counts": _counts(entry, log),
    }


def _counts(entry: RatingEntry, log: Sequence[RatingEntry]) -> bool:
    from trainer.insights import memory

    return entry in memory.counted(log)


def _by_time(ratings: Sequence[RatingEntry]) -> list[RatingEntry]:
    return sorted(ratings, key=lambda one: (one.reviewed_at, one.id))


def _due_words(card: Card, on: date) -> str:
    said = day_words(card.due_on, on)
    return f"Due {said}." if card.due_on >= on else f"Waiting {said}; there is no hurry."


def _memory_words(card: Card, on: date) -> str:
    """Retrievability and stability in plain words; both are estimates."""
    from trainer.insights.memory import retrievability

    days = counted(max(1, round(card.stability)), "day")
    slipped = f" It slipped {counted(card.lapses, 'time')}." if card.lapses else ""
    return (
        f"Today {_standing_words(retrievability(card, on))} ({_likelihood(card, on)}); nine times "
        f"in ten it holds for {days} after an answer. Both are estimates, from "
        f"{counted(card.reviews, 'rated day')}.{slipped}"
    )


def _standing_words(likelihood: float) -> str:
    for least, words in STANDING:
        if likelihood >= least:
            return words
    return "it has probably slipped"


def _likelihood(card: Card, on: date) -> str:
    from trainer.cli.views import percent
    from trainer.insights.memory import retrievability

    return percent(retrievability(card, on))


def _entry_words(entry: RatingEntry, log: Sequence[RatingEntry]) -> str:
    attempt = f"attempt {entry.attempt_id}" if entry.attempt_id else "an attempt deleted since"
    by = "as proposed" if entry.proposed else "by you"
    aside = "" if _counts(entry, log) else " (does not count)"
    return f"{entry.day}  {word(entry.rating)}, {by}, {attempt}{aside}"
