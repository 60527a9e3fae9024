"""What the shell can complete: the ids of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.cli.context import CommandContext
from trainer.errors import TrainerError

if TYPE_CHECKING:
    import click


def question_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The ids that begin with what was typed, with or without their bank."""
    root = ctx.find_root()
    context = CommandContext(workspace_option=root.params.get("workspace"))
    try:
        ids = list(context.library.questions)
    except TrainerError:
        return []
    whole = [one for one in ids if one.startswith(incomplete)]
    if whole or "/" in incomplete:
        return whole
    bare = (one.rpartition("/")[2] for one in ids)
    return sorted({one for one in bare if one.startswith(incomplete)})
