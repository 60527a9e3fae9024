"""``trainer progress``: how practice went, at a glance."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from trainer.cli.completion import question_ids
from trainer.cli.context import CommandContext, common

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trainer.cli.page import Page
    from trainer.practice.progress import Progress, Wanted

WEEKS = 12
MOST = 5
MOST_OF_ALL = 1000
SECTIONS = (
    "calendar",
    "coverage",
    "first-latest",
    "off-guard",
    "slipping",
    "delivery",
    "guesses",
)
"""In the order shown."""


@click.command(
    "progress",
    epilog="""\b
Examples:
  trainer progress
  trainer progress conflict-with-colleague
  trainer progress --section calendar --section slipping
  trainer progress --since 2026-09-01 --bank general-behavioural
  trainer progress --weeks 26 --all --json
""",
)
@click.argument("question", required=False, shell_complete=question_ids)
@click.option(
    "--weeks",
    type=click.IntRange(1, 520),
    help=f"How many weeks back.  [default: {WEEKS}; all of them for one question]",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="From this day on, such as 2026-09-01.",
)
@click.option("--bank", metavar="BANK", help="Only questions of this bank.")
@click.option(
    "--section",
    "sections",
    type=click.Choice(SECTIONS),
    multiple=True,
    help="Show this alone; can be given several times.",
)
@click.option("--all", "everything", is_flag=True, help="Leave nothing out of the lists.")
@common()
def command(
    context: CommandContext,
    *,
    question: str | None,
    weeks: int | None,
    since: datetime | None,
    bank: str | None,
    sections: Sequence[str],
    everything: bool,
) -> None:
    """See what changed: days, coverage, what is settled or slipping, delivery.

    QUESTION is an id, an id without its bank, or a part of the prompt; it is then shown
    take by take. Nothing here is a grade: the figures stand beside your own earlier ones.
    Where a score is unsure, a coverage goes from what is certain to what is possible.
    """
    from trainer.cli.history import attempts_question_ids
    from trainer.cli.progress_documents import progress_document
    from trainer.practice.progress import Wanted, progress_of

    if weeks and since:
        raise click.UsageError("Give --weeks or --since, not both.")
    if question and bank:
        raise click.UsageError("A question is of one bank already: leave --bank out.")
    if bank:
        bank = context.catalogue.bank(bank).id
    today = _today(context)
    first = _first_day(today, weeks, since, everything=question is not None)
    with context.history(write=False) as history:
        wanted = Wanted(
            first,
            today,
            tuple(attempts_question_ids(context, history, question)) if question else (),
            bank,
            MOST_OF_ALL if everything or context.json else MOST,
        )
        progress = progress_of(history, context.catalogue, wanted)
        begun = history.summaries.first_day()
    context.output.result("progress", progress_document(progress))
    if not context.output.json:
        _show(context, progress, sections, begun)


def _today(context: CommandContext) -> date:
    from trainer.workspace.zone import local_zone

    now = context.now()
    return local_zone(now, os.environ).local(now).date()


def _first_day(today: date, weeks: int | None, since: datetime | None, *, everything: bool) -> date:
    """The first day to look at: that of --since, or the Monday that --weeks begins with."""
    from trainer.insights.trends import monday_of

    if since is not None:
        return since.date()
    if weeks is None and everything:
        return date.min
    return monday_of(today) - timedelta(weeks=(weeks or WEEKS) - 1)


def _show(
    context: CommandContext, progress: Progress, sections: Sequence[str], begun: date | None
) -> None:
    from trainer.cli.page import Page

    output = context.output
    page = Page(output)
    if not progress.days:
        page.line(_nothing(progress.wanted, begun))
    else:
        page.line(_summary(progress), style="bold")
    # Of one question the days say little; who asks for them gets them.
    shown = sections or (SECTIONS[1:] if progress.wanted.question_ids else SECTIONS)
    for name, views in _views().items():
        if name in shown:
            for view in views:
                view(page, progress)


def _views() -> dict[str, tuple[Callable[[Page, Progress], None], ...]]:
    from trainer.cli import progress_coverage as coverage
    from trainer.cli import progress_views as views
    from trainer.cli.progress_delivery import show_delivery

    return {
        "calendar": (coverage.show_calendar,),
        "coverage": (coverage.show_takes, coverage.show_coverage),
        "first-latest": (views.show_compared,),
        "off-guard": (views.show_off_guard,),
        "slipping": (views.show_slipping,),
        "delivery": (show_delivery,),
        "guesses": (views.show_guesses,),
    }


def _nothing(wanted: Wanted, begun: date | None) -> str:
    if begun is None:
        return "No scored answers yet. 'trainer drill' begins."
    if wanted.question_ids:
        return "No answers to it in this time."
    if begun >= wanted.since:
        return f"No answers to questions of {wanted.bank_id} in this time."
    from trainer.cli.page import day_words

    return (
        f"No answers since {day_words(wanted.since, wanted.until)}; the first of all was on "
        f"{day_words(begun, wanted.until)} ('trainer progress --since {begun}')."
    )


def _summary(progress: Progress) -> str:
    from trainer.cli.console import counted
    from trainer.cli.page import day_words, time_words

    answers = sum(day.answers for day in progress.days)
    spoken_s = sum(day.duration_s for day in progress.days)
    first = max(progress.wanted.since, progress.days[0].day)
    aloud = f", {time_words(spoken_s)} aloud" if spoken_s else ""
    return (
        f"Since {day_words(first, progress.wanted.until)}: {counted(answers, 'answer')} on "
        f"{counted(len(progress.days), 'day')}{aloud}"
    )
