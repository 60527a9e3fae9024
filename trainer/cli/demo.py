"""``trainer demo``: the whole way of an answer, on a recorded sample."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from trainer.cli.context import PACKAGE_FOLDER, CommandContext, common, recogniser_options
from trainer.errors import AudioDeviceError, NotFoundError

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = PACKAGE_FOLDER / "demo" / "answer.flac"
"""A synthetic voice, made for this project by tests/support/make_demo.py."""

QUESTION = "general-behavioural/conflict-with-colleague"


@click.command(
    "demo",
    epilog="""\b
Examples:
  trainer demo
  trainer demo --silent
""",
)
@click.option("--silent", is_flag=True, help="Do not play the sample answer.")
@recogniser_options
@common()
def command(context: CommandContext, *, silent: bool) -> None:
    """See the whole way of an answer on a recorded sample; nothing is saved.

    It needs no microphone, and plays the sample where there is a loudspeaker.
    """
    from trainer.cli.answering import make_engine
    from trainer.cli.documents import answer_document
    from trainer.cli.views import question_view, show_scored
    from trainer.library import Library
    from trainer.practice.finish import score_recording
    from trainer.workspace.places import shipped_banks

    output = context.output
    library = Library.load(shipped_banks(PACKAGE_FOLDER), PACKAGE_FOLDER / "no-banks-of-ones-own")
    question = library.find(QUESTION)
    engine = make_engine(context)
    output.say("Somebody is asked, and answers in about half a minute (a synthetic voice).")
    output.show(question_view(question))
    with output.working("Getting the recogniser ready; the first time takes longer"):
        engine.load()
    if not silent:
        _play(context, SAMPLE)
    with output.working("Transcribing it on this machine"):
        answer = score_recording(
            question, SAMPLE, engine, context.settings.language, output.progress
        )
    show_scored(output, answer, with_question=False)
    output.say("")
    output.say("Nothing of this was saved. Your turn:", style="bold")
    output.say("trainer devices --test    check the microphone", indent=2)
    output.say("trainer drill             practise; or type: trainer drill --typed", indent=2)
    output.result("demo", answer_document(answer))


def _play(context: CommandContext, file: Path) -> None:
    from trainer.audio.devices import Direction, find_device
    from trainer.audio.player import LoudspeakerPlayer

    player = LoudspeakerPlayer(context.settings.loudspeaker or None, clock=time.monotonic)
    try:
        find_device(Direction.LOUDSPEAKER, context.settings.loudspeaker or None)
        context.output.say("Playing the answer; Ctrl-C skips it.", style="dim", indent=2)
        player.play(file)
    except (AudioDeviceError, NotFoundError):
        context.output.say(
            "(There is no loudspeaker here, so it is not played.)", style="dim", indent=2
        )
    except KeyboardInterrupt:
        context.output.say("")
