"""The takes of a question at hand: one plays, others are a key away, notes are written."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from trainer.cli.replay_view import Score, score_of
from trainer.cli.replaying import Head, Leaving, listen
from trainer.cli.views import clock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from trainer.cli.context import CommandContext
    from trainer.history.records import Attempt


def listen_to(context: CommandContext, attempt: Attempt, from_s: float) -> bool:
    """Play a scored take, and others of its question, until the person leaves.

    Whether anything was heard through a loudspeaker.
    """
    from trainer.audio.player import LoudspeakerPlayer

    takes = _takes(context, attempt)
    player = LoudspeakerPlayer(context.settings.loudspeaker or None, clock=time.monotonic)
    head = Head(from_s)
    heard = False
    while True:
        score, file = _prepared(context, attempt)
        leaving = listen(context.output, player, file, score, head)
        heard = heard or not head.silent
        match leaving:
            case Leaving.QUIT:
                return heard
            case Leaving.EARLIER | Leaving.LATER:
                attempt = _other(context, takes, attempt, head, later=leaving is Leaving.LATER)
            case Leaving.NOTE:
                _write_note(context, attempt, head)
            case Leaving.VERDICT:
                _judge(context, score, head)


def _takes(context: CommandContext, attempt: Attempt) -> list[int]:
    """The scored takes of the question that have a recording, oldest first."""
    from trainer.history.records import Medium

    question = attempt.question
    present = context.library.questions.get(context.library.present_id(question.id), question)
    ids = {question.id, present.id, *present.renamed_from}
    with context.history(write=False) as history:
        found = history.attempts(question_ids=sorted(ids), unfinished=False)
    return [one.id for one in reversed(found) if one.medium is not Medium.TYPED]


def _prepared(context: CommandContext, attempt: Attempt) -> tuple[Score, Path | None]:
    from trainer.cli.replay import when_words
    from trainer.practice.finish import shown_again

    with context.history(write=False) as history:
        answer = shown_again(history, attempt)
        notes = history.notes.of(attempt.id)
        file = history.audio_path(attempt)
    title = f"{attempt.question.id} · attempt {attempt.id}, {when_words(attempt)}"
    return score_of(answer, title, notes), file if file is not None and file.exists() else None


def _other(
    context: CommandContext, takes: Sequence[int], attempt: Attempt, head: Head, *, later: bool
) -> Attempt:
    place = takes.index(attempt.id) + (1 if later else -1) if attempt.id in takes else -1
    if not 0 <= place < len(takes):
        head.said = f"This is the {'latest' if later else 'first'} take of this question."
        return attempt
    head.at_s, head.paused = 0.0, False
    with context.history(write=False) as history:
        return history.attempt(takes[place])


def _write_note(context: CommandContext, attempt: Attempt, head: Head) -> None:
    from trainer.practice.noting import add_note

    text = click.prompt(
        f"  Note at {clock(head.at_s)} (empty: none)", default="", show_default=False, err=True
    )
    if not text.strip():
        return
    with context.history(write=True) as history:
        note = add_note(history, attempt.id, text, round(head.at_s, 1), context.now())
    head.said = f"Note {note.id} is kept; 'trainer notes' lists, edits and removes them."


def _judge(context: CommandContext, score: Score, head: Head) -> None:
    """Ask about the key point that is being said, or else about all of them."""
    from trainer.cli.judging import judge_points
    from trainer.cli.replay_view import point_at

    point = point_at(score, head.at_s)
    wanted = [point] if point else [one.key_point_id for one in score.answer.coverage.points]
    with context.history(write=True) as history:
        judge_points(context.output, history, score.answer, wanted, context.now)
    head.paused = True
