"""``trainer models remove``: take a model out of the cache, and nothing else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from trainer.cli.context import CommandContext, common
from trainer.errors import InputError, NotFoundError, UsageError

if TYPE_CHECKING:
    from trainer.speech.weights.inventory import InstalledModel


@click.command(
    "remove",
    epilog="""\b
Examples:
  trainer models remove small
  trainer models remove small --yes
""",
)
@click.argument("name", metavar="NAME|PATH")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common()
def remove(context: CommandContext, name: str, *, yes: bool) -> None:
    """Take a model out of this program's cache, after showing what that is.

    What belongs to a package or lies in a folder of your own is not touched; you
    are told how to remove that. 'trainer models get' brings a model back.
    """
    from trainer.cli.models_view import megabytes
    from trainer.speech.weights.obtain import forget
    from trainer.workspace.places import cache_folder

    output = context.output
    cache = cache_folder(os.environ)
    model = _find(context, name)
    freed = sum(holding.size_bytes for holding in model.in_cache)
    if not model.in_cache:
        raise InputError(
            f"nothing of {model.name} is in the cache, so there is nothing to remove here",
            hint=" ".join(_others(model)),
        )
    output.say(f"This will be removed, and {megabytes(freed)} be free:")
    for holding in model.in_cache:
        output.say(f"{holding.path} ({megabytes(holding.size_bytes)})", indent=2)
    for line in _others(model):
        output.say(line)
    if not yes:
        if output.json or not context.at_terminal:
            raise UsageError("there is nobody to ask", hint="--yes removes it without asking.")
        if not click.confirm("Remove it?", default=False):
            output.say("Nothing was removed.")
            return
    for holding in model.in_cache:
        forget(holding.path, cache)
    again = _again(model)
    output.result(
        "models remove",
        {
            "name": model.name,
            "removed": [str(holding.path) for holding in model.in_cache],
            "freed_bytes": freed,
        },
    )
    if not output.json:
        output.say(f"Removed. {again}")


def _find(context: CommandContext, name: str) -> InstalledModel:
    """The model, also one whose name is no model's: a copy that was made of a folder."""
    from trainer.cli.models import here, installed
    from trainer.errors import EngineError
    from trainer.speech.weights.inventory import find_model
    from trainer.workspace.places import cache_folder

    cache = cache_folder(os.environ)
    models = here(context, cache)
    found = find_model(models, name)
    if found is not None:
        return found
    try:
        return installed(context, cache, name)
    except (NotFoundError, EngineError) as error:
        raise NotFoundError(
            f"the model {name} is not on this machine",
            hint="'trainer models list' shows what is.",
            candidates=[model.name for model in models],
        ) from error


def _others(model: InstalledModel) -> list[str]:
    """What is left alone, and how a person removes it."""
    from trainer.speech.weights.source import Place

    said = []
    for holding in model.holdings:
        if holding.place is Place.PACKAGE:
            said.append(
                f"The package stays; to remove it: pip uninstall {' '.join(holding.distributions)}"
            )
        if holding.place is Place.PATH:
            said.append(
                f"{holding.path} is your own and stays; delete it yourself if you don't need it "
                "('trainer config unset model' goes back to the default model)."
            )
    return said


def _again(model: InstalledModel) -> str:
    from trainer.speech.weights.names import MODEL_NAMES
    from trainer.speech.weights.source import Place

    places = {holding.place for holding in model.holdings}
    if places & {Place.PACKAGE, Place.PATH}:
        return "It is prepared again at its next use."
    if model.name in MODEL_NAMES:
        return f"'trainer models get {model.name}' brings it back."
    return "It is made again when its folder is used again."
