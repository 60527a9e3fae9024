"""Levels, and what they mean to a speaker."""

from __future__ import annotations

import math

import numpy as np
import pytest

from trainer.audio.meter import (
    SILENCE_DBFS,
    Level,
    LevelWindow,
    Loudness,
    bar_cells,
    dbfs,
    judge,
)
from trainer.audio.samples import mean_square_of, peak_of, to_mono


def test_levels_are_in_db_below_full_scale() -> None:
    assert dbfs(32768) == 0
    assert dbfs(16384) == pytest.approx(-6.02, abs=0.01)
    assert dbfs(1) == pytest.approx(-90.31, abs=0.01)
    assert dbfs(0) == SILENCE_DBFS


@pytest.mark.parametrize(
    ("level_dbfs", "meaning"),
    [
        (SILENCE_DBFS, Loudness.NO_SOUND),
        (-60.1, Loudness.NO_SOUND),
        (-60.0, Loudness.TOO_QUIET),
        (-30.1, Loudness.TOO_QUIET),
        (-30.0, Loudness.GOOD),
        (-3.0, Loudness.GOOD),
        (-0.1, Loudness.CLIPPING),
        (0.0, Loudness.CLIPPING),
    ],
)
def test_a_level_means_something(level_dbfs: float, meaning: Loudness) -> None:
    assert judge(level_dbfs) is meaning


@pytest.mark.parametrize(
    ("level_dbfs", "cells"),
    [(SILENCE_DBFS, 0), (-60, 0), (-45, 5), (-30, 10), (-15, 15), (0, 20)],
)
def test_a_bar_is_linear_in_db(level_dbfs: float, cells: int) -> None:
    assert bar_cells(level_dbfs, 20) == cells


def test_blocks_are_measured_without_overflow() -> None:
    block = np.array([0, -32768, 3, 32767], np.int16).tobytes()
    assert peak_of(block) == 32768
    assert mean_square_of(block) == (32768**2 + 9 + 32767**2) / 4
    assert (peak_of(b""), mean_square_of(b"")) == (0, 0.0)


def test_channels_are_mixed_to_their_mean_without_overflow() -> None:
    frames = np.array([[30_000, 32_000], [-32_768, -32_768], [1, 2]], np.int16).tobytes()
    assert np.frombuffer(to_mono(frames, 2), np.int16).tolist() == [31_000, -32_768, 2]
    assert to_mono(frames, 1) is frames


def test_the_peak_of_the_last_seconds_outlives_the_space_between_words() -> None:
    window = LevelWindow()
    assert window.level == Level()
    window.add(16_384, 4_000.0**2, 0.05)
    assert window.level.peak_dbfs == window.level.recent_peak_dbfs == dbfs(16_384)
    assert window.level.rms_dbfs == pytest.approx(dbfs(4_000))
    window.add(100, 0.0, 0.05)
    assert window.level.rms_dbfs == pytest.approx(dbfs(4_000 / math.sqrt(2)))
    for _ in range(20):
        window.add(100, 50.0**2, 0.05)
    assert window.level.peak_dbfs == dbfs(100)
    assert window.level.rms_dbfs == pytest.approx(dbfs(50))
    assert window.level.recent_peak_dbfs == dbfs(16_384)
    for _ in range(45):
        window.add(100, 50.0**2, 0.05)
    assert window.level.recent_peak_dbfs == dbfs(100)
