"""Which models are on this machine: in packages, in the cache, in a place of the person's own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from trainer.errors import EngineError
from trainer.speech.weights.download import part_of
from trainer.speech.weights.names import MODEL_NAMES, full_name, local_path
from trainer.speech.weights.packages import PACKAGED, PackagedModel, installed
from trainer.speech.weights.source import Place, download_folder
from trainer.speech.weights.store import is_present, unfinished_folder

_BOTH: Final = ("faster-whisper", "whisper")
# Whisper's vocabulary has one entry more in the models of many languages.
_MANY_TONGUED_ENTRIES: Final = 51_865
_NAMES: Final = tuple(dict.fromkeys(map(full_name, MODEL_NAMES)))


class Languages(StrEnum):
    """Which languages a model knows."""

    ENGLISH = "english"
    MANY = "many"
    UNKNOWN = "unknown"
    """The file says so only once it is loaded."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One place with weights of a model: a package's, the cache's, the person's own.

    `engines` can use it as it is, and without downloading anything; none where a
    download is not `whole` yet.  `distributions` are the packages that it belongs to.
    """

    place: Place
    path: Path
    size_bytes: int
    engines: tuple[str, ...]
    whole: bool = True
    distributions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model, by its name or, for one of the person's own, its path."""

    name: str
    languages: Languages
    holdings: tuple[Holding, ...]

    @property
    def size_bytes(self) -> int:
        """All that is there of it."""
        return sum(holding.size_bytes for holding in self.holdings)

    @property
    def engines(self) -> tuple[str, ...]:
        """The engines that can use it without a download, whether or not they are installed."""
        return tuple(e for e in _BOTH if any(e in holding.engines for holding in self.holdings))

    @property
    def in_cache(self) -> tuple[Holding, ...]:
        """What this program put into its cache, and may take out again."""
        return tuple(holding for holding in self.holdings if holding.place is Place.CACHE)


def installed_models(cache: Path, own: Sequence[str] = ()) -> tuple[InstalledModel, ...]:
    """Every model of which anything is here, by size of its kind, the person's `own` first.

    `own` are paths of models, as they are written in settings.  Reads no weights.
    """
    found = []
    claimed: set[Path] = set()
    for written in own:
        path = local_path(written)
        if path is not None and path.exists():
            found.append(_own(path, cache))
    for name in _NAMES:
        holdings = tuple(_holdings(name, cache))
        if holdings:
            languages = Languages.ENGLISH if name.endswith(".en") else Languages.MANY
            found.append(InstalledModel(name, languages, holdings))
    for model in found:
        claimed.update(holding.path for holding in model.holdings)
    found.extend(_left_over(cache, claimed))
    return tuple(found)


def find_model(models: Sequence[InstalledModel], wanted: str) -> InstalledModel | None:
    """The model that a person means by a name, an equal name or a path, or None."""
    try:
        path = local_path(wanted)
        name = str(path.absolute()) if path else full_name(wanted)
    except EngineError:
        name = wanted
    return next((model for model in models if model.name == name), None)


def _holdings(name: str, cache: Path) -> Iterator[Holding]:
    packaged = installed(name)
    if packaged is not None:
        yield _in_packages(packaged)
    prepared = cache / "ctranslate2" / name
    yield from _in_cache(prepared, ("faster-whisper",))
    yield from _in_cache(unfinished_folder(prepared), ())
    yield from _in_cache(cache / "whisper" / name, ("whisper",))
    checkpoint = download_folder(cache) / f"{name}.pt"
    yield from _in_cache(checkpoint, ("whisper",))
    yield from _in_cache(part_of(checkpoint), ())


def _in_packages(packaged: PackagedModel) -> Holding:
    parts = [part for parts in packaged.files.values() for part in parts]
    folder = next(place.parent for part in parts if (place := part.locate()))
    return Holding(
        Place.PACKAGE,
        folder,
        sum(part.size for part in parts),
        _BOTH,
        distributions=tuple(sorted({part.distribution.partition("==")[0] for part in parts})),
    )


def _in_cache(path: Path, engines: tuple[str, ...]) -> Iterator[Holding]:
    if not path.exists():
        return
    whole = bool(engines) and (path.is_file() or is_present(path))
    yield Holding(Place.CACHE, path, _size(path), engines if whole else (), whole)


def _own(path: Path, cache: Path) -> InstalledModel:
    path = path.absolute()
    engines = _BOTH if path.is_dir() else ("whisper",)
    holdings = [Holding(Place.PATH, path, _size(path), engines)]
    if path.is_dir():
        # Named after the folder and its digest; another folder of that name is as likely
        # an older form of the same model.
        for copy in sorted((cache / "whisper").glob(f"{path.name}-*")):
            holdings.extend(_in_cache(copy, ("whisper",)))
    return InstalledModel(str(path), _languages(path), tuple(holdings))


def _left_over(cache: Path, claimed: set[Path]) -> Iterator[InstalledModel]:
    """Copies made for openai-whisper of folders that are not in use any more."""
    known = {cache / "whisper" / name for name in (*PACKAGED, *_NAMES)}
    folder = cache / "whisper"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path not in claimed | known and not path.name.startswith("."):
            holdings = tuple(_in_cache(path, ("whisper",)))
            yield InstalledModel(path.name, Languages.UNKNOWN, holdings)


def _languages(path: Path) -> Languages:
    if path.name.removesuffix(".pt").endswith(".en"):
        return Languages.ENGLISH
    try:
        if (path / "vocabulary.json").is_file():
            entries = len(json.loads((path / "vocabulary.json").read_text(encoding="utf-8")))
        elif (path / "vocabulary.txt").is_file():
            with (path / "vocabulary.txt").open("rb") as lines:
                entries = sum(1 for _ in lines)
        else:
            return Languages.UNKNOWN
    except (OSError, ValueError, TypeError):
        return Languages.UNKNOWN
    return Languages.MANY if entries >= _MANY_TONGUED_ENTRIES else Languages.ENGLISH


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else (path,)
    return sum(file.stat().st_size for file in files if file.is_file())
