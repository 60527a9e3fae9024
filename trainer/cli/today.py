"""``trainer today``: what is due today, how long it takes, why each, and the days to come."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.completion import bank_ids
from trainer.cli.console import counted
from trainer.cli.context import CommandContext, common

if TYPE_CHECKING:
    from trainer.insights.agenda import Agenda, AgendaItem, DayPlan
    from trainer.practice.drawing import Gathered, Today


@click.command(
    "today",
    epilog="""\b
Examples:
  trainer today
  trainer today --minutes 30 --days 14
  trainer today --json
""",
)
@click.option(
    "--minutes", type=click.FloatRange(1, 480), help="Minutes a day, at most; else the setting."
)
@click.option(
    "--days", type=click.IntRange(1, 60), default=7, show_default=True, help="How far to look."
)
@click.option(
    "--bank",
    "banks",
    multiple=True,
    shell_complete=bank_ids,
    help="Only from this bank; may be repeated.",
)
@common()
def command(
    context: CommandContext, *, minutes: float | None, days: int, banks: tuple[str, ...]
) -> None:
    """See what is due today, how long it takes, why each, and the days to come.

    Nothing is kept: the plan is made anew whenever you ask, within your minutes a day.
    """
    from trainer.cli.drill import today_of
    from trainer.insights.agenda import agenda_of, days_ahead
    from trainer.practice.drawing import Wish, gather, usual_seed
    from trainer.practice.drill import KIND, open_drill

    settings = context.settings
    wish = Wish(
        minutes=minutes or settings.drill_minutes,
        think_time_s=settings.think_time_s,
        time_limit_s=settings.time_limit_s,
        banks=tuple(context.catalogue.bank(bank).id for bank in banks),
    )
    today = today_of(context)
    with context.history(write=False) as history:
        begun = history.sittings.begun_since(KIND, today.midnight(today.on))
        seed = usual_seed(today.on, begun)
        rng = random.Random(seed)  # noqa: S311 (a draw, not a secret)
        gathered = gather(history, context.catalogue, wish, today, rng, days=days)
        state = rng.getstate()
        left = max(0.0, wish.minutes - gathered.practised_s / 60)
        agenda = agenda_of(
            gathered.candidates,
            on=today.on,
            minutes=left,
            minutes_ahead=wish.minutes,
            rng=rng,
            coming=gathered.coming,
        )
        rng.setstate(state)
        ahead = days_ahead(
            gathered.candidates,
            on=today.on,
            days=days,
            minutes=wish.minutes,
            minutes_today=left,
            rng=rng,
            coming=gathered.coming,
        )
        half_done = open_drill(history, today) is not None
        met = bool(history.attempts(limit=1))
        if not context.output.json:
            _show(context, agenda, ahead, gathered, today, met=met, half_done=half_done)
        context.output.result("today", _document(wish.minutes, agenda, ahead, gathered, today))


def _show(
    context: CommandContext,
    agenda: Agenda,
    ahead: list[DayPlan],
    gathered: Gathered,
    today: Today,
    *,
    met: bool,
    half_done: bool,
) -> None:
    from trainer.cli.drill_words import minutes_words
    from trainer.cli.ratings import day_words

    say = context.output.say
    if not met:
        say("Nothing practised yet, so nothing is due. To begin:")
        say("trainer demo              see how it works, in a minute", indent=2)
        say("trainer devices --test    check the microphone", indent=2)
        say("trainer drill             practise your first questions, the ones below", indent=2)
        say("trainer target add        tell of an interview that is coming", indent=2)
        say("")
    if gathered.practised:
        say(
            f"Practised today: {counted(gathered.practised, 'question')}, "
            f"{minutes_words(gathered.practised_s)}."
        )
    if half_done:
        say("Your drill of today has questions left: trainer drill --resume")
    if agenda.items:
        say(f"Today: {counted(len(agenda.items), 'question')}, {minutes_words(agenda.expected_s)}.")
        for item in agenda.items:
            _show_item(context, item)
        if not half_done:
            say("")
            say("To practise them: trainer drill")
    elif gathered.practised:
        say("That is enough for today.")
    else:
        say("Nothing is due today that fits into your minutes.")
    if agenda.postponed:
        known = [item for item in agenda.items if item.reason in {"off_guard", "due", "overdue"}]
        late = max(len(agenda.postponed), gathered.due - len(known))
        say("")
        say(
            f"{counted(late, 'question')} more due; most at risk first, they are spread over "
            "the days to come."
        )
    if gathered.coming:
        from trainer.cli.drill_words import say_shortfalls

        say("")
        say(f"{gathered.coming.company} is {day_words(gathered.coming.day, today.on)}.")
        say_shortfalls(context, agenda)
    if met and len(ahead) > 1:
        say("")
        say("The days to come, if answers go well:")
        for plan in ahead[1:]:
            _show_day(context, plan, gathered)


def _show_item(context: CommandContext, item: AgendaItem) -> None:
    from trainer.cli.drill_words import minutes_words

    say = context.output.say
    say("")
    say(context.catalogue.question(item.question_id).prompt, style="bold", indent=2)
    say(f"{item.question_id} · {minutes_words(item.expected_s)}", style="dim", indent=2)
    say(item.why, indent=2)


def _show_day(context: CommandContext, plan: DayPlan, gathered: Gathered) -> None:
    from trainer.cli.drill_words import minutes_words
    from trainer.insights.reasons import day_name

    what = "nothing comes back"
    if plan.items:
        count = counted(len(plan.items), "question")
        off_guard = sum(1 for item in plan.items if item.reason == "off_guard")
        of_them = f", {off_guard} of them off guard" if off_guard else ""
        what = f"{count}{of_them}, {minutes_words(plan.expected_s)}"
    if gathered.coming and plan.day == gathered.coming.day:
        what = f"{gathered.coming.company}; {what}"
    context.output.say(f"{day_name(plan.day)}: {what}", indent=2)


def _document(
    minutes: float,
    agenda: Agenda,
    ahead: list[DayPlan],
    gathered: Gathered,
    today: Today,
) -> dict[str, Any]:
    coming = gathered.coming
    return {
        "day": today.on.isoformat(),
        "minutes": minutes,
        "practised": gathered.practised,
        "practised_s": gathered.practised_s,
        "due": gathered.due,
        "expected_s": agenda.expected_s,
        "questions": [_item(item) for item in agenda.items],
        "postponed": list(agenda.postponed),
        "interview": {"company": coming.company, "day": coming.day.isoformat()} if coming else None,
        "shortfalls": [
            {"question_id": one.question_id, "planned": one.planned, "wanted": one.wanted}
            for one in agenda.shortfalls
        ],
        "days": [
            {
                "day": plan.day.isoformat(),
                "expected_s": plan.expected_s,
                "room_s": plan.room_s,
                "questions": [_item(item) for item in plan.items],
            }
            for plan in ahead
        ],
    }


def _item(item: AgendaItem) -> dict[str, Any]:
    return {
        "question_id": item.question_id,
        "reason": item.reason.value,
        "why": item.why,
        "expected_s": item.expected_s,
    }
