"""What the shell can complete: the ids of questions and banks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.cli.context import CommandContext
from trainer.errors import TrainerError

if TYPE_CHECKING:
    import click

    from trainer.library import Library


def question_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The ids that begin with what was typed, with or without their bank."""
    library = _library(ctx)
    ids = list(library.questions) if library else []
    whole = [one for one in ids if one.startswith(incomplete)]
    if whole or "/" in incomplete:
        return whole
    bare = (one.rpartition("/")[2] for one in ids)
    return sorted({one for one in bare if one.startswith(incomplete)})


def bank_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The ids of banks that begin with what was typed."""
    library = _library(ctx)
    ids = dict.fromkeys(entry.bank.id for entry in library.banks) if library else {}
    return [one for one in ids if one.startswith(incomplete)]


def _library(ctx: click.Context) -> Library | None:
    root = ctx.find_root()
    context = CommandContext(workspace_option=root.params.get("workspace"))
    try:
        return context.library
    except TrainerError:
        return None
