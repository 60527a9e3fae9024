"""A finished recording: plain values, safe to import anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trainer.errors import TrainerError


@dataclass(frozen=True, slots=True)
class Pause:
    """The speaker paused: where in the file, and for how long on the clock."""

    at_s: float
    duration_s: float


@dataclass(frozen=True, slots=True)
class RecordedTake:
    """A finished recording.

    `overflows` counts the gaps where the machine was too slow to listen;
    `failure` says why it ended before it was asked to, and the file then holds
    everything up to there. `peak_dbfs` is the loudest sample's level.
    """

    path: Path
    duration_s: float
    sample_rate: int
    overflows: int
    pauses: tuple[Pause, ...]
    failure: TrainerError | None
    peak_dbfs: float
