"""How the models on this machine are shown, and how fast they are measured to be."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.errors import EngineError
from trainer.speech.weights.inventory import InstalledModel, Languages
from trainer.speech.weights.names import MODEL_NAMES, full_name
from trainer.speech.weights.source import Place
from trainer.speech.weights.speeds import Speed

if TYPE_CHECKING:
    from trainer.cli.console import Output
    from trainer.cli.context import CommandContext

Speeds = Mapping[tuple[str, str], Speed]

LANGUAGES = {
    Languages.ENGLISH: "English",
    Languages.MANY: "many",
    Languages.UNKNOWN: "not known",
}
PLACES = {Place.PACKAGE: "package", Place.CACHE: "cache", Place.PATH: "your own"}


def megabytes(size_bytes: int) -> str:
    """A size as '150 MB'; what is smaller than one as '<1 MB'."""
    return f"{size_bytes / 1e6:.0f} MB" if size_bytes >= 500_000 else "<1 MB"


def usable_engines(model: InstalledModel) -> tuple[str, ...]:
    """The engines that are installed and can use the model, the quicker one first."""
    from trainer.speech.choosing import resolve_engine

    usable = []
    for engine in model.engines:
        try:
            usable.append(resolve_engine(engine, model.name))
        except EngineError:
            continue
    return tuple(usable)


def model_document(model: InstalledModel, speeds: Speeds, *, in_use: bool) -> dict[str, Any]:
    """A model for scripts."""
    return {
        "name": model.name,
        "in_use": in_use,
        "languages": model.languages.value,
        "size_bytes": model.size_bytes,
        "engines": list(usable_engines(model)),
        "holdings": [
            {
                "place": holding.place.value,
                "path": str(holding.path),
                "size_bytes": holding.size_bytes,
                "engines": list(holding.engines),
                "whole": holding.whole,
                "distributions": list(holding.distributions),
            }
            for holding in model.holdings
        ],
        "speeds": [
            speed_document(speed) for (_, name), speed in speeds.items() if name == model.name
        ],
    }


def speed_document(speed: Speed) -> dict[str, Any]:
    """A measurement for scripts; `factor` is seconds of speech in one second."""
    from trainer.cli.documents import rfc3339

    return {
        "engine": speed.engine,
        "model": speed.model,
        "machine": speed.machine,
        "audio_s": speed.audio_s,
        "took_s": speed.took_s,
        "load_s": speed.load_s,
        "factor": speed.factor,
        "measured_at": rfc3339(speed.measured_at),
    }


def speed_words(speed: Speed) -> str:
    """'12 times as fast as speech', or seconds where it is slower than that."""
    if speed.factor >= 1:
        return f"{speed.factor:.{0 if speed.factor >= 10 else 1}f} times as fast as speech"
    return f"{1 / speed.factor:.1f} times as long as the speech"


def show_models(
    output: Output, models: Sequence[InstalledModel], speeds: Speeds, in_use: InstalledModel | None
) -> None:
    """List the models, the one in use with a star, and what else can be fetched."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("", "model", "languages"):
        table.add_column(heading)
    table.add_column("size", justify="right")
    for heading in ("where", "engine: speed here"):
        table.add_column(heading)
    rows = [_cells(model, speeds, in_use=model == in_use) for model in models]
    for row in rows:
        table.add_row(*row)
    if not models:
        output.say("No speech model is on this machine yet; the first answer fetches one.")
    elif output.fits(table):
        output.show(table)
    else:
        for star, name, languages, size, where, engines in rows:
            output.say(f"{star or ' '} {name}", style="bold")
            for line in (f"{languages}, {size}, {where}", *engines.splitlines()):
                output.say(line, indent=4)
    here = {model.name for model in models}
    others = [name for name in MODEL_NAMES if full_name(name) == name and name not in here]
    output.say("")
    output.say(f"Can be fetched ('trainer models get NAME'): {', '.join(others)}.")
    if models and not all(_measured(model, speeds) for model in models):
        output.say("'trainer models measure NAME' measures how fast one is on this machine.")


def _measured(model: InstalledModel, speeds: Speeds) -> bool:
    return all((engine, model.name) in speeds for engine in usable_engines(model))


def _cells(model: InstalledModel, speeds: Speeds, *, in_use: bool) -> tuple[str, ...]:
    places = dict.fromkeys(
        PLACES[holding.place] if holding.whole else "unfinished download"
        for holding in model.holdings
    )
    engines = [
        f"{engine}: {speed_words(speeds[engine, model.name])}"
        if (engine, model.name) in speeds
        else f"{engine}: not measured"
        for engine in usable_engines(model)
    ]
    return (
        "*" if in_use else "",
        model.name,
        LANGUAGES[model.languages],
        megabytes(model.size_bytes),
        ", ".join(places),
        "\n".join(engines) or "no engine here can use it",
    )


def measured(
    context: CommandContext, model: InstalledModel, engine_name: str, cache: Path
) -> Speed:
    """Measure a model with an engine, and remember what came out."""
    from trainer.audio.files import read_audio
    from trainer.cli.demo import SAMPLE
    from trainer.speech.choosing import choose_engine
    from trainer.speech.engine import SAMPLE_RATE_HZ
    from trainer.speech.measuring import measure
    from trainer.speech.weights.speeds import remember_speed, this_machine

    output = context.output
    audio = read_audio(SAMPLE)
    with output.working(f"Measuring {model.name} with {engine_name}"):
        engine = choose_engine(engine_name, model.name, cache, output.progress)
        load_s, took_s = measure(engine, audio, "en", time.monotonic, output.progress)
    speed = Speed(
        engine_name,
        model.name,
        this_machine(),
        len(audio) / SAMPLE_RATE_HZ,
        took_s,
        load_s,
        context.now(),
    )
    remember_speed(cache, speed)
    return speed
