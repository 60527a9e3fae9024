"""What a mock interview is asked for, put into a plan that is on disk before the first question."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Final

from trainer.bank import Kind
from trainer.errors import NotFoundError
from trainer.history.records import Standing

if TYPE_CHECKING:
    from trainer.cli.context import CommandContext
    from trainer.history.store import History
    from trainer.history.targets import Target
    from trainer.library.catalogue import Catalogue
    from trainer.practice.sitting import Sitting

MINUTES: Final = 30.0
_SEEDS: Final = 1_000_000
_MOST_CAUGHT: Final = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """The options that plan an interview, as given."""

    banks: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    company: str | None = None
    minutes: float | None = None
    questions: int | None = None
    seed: int | None = None
    follow_ups: bool = True


def plan_mock(context: CommandContext, sitting: Sitting, asked: Asked, *, typed: bool) -> None:
    """Plan an interview in a sitting, and say what is coming.

    Raises NotFoundError where there is nothing to ask, or a bank or target is not there.
    """
    from trainer.cli.console import counted
    from trainer.practice.mock import Part, Wish, plan_interview
    from trainer.practice.target_changes import find_target

    history, settings = sitting.history, context.settings
    seed = SystemRandom().randrange(_SEEDS) if asked.seed is None else asked.seed
    target = find_target(history.targets.all(), asked.company) if asked.company else None
    minutes = asked.minutes or (None if asked.questions else MINUTES)
    decisions = history.shelf.decisions(context.now())
    catalogue = context.catalogue
    wish = Wish(
        minutes=minutes or math.inf,
        questions=asked.questions,
        banks=[catalogue.bank(bank).id for bank in asked.banks],
        kinds=[Kind(kind) for kind in asked.kinds],
        predicted=_predicted(history, target),
        caught=[one.question_id for one in history.met.off_guard(catalogue.aliases, _MOST_CAUGHT)],
        left_out={
            one for one, decision in decisions.items() if decision.standing != Standing.DISABLED
        },
        disabled_banks={
            one for one, decision in decisions.items() if decision.standing == Standing.DISABLED
        },
        practised_banks=history.practised.banks(),
        language=(settings.language or "en").partition("-")[0],
        think_time_s=0.0 if typed else settings.think_time_s,
        own_limit_s=settings.time_limit_s,
    )
    planned = plan_interview(catalogue, wish, Random(seed))  # noqa: S311 (a draw, not a secret)
    for language in () if planned or settings.language else _languages(catalogue):
        wish = replace(wish, language=language)
        planned = planned or plan_interview(catalogue, wish, Random(seed))  # noqa: S311
    if not planned:
        raise NotFoundError(
            "there are no questions to ask",
            hint="Another --bank or --kind, or 'trainer bank list' to see what is in use.",
        )
    with history.transaction():
        history.sittings.plan(sitting.session.id, planned, now=context.now())
        history.sittings.set_options(
            sitting.session.id,
            {
                "banks": list(asked.banks),
                "kinds": list(asked.kinds),
                "company": target.company if target else None,
                "target_id": target.id if target else None,
                "minutes": minutes,
                "questions": asked.questions,
                "seed": seed,
                "follow_ups": asked.follow_ups,
                "typed": typed,
            },
        )
    about = f" for {target.company}" if target else ""
    length = sum(one.expected_s for one in planned) / 60
    say = context.output.say
    say(
        f"Mock interview{about}: {counted(len(planned), 'question')}, about "
        f"{max(1, round(minutes or length))} minutes. The review comes at the end."
    )
    roles = {one.question_id.partition("/")[0] for one in planned if one.reason == Part.ROLE}
    if roles:
        say(f"Questions of the job: {', '.join(sorted(roles))}. --bank chooses others.")
    if left := _left_open(history, sitting.session.id):
        say(f"Mock interview {left} is not finished; --resume goes on with the latest such.")


def _languages(catalogue: Catalogue) -> list[str]:
    """The languages that there are banks in."""
    return sorted({bank.language.partition("-")[0] for bank in catalogue.banks})


def _left_open(history: History, besides: int) -> int | None:
    for session in history.mocks.sessions(5):
        options = history.sittings.options(session.id)
        if session.id != besides and not options.get("reviewed"):
            return session.id
    return None


def _predicted(history: History, target: Target | None) -> list[str]:
    if target is None:
        return []
    return [one.question_id for one in history.predictions.of(target.id) if one.question_id]
