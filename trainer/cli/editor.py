"""Opening a text in the person's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from trainer.errors import InputError, UsageError

USUAL = ("sensible-editor", "nano", "vim", "vi", "notepad")


def find_editor(environ: Mapping[str, str], *, at_terminal: bool) -> list[str]:
    """The command of the editor: $VISUAL, else $EDITOR, else one that is there.

    Raises UsageError where nothing says which and there is no terminal to edit at.
    """
    for name in ("VISUAL", "EDITOR"):
        if words := _words(environ.get(name, ""), name):
            return words
    found = next(filter(None, map(shutil.which, USUAL)), None) if at_terminal else None
    if found is None:
        raise UsageError(
            "there is no editor to open" if at_terminal else "there is no terminal to edit at",
            hint="Name one in $EDITOR, or hand the whole text in with --text FILE (or -).",
        )
    return [found]


def run_editor(command: list[str], file: Path, *, output_taken: bool) -> int:
    """Edit a file to the editor's end; its exit code.

    With `output_taken` what the editor prints goes to standard error.  Ctrl-C is the
    editor's alone meanwhile.  Raises InputError where the editor can't be started.
    """
    try:
        editor = subprocess.Popen(
            [*command, str(file)], stdout=sys.stderr if output_taken else None
        )
    except OSError as error:
        raise InputError(
            f"the editor {command[0]} can't be started: {error.strerror}",
            hint="Look at $VISUAL and $EDITOR, or hand the text in with --text FILE.",
        ) from error
    # Only now: what is ignored here before would be ignored in the editor as well.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return editor.wait()
    finally:
        signal.signal(signal.SIGINT, before)


def _words(command: str, name: str) -> list[str]:
    try:
        return shlex.split(command, posix=os.name != "nt")
    except ValueError as error:
        raise InputError(
            f"${name} can't be understood: {command}", hint="A quotation mark is missing in it."
        ) from error
