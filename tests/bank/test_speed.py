"""How long a large bank takes, beside what the YAML library alone takes for it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from trainer.bank.load import load_bank

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUESTIONS = 500


def large_bank() -> str:
    """500 questions of 5 key points of 5 wordings: some 1.5 MB."""
    wordings = "".join(
        f"          - I told the whole team what number {n} of the reasons was.\n" for n in range(5)
    )
    points = "".join(
        f"      - id: point-{n}\n"
        f"        text: I said plainly what I would do about it, and by when.\n"
        f"        wordings:\n{wordings}"
        for n in range(5)
    )
    questions = "".join(
        f"  - id: question-{n}\n    prompt: Tell me about the time when this happened.\n"
        f"    tags: {{competence: [tact, conflict]}}\n    key_points:\n{points}"
        for n in range(QUESTIONS)
    )
    return f"format: 1\nid: large\ntitle: Large\nquestions:\n{questions}"


def fastest_ms(work: Callable[[], object], times: int = 3) -> float:
    def once() -> float:
        start = time.perf_counter()
        work()
        return (time.perf_counter() - start) * 1000

    return min(once() for _ in range(times))


def test_reading_a_bank_costs_no_more_than_its_yaml(tmp_path: Path) -> None:
    import yaml

    path = tmp_path / "large.yaml"
    text = large_bank()
    path.write_text(text)
    loaded = load_bank(path)
    assert loaded.bank is not None
    assert len(loaded.bank.questions) == QUESTIONS

    ours = fastest_ms(lambda: load_bank(path))
    theirs = fastest_ms(lambda: yaml.load(text, Loader=yaml.CSafeLoader))

    print(f"{QUESTIONS} questions: {ours:.0f} ms; the YAML library alone: {theirs:.0f} ms")
    assert ours < 1.5 * theirs
