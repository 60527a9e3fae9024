"""What the page asks must not grow with the years."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from tests.support.years import question_ids, write_banks, write_history
from trainer.audio.peaks import peaks_of
from trainer.history.lines import Search
from trainer.history.opening import open_history
from trainer.history.store import History
from trainer.library.catalogue import Catalogue
from trainer.review.reading import PAGE, Reader
from trainer.workspace.places import Workspace

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SIZES = (50, 500, 5000)
STEP = 20


def steps_of(history: History, work: Callable[[], Any]) -> int:
    """How many steps of SQLite's machine some work takes, in units of `STEP`."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    connection = history.lines._database._connection
    connection.set_progress_handler(count, STEP)
    try:
        work()
    finally:
        connection.set_progress_handler(None, STEP)
    return counted


def test_a_page_of_the_list_costs_the_same_however_many_attempts_there_are(tmp_path: Path) -> None:
    banks = tmp_path / "banks"
    write_banks(banks, 100, 4)
    found: list[dict[str, int]] = []
    for size in SIZES:
        workspace = Workspace(tmp_path / str(size))
        write_history(workspace, question_ids(100, 4), size, now=NOW)
        with open_history(workspace, write=False, now=NOW) as history:
            reader = Reader(history, Catalogue(banks, banks, None), str)
            newest = reader.attempts(Search())
            assert len(newest.attempts) == PAGE
            assert newest.more == (size > PAGE)
            middle = size // 2
            found.append(
                {
                    "the newest": steps_of(history, partial(reader.attempts, Search())),
                    "from the middle on": steps_of(
                        history, partial(reader.attempts, Search(), before_id=middle, limit=20)
                    ),
                    "a common word": steps_of(
                        history, partial(reader.attempts, Search(text="time"))
                    ),
                    "one attempt": steps_of(history, partial(history.lines.one, middle)),
                }
            )
            reader.catalogue.close()
    for name, few in found[0].items():
        assert found[-1][name] <= 1.5 * few + 5, (name, found)


def test_the_outline_of_a_long_take_needs_little_memory(tmp_path: Path) -> None:
    import tracemalloc

    file = tmp_path / "long.wav"
    rate_hz, minutes = 16_000, 10
    with soundfile.SoundFile(file, "w", rate_hz, 1, "PCM_16") as sound:
        for _ in range(minutes):
            sound.write(np.full(60 * rate_hz, 0.25, np.float32))
    tracemalloc.start()
    duration_s, peaks = peaks_of(file, 500)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert duration_s == 60 * minutes
    assert len(peaks) == 500
    assert all(abs(peak - 0.25) < 0.001 for peak in peaks)
    # The whole of it as float32 would be 38 MB.
    assert most < 8_000_000
