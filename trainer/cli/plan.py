"""``trainer plan``: what to do next, and why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.context import CommandContext, common
from trainer.errors import InputError

if TYPE_CHECKING:
    from trainer.history.plan_items import PlanItem
    from trainer.history.targets import Target

KINDS = ["study", "people", "role", "practice"]


class PlanGroup(click.Group):
    """A group whose first word may be a target instead of a command: then 'show' is meant."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put 'show' before what is no command."""
        helps = ctx.help_option_names
        if not args or (args[0] not in self.commands and args[0] not in helps):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(
    "plan",
    cls=PlanGroup,
    epilog="""\b
Examples:
  trainer plan
  trainer plan 1 --to plan.md
  trainer plan add study "SQL course, first half" --due 2026-12-01
  trainer plan done 1
""",
)
def command() -> None:
    """What to practise, write, study and ask next, each line with its reason.

    'trainer plan' is for all in general, 'trainer plan TARGET' for one interview that is
    coming. What is on it comes from what you took down and practised; study, people and
    roles are your own list.
    """


@command.command(
    "show",
    epilog="""\b
Examples:
  trainer plan
  trainer plan show 1
  trainer plan 1 --to plan.md
""",
)
@click.argument("target", required=False)
@click.option(
    "--to",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write it as Markdown (- for standard output).",
)
@click.option("--overwrite", is_flag=True, help="Replace FILE if it is there.")
@common()
def show(
    context: CommandContext, *, target: str | None, file: Path | None, overwrite: bool
) -> None:
    """Show the plan; TARGET is the number or the company of an interview that is coming."""
    from trainer.cli.plan_view import find_target, plan_document, show_plan
    from trainer.cli.texts import today
    from trainer.debrief.plan import plan_of
    from trainer.debrief.plan_facts import gathered
    from trainer.debrief.plan_text import to_markdown
    from trainer.practice.shelf import in_use
    from trainer.workspace.private import private_folder, write_private

    to_output = str(file) == "-"
    context.results_alone = to_output
    if file is not None and not to_output and file.exists() and not overwrite:
        raise InputError(f"{file} is there already", hint="Name another, or give --overwrite.")
    library = context.library
    with context.history(write=False) as history:
        found = find_target(history, target) if target else None
        decisions = history.shelf.decisions(context.now())
        facts = gathered(
            history,
            in_use(library.questions.values(), decisions),
            library.present_id,
            target=found,
            today=today(context),
            now=context.now(),
            titles={entry.bank.id: entry.bank.title for entry in library.banks},
            uncovered=_uncovered(context, found),
        )
    plan = plan_of(facts)
    if file is not None and not to_output:
        private_folder(file.absolute().parent)
        write_private(file, to_markdown(plan).encode())
    written = str(file) if file and not to_output else None
    context.output.result("plan", {**plan_document(plan), "file": written})
    if context.output.json:
        return
    if to_output:
        click.echo(to_markdown(plan), nl=False)
    elif file is not None:
        context.output.say(f"Wrote the plan to {file}.")
    else:
        show_plan(context.output, plan)


def _uncovered(context: CommandContext, target: Target | None) -> list[str]:
    """The skills of an advertisement that no question and no story speaks of."""
    from trainer.cli.predicting import Desk

    if target is None or not target.advertisement.strip():
        return []
    with context.output.working("Reading the advertisement"):
        _, left = Desk.open(context, target).skills()
    return [skill.name for skill in left]


