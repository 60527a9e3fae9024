"""A small logistic regression whose weights can't be negative."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


def fit_monotone(
    rows: Sequence[Sequence[float]], labels: Sequence[float], ridge: float
) -> tuple[tuple[float, ...], float]:
    """Weights of 0 or more and a constant: ridge logistic regression (Newton, active set).

    Columns are standardised first, so that the ridge treats them alike; a weight that
    would turn negative is held at 0 and the rest fitted again. `labels` are 0 to 1.
    """
    import numpy as np

    table, wanted = np.array(rows, dtype=float), np.array(labels, dtype=float)
    centre, spread = table.mean(axis=0), table.std(axis=0)
    spread[spread == 0] = 1
    held: set[int] = set()
    while True:
        free = [column for column in range(table.shape[1]) if column not in held]
        scaled = np.column_stack([((table - centre) / spread)[:, free], np.ones(len(table))])
        weights = _newton(scaled, wanted, ridge)
        negative = [place for place in range(len(free)) if weights[place] < 0]
        if not negative:
            break
        held.add(free[min(negative, key=lambda place: float(weights[place]))])
    full = np.zeros(table.shape[1])
    full[free] = weights[:-1] / spread[free]
    return tuple(float(value) for value in full), float(weights[-1] - full @ centre)


def _newton(rows: Array, labels: Array, ridge: float) -> Array:
    import numpy as np

    penalty = np.full(rows.shape[1], ridge)
    penalty[-1] = 0.0
    weights = np.zeros(rows.shape[1])
    for _ in range(100):
        made = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (made - labels) + penalty * weights
        bend = (rows.T * (made * (1 - made))) @ rows + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights
