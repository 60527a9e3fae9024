"""One file over the wire: broken off, taken up, compared with its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.speech.weights.hub_server import COMMIT, Hub, serving
from trainer.errors import BusyError, EngineError, StorageError
from trainer.speech.weights.download import BrokenOffError, Remote, download, part_of
from trainer.speech.weights.hub import fetch_checkpoint
from trainer.speech.weights.progress import unheard

CONTENT = bytes(range(256)) * 4000
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def hub() -> Iterator[Hub]:
    with serving(Hub("own/model", {"model.bin": CONTENT, "config.json": b"{}"})) as served:
        yield served


def remote(hub: Hub, **known: str | int) -> Remote:
    url = f"{hub.endpoint}/own/model/resolve/{COMMIT}/model.bin"
    return Remote(url, **{"size": len(CONTENT), "sha256": SHA256, **known})  # type: ignore[arg-type]


def test_what_broke_off_is_taken_up_where_it_did(hub: Hub, tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    hub.breaks_after = 100_000
    seen: list[int] = []
    download(remote(hub), path, lambda here, _: seen.append(here))
    assert path.read_bytes() == CONTENT
    assert not part_of(path).exists()
    assert hub.ranges[:2] == ["bytes=100000-", "bytes=200000-"]
    assert seen == sorted(seen)
    assert seen[-1] == len(CONTENT)
    # It is here and right: nobody is asked.
    asked = len(hub.asked)
    download(remote(hub), path, lambda here, _: seen.append(here))
    assert len(hub.asked) == asked


def test_a_later_call_asks_for_the_rest_alone(hub: Hub, tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    part_of(path).write_bytes(CONTENT[:700_000])
    download(remote(hub), path, lambda *_: None)
    assert hub.ranges == ["bytes=700000-"]
    assert path.read_bytes() == CONTENT


def test_a_connection_that_brings_nothing_is_given_up_and_the_part_stays(
    hub: Hub, tmp_path: Path
) -> None:
    path = tmp_path / "model.bin"
    part_of(path).write_bytes(CONTENT[:10])
    hub.breaks_after = 0
    with pytest.raises(BrokenOffError):
        download(remote(hub), path, lambda *_: None)
    assert part_of(path).read_bytes() == CONTENT[:10]


@pytest.mark.parametrize("known", [{"sha256": "0" * 64}, {"sha256": "", "git_sha1": "0" * 40}])
def test_what_is_damaged_is_not_kept(known: dict[str, str | int], hub: Hub, tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    given = {name: value or None for name, value in known.items()}
    with pytest.raises(EngineError, match=r"damaged: model\.bin"):
        download(remote(hub, **given), path, lambda *_: None)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_part_that_is_of_another_file_is_found_out(hub: Hub, tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    part_of(path).write_bytes(b"x" * 100)
    with pytest.raises(EngineError, match="damaged"):
        download(remote(hub), path, lambda *_: None)
    download(remote(hub), path, lambda *_: None)
    assert path.read_bytes() == CONTENT
    part_of(path).write_bytes(CONTENT + b"more")
    path.unlink()
    download(remote(hub), path, lambda *_: None)
    assert path.read_bytes() == CONTENT


def test_a_disk_with_too_little_room_is_told_before_it_is_full(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="needs 10000000"):
        download(remote(hub, size=10**13), tmp_path / "model.bin", lambda *_: None)
    assert part_of(tmp_path / "model.bin").exists() is False


def test_a_checkpoint_is_compared_with_the_digest_in_its_address(tmp_path: Path) -> None:
    repository = "own/model"
    with serving(Hub(repository, {f"{SHA256}/tiny.pt": CONTENT})) as hub:
        url = f"{hub.endpoint}/{repository}/resolve/{COMMIT}/{SHA256}/tiny.pt"
        assert fetch_checkpoint("tiny", url, tmp_path, unheard).read_bytes() == CONTENT
        hub.files[f"{SHA256}/tiny.pt"] = b"something else"
        assert fetch_checkpoint("tiny", url, tmp_path, unheard).read_bytes() == CONTENT
        (tmp_path / "tiny.pt").unlink()
        with pytest.raises(EngineError, match=r"damaged: tiny\.pt"):
            fetch_checkpoint("tiny", url, tmp_path, unheard)
    with pytest.raises(EngineError, match="'tiny' is not on this machine"):
        fetch_checkpoint("tiny", url, tmp_path, unheard)
    assert list(tmp_path.iterdir()) == []


def test_only_one_trainer_fetches_a_model(tmp_path: Path) -> None:
    import fcntl

    with (tmp_path / ".tiny.pt.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(BusyError, match="being fetched by another trainer"):
            fetch_checkpoint("tiny", f"http://127.0.0.1:9/{SHA256}/tiny.pt", tmp_path, unheard)
