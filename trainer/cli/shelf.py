"""What a person decided of questions and banks, read for commands that show and draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from trainer.errors import BusyError, NewerDataError, StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trainer.bank import Question
    from trainer.cli.context import CommandContext
    from trainer.history.records import Decision
    from trainer.library.brief import Brief


def decisions_of(context: CommandContext) -> Mapping[str, Decision]:
    """What stands now; nothing, and a line on standard error, where it can't be read."""
    try:
        with context.history(write=False) as history:
            return history.shelf.decisions(context.now())
    except (BusyError, StorageError, NewerDataError) as error:
        click.echo(f"What you suspended or disabled can't be read: {error.message}.", err=True)
        return {}


def behind(context: CommandContext) -> Mapping[str, tuple[str, ...]]:
    """The person's versions whose shipped question changed since, and what changed."""
    from trainer.practice.shelf import fallen_behind

    try:
        with context.history(write=False) as history:
            overlays = history.shelf.overlays()
    except (BusyError, StorageError, NewerDataError):
        return {}
    return fallen_behind(overlays, context.catalogue.overlaid(overlays)) if overlays else {}


def behind_of(context: CommandContext, question_id: str) -> tuple[str, ...]:
    """What changed in the shipped question since the person made their version of it."""
    return behind(context).get(question_id, ())


def standing_words(question: Question | Brief, decisions: Mapping[str, Decision]) -> str | None:
    """What was decided of a question or its bank, as one word; None where it is in use."""
    from trainer.practice.shelf import decision_on, is_disabled

    decision = decision_on(question, decisions)
    if decision is not None:
        return decision.standing.value.replace("_", " ")
    return "disabled" if is_disabled(question.bank_id, decisions) else None
