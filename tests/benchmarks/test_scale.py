"""Choosing today's questions takes no longer after years: ratios within one run, and counts."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.benchmarks.scale import core_of_today
from tests.support.years import NOW, question_ids, write_banks, write_history
from trainer.workspace.places import Workspace

QUESTIONS = 1_200
BANKS = 6
MOST = 2.5
"""Twenty times the answers, or five times the questions, may take so many times as long: a
quiet machine takes about as long for them, and what reads all of them five times and more."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("years")


def workspace(folder: Path, questions: int, attempts: int) -> Workspace:
    """A workspace whose banks are in the cache already."""
    made = Workspace(folder / f"{questions}-{attempts}")
    write_banks(made.banks, questions, BANKS)
    write_history(made, question_ids(questions, BANKS), attempts, now=NOW, words=12)
    assert len(core_of_today(made, folder / "cache")) > 5
    return made


def fastest_ms(place: Workspace, cache: Path, times: int = 9) -> float:
    def once() -> float:
        began = time.process_time()
        core_of_today(place, cache)
        return 1000 * (time.process_time() - began)

    return min(once() for _ in range(times))


def test_it_hardly_grows_with_the_answers_and_the_questions(folder: Path) -> None:
    few = fastest_ms(workspace(folder, QUESTIONS, 1_000), folder / "cache")
    many = fastest_ms(workspace(folder, QUESTIONS, 20_000), folder / "cache")
    wide = fastest_ms(workspace(folder, 5 * QUESTIONS, 1_000), folder / "cache")
    print(f"{few:.0f} ms; 20 times the answers {many:.0f} ms; 5 times the questions {wide:.0f} ms")
    assert many <= MOST * few
    assert wide <= MOST * few
