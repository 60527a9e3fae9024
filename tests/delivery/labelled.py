"""The labelled sentences and answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "data" / "delivery"


def labelled(name: str) -> Iterator[dict[str, Any]]:
    """The lines of one file, as mappings."""
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
