"""What would be forgotten, shown before it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from trainer.cli.console import counted
from trainer.cli.context import CommandContext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer.keeping.forget import Plan

NAMES_SHOWN: Final = 10

_NAMED: Final = {"interviews": "interview", "targets": "coming interview", "attempts": "take"}
_OTHERS: Final = {
    "asked_questions": ("asked question", "asked questions"),
    "feedback_requests": ("letter", "letters"),
    "feedback": ("feedback", "feedbacks"),
    "feedback_remarks": ("remark of feedback", "remarks of feedback"),
    "predictions": ("predicted question", "predicted questions"),
    "plan_items": ("item of your plan", "items of your plan"),
    "journal": ("entry of your journal", "entries of your journal"),
    "transcripts": ("transcript", "transcripts"),
    "scores": ("score", "scores"),
    "judgements": ("verdict of yours", "verdicts of yours"),
    "wordings": ("taught wording", "taught wordings"),
    "notes": ("note", "notes"),
    "ratings": ("rating", "ratings"),
    "sessions": ("sitting", "sittings"),
    "removed_questions": ("question in the trash", "questions in the trash"),
    "actions": ("step that could be undone", "steps that could be undone"),
}


def say_plan(context: CommandContext, plan: Plan) -> None:
    """Show what goes, and what would still name a company."""
    from trainer.cli.export import megabytes
    from trainer.keeping.forget import size_of

    output = context.output
    output.say("This would be gone for good:", style="bold")
    for table, noun in _NAMED.items():
        rows = plan.named[table]
        for row in rows[:NAMES_SHOWN]:
            output.say(f"{noun} {row.number}: {row.words}", indent=2)
        if len(rows) > NAMES_SHOWN:
            output.say(f"and {counted(len(rows) - NAMES_SHOWN, f'more {noun}')}", indent=2)
    for question_id in plan.selection.question_ids:
        output.say(f"question {question_id} of your bank", indent=2)
    told = [
        f"{plan.deleted.rows[table]} {many if plan.deleted.rows[table] > 1 else one}"
        for table, (one, many) in _OTHERS.items()
        if table in plan.deleted.rows
    ]
    if told:
        output.say("; ".join(told), indent=2)
    drafts = [path for path in plan.files if path.parent == context.workspace.drafts]
    for path in drafts:
        output.say(f"what you began and did not finish: {path}", indent=2)
    others = [path for path in plan.files if path not in drafts]
    if others:
        output.say(
            f"{counted(len(others), 'file')} ({megabytes(size_of(others))}): recordings, and "
            "copies of older histories, if any",
            indent=2,
        )
    if plan.deleted.still_named:
        where = ", ".join(
            f"{name.replace('_', ' ')} {count}" for name, count in plan.deleted.still_named.items()
        )
        output.say(f"'{plan.selection.named}' would still stand in: {where}. These stay.")


def say_everything(context: CommandContext, files: Sequence[Path]) -> None:
    """Show what is in a workspace, by kind."""
    from trainer.cli.export import megabytes
    from trainer.keeping.forget import size_of
    from trainer.keeping.form import is_audio

    output, workspace = context.output, context.workspace
    kinds = Counter(
        "recording"
        if is_audio(path.name)
        else "bank file"
        if workspace.banks in path.parents
        else "draft"
        if workspace.drafts in path.parents
        else "settings file"
        if path == workspace.settings_file
        else "file of the history"
        if path.name.lstrip(".").startswith(workspace.database.name)
        else "other file"
        for path in files
    )
    output.say(f"All of this in {workspace.root} would be gone for good:", style="bold")
    for kind, number in sorted(kinds.items()):
        output.say(counted(number, kind), indent=2)
    output.say(f"together {megabytes(size_of(files))}", indent=2)


def forgotten_document(plan: Plan) -> dict[str, Any]:
    """A plan as ``--json`` prints it."""
    return {
        **{
            table: [{"number": row.number, "name": row.words} for row in rows]
            for table, rows in plan.named.items()
        },
        "questions": list(plan.selection.question_ids),
        "questions_offered": list(plan.offered),
        "rows": plan.deleted.rows,
        "still_named": plan.deleted.still_named,
        "files": [str(path) for path in plan.files],
        "bytes": plan.size_bytes,
    }
