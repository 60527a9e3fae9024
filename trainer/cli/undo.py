"""``trainer undo``: take back the last change."""

from __future__ import annotations

import click

from trainer.cli.context import CommandContext, common


@click.command(
    "undo",
    epilog="""\b
Examples:
  trainer undo
""",
)
@common()
def command(context: CommandContext) -> None:
    """Take back the last thing you did.

    That is a rating, a deleted or started-over take, what you said of being caught off
    guard or of a key point, a wording or a question you added, edited or removed,
    a question renamed, moved or merged, a bank made, imported into, removed or
    disabled, a transcript you corrected, scores made again, a story, letter, feedback,
    journal entry or line of your plan. Again, it takes back the one before.
    """
    from trainer.practice.changes import undo

    with context.history(write=True) as history:
        said = undo(history, context.workspace, context.now(), lambda: context.library)
    context.output.result("undo", {"undone": said})
    if not context.output.json:
        context.output.say(said)
