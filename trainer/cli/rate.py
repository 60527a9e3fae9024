"""``trainer rate``: say how well an answer went."""

from __future__ import annotations

from typing import Any

import click

from trainer.cli.context import CommandContext, common
from trainer.cli.ratings import KEYS, rated_words, rating_document, today, word
from trainer.history.records import Rating

NONE = "none"


class RatingChoice(click.ParamType[Rating | str]):
    """A rating by its name, its first letter or its number, or `NONE`."""

    name = "rating"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Rating | str:
        """The rating that `value` names."""
        said = str(value).strip().lower()
        if said == NONE:
            return NONE
        by_name = {word(rating): rating for rating in Rating}
        found = by_name.get(said) or KEYS.get(said)
        if found is None:
            self.fail(f"'{value}' is no rating: again, hard, good or easy (or 1 to 4).", param, ctx)
        return found


@click.command(
    "rate",
    epilog="""\b
Examples:
  trainer rate 12 hard
  trainer rate 12 4
  trainer rate 12 none
""",
)
@click.argument("number", type=int, metavar="ATTEMPT")
@click.argument("rating", type=RatingChoice(), metavar="again|hard|good|easy|none")
@common()
def command(context: CommandContext, number: int, rating: Rating | str) -> None:
    """Say how well an answer went, or change what was proposed.

    When the question comes back is computed from it. Of a day's answers to one
    question the first counts. 'none' takes an answer out, as if it had been no
    practice. 'trainer undo' takes each back.
    """
    from trainer.practice.scheduling import rate, unrate

    with context.history(write=True) as history:
        attempt = history.attempt(number)
        if not isinstance(rating, Rating):
            unrate(history, context.library, attempt, context.now())
            context.output.result("rate", {"attempt_id": number, "rating": None})
            if not context.output.json:
                context.output.say(f"Attempt {number} is not rated any more.")
            return
        rated = rate(history, context.library, attempt, rating, context.now())
    context.output.result("rate", {"attempt_id": number, **(rating_document(rated) or {})})
    if not context.output.json:
        context.output.say(f"Attempt {number}: {rated_words(rated, today(context))}")
