"""The one place that prints: rich for people, one JSON object for scripts.

With ``--json`` everything a person reads goes to standard error, so that standard
output holds the object alone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

FORMAT = 1
"""The version of the JSON that commands print."""


@dataclass(frozen=True, slots=True)
class Output:
    """`people` is a rich console; `json` says whether a script reads standard output."""

    people: Console
    json: bool
    plain: bool

    @classmethod
    def for_process(cls, *, json: bool, plain: bool, environ: Mapping[str, str]) -> Output:
        """Print to this process's standard streams.

        ``TERM=dumb`` means plain; ``NO_COLOR`` is seen by rich itself.
        """
        from rich.console import Console

        plain = plain or environ.get("TERM") == "dumb"
        stream = sys.stderr if json else sys.stdout
        people = Console(
            file=stream,
            highlight=False,
            emoji=False,
            no_color=plain or None,
            force_terminal=False if plain else None,
            soft_wrap=False,
        )
        return cls(people=people, json=json, plain=plain or not people.is_terminal)

    def show(self, renderable: RenderableType = "") -> None:
        """Print something for a person to read."""
        self.people.print(renderable)

    def say(self, text: str, *, style: str | None = None) -> None:
        """Print plain text, in which brackets mean nothing."""
        self.people.print(text, style=style, markup=False)

    def result(self, command: str, data: Mapping[str, Any]) -> None:
        """Print the command's JSON object, if one was asked for."""
        if self.json:
            document = {"format": FORMAT, "command": command, "data": data}
            sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
            sys.stdout.flush()

    def working(self, what: str) -> AbstractContextManager[Any]:
        """Show that something takes a while: a spinner, or one line where nothing is redrawn."""
        if self.plain:
            self.say(f"{what} ...", style="dim")
            return nullcontext()
        return self.people.status(what)
