"""How a plan looks to a person and to a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer.cli.documents import rfc3339
from trainer.debrief.plan import Section
from trainer.debrief.plan_text import HEADINGS, title_of
from trainer.errors import AmbiguousError, NotFoundError

if TYPE_CHECKING:
    from trainer.cli.console import Output
    from trainer.debrief.plan import Plan, PlanLine
    from trainer.history.plan_items import PlanItem
    from trainer.history.store import History
    from trainer.history.targets import Target

YOUR_LIST = 'Your own list: trainer plan add study|people|role|practice "..." --due DAY'


def find_target(history: History, wanted: str) -> Target:
    """The target of this number, or of this company.

    Raises NotFoundError and AmbiguousError with candidates.
    """
    if wanted.isdecimal():
        return history.targets.get(int(wanted))
    every = [one for one in history.targets.all() if one.done_at is None]
    folded = wanted.casefold().strip()
    fits = [one for one in every if folded and folded in one.company.casefold()]
    if len(fits) == 1:
        return fits[0]
    candidates = [f"{one.id} {one.company}" for one in fits or every]
    if fits:
        raise AmbiguousError(
            f"'{wanted}' fits {len(fits)} targets.", hint="Give a number.", candidates=candidates
        )
    raise NotFoundError(
        f"There is no target '{wanted}', and no such command.",
        hint="'trainer target list' shows the targets, 'trainer plan -h' the commands.",
        candidates=candidates,
    )


def item_document(item: PlanItem) -> dict[str, Any]:
    """A line of the person's list as scripts read it."""
    return {
        "item_id": item.id,
        "kind": item.kind.value,
        "text": item.text,
        "due_on": item.due_on.isoformat() if item.due_on else None,
        "target_id": item.target_id,
        "done_at": rfc3339(item.done_at) if item.done_at else None,
    }


def plan_document(plan: Plan) -> dict[str, Any]:
    """A plan as scripts read it."""
    return {
        "target_id": plan.target.id if plan.target else None,
        "made_on": plan.made_on.isoformat(),
        "sections": {
            section.value: [_line_document(line) for line in plan.lines[section]]
            for section in Section
        },
        "left_out": plan.left_out,
    }


def _line_document(line: PlanLine) -> dict[str, Any]:
    return {
        "text": line.text,
        "why": line.why,
        "command": line.command or None,
        "question_id": line.question_id,
        "item_id": line.item_id,
        "due_on": line.due_on.isoformat() if line.due_on else None,
        "done": line.done,
    }


def show_plan(output: Output, plan: Plan) -> None:
    """A plan for a person: each line, why it is there, and what does it."""
    output.say(title_of(plan), style="bold")
    if plan.empty:
        output.say(
            "Not much is on record yet, so this is short. A drill, an interview you take down, "
            "or a story gives it something to go by."
        )
    for section, heading in HEADINGS.items():
        lines = plan.lines[section]
        if not lines:
            continue
        output.say(f"\n{heading}", style="bold")
        for number, line in enumerate(lines, start=1):
            _show_line(output, line, f"{number}." if section is Section.PRACTISE else "·")
        if section is Section.PRACTISE and plan.left_out:
            output.say(f"{plan.left_out} more are waiting; these come first.", indent=2)
    output.say("")
    output.say(YOUR_LIST, style="dim")


def _show_line(output: Output, line: PlanLine, mark: str) -> None:
    mark = "✓" if line.done else mark
    own = "" if line.item_id is None else f" (no. {line.item_id})"
    output.say(f"{mark} {line.text}{own}", indent=2)
    output.say(f"{line.why}", style="dim", indent=5)
    if line.command:
        output.say(line.command, style="cyan", indent=5)
