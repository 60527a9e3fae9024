"""The one place that prints: rich for people, one JSON object for scripts.

With ``--json`` everything a person reads goes to standard error, so that standard
output holds the object alone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.status import Status

FORMAT = 1
"""The version of the JSON that commands print."""

UNWRAPPED = 100_000
"""Cells in a line where no terminal shows it: ids, commands and paths stay whole."""


class Output:
    """Prints for people to `people`, a rich console, and for scripts to standard output.

    `json` says whether a script reads standard output; `plain` that nothing may be
    redrawn.
    """

    def __init__(self, people: Console, *, json: bool, plain: bool) -> None:
        self.people = people
        self.json = json
        self.plain = plain
        self._status: Status | None = None

    @classmethod
    def for_process(
        cls, *, json: bool, plain: bool, environ: Mapping[str, str], results_alone: bool = False
    ) -> Output:
        """Print to this process's standard streams.

        With `results_alone` people read standard error, as they do with `json`;
        ``TERM=dumb`` means plain; ``NO_COLOR`` is seen by rich itself.
        """
        from rich.console import Console

        class PeopleConsole(Console):
            """Leaves a pipe without a reader to the one place that knows its exit code."""

            def on_broken_pipe(self) -> None:
                raise BrokenPipeError

        plain = plain or environ.get("TERM") == "dumb"
        file = sys.stderr if json or results_alone else sys.stdout
        people = PeopleConsole(
            file=file,
            highlight=False,
            emoji=False,
            no_color=plain or None,
            force_terminal=False if plain else None,
            width=None if file.isatty() else UNWRAPPED,
        )
        return cls(people, json=json, plain=plain or not people.is_terminal)

    def show(self, renderable: RenderableType = "") -> None:
        """Print something for a person to read."""
        if self.people.is_terminal:
            self.people.print(renderable)
            return
        with self.people.capture() as captured:
            self.people.print(renderable)
        lines = captured.get().splitlines()
        self.people.file.write("".join(f"{line.rstrip()}\n" for line in lines))
        self.people.file.flush()

    def fits(self, renderable: RenderableType) -> bool:
        """Whether it can be shown without breaking its lines."""
        roomy = self.people.options.update(width=UNWRAPPED)
        return self.people.measure(renderable, options=roomy).maximum <= self.people.width

    def say(self, text: str, *, style: str = "", indent: int = 0) -> None:
        """Print plain text, in which brackets mean nothing, `indent` cells from the left."""
        from rich.padding import Padding
        from rich.text import Text

        # Padding around nothing is no line at all.
        line = Text(text, style)
        self.show(Padding(line, (0, 0, 0, indent), expand=False) if text else line)

    def result(self, command: str, data: Mapping[str, Any]) -> None:
        """Print the command's JSON object, if one was asked for."""
        if self.json:
            document = {"format": FORMAT, "command": command, "data": data}
            sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
            sys.stdout.flush()

    @contextmanager
    def working(self, what: str) -> Iterator[None]:
        """Show that something takes a while: a spinner, or one line where nothing is redrawn."""
        if self.plain:
            self.say(f"{what} ...")
            yield
            return
        with self.people.status(escape_markup(what)) as status:
            self._status = status
            try:
                yield
            finally:
                self._status = None

    @contextmanager
    def live_line(self) -> Iterator[Callable[[str], None]]:
        """What redraws one line below the rest until it is left; nothing where all is plain."""
        if self.plain:
            yield lambda _: None
            return
        from rich.live import Live
        from rich.text import Text

        with Live(console=self.people, transient=True) as live:
            yield lambda text: live.update(Text(text))

    def progress(self, what: str, done: float) -> None:
        """Say within `working` what is going on and how far it is, 0 to 1."""
        if self._status is not None:
            self._status.update(escape_markup(f"{what} ({100 * done:.0f} %)"))


def counted(number: int, noun: str) -> str:
    """'1 fault' or '2 faults'."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def escape_markup(text: str) -> str:
    """Text in which brackets mean nothing to rich."""
    from rich.markup import escape

    return escape(text)
