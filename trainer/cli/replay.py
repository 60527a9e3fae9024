"""``trainer replay``: hear an earlier take again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from trainer.cli.context import CommandContext, common
from trainer.cli.moments import seconds_of
from trainer.errors import AudioDeviceError, InputError, NotFoundError, UsageError

LEAD_S = 0.5
"""A key point is played from a little before it."""

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from trainer.cli.console import Output
    from trainer.history.notes import Note
    from trainer.history.records import Attempt
    from trainer.history.store import History
    from trainer.practice.scored import ScoredAnswer


@click.command(
    "replay",
    epilog="""\b
Examples:
  trainer replay
  trainer replay 12
  trainer replay 12 --from 0:42
  trainer replay 12 --key-point 3
  trainer replay 12 --compare
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
    callback=seconds_of,
    help="Where to begin, as 0:42 or in seconds.",
)
@click.option("--key-point", type=click.IntRange(1), help="Begin where this key point was made.")
@click.option("--compare", is_flag=True, help="First, best and latest take side by side.")
@click.option("--edit", is_flag=True, help="Put the transcript right in $EDITOR; nothing plays.")
@click.option("--text", metavar="FILE|-", help="Take the corrected transcript from here.")
@click.option("--restore", is_flag=True, help="Go back from your correction to what was heard.")
@common()
def command(
    context: CommandContext,
    *,
    number: int | None,
    silent: bool,
    from_s: float | None,
    key_point: int | None,
    compare: bool,
    edit: bool,
    text: str | None,
    restore: bool,
) -> None:
    """Hear an earlier take again, beside its transcript and score.

    Without ATTEMPT it is the last one. At a terminal the words light up as they are
    said, and keys move about: to the next key point or remark, slower and faster, to
    an earlier take of the same question. A corrected transcript is kept beside what
    was heard and scored again; words that are the same keep their times.
    """
    if restore and (edit or text is not None):
        raise UsageError("--restore goes back from an edit", hint="Give one of the two.")
    if edit and text is not None:
        raise UsageError("--text has the corrected words already", hint="Leave --edit out.")
    if edit or text is not None or restore:
        _correct(context, number, text, restore=restore)
        return
    if from_s is not None and key_point is not None:
        raise UsageError("--from and --key-point both say where to begin", hint="Give one.")
    if compare:
        from trainer.cli.compare_view import compare_takes

        compare_takes(context, number)
        return
    _replay(context, number, silent=silent, from_s=from_s, key_point=key_point)


def _correct(
    context: CommandContext, number: int | None, text: str | None, *, restore: bool
) -> None:
    from trainer.cli.correcting import edit_transcript, restore_transcript

    with context.history(write=False) as history:
        attempt = attempt_or_last(history, number)
    if restore:
        restore_transcript(context, attempt)
    else:
        edit_transcript(context, attempt, text)


def _replay(
    context: CommandContext,
    number: int | None,
    *,
    silent: bool,
    from_s: float | None,
    key_point: int | None,
) -> None:
    from trainer.cli.documents import answer_document, attempt_document
    from trainer.cli.notes import note_document
    from trainer.cli.versions_view import mention_versions
    from trainer.cli.views import mention_trash, question_view, show_scored
    from trainer.history.records import Medium
    from trainer.practice.finish import shown_again

    output = context.output
    with context.history(write=False) as history:
        attempt = attempt_or_last(history, number)
        file = _file(history, attempt)
        notes = history.notes.of(attempt.id)
        answer: ScoredAnswer | None = None
        try:
            answer = shown_again(history, attempt)
        except InputError as unfinished:
            output.show(question_view(attempt.question))
            output.say(f"{unfinished.message}. {unfinished.hint}", indent=2)
        else:
            mention_trash(output, attempt)
            output.say(f"Attempt {attempt.id}, {when_words(attempt)}", style="dim", indent=2)
            mention_versions(output, history, attempt)
            show_scored(output, answer)
            _show_notes(output, notes)
    begin_s = _begin(answer, from_s, key_point)
    document = answer_document(answer) if answer else attempt_document(attempt, None)
    played = False
    if attempt.medium is not Medium.TYPED and not silent:
        if answer and answer.transcript.words and context.at_terminal and not output.plain:
            from trainer.cli.replay_desk import listen_to

            played = listen_to(context, attempt, begin_s)
        else:
            played = _play(context, attempt, file, begin_s)
    output.result(
        "replay",
        {
            **document,
            "file": str(file) if file else None,
            "played": played,
            "notes": [note_document(note) for note in notes],
        },
    )


def _begin(answer: ScoredAnswer | None, from_s: float | None, key_point: int | None) -> float:
    """Where to begin, in seconds.

    Raises NotFoundError for a key point that is not there or was not heard.
    """
    if key_point is None:
        return from_s or 0.0
    from trainer.practice.judged import span_of

    points = answer.coverage.points if answer else ()
    if answer is None or key_point > len(points):
        raise NotFoundError(
            f"there is no key point {key_point}",
            hint=f"The question has {len(points)}." if points else "It is not scored yet.",
        )
    span = span_of(answer, points[key_point - 1])
    start_s = answer.transcript.words[span.start].start_s if span else None
    if start_s is None:
        raise NotFoundError(
            f"key point {key_point} has no place in this take", hint="It was not heard in it."
        )
    return max(start_s - LEAD_S, 0.0)


def _show_notes(output: Output, notes: Sequence[Note]) -> None:
    from trainer.cli.notes import note_words

    if notes:
        output.say("")
        output.say("Notes", style="bold", indent=2)
    for note in notes:
        output.say(f"{note.id}  {note_words(note)}", indent=4)


def attempt_or_last(history: History, number: int | None) -> Attempt:
    """The attempt of this number, or the last one.  Raises NotFoundError."""
    if number is not None:
        return history.attempt(number)
    newest = history.attempts(limit=1)
    if not newest:
        raise NotFoundError("there is no take to replay yet", hint="'trainer drill' begins.")
    return newest[0]


def _file(history: History, attempt: Attempt) -> Path | None:
    file = history.audio_path(attempt)
    return file if file is not None and file.exists() else None


def when_words(attempt: Attempt) -> str:
    """The speaker's date and time of an attempt."""
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
