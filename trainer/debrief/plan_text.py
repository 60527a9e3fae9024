"""A plan as a text: Markdown, readable as it is."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.debrief.plan import Plan, PlanLine, Section

HEADINGS = {
    Section.PRACTISE: "Practise, in this order",
    Section.STORIES: "Stories to write",
    Section.STUDY: "To study rather than to rehearse",
    Section.ROLES: "Wider roles",
    Section.PEOPLE: "People to ask or practise with",
    Section.KIND: "One kind thing",
}


def title_of(plan: Plan) -> str:
    """What the plan is for, in one line."""
    if plan.target is None:
        return f"Plan of {plan.made_on}"
    target = plan.target
    name = ", ".join(filter(None, (target.company, target.role, target.stage)))
    on = f" on {target.day}" if target.day else ""
    return f"Plan for {name}{on}"


def to_markdown(plan: Plan) -> str:
    """The plan as Markdown; the person's own lines are boxes to tick."""
    return "\n".join(_lines(plan)) + "\n"


def _lines(plan: Plan) -> Iterator[str]:
    yield f"# {_plain(title_of(plan))}"
    for section, heading in HEADINGS.items():
        lines = plan.lines[section]
        if not lines:
            continue
        yield ""
        yield f"## {heading}"
        yield ""
        for number, line in enumerate(lines, start=1):
            mark = f"{number}." if section is Section.PRACTISE else "-"
            yield from _line(line, mark)
        if section is Section.PRACTISE and plan.left_out:
            yield ""
            yield f"{plan.left_out} more are waiting; these come first."


def _line(line: PlanLine, mark: str) -> Iterator[str]:
    box = "" if line.item_id is None else ("[x] " if line.done else "[ ] ")
    yield f"{mark} {box}{_plain(line.text)}"
    yield f"    Why: {_plain(line.why)}."
    if line.command:
        yield f"    `{line.command}`"


def _plain(text: str) -> str:
    """A text in one line, without what Markdown would take for its own."""
    line = " ".join(text.split())
    for sign in ("\\", "`", "*", "_", "[", "]", "<", "#"):
        line = line.replace(sign, f"\\{sign}")
    return line
