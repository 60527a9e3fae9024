"""``trainer drill``: today's questions, one after the other."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from trainer.cli.completion import bank_ids
from trainer.cli.context import CommandContext, common, recogniser_options
from trainer.errors import AudioDeviceError, NotFoundError, UsageError

if TYPE_CHECKING:
    from trainer.audio.devices import Device
    from trainer.cli.answering import Asker
    from trainer.history.records import Session
    from trainer.history.sittings import SittingQuestion
    from trainer.history.store import History
    from trainer.practice.drawing import Today, Wish
    from trainer.practice.drill import Drill
    from trainer.practice.scored import ScoredAnswer

KINDS = ("behavioural", "technical", "situational", "motivational")


@click.command(
    "drill",
    epilog="""\b
Examples:
  trainer drill
  trainer drill --minutes 30 --typed
  trainer drill --bank caught-off-guard --bank sales --kind behavioural
  trainer drill --resume
""",
)
@click.option(
    "--minutes", type=click.FloatRange(1, 480), help="How long, at most; else the setting."
)
@click.option("--questions", type=click.IntRange(1, 50), help="How many, at most.")
@click.option(
    "--bank",
    "banks",
    multiple=True,
    shell_complete=bank_ids,
    help="Only from this bank; may be repeated.",
)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this kind.")
@click.option("--tag", "tags", multiple=True, help="Only about this topic, competence or level.")
@click.option("--typed", is_flag=True, help="Type the answers instead of speaking.")
@click.option("--seed", type=int, help="Draw the same again, for the same history.")
@click.option("--resume", is_flag=True, help="Go on with what today's drill has left.")
@recogniser_options
@common()
def command(
    context: CommandContext,
    *,
    minutes: float | None,
    questions: int | None,
    banks: tuple[str, ...],
    kinds: tuple[str, ...],
    tags: tuple[str, ...],
    typed: bool,
    seed: int | None,
    resume: bool,
) -> None:
    """Practise today's questions aloud, one after the other.

    First comes what caught you off guard, then what is due, the least sure first, then
    what is new. You can leave at any time and go on later; what was answered is kept.
    """
    if resume and (minutes or questions or banks or kinds or tags or seed is not None):
        raise UsageError("--resume goes on with the plan there is: leave the other options out")
    from trainer.bank import Kind
    from trainer.cli.answering import Asker, find_microphone, make_engine
    from trainer.cli.drill_words import welcome
    from trainer.practice.drawing import Wish
    from trainer.practice.drill import KIND, Drill
    from trainer.practice.sitting import sit
    from trainer.workspace.lock import workspace_lock

    settings = context.settings
    wish = Wish(
        minutes=minutes or settings.drill_minutes,
        think_time_s=0.0 if typed else settings.think_time_s,
        time_limit_s=settings.time_limit_s,
        banks=tuple(context.catalogue.bank(bank).id for bank in banks),
        kinds=tuple(map(Kind, kinds)),
        tags=tags,
    )
    first_time = not context.workspace.database.exists()
    earlier, typed_before = _earlier(context)
    if resume and earlier is None:
        raise NotFoundError(
            "there is no drill of today with something left", hint="'trainer drill' begins one."
        )
    going_on = earlier if earlier and (resume or _goes_on_with_it(context)) else None
    typed = typed or (typed_before and going_on is not None)
    microphone = None if typed else find_microphone(context)
    engine = None if typed else make_engine(context)
    if first_time:
        welcome(context, microphone)
    with workspace_lock(context.workspace, KIND), context.history(write=True) as history:
        today = today_of(context)
        most = questions or settings.drill_questions or None
        plan = None if going_on else _Plan(context, history, wish, most, seed, today)
        if plan and not plan.questions:
            context.output.result("drill", {"answers": [], "questions": [], "left": 0})
            return
        with sit(context.workspace, history, KIND, context.now, today.zone, going_on) as sitting:
            drill = Drill(history, context.catalogue, sitting.session)
            if plan:
                if earlier and context.at_terminal and not context.output.json:
                    history.sittings.give_up(earlier.id, now=context.now())
                plan.keep(sitting.session, typed=typed)
            else:
                _tell_going_on(context, drill, today)
            told = replace(sitting, on_begin=drill.begun)
            asker = Asker(context, told, engine, put_off=True)
            answers = _ask_all(context, asker, drill, microphone, plan.whys if plan else {})
        _close(context, drill, answers)


def today_of(context: CommandContext) -> Today:
    """This moment on the wall here."""
    from trainer.practice.drawing import Today
    from trainer.workspace.zone import local_zone

    now = context.now()
    return Today(now, local_zone(now, os.environ))


def _earlier(context: CommandContext) -> tuple[Session | None, bool]:
    """The drill of today that has something left, and whether its answers were typed."""
    from trainer.practice.drill import open_drill

    with context.history(write=False) as history:
        found = open_drill(history, today_of(context))
        if found is None:
            return None, False
        return found, bool(history.sittings.options(found.id).get("typed"))


def _goes_on_with_it(context: CommandContext) -> bool:
    """Whether a plain call goes on with the drill of today: asked where somebody can answer."""
    if context.at_terminal and not context.output.json:
        return click.confirm("Your drill of today has questions left. Go on with it?", default=True)
    context.output.say("Your drill of today has questions left: 'trainer drill --resume'.")
    return False


class _Plan:
    """What a new drill asks, said to the person, and kept before the first question."""

    def __init__(
        self,
        context: CommandContext,
        history: History,
        wish: Wish,
        most: int | None,
        seed: int | None,
        today: Today,
    ) -> None:
        from trainer.cli.drill_words import say_nothing_to_ask, say_plan
        from trainer.insights.agenda import agenda_of
        from trainer.practice.drawing import gather, usual_seed
        from trainer.practice.drill import KIND

        self._history = history
        self._context = context
        begun = history.sittings.begun_since(KIND, today.midnight(today.on))
        self._seed = usual_seed(today.on, begun) if seed is None else seed
        rng = random.Random(self._seed)  # noqa: S311 (a draw, not a secret)
        gathered = gather(history, context.catalogue, wish, today, rng)
        agenda = agenda_of(
            gathered.candidates,
            on=today.on,
            minutes=wish.minutes,
            rng=rng,
            coming=gathered.coming,
            most=most,
        )
        self.questions = gathered.planned(agenda)
        self.whys = {item.question_id: item.why for item in agenda.items}
        self._minutes = wish.minutes
        if self.questions:
            say_plan(context, history, agenda, gathered, today)
        else:
            say_nothing_to_ask(context, history, wish, gathered, today)

    def keep(self, session: Session, *, typed: bool) -> None:
        """Write the plan into the history."""
        options = {"seed": self._seed, "minutes": self._minutes, "typed": typed}
        with self._history.transaction():
            self._history.sittings.set_options(session.id, options)
            self._history.sittings.plan(session.id, self.questions, now=self._context.now())


def _tell_going_on(context: CommandContext, drill: Drill, today: Today) -> None:
    from trainer.cli.drill_words import minutes_words

    drill.leave_out_answered(today)
    for attempt in drill.unfinished():
        context.output.say(
            f"Your answer to {attempt.question.id} is kept; "
            f"'trainer score --attempt {attempt.id}' finishes it."
        )
    waiting = drill.waiting()
    left = minutes_words(sum(item.expected_s for item in waiting))
    if waiting:
        context.output.say(f"You go on where you left: {len(waiting)} more, {left}.")


def _ask_all(
    context: CommandContext,
    asker: Asker,
    drill: Drill,
    microphone: Device | None,
    whys: dict[str, str],
) -> list[ScoredAnswer]:
    from trainer.cli.drill_words import REASON_WORDS
    from trainer.cli.speaking import Ending
    from trainer.history.sittings import State

    answers: list[ScoredAnswer] = []
    count = len(drill.questions())
    waiting = drill.waiting()
    for item in waiting:
        question = drill.question(item)
        if question is None:
            drill.mark(item, State.LEFT_OUT, today_of(context))
            continue
        context.output.say(f"\nQuestion {item.position + 1} of {count}", style="dim")
        context.output.say(whys.get(item.question_id) or REASON_WORDS[item.reason], style="dim")
        drill.current = item
        try:
            asked = asker.ask(question, microphone)
        except AudioDeviceError as error:
            _take_back(context, drill, item)
            if not answers:
                raise
            click.echo(f"{error.message} {error.hint or ''}".strip(), err=True)
            break
        if asked.ending is Ending.SKIPPED:
            drill.mark(item, State.SKIPPED, today_of(context))
        elif asked.ending is Ending.NOT_TODAY:
            drill.put_off(context.workspace, item, today_of(context))
            context.output.say("It comes back tomorrow at the earliest.", indent=2)
        if asked.answer:
            answers.append(asker.talk_over(asked.answer))
        if asked.ending is Ending.LEFT:
            break
        if asked.answer and item is not waiting[-1] and not _goes_on(context):
            break
    return answers


def _take_back(context: CommandContext, drill: Drill, item: SittingQuestion) -> None:
    """Where recording never began nothing was asked: the question waits again."""
    from trainer.history.sittings import State

    kept = drill.history.sittings.question(item.id)
    if kept.attempt_id is None:
        drill.mark(item, State.WAITING, today_of(context))


def _goes_on(context: CommandContext) -> bool:
    """Wait until the score was read; whether the person wants the next question."""
    from trainer.cli.keys import ENTER, SPACE, open_keys

    if not context.at_terminal or context.output.json:
        return True
    context.output.say("\nEnter: the next question · q: enough for now", style="dim", indent=2)
    with open_keys() as keys:
        while True:
            key = keys.poll(1.0)
            if key in {ENTER, SPACE}:
                return True
            if key in {"q", "Q"}:
                return False


def _close(context: CommandContext, drill: Drill, answers: list[ScoredAnswer]) -> None:
    from trainer.cli.documents import answer_document
    from trainer.cli.drill_words import drill_document, say_end

    say_end(context, drill, answers, today_of(context))
    documents = [answer_document(answer) for answer in answers]
    context.output.result("drill", {"answers": documents, **drill_document(drill)})
