"""Folders that are whole or not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trainer.errors import StorageError
from trainer.speech.weights.store import MANIFEST, build_folder, is_present, is_whole


def _fill(folder: Path) -> None:
    (folder / "model.bin").write_bytes(b"12345")
    (folder / "config.json").write_bytes(b"{}")


def test_a_built_folder_is_whole(tmp_path: Path) -> None:
    target = build_folder(tmp_path / "cache" / "base", "origin", _fill)
    assert target == tmp_path / "cache" / "base"
    assert is_present(target)
    assert is_whole(target)
    assert is_whole(target, "origin")
    assert not is_whole(target, "another origin")
    assert [path.name for path in target.parent.iterdir()] == ["base"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("model.bin", b"12346"),
        ("model.bin", b"1234"),
        ("model.bin", None),
        ("config.json", b"[]"),
        (MANIFEST, None),
        (MANIFEST, b"{"),
        (MANIFEST, b"[]"),
        (MANIFEST, b'{"format": 99}'),
    ],
)
def test_damage_is_seen_and_mended(tmp_path: Path, name: str, content: bytes | None) -> None:
    target = build_folder(tmp_path / "base", "origin", _fill)
    (target / name).unlink()
    if content is not None:
        (target / name).write_bytes(content)
    assert not is_whole(target)

    build_folder(target, "origin", _fill)
    assert is_whole(target)
    assert (target / "model.bin").read_bytes() == b"12345"
    assert [path.name for path in tmp_path.iterdir()] == ["base"]


def test_a_folder_that_was_never_built(tmp_path: Path) -> None:
    assert not is_present(tmp_path / "absent")
    assert not is_whole(tmp_path / "absent")


def test_what_fails_half_way_leaves_the_old_folder(tmp_path: Path) -> None:
    target = build_folder(tmp_path / "base", "origin", _fill)

    def interrupted(folder: Path) -> None:
        _fill(folder)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_folder(target, "newer", interrupted)
    assert is_whole(target, "origin")
    assert [path.name for path in tmp_path.iterdir()] == ["base"]


def test_a_folder_that_can_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="can't be prepared"):
        build_folder(tmp_path / "file" / "base", "origin", _fill)


def test_two_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    target = tmp_path / "base"

    def overtaken(folder: Path) -> None:
        build_folder(target, "origin", _fill)
        _fill(folder)

    build_folder(target, "origin", overtaken)
    assert is_whole(target, "origin")
    manifest = json.loads((target / MANIFEST).read_text())
    assert set(manifest["files"]) == {"model.bin", "config.json"}
