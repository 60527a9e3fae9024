"""``trainer replay``: hear an earlier take again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from trainer.cli.context import CommandContext, common
from trainer.errors import AudioDeviceError, InputError, NotFoundError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from trainer.history.records import Attempt
    from trainer.history.store import History
    from trainer.practice.scored import ScoredAnswer


def _moment(ctx: click.Context, param: click.Parameter, value: str) -> float:
    """Seconds from 42, 42.5, 0:42 or 1:02:03; anything else is a fault of usage."""
    seconds = 0.0
    try:
        first, *others = [float(part) for part in value.split(":")]
        seconds = first
        for part in others:
            seconds = 60 * seconds + (part if 0 <= part < 60 else float("nan"))
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < float("inf"):
        raise click.BadParameter(f"{value!r} is no time: 0:42 is one, and so is 42.", ctx, param)
    return seconds


@click.command(
    "replay",
    epilog="""\b
Examples:
  trainer replay
  trainer replay 12
  trainer replay 12 --from 0:42
  trainer replay 12 --silent
  trainer replay --edit 12
  trainer replay 12 --text corrected.txt
""",
)
@click.argument("number", type=int, required=False, metavar="[ATTEMPT]")
@click.option("--silent", is_flag=True, help="Show it without playing it.")
@click.option(
    "--from",
    "from_s",
    metavar="TIME",
    default="0",
    callback=_moment,
    help="Where to begin, as 0:42 or in seconds.",
)
@click.option("--edit", is_flag=True, help="Put the transcript right in $EDITOR; nothing plays.")
@click.option("--text", metavar="FILE|-", help="Take the corrected transcript from here.")
@click.option("--restore", is_flag=True, help="Go back from your correction to what was heard.")
@common()
def command(
    context: CommandContext,
    *,
    number: int | None,
    silent: bool,
    from_s: float,
    edit: bool,
    text: str | None,
    restore: bool,
) -> None:
    """Hear an earlier take again, beside its transcript and score.

    Without ATTEMPT it is the last one; Ctrl-C ends it. A corrected transcript is
    kept beside what was heard and scored again; words that are the same keep
    their times.
    """
    if restore and (edit or text is not None):
        raise UsageError("--restore goes back from an edit", hint="Give one of the two.")
    if edit and text is not None:
        raise UsageError("--text has the corrected words already", hint="Leave --edit out.")
    if edit or text is not None or restore:
        _correct(context, number, text, restore=restore)
        return
    _replay(context, number, silent=silent, from_s=from_s)


def _correct(
    context: CommandContext, number: int | None, text: str | None, *, restore: bool
) -> None:
    from trainer.cli.correcting import edit_transcript, restore_transcript

    with context.history(write=False) as history:
        attempt = _attempt(history, number)
    if restore:
        restore_transcript(context, attempt)
    else:
        edit_transcript(context, attempt, text)


def _replay(context: CommandContext, number: int | None, *, silent: bool, from_s: float) -> None:
    from trainer.cli.documents import answer_document, attempt_document
    from trainer.cli.versions_view import mention_versions
    from trainer.cli.views import mention_trash, question_view, show_scored
    from trainer.history.records import Medium
    from trainer.practice.finish import shown_again

    output = context.output
    with context.history(write=False) as history:
        attempt = _attempt(history, number)
        file = _file(history, attempt)
        answer: ScoredAnswer | None = None
        try:
            answer = shown_again(history, attempt)
        except InputError as unfinished:
            output.show(question_view(attempt.question))
            output.say(f"{unfinished.message}. {unfinished.hint}", indent=2)
        else:
            mention_trash(output, attempt)
            output.say(f"Attempt {attempt.id}, {_when(attempt)}", style="dim", indent=2)
            mention_versions(output, history, attempt)
            show_scored(output, answer)
    document = answer_document(answer) if answer else attempt_document(attempt, None)
    played = False
    if attempt.medium is not Medium.TYPED and not silent:
        played = _play(context, attempt, file, from_s)
    output.result("replay", {**document, "file": str(file) if file else None, "played": played})


def _attempt(history: History, number: int | None) -> Attempt:
    if number is not None:
        return history.attempt(number)
    newest = history.attempts(limit=1)
    if not newest:
        raise NotFoundError("there is no take to replay yet", hint="'trainer drill' begins.")
    return newest[0]


def _file(history: History, attempt: Attempt) -> Path | None:
    file = history.audio_path(attempt)
    return file if file is not None and file.exists() else None


def _when(attempt: Attempt) -> str:
    return attempt.zone.local(attempt.started_at).strftime("%Y-%m-%d %H:%M")


def _play(context: CommandContext, attempt: Attempt, file: Path | None, from_s: float) -> bool:
    """Play the take; without a loudspeaker say where it is. Whether it was played."""
    from trainer.audio.player import LoudspeakerPlayer
    from trainer.cli.views import clock

    output = context.output
    if file is None:
        click.echo(f"The recording of attempt {attempt.id} is not there any more.", err=True)
        return False
    player = LoudspeakerPlayer(context.settings.loudspeaker or None, clock=time.monotonic)
    begun = f" from {clock(from_s)}" if from_s else ""
    output.say(f"\n  Playing {file}{begun}; Ctrl-C ends it.", style="dim")
    try:
        player.play(file, from_s=from_s)
    except AudioDeviceError as error:
        click.echo(f"{error.message} {error.hint or ''}".strip(), err=True)
        return False
    except KeyboardInterrupt:
        output.say("")
        return False
    return True
