"""``trainer models``: the speech models on this machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli.context import CommandContext, common
from trainer.cli.models_remove import remove
from trainer.errors import Interrupted, NotFoundError, UsageError

if TYPE_CHECKING:
    from trainer.cli.console import Output
    from trainer.speech.weights.inventory import InstalledModel
    from trainer.speech.weights.progress import Progress

ENGINE_HELP = "whisper or faster-whisper; else the one of your settings."


@click.group(
    "models",
    epilog="""\b
Examples:
  trainer models list
  trainer models get small
  trainer models use small
""",
)
def command() -> None:
    """List, fetch, choose, measure and remove speech models."""


command.add_command(remove)


@command.command(
    "list",
    epilog="""\b
Examples:
  trainer models list
  trainer models list --measure
""",
)
@click.option("--measure", is_flag=True, help="Measure first what was not measured here yet.")
@common()
def list_models(context: CommandContext, *, measure: bool) -> None:
    """List the speech models on this machine: size, languages, engines, measured speed."""
    from trainer.cli.models_view import measured, model_document, show_models, usable_engines
    from trainer.speech.weights.inventory import find_model
    from trainer.speech.weights.names import MODEL_NAMES
    from trainer.speech.weights.speeds import known_speeds, this_machine

    cache = _cache()
    models = here(context, cache)
    machine = this_machine()
    if measure:
        speeds = known_speeds(cache, machine)
        for model in models:
            for engine in usable_engines(model):
                if (engine, model.name) not in speeds:
                    measured(context, model, engine, cache)
    speeds = known_speeds(cache, machine)
    in_use = find_model(models, context.lenient_settings[0].model)
    context.output.result(
        "models list",
        {
            "machine": machine,
            "cache": str(cache),
            "models": [model_document(m, speeds, in_use=m == in_use) for m in models],
            "names": list(MODEL_NAMES),
        },
    )
    if not context.output.json:
        show_models(context.output, models, speeds, in_use)


@command.command(
    "get",
    epilog="""\b
Examples:
  trainer models get small
  trainer models get tiny.en --engine whisper
""",
)
@click.argument("name")
@click.option("--engine", help=ENGINE_HELP)
@common()
def get(context: CommandContext, name: str) -> None:
    """Fetch a model, or go on with a download that broke off; its digest is checked.

    This and the first use of a model are the only times that trainer asks another
    machine for anything.
    """
    from trainer.cli.models_view import megabytes
    from trainer.speech.choosing import resolve_engine
    from trainer.speech.weights.inventory import find_model
    from trainer.speech.weights.names import local_path
    from trainer.speech.weights.obtain import obtain
    from trainer.speech.weights.source import Place, where_from

    if local_path(name) is not None:
        raise UsageError(
            f"{name} is a path, and only names are fetched", hint=f"trainer models use {name}"
        )
    cache = _cache()
    output = context.output
    engine = resolve_engine(context.settings.engine, name)
    was_here = where_from(name, engine, cache).place is not Place.HUB
    try:
        with output.working(f"Getting {name} for {engine}"):
            path = obtain(
                name, engine, cache, _in_tenths(output) if output.plain else output.progress
            )
    except KeyboardInterrupt:
        raise Interrupted(
            "stopped; what has come is kept", hint="The same command goes on with it."
        ) from None
    model = find_model(here(context, cache), name)
    size = model.size_bytes if model else 0
    output.result(
        "models get",
        {
            "name": name,
            "engine": engine,
            "path": str(path),
            "size_bytes": size,
            "fetched": not was_here,
        },
    )
    if not output.json:
        done = "was here already, and is whole" if was_here else f"is here ({megabytes(size)})"
        output.say(f"{name} {done}: {path}")
        output.say(f"'trainer models use {name}' makes it the one for your answers.")


@command.command(
    "use",
    epilog="""\b
Examples:
  trainer models use small
  trainer models use ~/models/my-whisper
