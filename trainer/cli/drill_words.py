"""What a drill says around its questions: before the first one, and at the end."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.console import counted
from trainer.cli.ratings import day_words
from trainer.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from datetime import date

    from trainer.audio.devices import Device
    from trainer.cli.context import CommandContext
    from trainer.history.store import History
    from trainer.insights.agenda import Agenda
    from trainer.practice.drawing import Gathered, Today, Wish
    from trainer.practice.drill import Drill
    from trainer.practice.scored import ScoredAnswer

AWAY_DAYS = 3
"""From so many days without an answer on somebody is welcomed back."""

REASON_WORDS = {
    "off_guard": "It caught you off guard.",
    "due": "It is due.",
    "overdue": "It was due before today.",
    "target": "It may be asked in your coming interview.",
    "new": "It is new to you.",
    "weak": "It is not due yet, and comes early since you asked for such.",
}


def minutes_words(seconds: float) -> str:
    """Seconds as 'about 5 minutes', rounded up."""
    return f"about {counted(max(1, math.ceil(seconds / 60)), 'minute')}"


def welcome(context: CommandContext, microphone: Device | None) -> None:
    """Before the first drill: see that the microphone hears, and say where things are kept."""
    import time

    output = context.output
    output.say(f"Your first drill. Takes are kept in {context.workspace.recordings},")
    output.say("on this machine only; 'trainer attempt delete' removes one.")
    if microphone is None:
        return
    from trainer.audio.probe import probe

    heard = probe(microphone, clock=time.monotonic)
    output.say(f"Microphone: {microphone.name}. 'trainer devices' chooses another.")
    if heard.exact_zeros:
        # Some headsets give zeros while nobody speaks, so this is no reason to stop.
        click.echo(
            f"It gives nothing but silence so far. {heard.hint or ''} "
            "'trainer devices --test' tries it.",
            err=True,
        )


def say_plan(
    context: CommandContext, history: History, agenda: Agenda, gathered: Gathered, today: Today
) -> None:
    """Say what comes, and welcome back who was away."""
    say = context.output.say
    last = history.practised.last_before(today.midnight(today.on))
    away = (today.on - today.zone.local(last).date()).days if last else 0
    if away >= AWAY_DAYS and not gathered.practised:
        say(f"Welcome back, it is good to see you again after {away} days.")
        if agenda.postponed:
            say(
                f"Of {counted(gathered.due, 'question')} due, those most at risk come today; "
                "the rest is spread over the days to come."
            )
    say(f"{counted(len(agenda.items), 'question')} today, {minutes_words(agenda.expected_s)}.")
    if gathered.coming:
        say(
            f"{gathered.coming.company} is {day_words(gathered.coming.day, today.on)}.",
        )
        say_shortfalls(context, agenda)


def say_shortfalls(context: CommandContext, agenda: Agenda, most: int = 5) -> None:
    """Say which questions won't come back often enough before the interview."""
    short = agenda.shortfalls
    if not short:
        return
    wanted = max(one.wanted for one in short)
    often = "twice" if wanted > 1 else "once"
    verb = "does" if len(short) == 1 else "do"
    context.output.say(
        f"{counted(len(short), 'question')} that caught you off guard {verb} not come back "
        f"{often} before it in these minutes; more minutes a day help:"
    )
    for one in short[:most]:
        times = "not at all" if one.planned == 0 else "once"
        context.output.say(f"{one.question_id} ({times})", indent=2)
    if len(short) > most:
        left = len(short) - most
        context.output.say(f"and {left} more: 'trainer today --json' has all", indent=2)