@command.command(
    "add",
    epilog="""\b
Examples:
  trainer plan add study "SQL course, first half" --due 2026-12-01
  trainer plan add people "Ask Sam to listen to two answers"
  trainer plan add role "Operations analyst" --target 1
""",
)
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("text")
@click.option("--due", metavar="DAY", help="The day by which you mean to.")
@click.option("--target", type=int, metavar="N", help="Only for this interview that is coming.")
@common()
def add(
    context: CommandContext, *, kind: str, text: str, due: str | None, target: int | None
) -> None:
    """Put something on your list: to study, people to ask, a wider role, or to practise."""
    from trainer.cli.texts import day_of, needed_text, one_line
    from trainer.history.plan_items import PlanKind
    from trainer.practice.entries import EntryKind, note_added

    told = needed_text(one_line(text), "a line of your plan")
    with context.history(write=True) as history:
        if target is not None:
            history.targets.get(target)
        now = context.now()
        with history.transaction():
            item = history.plan.add(
                PlanKind(kind),
                told,
                made_at=now,
                due_on=day_of(due, context, ahead=True) if due else None,
                target_id=target,
            )
            note_added(history, EntryKind.PLAN, item.id, now)
    _tell(context, "plan add", item, f"On your list as {item.id}: {item.text}")


@command.command(
    "edit",
    epilog="""\b
Examples:
  trainer plan edit 1 --due 2026-12-08
  trainer plan edit 1 --text "SQL course, all of it"
  trainer plan edit 1 --no-due
""",
)
@click.argument("number", type=int, metavar="N")
@click.option("--text", help="Other words for it.")
@click.option("--kind", type=click.Choice(KINDS), help="What sort of thing it is.")
@click.option("--due", metavar="DAY", help="Another day.")
@click.option("--no-due", is_flag=True, help="No day.")
@common()
def edit(
    context: CommandContext,
    *,
    number: int,
    text: str | None,
    kind: str | None,
    due: str | None,
    no_due: bool,
) -> None:
    """Change a line of your list."""
    from trainer.cli.texts import day_of, needed_text, one_line
    from trainer.errors import UsageError
    from trainer.history.plan_items import PlanKind

    if not (text or kind or due or no_due) or (due and no_due):
        raise UsageError("nothing to change", hint="Give --text, --kind, --due or --no-due.")

    def changed(before: PlanItem) -> PlanItem:
        day = None if no_due else (day_of(due, context, ahead=True) if due else before.due_on)
        return replace(
            before,
            text=needed_text(one_line(text), "a line of your plan") if text else before.text,
            kind=PlanKind(kind) if kind else before.kind,
            due_on=day,
        )

    item = _change(context, number, changed)
    _tell(context, "plan edit", item, f"{item.id}: {item.text}")


@command.command(
    "done",
    epilog="""\b
Examples:
  trainer plan done 1
  trainer plan done 1 --not-yet
""",
)
@click.argument("number", type=int, metavar="N")
@click.option("--not-yet", is_flag=True, help="It is not done after all.")
@common()
def done(context: CommandContext, *, number: int, not_yet: bool) -> None:
    """Mark a line of your list as done."""
    now = context.now()
    item = _change(context, number, lambda one: replace(one, done_at=None if not_yet else now))
    _tell(
        context, "plan done", item, f"{'Open again' if not_yet else 'Done, well done'}: {item.text}"
    )


@command.command(
    "remove",
    epilog="""\b
Examples:
  trainer plan remove 1
""",
)
@click.argument("number", type=int, metavar="N")
@common()
def remove(context: CommandContext, *, number: int) -> None:
    """Take a line off your list; it can be brought back for seven days."""
    from trainer.practice.entries import EntryKind, remove_entry

    with context.history(write=True) as history:
        item = history.plan.get(number)
        remove_entry(history, EntryKind.PLAN, number, context.now())
    _tell(
        context, "plan remove", item, f"Off your list; 'trainer undo' brings it back: {item.text}"
    )


def _change(context: CommandContext, number: int, changed: Any) -> PlanItem:
    from trainer.practice.entries import change_plan

    with context.history(write=True) as history:
        return change_plan(history, changed(history.plan.get(number)), context.now())


def _tell(context: CommandContext, command_name: str, item: PlanItem, words: str) -> None:
    from trainer.cli.plan_view import item_document

    context.output.result(command_name, item_document(item))
    if not context.output.json:
        context.output.say(words)
