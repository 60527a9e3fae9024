"""Which rating is proposed, at each side of every threshold."""

from __future__ import annotations

import pytest

from trainer.history.records import Rating
from trainer.practice.rating import Ground, Proposal, propose

BANDS = [
    (0.0, 0.0, Rating.AGAIN),
    (0.39, 0.39, Rating.AGAIN),
    (0.41, 0.41, Rating.HARD),
    (0.0, 0.7, Rating.AGAIN),
    (0.0, 1.0, Rating.HARD),
    (0.64, 0.64, Rating.HARD),
    (0.66, 0.66, Rating.GOOD),
    (0.4, 1.0, Rating.GOOD),
    (0.94, 1.0, Rating.GOOD),
    (1.0, 1.0, Rating.EASY),
]


@pytest.mark.parametrize(("low", "high", "rating"), BANDS)
def test_the_middle_of_the_coverage_decides_and_easy_leaves_no_doubt(
    low: float, high: float, rating: Rating
) -> None:
    for off_guard in (None, False):
        found = propose((low, high), off_guard=off_guard, words=True)
        assert found == Proposal(rating, Ground.COVERAGE)


@pytest.mark.parametrize("words", [True, False])
@pytest.mark.parametrize("band", [(1.0, 1.0), (0.0, 0.0), (None, None)])
def test_off_guard_is_again_whatever_was_said(
    band: tuple[float | None, float | None], words: bool
) -> None:
    found = propose(band, off_guard=True, words=words)
    assert found == Proposal(Rating.AGAIN, Ground.OFF_GUARD)


def test_without_words_nothing_is_proposed_and_without_key_points_good() -> None:
    silent = propose((0.0, 0.0), off_guard=False, words=False)
    assert silent == Proposal(None, Ground.NO_WORDS)
    bare = propose((None, None), off_guard=None, words=True)
    assert bare == Proposal(Rating.GOOD, Ground.NO_KEY_POINTS)
