"""From a name or a path to files, and what is said when there are none."""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.speech.conftest import FIRST, SECOND, Clip
from tests.speech.sounds import plain_words
from tests.speech.weights.hub_server import COMMIT, Hub, files_of, serving
from trainer.errors import EngineError
from trainer.speech.choosing import choose_engine
from trainer.speech.weights.packages import PACKAGED
from trainer.speech.weights.progress import unheard
from trainer.speech.weights.source import (
    Place,
    WeightsSource,
    ctranslate2_folder,
    where_from,
    whisper_checkpoint,
)
from trainer.speech.weights.store import is_whole

pytestmark = pytest.mark.weights


@pytest.fixture
def nobody_listens() -> Iterator[str]:
    """An address on this machine that refuses every connection."""
    with socket.socket() as holder:
        # Bound and never listening: no one else can take the port meanwhile.
        holder.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{holder.getsockname()[1]}"


def _package_folder() -> Path:
    folder = PACKAGED["tiny.en"].folder()
    assert folder is not None
    return folder


def test_parts_of_packages_are_put_together_once(tmp_path: Path) -> None:
    steps: list[str] = []

    def hear(what: str, done: float) -> None:
        steps.append(what)

    assert where_from("base", "faster-whisper", tmp_path) == WeightsSource(Place.PACKAGE, None)
    folder = ctranslate2_folder("base", tmp_path, hear)
    assert is_whole(folder, PACKAGED["base"].sha256)
    assert where_from("base", "faster-whisper", tmp_path) == WeightsSource(Place.CACHE, folder)
    assert "Preparing the speech model (once)" in steps

    steps.clear()
    assert ctranslate2_folder("base", tmp_path, hear) == folder
    assert steps == ["Checking the speech model"]


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    folder = ctranslate2_folder("base", tmp_path, unheard)
    with (folder / "model.bin").open("r+b") as file:
        file.seek(100_000_000)
        file.write(b"damage")
    assert where_from("base", "faster-whisper", tmp_path).place is Place.CACHE
    ctranslate2_folder("base", tmp_path, unheard)
    assert is_whole(folder, PACKAGED["base"].sha256)

    checkpoint = whisper_checkpoint("tiny.en", tmp_path, unheard)
    assert checkpoint is not None
    good = checkpoint.read_bytes()
    checkpoint.write_bytes(good[:-1000])
    assert whisper_checkpoint("tiny.en", tmp_path, unheard) == checkpoint
    assert is_whole(checkpoint.parent)
    assert len(checkpoint.read_bytes()) == len(good)


def test_a_package_in_one_piece_is_used_where_it_lies(tmp_path: Path) -> None:
    folder = _package_folder()
    assert where_from("tiny.en", "faster-whisper", tmp_path) == WeightsSource(Place.PACKAGE, folder)
    assert ctranslate2_folder("tiny.en", tmp_path, unheard) == folder
    assert list(tmp_path.iterdir()) == []


def test_where_weights_would_come_from(tmp_path: Path) -> None:
    for engine in ("whisper", "faster-whisper"):
        assert where_from("small", engine, tmp_path) == WeightsSource(Place.HUB, None)
        absent, there = tmp_path / "absent.pt", _package_folder()
        assert where_from(str(absent), engine, tmp_path) == WeightsSource(Place.MISSING, absent)
        assert where_from(str(there), engine, tmp_path) == WeightsSource(Place.PATH, there)
        with pytest.raises(EngineError):
            where_from("smoll", engine, tmp_path)
    assert where_from("tiny.en", "whisper", tmp_path) == WeightsSource(Place.PACKAGE, None)
    checkpoint = whisper_checkpoint("tiny.en", tmp_path, unheard)
    assert checkpoint is not None
    assert where_from("tiny.en", "whisper", tmp_path).path == checkpoint.parent
    downloaded = tmp_path / "openai-whisper" / "large-v3-turbo.pt"
    downloaded.parent.mkdir()
    downloaded.write_bytes(b"")
    assert where_from("turbo", "whisper", tmp_path) == WeightsSource(Place.CACHE, downloaded)


def test_a_folder_and_a_file_of_ones_own(tmp_path: Path, clip: Clip) -> None:
    folder = str(_package_folder())
    checkpoint = whisper_checkpoint(folder, tmp_path, unheard)
    assert checkpoint is not None
    assert whisper_checkpoint(folder, tmp_path, unheard) == checkpoint
    spoken = set(plain_words(FIRST + " " + SECOND))
    for engine, model in (
        ("faster-whisper", folder),
        ("whisper", folder),
        ("whisper", str(checkpoint)),
    ):
        transcript = choose_engine(engine, model, tmp_path).transcribe(clip.audio, language="en")
        assert len(spoken & set(plain_words(transcript.text))) > 0.8 * len(spoken)
        (lost,) = [word for word in transcript.words if plain_words(word.text) == ["lost"]]
        assert lost.start_s == pytest.approx(clip.first_s[1] - 0.3, abs=0.4)
        assert transcript.model == Path(model).name


class _Trap:
    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (os.environ["TRAP"],)


