"""``trainer export``: everything that is yours in one file."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.context import CommandContext, common

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trainer.keeping.export import Exported
    from trainer.keeping.form import Contents


@click.command(
    "export",
    epilog="""\b
Examples:
  trainer export
  trainer export --to /media/stick/interviews.zip
  trainer export --without-audio --without-trash --to small.zip
""",
)
@click.option(
    "--to",
    "file",
    type=click.Path(path_type=Path),
    help="The file to write; else trainer-export-DATE.zip in this directory.",
)
@click.option("--without-audio", is_flag=True, help="Leave the recordings out.")
@click.option("--without-trash", is_flag=True, help="Leave out what you removed, and undo's log.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@common()
def command(
    context: CommandContext,
    *,
    file: Path | None,
    without_audio: bool,
    without_trash: bool,
    force: bool,
) -> None:
    """Put takes, history, banks and settings into one file.

    What is in the trash goes along with its mark, unless --without-trash leaves it
    out. The file is for you alone; it is not encrypted. 'trainer import' brings it back.
    """
    made = write_export(
        context, file, audio=not without_audio, trash=not without_trash, force=force
    )
    context.output.result("export", exported_document(made))
    if not context.json:
        say_exported(context, made)


def write_export(
    context: CommandContext,
    file: Path | None,
    *,
    audio: bool = True,
    trash: bool = True,
    force: bool = False,
    locked: bool = False,
) -> Exported:
    """Export the workspace of a call; `locked` says that the call holds the workspace already."""
    from trainer.keeping.export import export_workspace
    from trainer.workspace.lock import workspace_lock

    output = context.output
    if file is None:
        day = context.now().astimezone().date()
        file = Path(f"trainer-export-{day.isoformat()}.zip")
    # Where nothing can be written, nobody records either.
    writable = not locked and _can_write(context.workspace.recordings)
    lock = workspace_lock(context.workspace, "export") if writable else contextlib.nullcontext()
    with lock, output.working("Exporting"), context.history(write=False) as history:
        return export_workspace(
            context.workspace,
            history,
            file,
            now=context.now(),
            audio=audio,
            trash=trash,
            force=force,
            progress=output.progress,
        )


def say_exported(context: CommandContext, made: Exported) -> None:
    """Tell what went into an export, and what did not."""
    output = context.output
    output.say(f"Wrote {made.file} ({megabytes(made.size_bytes)}), readable by you alone:")
    for line in contents_lines(made.contents):
        output.say(line, indent=2)
    if not made.contents.with_audio:
        output.say("The recordings are left out.")
    if not made.contents.with_trash:
        output.say("What you removed and the log for undo are left out.")
    for path in made.nameless:
        output.say(f"Left out, as other systems can't have a file of this name: {path}")
    for name in made.lost_audio[:1]:
        number = len(made.lost_audio)
        begun = "1 take has" if number == 1 else f"{number} takes have"
        output.say(f"{begun} no recording (any more), such as {name}; the rest of it is there.")
    output.say("It is not encrypted: whoever has the file can read and hear it.")


def contents_lines(contents: Contents) -> Iterator[str]:
    """What an export holds, for people."""
    from trainer.cli.console import counted
    from trainer.keeping.form import Part

    names = {
        "attempts": ("take", "takes"),
        "transcripts": ("transcript", "transcripts"),
        "interviews": ("interview", "interviews"),
        "targets": ("coming interview", "coming interviews"),
        "wordings": ("taught wording", "taught wordings"),
        "stories": ("story", "stories"),
    }
    told = [
        f"{contents.rows[table]} {many if contents.rows[table] > 1 else one}"
        for table, (one, many) in names.items()
        if contents.rows.get(table)
    ]
    others = sum(count for table, count in contents.rows.items() if table not in names)
    if others:
        told.append(counted(others, "other row"))
    yield f"the history: {', '.join(told) or 'nothing yet'}"
    audio = [member for member in contents.members if member.is_audio]
    if audio:
        size = sum(member.size_bytes for member in audio)
        yield f"{counted(len(audio), 'recording')} ({megabytes(size)})"
    for part, noun in ((Part.BANKS, "bank file"), (Part.DRAFTS, "unfinished draft")):
        count = sum(member.part is part for member in contents.members)
        if count:
            yield counted(count, noun)
    if any(member.part is Part.SETTINGS for member in contents.members):
        yield "your settings"


def exported_document(made: Exported) -> dict[str, Any]:
    """An export as ``--json`` prints it."""
    return {
        "file": str(made.file.absolute()),
        "bytes": made.size_bytes,
        **contents_document(made.contents),
        "left_out": [str(path) for path in made.nameless],
        "lost_audio": list(made.lost_audio),
    }


def contents_document(contents: Contents) -> dict[str, Any]:
    """What an export holds, as ``--json`` prints it."""
    mapping = contents.mapping()
    mapping["export_format"] = mapping.pop("format")
    del mapping["kind"]
    return mapping


def megabytes(size_bytes: int) -> str:
    """Such as '3.2 MB'."""
    return f"{size_bytes / 1e6:.1f} MB"


def _can_write(folder: Path) -> bool:
    effective = os.access in os.supports_effective_ids
    return os.access(folder, os.W_OK | os.X_OK, effective_ids=effective)