""",
)
@click.argument("name", metavar="NAME|PATH")
@click.option("--engine", help=ENGINE_HELP)
@common()
def use(context: CommandContext, name: str) -> None:
    """Let a model hear your answers from now on, after seeing that it loads.

    PATH is a folder in CTranslate2's form (model.bin, config.json, tokenizer.json,
    a vocabulary) or a .pt file of openai-whisper's; it needs a slash, as in ./small.
    It stays where it is.
    """
    from trainer.speech.choosing import choose_engine, resolve_engine
    from trainer.speech.weights.names import local_path
    from trainer.speech.weights.source import Place, where_from
    from trainer.workspace.settings import SettingSource, set_setting

    cache = _cache()
    output = context.output
    path = local_path(name)
    written = str(path.absolute()) if path else name
    engine = resolve_engine(context.settings.engine, written)
    place = where_from(written, engine, cache).place
    if place is Place.MISSING:
        raise NotFoundError(
            f"there is no speech model at {path}", hint="'trainer models list' shows what is here."
        )
    if place is Place.HUB:
        raise NotFoundError(
            f"the model {name} is not on this machine yet for {engine}",
            hint=f"Fetch it: trainer models get {name}",
        )
    before = context.settings.model
    with output.working(f"Loading {name} with {engine}"):
        choose_engine(engine, written, cache, output.progress).load()
    set_setting(context.workspace.settings_file, "model", written)
    output.result(
        "models use", {"model": written, "engine": engine, "place": place.value, "before": before}
    )
    if output.json:
        return
    output.say(f"Your answers are heard by {written} from now on ({engine}).")
    if before != written:
        output.say(f"'trainer models use {before}' goes back.")
    if context.settings.sources["model"] is SettingSource.ENVIRONMENT:
        output.say("But TRAINER_MODEL is set, and comes before what was kept now.")


@command.command(
    "measure",
    epilog="""\b
Examples:
  trainer models measure
  trainer models measure tiny.en base --engine faster-whisper
""",
)
@click.argument("names", nargs=-1, metavar="[NAME|PATH]...")
@click.option("--engine", help="Measure with this one; else with each that can use the model.")
@common()
def measure_models(context: CommandContext, names: tuple[str, ...]) -> None:
    """Measure how fast models are on this machine, on half a minute of speech.

    Without NAME it is the model of your settings. What comes out is remembered for
    this machine; other work going on meanwhile makes it slower.
    """
    from trainer.cli.models_view import measured, speed_document, speed_words, usable_engines

    cache = _cache()
    wanted = context.overrides.get("engine")
    context.settings  # noqa: B018 - a wrong engine is told before anything is done
    found = [installed(context, cache, name) for name in names or (context.settings.model,)]
    speeds = []
    for model in dict.fromkeys(found):
        engines = [e for e in usable_engines(model) if wanted in {None, "auto", e}]
        if not engines:
            raise NotFoundError(
                f"{model.name} can't be used by {wanted or 'any engine'} here",
                hint="'trainer models list' shows which engines can.",
            )
        for engine in engines:
            speed = measured(context, model, engine, cache)
            speeds.append(speed)
            context.output.say(
                f"{model.name} with {engine}: {speed_words(speed)} "
                f"({speed.audio_s:.0f} s in {speed.took_s:.1f} s; loading {speed.load_s:.1f} s)"
            )
    context.output.result("models measure", {"speeds": [speed_document(s) for s in speeds]})


def here(context: CommandContext, cache: Path) -> tuple[InstalledModel, ...]:
    """The models on this machine, with the one of the settings where that is a path."""
    from trainer.errors import EngineError
    from trainer.speech.weights.inventory import installed_models
    from trainer.speech.weights.names import local_path

    wanted = context.lenient_settings[0].model
    try:
        own = [wanted] if local_path(wanted) else []
    except EngineError:
        own = []
    return installed_models(cache, own)


def installed(context: CommandContext, cache: Path, name: str) -> InstalledModel:
    """The model of that name or path; NotFoundError where nothing of it is here."""
    from trainer.speech.weights.inventory import find_model, installed_models
    from trainer.speech.weights.names import local_path

    models = here(context, cache)
    found = find_model(models, name)
    if found is None and (path := local_path(name)) is not None and path.exists():
        found = find_model(installed_models(cache, [name]), name)
    if found is None:
        raise NotFoundError(
            f"the model {name} is not on this machine",
            hint=f"Fetch it: trainer models get {name}.",
            candidates=[model.name for model in models],
        )
    return found


def _in_tenths(output: Output) -> Progress:
    """A line for every tenth of a step, where nothing can be redrawn."""
    said: set[tuple[str, int]] = set()

    def progress(what: str, done: float) -> None:
        step = (what, int(done * 10))
        if step not in said and done:
            said.add(step)
            output.say(f"{what}: {10 * step[1]} %")

    return progress


def _cache() -> Path:
    from trainer.workspace.places import cache_folder

    return cache_folder(os.environ)
