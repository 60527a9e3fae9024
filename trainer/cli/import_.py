"""``trainer import``: an export back into an empty workspace."""

from __future__ import annotations

from pathlib import Path

import click

from trainer.cli.context import CommandContext, common


@click.command(
    "import",
    epilog="""\b
Examples:
  trainer import interviews.zip
  trainer import interviews.zip --dry-run
  trainer import interviews.zip --workspace ~/interviews
""",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check it and show what it holds; write nothing.")
@common()
def command(context: CommandContext, file: Path, *, dry_run: bool) -> None:
    """Bring an export back into an empty workspace.

    All of it or nothing: every file is checked before the first one is put in place.
    Exports of older versions are brought up to date.
    """
    from trainer.cli.export import contents_document, contents_lines
    from trainer.keeping.archive import Archive
    from trainer.keeping.restore import (
        check_empty,
        check_export,
        import_workspace,
        taken_back_where_new,
    )
    from trainer.workspace.lock import workspace_lock

    output, workspace = context.output, context.workspace
    if dry_run:
        with output.working("Checking"):
            done = check_export(file, now=context.now(), progress=output.progress)
    else:
        # What can't be imported anyway creates no workspace.
        with Archive(file):
            check_empty(workspace, context.now())
        with (
            taken_back_where_new(workspace),
            workspace_lock(workspace, "import"),
            output.working("Importing"),
        ):
            done = import_workspace(workspace, file, now=context.now(), progress=output.progress)
        context.forget_library()
        context.forget_settings()
    document = {
        "file": str(file.absolute()),
        "workspace": str(workspace.root),
        "imported": not dry_run,
        **contents_document(done.contents),
    }
    output.result("import", document)
    if output.json:
        return
    if dry_run:
        output.say(f"{file} is whole. It was exported on {done.contents.made_at[:10]} and holds:")
    else:
        output.say(f"Imported into {workspace.root}:")
    for line in contents_lines(done.contents):
        output.say(line, indent=2)
    if not done.contents.with_audio:
        output.say("It was exported without the recordings.")
    if dry_run:
        output.say("Nothing was written.")
