"""``trainer target``: interviews that are coming, what may be asked, and how ready one is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from trainer.cli.context import CommandContext, common
from trainer.cli.target_add import add
from trainer.cli.target_edit import edit
from trainer.cli.target_predict import predict, rank
from trainer.cli.target_view import (
    TargetFacts,
    readiness_words,
    show_target,
    show_uncovered,
    skill_documents,
    target_document,
    target_facts,
    when_words,
)

if TYPE_CHECKING:
    from trainer.cli.console import Output


@click.group(
    "target",
    epilog="""\b
Examples:
  trainer target add --company Northwind --role nurse --date "27 nov" --ad ad.txt
  trainer target show northwind
  trainer target predict northwind --drop 4 --add "Why did you leave us in 2019?"
""",
)
def command() -> None:
    """An interview that is coming: what may be asked, and how ready you are.

    A TARGET is named by its number, or by words of its company, job or round that fit no other.
    """


command.add_command(add)


@command.command(
    "list",
    epilog="""\b
Examples:
  trainer target list
  trainer target list --all --json
""",
)
@click.option("--all", "everything", is_flag=True, help="Also what is done or past.")
@common()
def list_(context: CommandContext, *, everything: bool) -> None:
    """List the interviews that are coming, the nearest first."""
    from trainer.cli.target_options import here_and_now

    today, _ = here_and_now(context.now())
    with context.history(write=False) as history:
        coming = history.targets.coming(today)
        every = history.targets.all()
    known = {one.id for one in coming}
    rest = [one for one in every if one.id not in known]
    behind = sorted(rest, key=lambda one: (one.day is None, one.day, one.id), reverse=True)
    shown = [target_facts(context, one) for one in (*coming, *(behind if everything else ()))]
    context.output.result("target list", {"targets": [target_document(one) for one in shown]})
    if not context.output.json:
        _show_list(context.output, shown, 0 if everything else len(behind))


def _show_list(output: Output, shown: Sequence[TargetFacts], hidden: int) -> None:
    for facts in shown:
        target = facts.target
        heading = " · ".join(filter(None, (target.company, target.role, target.stage)))
        output.say(f"{target.id:>3}  {heading}", style="bold")
        done = ", done" if target.done_at else ""
        output.say(f"{when_words(facts, short=True)}{done}", indent=5)
        output.say(f"readiness: {readiness_words(facts.readiness)}", indent=5)
    if not shown:
        output.say(
            "No interview is coming, as far as is known here. 'trainer target add' notes one."
        )
    if hidden:
        output.say(f"{hidden} done or past: --all shows them.")


@command.command(
    "show",
    epilog="""\b
Examples:
  trainer target show
  trainer target show northwind
  trainer target show 2 --ad --json
""",
)
@click.argument("target", required=False)
@click.option("--ad", "whole_ad", is_flag=True, help="The words of the advertisement, too.")
@common()
def show(context: CommandContext, target: str | None, *, whole_ad: bool) -> None:
    """Show one interview: when, what may be asked, how ready you are, what is missing.

    Without TARGET the only one that is coming.
    """
    from trainer.cli.predicting import Desk
    from trainer.cli.target_predict import find

    found = find(context, target)
    facts = target_facts(context, found)
    with context.output.working("Comparing the advertisement with your questions"):
        skills, left = Desk.open(context, found).skills() if found.advertisement else ((), ())
    context.output.result(
        "target show",
        {
            **target_document(facts),
            "skills": skill_documents(skills),
            "uncovered_skills": skill_documents(left),
        },
    )
    if context.output.json:
        return
    show_target(context.output, facts)
    show_uncovered(context.output, skills, left)
    if whole_ad and found.advertisement:
        context.output.say("\nThe advertisement:", indent=3, style="bold")
        context.output.say(found.advertisement, indent=3)


command.add_command(edit)
command.add_command(predict)
command.add_command(rank)


@command.command(
    "done",
    epilog="""\b
Examples:
  trainer target done northwind
  trainer target done 2 --not
""",
)
@click.argument("target")
@click.option("--not", "undone", is_flag=True, help="Take it up again.")
@common()
def done(context: CommandContext, target: str, *, undone: bool) -> None:
    """Put an interview behind you: it happened, or won't."""
    from trainer.cli.target_predict import find
    from trainer.practice.target_changes import mark_target_done

    found = find(context, target)
    with context.history(write=True) as history:
        changed = mark_target_done(history, found, context.now(), done=not undone)
    context.output.result("target done", target_document(target_facts(context, changed)))
    if context.output.json:
        return
    if undone:
        context.output.say(f"Target {found.id} ({found.company}) is coming again.")
    else:
        context.output.say(
            f"Target {found.id} ({found.company}) lies behind you. 'trainer undo' takes this back."
        )


@command.command(
    "remove",
    epilog="""\b
Examples:
  trainer target remove northwind
""",
)
@click.argument("target")
@common()
def remove(context: CommandContext, target: str) -> None:
    """Remove an interview and its list; it can be brought back for seven days."""
    from trainer.cli.target_predict import find
    from trainer.practice.target_changes import remove_target

    found = find(context, target)
    with context.history(write=True) as history:
        remove_target(history, found, context.now())
    context.output.result("target remove", {"target_id": found.id, "company": found.company})
    if not context.output.json:
        context.output.say(
            f"Removed target {found.id} ({found.company}); 'trainer undo' brings it back."
        )
