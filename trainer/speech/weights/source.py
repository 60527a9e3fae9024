"""From a model's name to files on this disk: the person's own, a package's, the hub's.

In the cache, ``ctranslate2/NAME`` holds what faster-whisper loads, ``whisper/NAME``
checkpoints converted for openai-whisper, and ``openai-whisper`` those it downloaded.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from trainer.errors import EngineError
from trainer.speech.weights import conversion, hub
from trainer.speech.weights.names import full_name, local_path
from trainer.speech.weights.packages import PackagedModel, installed
from trainer.speech.weights.store import build_folder, build_resumed, is_present, is_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trainer.speech.weights.progress import Progress

CHECKPOINT: Final = "model.pt"
_MODEL: Final = "model.bin"
_CONFIG: Final = "config.json"
_CHECKING: Final = "Checking the speech model"
_PREPARING: Final = "Preparing the speech model (once)"


class Place(StrEnum):
    """Where weights will come from."""

    PATH = "path"
    """The file or folder that the person named."""
    CACHE = "cache"
    """Ready since an earlier use."""
    PACKAGE = "package"
    """In installed packages; the first use may put them together or convert them."""
    HUB = "hub"
    """Nowhere on this machine; the first use downloads them."""
    MISSING = "missing"
    """The path that the person named is not there."""


@dataclass(frozen=True, slots=True)
class WeightsSource:
    """Where the weights of a model lie, or will come from.

    `path` is None for a hub, and for packages whose parts must be put together first.
    """

    place: Place
    path: Path | None


def where_from(model: str, engine: str, cache: Path) -> WeightsSource:
    """Where `engine` (``whisper`` or ``faster-whisper``) would take `model` from.

    Neither downloads, converts nor loads anything, and checks sizes but no digests.

    Raises EngineError where there is no such model.
    """
    path = local_path(model)
    if path is not None:
        return WeightsSource(Place.PATH if path.exists() else Place.MISSING, path)
    packaged = installed(model)
    if engine == "faster-whisper":
        prepared = _ctranslate2_cache(model, cache)
        if packaged and (in_place := packaged.folder()):
            return WeightsSource(Place.PACKAGE, in_place)
    else:
        prepared = _checkpoint_cache(full_name(model), cache)
        download = download_folder(cache) / f"{full_name(model)}.pt"
        if not packaged and not is_present(prepared) and download.is_file():
            return WeightsSource(Place.CACHE, download)
    if is_present(prepared):
        return WeightsSource(Place.CACHE, prepared)
    return WeightsSource(Place.PACKAGE if packaged else Place.HUB, None)


def ctranslate2_folder(
    model: str, cache: Path, progress: Progress, *, endpoint: str | None = None
) -> Path:
    """A folder that faster-whisper can load, its digests checked; made first where needed.

    `endpoint` is the address of another hub than the usual one.

    Raises EngineError where there is no such model, its files are damaged or the hub
    can't be reached, and StorageError where the cache can't be written.
    """
    path = local_path(model)
    if path is not None:
        return _own_folder(path)
    packaged = installed(model)
    progress(_CHECKING, 0.0)
    if packaged and (in_place := packaged.folder()):
        for name in packaged.files:
            packaged.read(name)
        return in_place
    target = _ctranslate2_cache(model, cache)
    if is_whole(target, packaged.sha256 if packaged else None):
        return target
    if packaged:
        progress(_PREPARING, 0.0)
        return build_folder(target, packaged.sha256, _assembly(packaged))
    return build_resumed(
        target,
        hub.repository(model),
        lambda folder: hub.fetch(model, folder, progress, endpoint=endpoint),
    )


def whisper_checkpoint(model: str, cache: Path, progress: Progress) -> Path | None:
    """A checkpoint for openai-whisper, its digest checked; converted first where needed.

    None means that no one here has `model`, and openai-whisper has to fetch it into
    `download_folder`.

    Raises EngineError where there is no such model or its files are damaged, and
    StorageError where the cache can't be written.
    """
    path = local_path(model)
    packaged = installed(model)
    progress(_CHECKING, 0.0)
    if path is not None and path.is_file():
        return path
    if path is not None:
        folder = _own_folder(path)
        content, config = _read(folder / _MODEL), _read(folder / _CONFIG)
        digest = hashlib.sha256(content + config).hexdigest()
        return _converted(
            f"{folder.name}-{digest[:16]}",
            digest,
            lambda: (content, config),
            cache,
            progress,
            str(folder),
        )
    if packaged:
        return _converted(
            model,
            packaged.sha256,
            lambda: (packaged.read(_MODEL), packaged.read(_CONFIG)),
            cache,
            progress,
            f"The packaged model {model!r}",
        )
    prepared = _checkpoint_cache(full_name(model), cache)
    return prepared / CHECKPOINT if is_whole(prepared) else None


def download_folder(cache: Path) -> Path:
    """Where openai-whisper keeps what it fetches itself."""
    return cache / "openai-whisper"


def _converted(
    name: str,
    digest: str,
    read: Callable[[], tuple[bytes, bytes]],
    cache: Path,
    progress: Progress,
    called: str,
) -> Path:
    target = _checkpoint_cache(name, cache)
    origin = f"{digest} conversion {conversion.VERSION}"
    if not is_whole(target, origin):
        progress(_PREPARING, 0.0)
        model, config = read()
        progress(_PREPARING, 0.3)
        build_folder(
            target,
            origin,
            lambda folder: conversion.convert(model, config, folder / CHECKPOINT, named=called),
        )
        progress(_PREPARING, 1.0)
    return target / CHECKPOINT


def _assembly(packaged: PackagedModel) -> Callable[[Path], None]:
    def fill(folder: Path) -> None:
        for name in packaged.files:
            (folder / name).write_bytes(packaged.read(name))

    return fill


def _own_folder(path: Path) -> Path:
    """`path`, if it is a folder that holds a model in CTranslate2's form; else EngineError."""
    hint = (
        "Name a folder in CTranslate2's form (model.bin, config.json, tokenizer.json and a "
        "vocabulary) or, for the whisper engine, a .pt file: `trainer models use PATH`."
    )
    if not path.exists():
        raise EngineError(f"The speech model {path} is not there.", hint=hint)
    if not path.is_dir():
        raise EngineError(f"The speech model {path} is a file, and a folder is needed.", hint=hint)
    missing = [n for n in (_MODEL, _CONFIG, "tokenizer.json") if not (path / n).is_file()]
    if missing:
        raise EngineError(f"The speech model {path} has no {missing[0]}.", hint=hint)
    return path


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EngineError(
            f"The speech model's file {path} can't be read: {error.strerror}.",
            hint="See that you may read it, or name another model.",
        ) from error


def _ctranslate2_cache(model: str, cache: Path) -> Path:
    return cache / "ctranslate2" / full_name(model)


def _checkpoint_cache(name: str, cache: Path) -> Path:
    return cache / "whisper" / name
