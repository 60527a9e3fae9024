"""Help comes at once: a ratio within one run, so that a slow machine does not matter."""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

RUNS = 15
MOST = 2.0


def seconds(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
    return time.perf_counter() - began


def test_help_takes_at_most_twice_as_long_as_importing_click() -> None:
    pairs = [
        (seconds("-m", "trainer", "--help"), seconds("-c", "import click")) for _ in range(RUNS)
    ]
    ratio = median(ours / clicks for ours, clicks in pairs)
    ours, clicks = (1000 * median(column) for column in zip(*pairs, strict=True))
    print(f"trainer --help {ours:.0f} ms, import click {clicks:.0f} ms, ratio {ratio:.2f}")
    assert ratio <= MOST
