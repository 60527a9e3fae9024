"""``trainer config``: settings, each typed and explained."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from trainer.cli.context import CommandContext, common
from trainer.errors import EngineError, InputError
from trainer.workspace.setting import Setting
from trainer.workspace.settings import (
    SETTINGS,
    Settings,
    find_setting,
    set_setting,
    unset_setting,
)


@click.group(
    "config",
    epilog="""\b
Examples:
  trainer config list
  trainer config set think_time_s 30
  trainer config set engine faster-whisper
""",
)
def command() -> None:
    """Read and change settings."""


@command.command(
    "list",
    epilog="""\b
Examples:
  trainer config list
""",
)
@common()
def list_settings(context: CommandContext) -> None:
    """List every setting, what it is for, and where its value comes from."""
    settings, faults = context.lenient_settings
    output = context.output
    output.result(
        "config list",
        {
            "settings": [_data(s, settings) for s in SETTINGS],
            "faults": [{"text": fault.text, "hint": fault.hint} for fault in faults],
        },
    )
    if output.json:
        return
    for setting in SETTINGS:
        value = getattr(settings, setting.name)
        source = settings.sources[setting.name]
        output.say(f"{setting.name} = {_shown(value)}  ({source})", style="bold")
        output.say(setting.description, indent=4)
        output.say(f"{setting.allowed}; {setting.environment}", style="dim", indent=4)
    if faults:
        output.say("\nTo be mended; until then the default is shown:", style="bold")
    for fault in faults:
        output.say(f"{fault.text}. {fault.hint}", indent=4)


@command.command(
    "get",
    epilog="""\b
Examples:
  trainer config get microphone
""",
)
@click.argument("name")
@common()
def get(context: CommandContext, name: str) -> None:
    """Print the value of one setting."""
    setting = find_setting(name)
    context.output.result("config get", _data(setting, context.settings))
    if not context.output.json:
        context.output.say(_shown(getattr(context.settings, name)))


@command.command(
    "set",
    # A value such as -5 is no option; what is wrong with it can be said.
    context_settings={"ignore_unknown_options": True},
    epilog="""\b
Examples:
  trainer config set microphone "USB Audio"
  trainer config set read_aloud true
""",
)
@click.argument("name")
@click.argument("value")
@common()
def set_value(context: CommandContext, name: str, value: str) -> None:
    """Keep a value for a setting, in the settings file of the workspace."""
    if name == "model":
        value = _known_model(value)
    kept = set_setting(context.workspace.settings_file, name, value)
    context.output.result("config set", {"name": name, "value": kept})
    if not context.output.json:
        context.output.say(f"{name} = {_shown(kept)}")


@command.command(
    "unset",
    epilog="""\b
Examples:
  trainer config unset microphone
""",
)
@click.argument("name")
@common()
def unset(context: CommandContext, name: str) -> None:
    """Go back to a setting's default."""
    removed = unset_setting(context.workspace.settings_file, name)
    context.output.result("config unset", {"name": name, "removed": removed})
    if not context.output.json:
        if name not in {setting.name for setting in SETTINGS}:
            said = "was taken out of the file"
        else:
            said = "is back to its default" if removed else "was not set in the file"
        context.output.say(f"{name} {said}.")


@command.command(
    "path",
    epilog="""\b
Examples:
  trainer config path
""",
)
@common()
def path(context: CommandContext) -> None:
    """Print where the settings file is, whether or not it is there yet."""
    file = context.workspace.settings_file
    context.output.result("config path", {"path": str(file), "exists": file.exists()})
    if not context.output.json:
        click.echo(str(file))


def _known_model(value: str) -> str:
    """The name of a model, or the whole path of one, so that it means the same everywhere."""
    from trainer.speech.weights.names import local_path

    try:
        path = local_path(value.strip())
    except EngineError as error:
        raise InputError(error.message, hint=error.hint) from error
    if path is None:
        return value
    if not path.exists():
        raise InputError(
            f"there is no speech model at {path}",
            hint="Give the path of one, or a name such as base.",
        )
    return str(Path.cwd() / path)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if value != "" else '""'


def _data(setting: Setting, settings: Settings) -> dict[str, Any]:
    return {
        "name": setting.name,
        "value": getattr(settings, setting.name),
        "default": setting.default,
        "source": settings.sources[setting.name].value,
        "choices": list(setting.choices),
        "environment": setting.environment,
        "description": setting.description,
    }
