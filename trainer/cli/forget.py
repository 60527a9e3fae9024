"""``trainer forget``: what should not be kept any longer, gone for good."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.console import counted
from trainer.cli.context import CommandContext, common
from trainer.cli.forget_ask import OUT_OF_REACH, agreed, cache_of, say_nothing, with_questions
from trainer.cli.forget_view import forgotten_document, say_everything, say_plan
from trainer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trainer.history.store import History
    from trainer.keeping.forget import Plan


def _deciding(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--dry-run", is_flag=True, help="Show what would go; remove nothing."),
        click.option(
            "--export",
            "export",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Export everything to this file first.",
        ),
        click.option("--yes", is_flag=True, help="Do not ask."),
    ):
        function = option(function)
    return function


_questions = click.option(
    "--questions",
    is_flag=True,
    help="Also the questions in your banks that came from there, with every take of them.",
)


@click.group(
    "forget",
    epilog="""\b
Examples:
  trainer forget interview 3
  trainer forget company "Acme Ltd" --questions
  trainer forget before 2026-01-01 --dry-run
  trainer forget everything --export interviews.zip
""",
)
def command() -> None:
    """Delete for good: an interview, a company, a take, all before a date, or all.

    Shows first what goes. It covers the trash, the log for undo, copies of older
    histories, caches, taught wordings and drafts, and leaves no trace in the database.
    """


@command.command(
    "interview",
    epilog="""\b
Examples:
  trainer forget interview 3
  trainer forget interview 3 --yes
""",
)
@click.argument("number", type=int, metavar="ID")
@_questions
@_deciding
@common()
def interview(context: CommandContext, /, number: int, *, questions: bool, **options: Any) -> None:
    """Forget one interview: what was asked, feedback, letters, journal, takes told of it."""
    from trainer.keeping.forget import plan_interview

    def plan(history: History, *, questions: bool) -> Plan:
        return plan_interview(context.workspace, history, number, questions=questions)

    _forget(context, "forget interview", plan, questions=questions, **options)


@command.command(
    "company",
    epilog="""\b
Examples:
  trainer forget company "Acme Ltd"
  trainer forget company acme --questions --yes
""",
)
@click.argument("name")
@_questions
@_deciding
@common()
def company(context: CommandContext, /, name: str, *, questions: bool, **options: Any) -> None:
    """Forget a company: its interviews, past and coming, with everything that hangs on them.

    Stories, notes and answers that only mention it stay; you are told how many.
    """
    from trainer.keeping.forget import plan_company

    def plan(history: History, *, questions: bool) -> Plan:
        return plan_company(context.workspace, history, name, questions=questions)

    _forget(context, "forget company", plan, questions=questions, **options)


@command.command(
    "attempt",
    epilog="""\b
Examples:
  trainer forget attempt 12
""",
)
@click.argument("number", type=int, metavar="N")
@_deciding
@common()
def attempt(context: CommandContext, /, number: int, **options: Any) -> None:
    """Forget a take: recording, transcripts, scores, notes, ratings, and what it taught."""
    from trainer.keeping.forget import plan_attempt

    def plan(history: History, *, questions: bool) -> Plan:  # noqa: ARG001
        return plan_attempt(context.workspace, history, number)

    _forget(context, "forget attempt", plan, **options)


@command.command(
    "before",
    epilog="""\b
Examples:
  trainer forget before 2026-01-01
  trainer forget before 2026-01-01 --export old.zip
""",
)
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE")
@_deciding
@common()
def before(context: CommandContext, /, day: datetime, **options: Any) -> None:
    """Forget what lies before a date: takes, sittings, ratings, interviews, wordings, notes.

    Banks, stories, your plan and settings have no date of their own and stay. The
    schedule is computed again from the ratings that are left.
    """
    from trainer.keeping.forget import before_day, plan_before

    if day.astimezone() > context.now():
        raise InputError(
            f"{day.date()} has not come yet",
            hint="'trainer forget everything' forgets everything.",
        )

    def plan(history: History, *, questions: bool) -> Plan:  # noqa: ARG001
        return plan_before(context.workspace, history, before_day(day.astimezone()))

    _forget(context, "forget before", plan, **options)


@command.command(
    "everything",
    epilog="""\b
Examples:
  trainer forget everything --export interviews.zip
  trainer forget everything --yes
""",
)
@_deciding
@common()
def everything(context: CommandContext, *, yes: bool, export: Path | None, dry_run: bool) -> None:
    """Forget everything: takes, history, your banks, drafts, settings and caches.

    Speech models and the banks that ship stay: nothing in them is yours.
    """
    from trainer.keeping.files import everything_in
    from trainer.keeping.forget import forget_everything, size_of
    from trainer.workspace.lock import workspace_lock

    workspace, output = context.workspace, context.output
    files = everything_in(workspace)
    document: dict[str, Any] = {"files": len(files), "bytes": size_of(files), "export": None}
    if not files:
        say_nothing(context, "forget everything", document)
        return
    with workspace_lock(workspace, "forget"):
        say_everything(context, files)
        output.say(OUT_OF_REACH)
        if not agreed(context, document, yes=yes, export=export, dry_run=dry_run):
            output.result("forget everything", {**document, "forgotten": False})
            return
        context.forget_library()
        with output.working("Forgetting"):
            forget_everything(workspace, cache_of())
        context.forget_settings()
    output.result("forget everything", {**document, "forgotten": True})
    if not output.json:
        output.say(f"Forgotten: {counted(len(files), 'file')}. {workspace.root} is empty.")


def _forget(
    context: CommandContext,
    name: str,
    plan_of: Callable[..., Plan],
    *,
    yes: bool,
    export: Path | None,
    dry_run: bool,
    questions: bool = False,
) -> None:
    from trainer.keeping.forget import forget

    output = context.output
    with _writing(context) as history:
        plan = plan_of(history, questions=questions)
        if plan.is_empty:
            say_nothing(context, name, forgotten_document(plan))
            return
        say_plan(context, plan)
        if plan.offered and not questions:
            plan = with_questions(context, history, plan, plan_of, ask=not (yes or dry_run))
        output.say(OUT_OF_REACH)
        document = {**forgotten_document(plan), "export": None}
        if not agreed(context, document, yes=yes, export=export, dry_run=dry_run):
            output.result(name, {**document, "forgotten": False})
            return
        with output.working("Forgetting"):
            forget(context.workspace, history, context.library, plan, cache_of())
        context.forget_library()
    output.result(name, {**document, "forgotten": True})
    if not output.json:
        output.say("Forgotten. What you did before this can no longer be undone.")


@contextmanager
def _writing(context: CommandContext) -> Iterator[History]:
    """The history, while nobody else records; one that is not there is not created."""
    from trainer.errors import NotFoundError
    from trainer.workspace.lock import workspace_lock

    if not context.workspace.database.exists():
        raise NotFoundError(
            f"there is no history in {context.workspace.root}",
            hint="Is it another workspace that you mean? Name it with --workspace.",
        )
    with workspace_lock(context.workspace, "forget"), context.history(write=True) as history:
        yield history
