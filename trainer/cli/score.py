"""``trainer score``: score what is there already."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.completion import question_ids
from trainer.cli.context import CommandContext, common, recogniser_options
from trainer.errors import InputError, NotFoundError, UsageError

if TYPE_CHECKING:
    from trainer.practice.scored import ScoredAnswer


@click.command(
    "score",
    epilog="""\b
Examples:
  trainer score --question conflict-with-colleague take.wav
  trainer score --question conflict-with-colleague answer.txt --save
  cat answer.txt | trainer score --question conflict-with-colleague - --json
  trainer score --question conflict-with-colleague answer.txt --explain
  trainer score --question conflict-with-colleague take.wav --delivery
  trainer score --attempt 12
""",
)
@click.option(
    "--question",
    metavar="QUESTION",
    shell_complete=question_ids,
    help="The question that FILE answers.",
)
@click.option("--attempt", type=int, metavar="N", help="Finish or repeat the score of an attempt.")
@click.option("--save", is_flag=True, help="Keep FILE as an attempt.")
@click.option("--explain", is_flag=True, help="Say for each key point why it was judged so.")
@click.option("--delivery", is_flag=True, help="All that was measured of how it was said.")
@click.argument("file", required=False, metavar="[FILE|-]")
@recogniser_options
@common()
def command(
    context: CommandContext,
    *,
    question: str | None,
    attempt: int | None,
    save: bool,
    explain: bool,
    delivery: bool,
    file: str | None,
) -> None:
    """Score an existing recording or transcript, or finish an attempt.

    FILE is a recording (wav, flac, ogg, mp3), a transcript (.txt), or - for a
    transcript on standard input. Nothing is kept without --save. What is kept is
    rated as an answer is; scored again, it keeps its rating.
    """
    from trainer.cli.delivery_view import show_delivery
    from trainer.cli.documents import answer_document
    from trainer.cli.explain_view import explained
    from trainer.cli.views import show_scored

    if attempt is not None:
        if question or file or save:
            raise UsageError("--attempt stands alone", hint="Leave out FILE and --question.")
        answer, fresh = _finish_attempt(context, attempt)
    else:
        if not file:
            raise UsageError(
                "there is nothing to score",
                hint="Give --question and a FILE, or --attempt.",
            )
        if not question:
            raise UsageError(f"which question does {file} answer?", hint="Name it with --question.")
        answer = _score_file(context, question, file, save=save)
        show_scored(context.output, answer)
        fresh = save
    answer = _rated(context, answer, fresh=fresh)
    if delivery:
        show_delivery(context.output, answer)
    document = answer_document(answer)
    if explain:
        with context.history(write=False) as history:
            document["explanation"] = explained(context.output, history, answer)
    context.output.result("score", document)


def _rated(context: CommandContext, answer: ScoredAnswer, *, fresh: bool) -> ScoredAnswer:
    """The answer with its rating: a `fresh` one is rated, one of before is as it was."""
    from trainer.cli.ratings import rate_answer, show_rating
    from trainer.practice.scheduling import rating_of

    if answer.attempt_id is None:
        return answer
    with context.history(write=fresh) as history:
        if fresh:
            return replace(answer, rated=rate_answer(context, history, answer))
        attempt = history.attempt(answer.attempt_id)
        answer = replace(answer, rated=rating_of(history, context.library, attempt))
    show_rating(context, answer)
    return answer


def _finish_attempt(context: CommandContext, attempt_id: int) -> tuple[ScoredAnswer, bool]:
    """The scored answer, and whether it had no score before."""
    from trainer.cli.answering import Asker, make_engine
    from trainer.cli.sittings import at_the_desk
    from trainer.cli.views import question_view
    from trainer.history.records import Medium

    with context.history(write=False) as history:
        found = history.attempt(attempt_id)
        if found.discarded_at is not None:
            raise InputError(
                f"attempt {attempt_id} is in the trash",
                hint=f"Bring it back first: trainer attempt restore {attempt_id}",
            )
        needs_engine = (
            found.medium is not Medium.TYPED and history.latest_transcript(attempt_id) is None
        )
    engine = make_engine(context) if needs_engine else None
    with at_the_desk(context, "score") as sitting:
        context.output.show(question_view(found.question))
        return Asker(context, sitting, engine).finish(attempt_id), found.unfinished


def _score_file(context: CommandContext, question: str, file: str, *, save: bool) -> ScoredAnswer:
    from trainer.cli.answering import make_engine
    from trainer.cli.sittings import at_the_desk
    from trainer.practice.asking import as_asked
    from trainer.practice.finish import finish, score_recording
    from trainer.practice.scored import score_text
    from trainer.practice.takes import read_text, some_text, take_from_file, take_from_text
    from trainer.practice.teaching import taught

    wanted = context.catalogue.find(question)
    path = Path(file)
    text = None
    if file == "-":
        text = some_text(sys.stdin.buffer.read(), "standard input")
    elif not path.exists():
        raise NotFoundError(f"there is no file {file}")
    elif path.suffix.lower() in {".txt", ".md"}:
        text = read_text(path)
    if not save:
        with context.history(write=False) as history:
            wanted = as_asked(history, wanted)
            own = taught(history, wanted)
        if text is not None:
            return score_text(wanted, text, own)
        listener = make_engine(context)
        with context.output.working("Listening to the recording"):
            return score_recording(
                wanted, path, listener, context.settings.language, context.output.progress, own
            )
    engine = make_engine(context) if text is None else None
    with at_the_desk(context, "score") as sitting:
        if text is None:
            attempt = take_from_file(sitting, wanted, path)
        else:
            attempt = take_from_text(sitting, wanted, text)
        with context.output.working("Scoring"):
            return finish(
                sitting.history,
                attempt,
                engine,
                context.now,
                language=context.settings.language,
                audio_format=context.settings.audio_format,
                progress=context.output.progress,
            )
