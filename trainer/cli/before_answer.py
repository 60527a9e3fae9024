"""What stands on the screen before a question is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.bank import Question
    from trainer.cli.context import CommandContext
    from trainer.history.store import History

MOST_REMARKS = 2
MOST_LETTERS = 160


def show_question(context: CommandContext, history: History, question: Question) -> Question:
    """Show a question and what came back about it; the question as it is asked.

    Its points, and the story behind them, stay hidden until it is answered.
    """
    from trainer.cli.views import question_view
    from trainer.practice.asking import as_asked

    question = as_asked(history, question)
    context.output.show(question_view(question))
    if context.settings.show_feedback:
        show_remarks_on(context, history, question)
    return question


def show_remarks_on(context: CommandContext, history: History, question: Question) -> None:
    """What was said about a question in feedback, in a line or two."""
    from trainer.practice.asking import remarks_on

    said = remarks_on(history, question)
    for one in said[:MOST_REMARKS]:
        text = one.remark.text
        shown = text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1].rstrip()}…"
        by = one.said_by or "Feedback"
        context.output.say(f"{by}, {one.day}: “{shown}”", style="dim", indent=2)
    if len(said) > MOST_REMARKS:
        context.output.say(
            f"and {len(said) - MOST_REMARKS} more: trainer feedback list", style="dim", indent=2
        )
    if said:
        context.output.say("")
