"""``trainer wordings add``: say key points in one's own words, typed or aloud."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from trainer.cli.completion import question_ids
from trainer.cli.context import CommandContext, common
from trainer.errors import UsageError

if TYPE_CHECKING:
    from trainer.bank import KeyPoint, Question
    from trainer.history.records import Wording, WordingOrigin

TIMES = 2
"""So often each point is asked for: the first two wordings help most."""


@click.command(
    "add",
    epilog="""\b
Examples:
  trainer wordings add conflict-with-colleague
  trainer wordings add conflict-with-colleague --spoken
  trainer wordings add conflict-with-colleague --point their-side --text "I let her finish first"
""",
)
@click.argument("question", shell_complete=question_ids)
@click.option("--point", metavar="ID", help="Only this key point.")
@click.option("--spoken", is_flag=True, help="Say them into the microphone.")
@click.option(
    "--text", "texts", multiple=True, metavar="TEXT", help="A wording of --point; may be repeated."
)
@common()
def add(
    context: CommandContext,
    question: str,
    *,
    point: str | None,
    spoken: bool,
    texts: tuple[str, ...],
) -> None:
    """Say each key point of a question in your own words, twice.

    QUESTION is an id, an id without its bank, or a part of the prompt. What you
    give is kept at once and used from the next answer on. A recording is kept only
    until you have seen what was heard.
    """
    from trainer.cli.documents import wording_document
    from trainer.practice.asking import as_asked
    from trainer.practice.wordings import key_point_of

    if texts and (spoken or not point):
        raise UsageError("--text needs --point, and does not go with --spoken")
    if not texts and not context.at_terminal:
        raise UsageError(
            "there is no terminal to ask at", hint="Give the wordings with --point and --text."
        )
    with context.history(write=False) as history:
        wanted = as_asked(history, context.library.find(question))
    points = [key_point_of(wanted, point)] if point else list(wanted.key_points)
    if texts:
        added = _from_options(context, wanted, points[0], texts)
    elif spoken:
        added = _spoken(context, wanted, points)
    else:
        added = _typed(context, wanted, points)
    context.output.result(
        "wordings add",
        {"question_id": wanted.id, "added": [wording_document(one) for one in added]},
    )
    if not context.output.json:
        _tell(context, wanted, added)


def _from_options(
    context: CommandContext, question: Question, point: KeyPoint, texts: tuple[str, ...]
) -> list[Wording]:
    from trainer.history.records import WordingOrigin

    return _keep(context, question, ((point, text) for text in texts), WordingOrigin.TYPED)


def _typed(context: CommandContext, question: Question, points: list[KeyPoint]) -> list[Wording]:
    from trainer.history.records import WordingOrigin

    _introduce(context, question, "An empty line goes on to the next; Ctrl-C ends.")

    def ask() -> Iterator[tuple[KeyPoint, str]]:
        for point in points:
            context.output.say(f"\n{point.text}", style="bold")
            for time in range(1, TIMES + 1):
                label = f"  Say it in your own words ({time} of {TIMES})"
                text = str(click.prompt(label, default="", show_default=False))
                if not text.strip():
                    break
                yield point, text

    return _keep(context, question, ask(), WordingOrigin.TYPED)


def _spoken(context: CommandContext, question: Question, points: list[KeyPoint]) -> list[Wording]:
    from trainer.cli.wordings_spoken import Spoken
    from trainer.history.records import WordingOrigin
    from trainer.workspace.lock import workspace_lock
    from trainer.workspace.places import ensure_workspace

    speaker = Spoken.open(context, question)
    ensure_workspace(context.workspace)
    with workspace_lock(context.workspace, "wordings"):
        _introduce(context, question, "Each recording is deleted as soon as you have its text.")
        return _keep(context, question, speaker.ask(points, TIMES), WordingOrigin.SPOKEN)


def _introduce(context: CommandContext, question: Question, more: str) -> None:
    from trainer.cli.views import question_view

    context.output.show(question_view(question))
    context.output.say(
        f"Say each point as you would in an answer, {TIMES} times in different words. {more}"
    )


def _keep(
    context: CommandContext,
    question: Question,
    given: Iterator[tuple[KeyPoint, str]],
    origin: WordingOrigin,
) -> list[Wording]:
    """Keep each wording as it comes; those kept."""
    from trainer.practice.wordings import add_wording

    added = []
    with context.history(write=True) as history:
        for point, text in given:
            wording = add_wording(history, question, point, text, origin, context.now())
            if wording:
                added.append(wording)
            else:
                context.output.say("That wording is known already.", indent=2)
    return added


def _tell(context: CommandContext, question: Question, added: list[Wording]) -> None:
    if not added:
        context.output.say("\nNo wording was added.")
        return
    count = len(added)
    context.output.say(
        f"\nKept {count} wording{'s' if count > 1 else ''} of yours, used from the next answer on. "
        "'trainer undo' takes the last one back."
    )
    context.output.say(f"Score earlier answers with them: trainer rescore --question {question.id}")
