"""``trainer answer``: one question, now."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from trainer.cli.completion import question_ids
from trainer.cli.context import CommandContext, common, recogniser_options
from trainer.errors import UsageError


@click.command(
    "answer",
    epilog="""\b
Examples:
  trainer answer conflict-with-colleague
  trainer answer caught-off-guard/gap-in-cv --typed
  trainer answer conflict-with-colleague --audio take.wav --json
  cat answer.txt | trainer answer conflict-with-colleague --typed --json
""",
)
@click.argument("question", shell_complete=question_ids)
@click.option("--typed", is_flag=True, help="Type the answer, or give it on standard input.")
@click.option("--audio", type=click.Path(path_type=Path), help="Answer with a recording.")
@click.option(
    "--off-guard/--no-off-guard",
    default=None,
    help="Say beforehand whether it caught you off guard, instead of being asked.",
)
@recogniser_options
@common()
def command(
    context: CommandContext,
    question: str,
    *,
    typed: bool,
    audio: Path | None,
    off_guard: bool | None,
) -> None:
    """Answer one question now: spoken, typed or from a file.

    QUESTION is an id, an id without its bank, or a part of the prompt. The take is
    kept before anything else happens to it.
    """
    from trainer.audio.files import audio_duration_s
    from trainer.cli.answering import Asker, find_microphone, make_engine
    from trainer.cli.documents import answer_document
    from trainer.cli.sittings import at_the_desk

    if typed and audio:
        raise UsageError("--typed and --audio do not go together")
    wanted = context.library.find(question)
    if audio:
        audio_duration_s(audio)  # a wrong file is told before anything is loaded
    microphone = None if typed or audio else find_microphone(context)
    engine = None if typed else make_engine(context)
    with ExitStack() as stack:
        sitting = stack.enter_context(at_the_desk(context, "answer"))
        asker = Asker(context, sitting, engine)
        if audio:
            asked = asker.from_file(wanted, audio)
        elif microphone:
            asked = asker.ask(wanted, microphone)
        else:
            asked = asker.typed(wanted, whole_input=True)
        if asked.answer is None:
            context.output.say("Nothing was scored.")
            context.output.result("answer", {"attempt_id": None, "ending": asked.ending.value})
            return
        answer = asker.talk_over(asked.answer, off_guard)
    context.output.result("answer", answer_document(answer))
