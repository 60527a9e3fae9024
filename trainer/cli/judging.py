"""Asking a person whether an answer made a point: one key each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import click

from trainer.cli.keys import ENTER, open_keys
from trainer.cli.views import SAID, quoted
from trainer.history.records import HumanVerdict, Judgement, Span

if TYPE_CHECKING:
    from datetime import datetime

    from trainer.bank import KeyPoint
    from trainer.cli.console import Output
    from trainer.cli.context import CommandContext
    from trainer.history.store import History
    from trainer.practice.scored import ScoredAnswer

MOST_ASKED = 3
"""So many points of an answer are asked about: a score is no questionnaire."""

POLL_S = 0.5

KEYS = "y made it · p partly · n did not · e {} · Enter skips · q no more"


class Key(StrEnum):
    """What a key means."""

    MADE = "y"
    PARTLY = "p"
    MISSED = "n"
    OTHER_WORDS = "e"
    SKIP = ENTER
    NO_MORE = "q"


VERDICTS = {
    Key.MADE: HumanVerdict.COVERED,
    Key.PARTLY: HumanVerdict.PARTLY,
    Key.MISSED: HumanVerdict.MISSED,
    Key.OTHER_WORDS: HumanVerdict.COVERED,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer with what was said of its points; `no_more` that the person had enough."""

    answer: ScoredAnswer
    no_more: bool = False


def can_be_asked(context: CommandContext) -> bool:
    """Whether keys can be read and their meaning shown: everything is a terminal."""
    return context.at_terminal and sys.stdout.isatty() and not context.output.json


def judge_points(
    output: Output,
    history: History,
    answer: ScoredAnswer,
    key_point_ids: Iterable[str],
    clock: Callable[[], datetime],
) -> Judged:
    """Ask about these points, one after the other; each verdict is kept at once.

    What was skipped stays as it was.
    """
    from trainer.practice.judging import evidence_span, judge

    points = {point.id: point for point in answer.question.key_points}
    judgements: dict[str, Judgement] = {}
    no_more = False
    for key_point_id in key_point_ids:
        span = evidence_span(answer, key_point_id)
        key, named = _ask(output, answer, points[key_point_id], span)
        if key is Key.NO_MORE:
            no_more = True
            break
        if key is Key.SKIP:
            continue
        verdict = VERDICTS[key]
        judgement = judge(history, answer, key_point_id, verdict, named or span, clock())
        judgements[key_point_id] = judgement
        output.say(f"You said: {SAID[verdict]}.", indent=6)
    if not judgements:
        return Judged(answer, no_more)
    answer = replace(answer, judgements={**answer.judgements, **judgements})
    tell_judged(output, answer, judgements.values())
    return Judged(answer, no_more)


def tell_judged(output: Output, answer: ScoredAnswer, judgements: Iterable[Judgement]) -> None:
    """Say what the answer covers now, and what the verdicts taught."""
    from trainer.cli.views import summary

    output.say("")
    output.say(summary(answer), indent=4)
    learned = sum(1 for one in judgements if one.span and one.verdict is not HumanVerdict.PARTLY)
    if learned:
        output.say(
            "Your words count from the next answer on; 'trainer undo' takes back step by step.",
            indent=4,
        )


def _ask(
    output: Output, answer: ScoredAnswer, point: KeyPoint, span: Span | None
) -> tuple[Key, Span | None]:
    """The key for one point, and the words that the person named instead of `span`."""
    while True:
        # Keys pressed before this are thrown away, so the question comes after it.
        with open_keys() as keys:
            output.say("")
            output.say(f"? {point.text}", indent=4)
            if span:
                output.say(quoted(answer, span), style="italic", indent=8)
            output.say(f"Did {'these words' if span else 'you'} make this point?", indent=6)
            other = "other words made it" if span else "name the words that did"
            output.say(KEYS.format(other), style="dim", indent=6)
            key = None
            while key is None:
                pressed = keys.poll(POLL_S)
                key = Key(pressed.lower()) if pressed and pressed.lower() in set(Key) else None
        if key is not Key.OTHER_WORDS:
            return key, None
        named = _other_words(output, answer)
        if named:
            return key, named


def _other_words(output: Output, answer: ScoredAnswer) -> Span | None:
    """The words that the person types, as they stand in the answer; None to go back."""
    from trainer.practice.spans import locate

    while True:
        words = click.prompt(
            "      The words that made it (Enter goes back)", default="", show_default=False
        ).strip()
        if not words:
            return None
        span = locate(answer.transcript, words)
        if span:
            output.say(quoted(answer, span), style="italic", indent=8)
            return span
        output.say("Those words are not in your answer as it was heard.", indent=6)
