"""What the shell can complete: the ids of questions and banks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.cli.context import CommandContext
from trainer.errors import TrainerError

if TYPE_CHECKING:
    import click

    from trainer.library.catalogue import Catalogue


def question_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The ids that begin with what was typed, with or without their bank."""
    catalogue = _catalogue(ctx)
    if catalogue is None:
        return []
    whole = catalogue.ids(incomplete)
    if whole or "/" in incomplete:
        return whole
    bare = (one.rpartition("/")[2] for one in catalogue.ids())
    return sorted({one for one in bare if one.startswith(incomplete)})


def bank_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The ids of banks that begin with what was typed."""
    catalogue = _catalogue(ctx)
    ids = dict.fromkeys(bank.id for bank in catalogue.banks) if catalogue else {}
    return [one for one in ids if one.startswith(incomplete)]


def _catalogue(ctx: click.Context) -> Catalogue | None:
    root = ctx.find_root()
    context = CommandContext(workspace_option=root.params.get("workspace"))
    try:
        return context.catalogue
    except TrainerError:
        return None
