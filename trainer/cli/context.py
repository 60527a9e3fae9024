"""What every command is given: options that all share, and the rooms they open."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import click

import trainer
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.cli.console import Output
    from trainer.history.store import History
    from trainer.library import Library
    from trainer.library.catalogue import Catalogue
    from trainer.workspace.places import Workspace
    from trainer.workspace.setting import Value
    from trainer.workspace.settings import Settings, SettingsFault

P = ParamSpec("P")
R = TypeVar("R")

PACKAGE_FOLDER = Path(trainer.__file__).parent


@dataclass
class CommandContext:
    """One call of the program: its options, and its rooms, opened when first asked for."""

    workspace_option: str | None = None
    json: bool = False
    plain_option: bool = False
    overrides: dict[str, Value | None] = field(default_factory=dict)
    """Settings given as options of this call, by name."""
    results_alone: bool = False
    """Whether standard output is for the result: what people read goes to standard error."""

    @cached_property
    def workspace(self) -> Workspace:
        """The folder with the person's banks, takes and settings."""
        from trainer.workspace.places import find_workspace

        option = Path(self.workspace_option) if self.workspace_option else None
        return find_workspace(option, os.environ, PACKAGE_FOLDER)

    @cached_property
    def settings(self) -> Settings:
        """Settings: option, then environment, then file, then default."""
        from trainer.workspace.settings import load_settings

        return load_settings(self.workspace.settings_file, os.environ, self.overrides)

    @cached_property
    def lenient_settings(self) -> tuple[Settings, tuple[SettingsFault, ...]]:
        """The settings with defaults in place of what is broken, and what that is."""
        from trainer.workspace.settings import load_leniently

        return load_leniently(self.workspace.settings_file, os.environ, self.overrides)

    def forgive_settings(self) -> None:
        """Go on with defaults in place of broken settings, and say so."""
        settings, faults = self.lenient_settings
        if faults:
            first, more = faults[0], len(faults) - 1
            others = f" {more} more: 'trainer config list'." if more else ""
            click.echo(f"{first.text}; the default is used. {first.hint}{others}", err=True)
        self.__dict__["settings"] = settings

    def forget_settings(self) -> None:
        """Read the settings again when they are next asked for: one was changed."""
        self.__dict__.pop("settings", None)
        self.__dict__.pop("lenient_settings", None)

    @cached_property
    def library(self) -> Library:
        """All banks, the shipped ones with the person's own over them."""
        from trainer.library import Library
        from trainer.workspace.places import shipped_banks

        return Library.load(
            shipped_banks(PACKAGE_FOLDER), self.workspace.banks, self._library_cache()
        )

    @cached_property
    def catalogue(self) -> Catalogue:
        """The questions of all banks, looked up and drawn without loading every one."""
        from trainer.library.catalogue import Catalogue

        return Catalogue(self.library)

    def forget_library(self) -> None:
        """Look at the banks again when they are next asked for: one was changed."""
        self.__dict__.pop("library", None)
        self.__dict__.pop("catalogue", None)

    def _library_cache(self) -> Path | None:
        from trainer.workspace.places import cache_folder

        try:
            return cache_folder(os.environ)
        except TrainerError:
            # Whoever needs the folder says what is wrong with it; banks are read without.
            return None

    @cached_property
    def output(self) -> Output:
        """Where to print."""
        from trainer.cli.console import Output

        try:
            plain = self.plain_option or self.lenient_settings[0].plain
        except TrainerError:
            # The workspace itself is at fault; that is said where something of it is needed.
            plain = False
        return Output.for_process(
            json=self.json, plain=plain, environ=os.environ, results_alone=self.results_alone
        )

    @contextmanager
    def history(self, *, write: bool) -> Iterator[History]:
        """The database of attempts; reading one that is not there creates nothing."""
        from trainer.history.opening import open_history

        with open_history(self.workspace, write=write, now=self.now()) as history:
            yield history

    def now(self) -> datetime:
        """The only clock of the program."""
        return datetime.now(UTC)

    @property
    def at_terminal(self) -> bool:
        """Whether a person can be asked: standard input and error are a terminal."""
        return sys.stdin.isatty() and sys.stderr.isatty()


RECOGNISER_OPTIONS = {
    "engine": "auto, whisper or faster-whisper, for this call.",
    "model": "A Whisper model or the path of one, for this call.",
    "language": "The language spoken, such as en, for this call.",
}
"""Settings that commands with a recogniser also take as options, and their helps."""


def recogniser_options(function: Callable[P, R]) -> Callable[P, R]:
    """Give a command ``--engine``, ``--model`` and ``--language``; `common` comes below it."""
    for name, text in reversed(RECOGNISER_OPTIONS.items()):
        function = click.option(f"--{name}", help=text)(function)
    return function


def common(
    *, json: bool = True
) -> Callable[[Callable[Concatenate[CommandContext, P], R]], Callable[P, R]]:
    """Give a command ``--workspace``, ``--plain`` and, unless it has nothing to say, ``--json``.

    The command receives a `CommandContext` as its first argument.
    """

    def decorate(function: Callable[Concatenate[CommandContext, P], R]) -> Callable[P, R]:
        def call(*args: Any, **kwargs: Any) -> R:
            click_context = click.get_current_context()
            inherited = click_context.obj or {}
            if inherited.get("json") and not json:
                click_context.fail(f"'{click_context.command_path}' has no --json.")
            context = CommandContext(
                workspace_option=kwargs.pop("workspace") or inherited.get("workspace"),
                json=kwargs.pop("as_json", False) or inherited.get("json", False),
                plain_option=kwargs.pop("plain") or inherited.get("plain", False),
                overrides={name: kwargs.pop(name) for name in RECOGNISER_OPTIONS if name in kwargs},
            )
            return function(context, *args, **kwargs)

        wrapped: Any = update_wrapper(call, function)
        wrapped = click.option(
            "--workspace", metavar="FOLDER", help="Where your takes, banks and settings are kept."
        )(wrapped)
        wrapped = click.option("--plain", is_flag=True, help="No colour, no redrawing.")(wrapped)
        if json:
            wrapped = click.option(
                "--json", "as_json", is_flag=True, help="Print one JSON object for scripts."
            )(wrapped)
        return wrapped  # type: ignore[no-any-return]

    return decorate
