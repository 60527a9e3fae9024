"""Fixtures that several parts use."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.program import Program
from tests.support.virtual_sound import VirtualSound


def pytest_configure() -> None:
    """Let the programs under test be interrupted even where the tests run in the background.

    A shell makes what it starts there ignore Ctrl-C, and children inherit that.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def virtual_sound() -> Iterator[VirtualSound]:
    """A microphone and a loudspeaker in software."""
    with VirtualSound() as sound:
        yield sound


@pytest.fixture(scope="session")
def weights_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder of prepared weights for all tests: converting costs a second each."""
    return tmp_path_factory.mktemp("weights")


@pytest.fixture
def program(tmp_path: Path, weights_cache: Path) -> Program:
    """The program with an empty workspace."""
    return Program.at(tmp_path / "workspace", TRAINER_CACHE=str(weights_cache))