def say_nothing_to_ask(
    context: CommandContext, history: History, wish: Wish, gathered: Gathered, today: Today
) -> None:
    """Say why there is nothing to ask.

    Raises NotFoundError where nothing is there at all, InputError where nothing fits.
    """
    from random import Random

    open_today = [
        one for one in gathered.candidates if one.free_from is None or one.free_from <= today.on
    ]
    now = [
        one
        for one in open_today
        if one.card is None or one.card.due_on <= today.on or one.asked_for
    ]
    if now:
        shortest = math.ceil(min(one.expected_s for one in now) / 60)
        raise InputError(
            f"no question fits into {wish.minutes:g} minutes",
            hint=f"The shortest takes about {shortest}: trainer drill --minutes {shortest}",
        )
    if not gathered.candidates and not gathered.practised:
        rng = Random(0)  # noqa: S311 (any will do)
        if not context.catalogue.fresh(count=1, rng=rng, banks=wish.banks):
            raise NotFoundError(
                "there are no questions to ask", hint="Add one with 'trainer bank add'."
            )
        if wish.kinds or wish.tags:
            raise NotFoundError(
                "no question of that kind or tag is there to ask",
                hint="'trainer bank search WORDS' finds questions.",
            )
        if not history.practised.next_due(today.now):
            raise NotFoundError(
                "every question there is suspended or retired, or its bank disabled",
                hint="'trainer bank list' shows it; 'bank resume' and 'bank enable' bring them "
                "back.",
            )
    context.output.say("Nothing is left to practise today.")
    _say_next(context, history, today)
    context.output.say("For more: trainer drill --bank BANK ('trainer bank list' shows them).")


def say_end(
    context: CommandContext, drill: Drill, answers: list[ScoredAnswer], today: Today
) -> None:
    """Say what was practised, what is left for today, and when the next is due."""
    from trainer.history.records import Medium
    from trainer.history.sittings import State
    from trainer.practice.drill import states

    say = context.output.say
    items = drill.questions()
    waiting = drill.waiting()
    skipped, put_off = states(items, State.SKIPPED), states(items, State.NOT_TODAY)
    say("")
    if answers:
        more = [f"{skipped} skipped"] if skipped else []
        more += [f"{put_off} put off until tomorrow"] if put_off else []
        answered = f"{counted(len(answers), 'question')} answered"
        say(f"{'; '.join([answered, *more])}.")
        say("'trainer history' has what you answered.")
        attempts = [drill.history.attempt(one.attempt_id) for one in answers if one.attempt_id]
        if any(one.medium is Medium.SPOKEN for one in attempts):
            say("'trainer replay' plays your last take.")
    else:
        say("No answer was scored this time. That is fine; the questions will wait.")
    if waiting:
        left = minutes_words(sum(item.expected_s for item in waiting))
        say(f"Left for today: {counted(len(waiting), 'question')}, {left}: trainer drill --resume")
    else:
        still = _due_today(drill.history, context, today)
        if still:
            say(
                f"{counted(still, 'question')} more due; they are spread over the days to come. "
                "'trainer today' shows them."
            )
        else:
            say("Nothing more is due today.")
    _say_next(context, drill.history, today)


def _due_today(history: History, context: CommandContext, today: Today) -> int:
    """How many questions are due still, those that rest and those answered today left out."""
    from datetime import timedelta

    from trainer.practice.cards import present_cards
    from trainer.practice.drawing import due_in_use

    due = {one.question_id: one for one in history.schedule.due(today.on + timedelta(days=1))}
    cards = present_cards(due, context.catalogue.aliases)
    return len(due_in_use(cards, today, history.shelf.decisions(today.now)))


def _say_next(context: CommandContext, history: History, today: Today) -> None:
    from datetime import timedelta

    found = history.practised.next_due(today.midnight(today.on + timedelta(days=1)))
    card = history.schedule.cards([found]).get(found) if found else None
    if card:
        context.output.say(f"The next comes back {_day(card.due_on, today.on)}.")


def _day(day: date, on: date) -> str:
    return day_words(day, on)


def drill_document(drill: Drill) -> dict[str, Any]:
    """A drill for scripts: every question with what came of it."""
    options = drill.history.sittings.options(drill.session.id)
    return {
        "session_id": drill.session.id,
        "minutes": options.get("minutes"),
        "seed": options.get("seed"),
        "questions": [
            {
                "question_id": item.question_id,
                "wording": item.wording,
                "reason": item.reason,
                "expected_s": item.expected_s,
                "state": item.state.value,
                "attempt_id": item.attempt_id,
            }
            for item in drill.questions()
        ],
        "left": len(drill.waiting()),
    }
