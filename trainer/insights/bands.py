"""How much of its key points an answer covers: from at least to at most, and what is moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from trainer.history.summary_records import ScoredTake
from trainer.insights.trends import LEAST_COMPARED


@dataclass(frozen=True, slots=True)
class Band:
    """A coverage, 0 to 1: at least `low`, at most `high`; they differ by what is in doubt."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """Half way between the two."""
        return (self.low + self.high) / 2

    def surely_above(self, other: Band) -> bool:
        """Whether it is more even if every doubt is against it."""
        return self.low > other.high


@dataclass(frozen=True, slots=True)
class Moved:
    """The mean of the first answers and of the latest ones, `answers` on either side."""

    first: Band
    latest: Band
    answers: int


def band_of(take: ScoredTake) -> Band | None:
    """The coverage of an answer, None for one that has none."""
    if take.low is None or take.high is None:
        return None
    return Band(take.low, take.high)


def mean_of(takes: Iterable[ScoredTake]) -> Band | None:
    """The mean coverage of the answers that have one."""
    known = [band for take in takes if (band := band_of(take))]
    return _mean(known) if known else None


def moved(takes: Sequence[ScoredTake]) -> Moved | None:
    """The first answers beside the latest ones, the earliest given first; None for too few."""
    known = [band for take in takes if (band := band_of(take))]
    if len(known) < 2 * LEAST_COMPARED:
        return None
    return Moved(_mean(known[:LEAST_COMPARED]), _mean(known[-LEAST_COMPARED:]), LEAST_COMPARED)


def _mean(bands: Sequence[Band]) -> Band:
    return Band(fmean(band.low for band in bands), fmean(band.high for band in bands))
