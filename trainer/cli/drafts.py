"""Guided flows at the terminal: begun, left at any prompt, taken up again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from trainer.cli.asking import ask_line, ask_yes
from trainer.cli.context import CommandContext
from trainer.errors import Interrupted, UsageError
from trainer.forms import Draft

if TYPE_CHECKING:
    from pathlib import Path


class Form:
    """A guided flow that is called `command`; each answer is on disk before the next question.

    What was begun is shown and can be gone on with.  Raises UsageError where there is no
    terminal to ask at; `instead` says what to do then.
    """

    def __init__(self, context: CommandContext, command: str, *, instead: str) -> None:
        if not context.at_terminal:
            raise UsageError("there is no terminal to ask at", hint=instead)
        self._context = context
        self._command = command
        self.err = context.json
        name = command.removeprefix("trainer ").replace(" ", "-")
        self.draft = Draft(drafts_folder(context) / f"{name}.json")

    @property
    def begun(self) -> bool:
        """Whether something was answered and not finished."""
        return bool(self.draft.answers)

    @contextmanager
    def asking(self, what: str) -> Iterator[None]:
        """Take up what was begun, and keep it where the person leaves; `what` is such as 'story'.

        Raises Interrupted, with the command to go on with.
        """
        try:
            self._take_up(what)
            yield
        except (click.Abort, KeyboardInterrupt):
            click.echo(err=True)
            raise Interrupted(
                "stopped; what you wrote is kept" if self.begun else "stopped; nothing was written",
                hint=f"Go on with: {self._command}" if self.begun else None,
            ) from None

    def line(self, step: str, label: str, *, needed: bool = False, given: str | None = None) -> str:
        """The answer to a step in one line; `given` on the command line is not asked for."""
        if given is not None:
            return self.draft.get(step, lambda: given)
        return self.draft.get(step, lambda: ask_line(label, err=self.err, needed=needed))

    def checked(self, step: str, label: str, fault: Callable[[str], str | None]) -> str:
        """The answer to a step, asked for again while `fault` finds one and says what it is."""

        def ask() -> str:
            while True:
                line = ask_line(label, err=self.err)
                wrong = fault(line)
                if wrong is None:
                    return line
                click.echo(wrong, err=True)

        return self.draft.get(step, ask)

    def _take_up(self, what: str) -> None:
        if not self.begun:
            return
        say = self._context.output.say
        say(f"You began this {what} earlier:")
        for text in self.draft.answers.values():
            # What is kept as JSON is no answer of the person's.
            if text and text[0] not in "[{":
                say(f"· {text}", indent=2)
        if not ask_yes("Go on with it?", err=self.err):
            self.draft.put_aside()


def drafts_folder(context: CommandContext) -> Path:
    """Where what is not finished is kept; made where it is missing."""
    from trainer.workspace.places import ensure_workspace
    from trainer.workspace.private import private_folder

    ensure_workspace(context.workspace)
    folder = context.workspace.recordings / "drafts"
    private_folder(folder)
    return folder
