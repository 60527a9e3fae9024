"""``trainer drill``: today's questions, one after the other."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import click

from trainer.cli.context import CommandContext, common, recogniser_options
from trainer.errors import AudioDeviceError, NotFoundError

if TYPE_CHECKING:
    from trainer.audio.devices import Device
    from trainer.bank import Question
    from trainer.cli.answering import Asker
    from trainer.history.store import History
    from trainer.practice.scored import ScoredAnswer


@click.command(
    "drill",
    epilog="""\b
Examples:
  trainer drill
  trainer drill --questions 1 --bank caught-off-guard
  trainer drill --typed
""",
)
@click.option("--questions", type=click.IntRange(1, 50), help="How many; else the setting.")
@click.option("--bank", "banks", multiple=True, help="Only from this bank; may be repeated.")
@click.option("--typed", is_flag=True, help="Type the answers instead of speaking.")
@click.option("--seed", type=int, help="Draw the same again, for the same history.")
@recogniser_options
@common()
def command(
    context: CommandContext,
    *,
    questions: int | None,
    banks: tuple[str, ...],
    typed: bool,
    seed: int | None,
) -> None:
    """Practise today's questions aloud, one after the other.

    What caught you off guard comes first, then what you have not met yet. You can
    leave at any time; what was answered is kept.
    """
    from trainer.cli.answering import Asker, find_microphone, make_engine
    from trainer.cli.documents import answer_document
    from trainer.cli.sittings import at_the_desk

    first_time = not context.workspace.database.exists()
    microphone = None if typed else find_microphone(context)
    engine = None if typed else make_engine(context)
    if first_time:
        _welcome(context, microphone)
    with at_the_desk(context, "drill") as sitting:
        rng = random.Random(seed)  # noqa: S311 (a draw, not a secret)
        drawn = _draw(context, sitting.history, banks, questions, rng)
        asker = Asker(context, sitting, engine)
        answers = _ask_all(context, asker, drawn, microphone)
    _close(context, answers)
    context.output.result("drill", {"answers": [answer_document(answer) for answer in answers]})


def _welcome(context: CommandContext, microphone: Device | None) -> None:
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


def _draw(
    context: CommandContext,
    history: History,
    banks: tuple[str, ...],
    count: int | None,
    rng: random.Random,
) -> list[Question]:
    from trainer.practice.draw import draw
    from trainer.practice.shelf import in_use, known_to

    library = context.library
    wanted = {library.bank(bank).bank.id for bank in banks}
    questions = [q for q in library.questions.values() if not wanted or q.bank_id in wanted]
    candidates = in_use(questions, history.shelf.decisions(context.now()), wanted)
    if questions and not candidates:
        raise NotFoundError(
            "every question there is suspended or retired, or its bank disabled",
            hint="'trainer bank list' shows it; 'bank resume' and 'bank enable' bring them back.",
        )
    if not candidates:
        raise NotFoundError(
            "there are no questions to ask", hint="Add one with 'trainer bank add'."
        )
    known = known_to(history, library.aliases)
    return draw(
        candidates,
        known.off_guard,
        known.answered,
        count or context.settings.drill_questions,
        rng,
    )


def _ask_all(
    context: CommandContext, asker: Asker, drawn: list[Question], microphone: Device | None
) -> list[ScoredAnswer]:
    from trainer.cli.speaking import Ending

    answers: list[ScoredAnswer] = []
    for number, question in enumerate(drawn, start=1):
        context.output.say(f"\nQuestion {number} of {len(drawn)}", style="dim")
        try:
            asked = asker.ask(question, microphone)
        except AudioDeviceError as error:
            if not answers:
                raise
            click.echo(f"{error.message} {error.hint or ''}".strip(), err=True)
            break
        if asked.answer:
            answers.append(asker.ask_off_guard(asker.ask_unsure(asked.answer)))
        if asked.ending is Ending.LEFT:
            break
        if asked.answer and number < len(drawn) and not _goes_on(context):
            break
    return answers


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


def _close(context: CommandContext, answers: list[ScoredAnswer]) -> None:
    say = context.output.say
    if not answers:
        say("\nNo answer was scored this time. That is fine; the questions will wait.")
        return
    count = len(answers)
    say(
        f"\n{count} question{'s' if count > 1 else ''} practised today. 'trainer history' has them,"
    )
    say("'trainer replay' plays the last one.")