def test_files_that_are_no_model(
    tmp_path: Path, small_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "text.pt").write_text("no weights")
    (tmp_path / "empty.pt").write_bytes(b"")
    monkeypatch.setenv("TRAP", str(tmp_path / "sprung"))
    (tmp_path / "trap.pt").write_bytes(pickle.dumps({"dims": _Trap()}, protocol=2))
    for name in ("text.pt", "empty.pt", "trap.pt"):
        with pytest.raises(EngineError, match="not a checkpoint"):
            choose_engine("whisper", str(tmp_path / name), tmp_path).load()
    assert not (tmp_path / "sprung").exists()

    with pytest.raises(EngineError, match="a folder is needed"):
        choose_engine("faster-whisper", str(tmp_path / "text.pt"), tmp_path).load()
    with pytest.raises(EngineError, match=r"has no tokenizer\.json"):
        choose_engine("faster-whisper", str(small_folder), tmp_path).load()
    with pytest.raises(EngineError, match="is not there"):
        choose_engine("faster-whisper", str(tmp_path / "absent"), tmp_path).load()
    broken = tmp_path / "broken"
    broken.mkdir()
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (broken / name).write_text("{}")
    with pytest.raises(EngineError, match="can't be loaded by faster-whisper"):
        choose_engine("faster-whisper", str(broken), tmp_path).load()
    with pytest.raises(EngineError, match="can't be used by the whisper engine: it is cut off"):
        choose_engine("whisper", str(broken), tmp_path).load()


def test_weights_from_a_hub_are_fetched_once(tmp_path: Path, small_folder: Path) -> None:
    files = files_of(small_folder) | {"README.md": b"not needed", "tokenizer.json": b"{}"}
    with serving(Hub("Systran/faster-whisper-tiny", files)) as hub:
        folder = ctranslate2_folder("tiny", tmp_path, unheard, endpoint=hub.endpoint)
    assert {f"/{hub.repository}/resolve/{COMMIT}/model.bin"} <= set(hub.asked)
    assert not any("README" in path for path in hub.asked)
    assert hub.tokens == []
    assert (folder / "model.bin").read_bytes() == files["model.bin"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        {*files, "digests.json"} - {"README.md"}
    )
    assert where_from("tiny", "faster-whisper", tmp_path) == WeightsSource(Place.CACHE, folder)
    # The hub is gone, and nobody misses it.
    assert ctranslate2_folder("tiny", tmp_path, unheard, endpoint=hub.endpoint) == folder


def test_a_download_that_is_not_what_the_hub_says_is_thrown_away(
    tmp_path: Path, small_folder: Path
) -> None:
    hub = Hub("Systran/faster-whisper-tiny", files_of(small_folder), {"model.bin": "0" * 64})
    with serving(hub), pytest.raises(EngineError, match=r"damaged: model\.bin"):
        ctranslate2_folder("tiny", tmp_path, unheard, endpoint=hub.endpoint)
    assert where_from("tiny", "faster-whisper", tmp_path).place is Place.HUB
    assert list(tmp_path.rglob("model.bin*")) == []


def test_a_hub_that_does_not_know_the_model(tmp_path: Path) -> None:
    with serving(Hub("Systran/something-else", {})) as hub, pytest.raises(EngineError):
        ctranslate2_folder("tiny", tmp_path, unheard, endpoint=hub.endpoint)


def test_a_hub_out_of_reach_says_what_to_do(tmp_path: Path, nobody_listens: str) -> None:
    with pytest.raises(EngineError, match="'tiny' is not on this machine") as unreachable:
        ctranslate2_folder("tiny", tmp_path, unheard, endpoint=nobody_listens)
    hint = unreachable.value.hint or ""
    assert "pip install 'interview-trainer[offline]'" in hint
    assert "trainer models use PATH" in hint
    assert list((tmp_path / "ctranslate2").iterdir()) == []


def test_the_same_for_what_openai_whisper_fetches_itself(
    tmp_path: Path, nobody_listens: str
) -> None:
    program = """
import sys
from pathlib import Path
from trainer.errors import EngineError
from trainer.speech.choosing import choose_engine
try:
    choose_engine("whisper", "small.en", Path(sys.argv[1])).load()
except EngineError as error:
    print(error.message, error.hint)
"""
    environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        env=environment | {"https_proxy": nobody_listens},
        check=True,
        capture_output=True,
        text=True,
    )
    assert "'small.en' is not on this machine" in done.stdout
    assert "refused" in done.stdout
    assert "pip install 'interview-trainer[offline]'" in done.stdout
    assert done.stderr == ""


def test_heads_of_openai_whispers_own_files_are_known_by_their_digest() -> None:
    from whisper import _ALIGNMENT_HEADS

    from trainer.speech.whisper_engine import heads_by_digest

    base = "ed3a0b6b1c0edf879ad9b11b1af5a0e6ab5db9205f891f668f8b0e6c6326e34e"
    assert heads_by_digest(base) == _ALIGNMENT_HEADS["base"]
    assert heads_by_digest("0" * 64) is None
