from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.workspace.unprivileged import closed, mode
from trainer.errors import InputError, StorageError
from trainer.workspace.places import (
    Workspace,
    cache_folder,
    ensure_workspace,
    find_workspace,
    shipped_banks,
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that looks like the project's checkout; the package is `checkout / "trainer"`."""
    root = tmp_path / "checkout"
    for name in ("trainer", "question_banks", "recordings"):
        (root / name).mkdir(parents=True)
    return root


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The package's folder, far from any checkout."""
    package = tmp_path / "site-packages" / "trainer"
    (package / "question_banks").mkdir(parents=True)
    return package


def everything(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


def test_option_comes_before_the_variable_and_the_checkout(tmp_path: Path, checkout: Path) -> None:
    environ = {"TRAINER_WORKSPACE": str(tmp_path / "variable")}
    found = find_workspace(tmp_path / "option", environ, checkout / "trainer")
    assert found == Workspace(tmp_path / "option", in_checkout=False)


def test_variable_comes_before_the_checkout(tmp_path: Path, checkout: Path) -> None:
    environ = {"TRAINER_WORKSPACE": str(tmp_path / "variable")}
    found = find_workspace(None, environ, checkout / "trainer")
    assert found == Workspace(tmp_path / "variable", in_checkout=False)


@pytest.mark.parametrize("environ", [{}, {"TRAINER_WORKSPACE": ""}])
def test_checkout_comes_before_user_data(
    tmp_path: Path, checkout: Path, environ: dict[str, str]
) -> None:
    found = find_workspace(None, environ, checkout / "trainer", tmp_path / "data")
    assert found == Workspace(checkout, in_checkout=True)
    assert found.banks == checkout / "question_banks" / "mine"


def test_user_data_is_the_last_resort(tmp_path: Path, installed: Path) -> None:
    found = find_workspace(None, {}, installed, tmp_path / "data")
    assert found == Workspace(tmp_path / "data", in_checkout=False)
    assert found.banks == tmp_path / "data" / "question_banks"


@pytest.mark.parametrize("missing", ["question_banks", "recordings"])
def test_half_a_checkout_is_none(tmp_path: Path, checkout: Path, missing: str) -> None:
    (checkout / missing).rmdir()
    found = find_workspace(None, {}, checkout / "trainer", tmp_path / "data")
    assert found == Workspace(tmp_path / "data", in_checkout=False)


def test_the_current_directory_never_decides(
    tmp_path: Path, checkout: Path, installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for folder in (tmp_path, checkout):
        monkeypatch.chdir(folder)
        found.append(find_workspace(None, {}, installed, tmp_path / "data"))
    assert found[0] == found[1] == Workspace(tmp_path / "data")


def test_a_relative_variable_is_refused(installed: Path) -> None:
    with pytest.raises(InputError, match="TRAINER_WORKSPACE"):
        find_workspace(None, {"TRAINER_WORKSPACE": "practice"}, installed)
    with pytest.raises(InputError, match="TRAINER_CACHE"):
        cache_folder({"TRAINER_CACHE": "cache"})


def test_an_option_may_be_relative_or_begin_at_home(
    tmp_path: Path, installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_workspace(Path("a/../b"), {}, installed).root == tmp_path / "b"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert find_workspace(Path("~/c"), {}, installed).root == tmp_path / "c"


def test_the_checkout_named_by_option_counts_as_checkout(tmp_path: Path, checkout: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(checkout)
    for name in (checkout, link):
        found = find_workspace(name, {}, checkout / "trainer")
        assert found == Workspace(name, in_checkout=True)


def test_finding_creates_nothing(tmp_path: Path, installed: Path) -> None:
    before = everything(tmp_path)
    found = find_workspace(tmp_path / "new", {}, installed)
    cache_folder({"TRAINER_CACHE": str(tmp_path / "cache")})
    assert found.database == tmp_path / "new" / "recordings" / "trainer.db"
    assert found.trash == tmp_path / "new" / "recordings" / "trash"
    assert found.settings_file == tmp_path / "new" / "settings.toml"
    assert everything(tmp_path) == before


def test_a_file_is_no_workspace(tmp_path: Path, installed: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="is a file") as caught:
        find_workspace(tmp_path / "file", {}, installed)
    assert caught.value.hint


def test_ensuring_creates_private_folders_once(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "above" / "root")
    for _ in range(2):
        ensure_workspace(workspace)
    created = {workspace.root.parent, workspace.root, workspace.recordings}
    assert everything(tmp_path) == created
    assert {mode(folder) for folder in created} == {0o700}


def test_ensuring_closes_the_recordings_but_not_the_persons_own_folder(checkout: Path) -> None:
    checkout.chmod(0o755)
    (checkout / "recordings").chmod(0o755)
    ensure_workspace(Workspace(checkout, in_checkout=True))
    assert mode(checkout) == 0o755
    assert mode(checkout / "recordings") == 0o700


def test_a_link_to_nowhere_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "link"
    root.symlink_to(tmp_path / "unplugged")
    with pytest.raises(StorageError, match="link"):
        ensure_workspace(Workspace(root))
    assert not (tmp_path / "unplugged").exists()


def test_a_file_in_place_of_the_recordings_is_refused(tmp_path: Path) -> None:
    (tmp_path / "recordings").write_text("")
    with pytest.raises(StorageError, match="recordings"):
        ensure_workspace(Workspace(tmp_path))


def test_a_place_that_cannot_be_written_is_refused(open_path: Path) -> None:
    with closed(open_path), pytest.raises(StorageError, match="permission") as caught:
        ensure_workspace(Workspace(open_path / "root"))
    assert caught.value.hint
    (open_path / "recordings").mkdir()
    with closed(open_path / "recordings"), pytest.raises(StorageError, match="permission"):
        ensure_workspace(Workspace(open_path))
    assert os.listdir(open_path) == ["recordings"]  # noqa: PTH208


def test_cache_is_the_variable_or_the_platforms(tmp_path: Path) -> None:
    assert cache_folder({"TRAINER_CACHE": str(tmp_path)}, tmp_path / "other") == tmp_path
    assert cache_folder({}, tmp_path / "other") == tmp_path / "other"
    assert "interview-trainer" in cache_folder({}).parts


def test_user_data_is_the_platforms(installed: Path) -> None:
    assert find_workspace(None, {}, installed).root.name == "interview-trainer"


def test_shipped_banks_are_the_checkouts_or_the_packages(checkout: Path, installed: Path) -> None:
    (checkout / "trainer" / "question_banks").mkdir()
    assert shipped_banks(checkout / "trainer") == checkout / "question_banks"
    assert shipped_banks(installed) == installed / "question_banks"


def test_lost_shipped_banks_are_said(installed: Path) -> None:
    (installed / "question_banks").rmdir()
    with pytest.raises(StorageError, match="missing"):
        shipped_banks(installed)
