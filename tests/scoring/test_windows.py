"""The window arithmetic, against the same thing done the slow way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.scoring.windows import best_window, mean_weight, shortest_span

WEIGHTS = {"a": 1.0, "b": 2.5, "c": 0.5}
HITS = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(sorted(WEIGHTS)))).map(sorted)
LENGTHS = st.integers(1, 12)
TOKENS = 41


def weight_inside(hits: list[tuple[int, str]], start: int, length: int) -> float:
    return sum(WEIGHTS[key] for key in {k for p, k in hits if start <= p < start + length})


@given(HITS, LENGTHS)
def test_best_window_is_the_best_of_all(hits: list[tuple[int, str]], length: int) -> None:
    best = best_window(hits, WEIGHTS, length)
    assert best.weight == pytest.approx(
        max(weight_inside(hits, start, length) for start in range(TOKENS))
    )
    if hits:
        inside = hits[best.first : best.stop]
        assert inside[-1][0] - inside[0][0] < length
        assert sum(WEIGHTS[key] for key in {key for _, key in inside}) == pytest.approx(best.weight)


def test_best_window_of_nothing_is_empty() -> None:
    assert best_window([], WEIGHTS, 5) == (0.0, 0, 0)


@given(HITS, LENGTHS)
def test_mean_weight_is_the_mean_over_all_windows(hits: list[tuple[int, str]], length: int) -> None:
    starts = range(1 - length, TOKENS)
    mean, count = mean_weight(hits, WEIGHTS, length, TOKENS)
    assert count == len(starts)
    assert mean == pytest.approx(sum(weight_inside(hits, s, length) for s in starts) / count)


@given(HITS.filter(bool), st.floats(0.1, 1.0))
def test_shortest_span_holds_its_share_and_no_shorter_one_does(
    hits: list[tuple[int, str]], share: float
) -> None:
    needed = share * sum(WEIGHTS[key] for key in {key for _, key in hits}) - 1e-6
    start, stop = shortest_span(hits, WEIGHTS, share)
    assert weight_inside(hits, start, stop - start) >= needed
    for shorter in range(1, stop - start):
        assert all(weight_inside(hits, at, shorter) < needed + 2e-6 for at in range(TOKENS))
