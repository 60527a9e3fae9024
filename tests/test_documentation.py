"""What the documents say is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from trainer import errors
from trainer.bank.load import bank_from_bytes
from trainer.cli.exits import BROKEN_PIPE, INTERRUPTED
from trainer.library.check import judge_content, read_sources
from trainer.scoring import vectors

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def error_classes(kind: type[errors.TrainerError] = errors.TrainerError) -> Iterator[type]:
    for child in kind.__subclasses__():
        if child.__module__ == errors.__name__:
            yield child
            yield from error_classes(child)


def test_the_readme_lists_every_exit_code() -> None:
    listed = {int(code) for code in re.findall(r"^\| (\d+) \| \D", README, re.MULTILINE)}
    used = {kind.exit_code for kind in error_classes()}  # type: ignore[attr-defined]
    assert listed == used | {0, 1, INTERRUPTED, BROKEN_PIPE}


def test_the_bank_in_the_readme_is_a_bank_without_faults() -> None:
    [example] = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    loaded = bank_from_bytes(example.encode(), Path("README.md"))
    assert loaded.faults == ()
    assert loaded.bank is not None
    assert loaded.bank.id == yaml.safe_load(example)["id"]


def test_the_bank_in_contributing_is_one_without_faults_and_remarks(tmp_path: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    file = tmp_path / "kitchen-work.yaml"
    file.write_text(example, encoding="utf-8")
    loaded, sources = read_sources([file])
    assert [one.faults for one in loaded] == [()]
    assert judge_content(sources, vectors=vectors.load()) == ()


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_what_a_document_points_to_is_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    if document == "README.md":
        assert targets
    for target in targets:
        assert (ROOT / target).exists(), target
    for module in re.findall(r"`((?:trainer|tests)/[\w./]+\.\w+)`", text):
        assert (ROOT / module).exists(), module


def test_the_picture_asks_no_other_host_for_anything() -> None:
    picture = ROOT / "docs" / "scored-answer.svg"
    ElementTree.parse(picture)
    text = picture.read_text(encoding="utf-8")
    assert "url(http" not in text
    assert "href" not in text


def test_every_room_is_described() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = [folder.parent.name for folder in (ROOT / "trainer").glob("*/__init__.py")]
    assert len(rooms) >= 9
    for room in rooms:
        assert f"| `{room}/` |" in contributing
