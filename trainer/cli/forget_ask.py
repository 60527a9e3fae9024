"""What is asked before something is forgotten: is it wanted, and should it be exported first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from trainer.cli.console import counted
from trainer.cli.context import CommandContext
from trainer.cli.forget_view import say_plan
from trainer.errors import UsageError

if TYPE_CHECKING:
    from trainer.history.store import History
    from trainer.keeping.forget import Plan

OUT_OF_REACH: Final = (
    "This can't be undone. Exports, letters and decks that you saved elsewhere, and copies of "
    "the folder, are out of reach: delete those yourself."
)


def with_questions(
    context: CommandContext,
    history: History,
    plan: Plan,
    plan_of: Callable[..., Plan],
    *,
    ask: bool,
) -> Plan:
    """The plan with the questions that came from there, where the person wants that."""
    from trainer.cli.asking import ask_yes

    output = context.output
    what = f"{counted(len(plan.offered), 'question')} in your banks came from there"
    if not ask or output.json or not context.at_terminal:
        output.say(f"{what} and {_stay(len(plan.offered))} (--questions forgets them too):")
        for question_id in plan.offered:
            output.say(question_id, indent=2)
        return plan
    output.say(f"{what}:")
    for question_id in plan.offered:
        output.say(question_id, indent=2)
    if not ask_yes("Forget them too, with every take of them?", err=output.json, default=False):
        return plan
    plan = plan_of(history, questions=True)
    say_plan(context, plan)
    return plan


def _stay(number: int) -> str:
    return "stays" if number == 1 else "stay"


def agreed(
    context: CommandContext,
    document: dict[str, Any],
    *,
    yes: bool,
    export: Path | None,
    dry_run: bool,
) -> bool:
    """Whether to go on; what the person wants exported first is."""
    from trainer.cli.asking import ask_line, ask_yes
    from trainer.cli.export import say_exported, write_export

    output = context.output
    if dry_run:
        output.say("Nothing was removed.")
        return False
    if not yes and (output.json or not context.at_terminal):
        raise UsageError("there is nobody to ask", hint="--yes forgets it without asking.")
    if not yes and export is None and ask_yes("Export everything first?", err=False):
        export = Path(ask_line("File (such as mine.zip)", err=False, needed=True)).expanduser()
    if export is not None:
        from trainer.keeping.restore import check_export

        made = write_export(context, export, locked=True)
        with output.working("Checking the export"):
            check_export(made.file, now=context.now(), progress=output.progress)
        document["export"] = str(made.file.absolute())
        say_exported(context, made)
    if not yes and not ask_yes("Forget it for good?", err=False, default=False):
        output.say("Nothing was removed.")
        return False
    return True


def say_nothing(context: CommandContext, name: str, document: dict[str, Any]) -> None:
    """Tell that there is nothing to forget."""
    context.output.result(name, {**document, "export": None, "forgotten": False})
    if not context.json:
        context.output.say("There is nothing of that to forget.")


def cache_of() -> Path | None:
    """The folder of caches; None where it can't be said which that is."""
    import os

    from trainer.errors import TrainerError
    from trainer.workspace.places import cache_folder

    try:
        return cache_folder(os.environ)
    except TrainerError:
        return None
