"""Questions' vectors are measured once, and again where a question changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from trainer.bank import KeyPoint, Question
from trainer.library.meanings import matter, question_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

QUESTIONS = [
    Question("a/one", "How do you bake bread?", key_points=(KeyPoint("k", "knead the dough"),)),
    Question("a/two", "How do you sell bread?"),
    Question("b/three", "Wie backen Sie Brot?", language="de"),
]


class Counting:
    """Vectors that count the words they were asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def of(self, forms: Sequence[str]) -> NDArray[np.float32]:
        self.asked += len(forms)
        rows = [np.random.default_rng(sum(map(ord, form))).normal(size=8) for form in forms]
        return np.array(rows, dtype=np.float32).reshape(len(forms), 8)


def test_an_unchanged_question_is_measured_once(tmp_path: Path) -> None:
    vectors = Counting()
    first = question_rows(QUESTIONS, vectors, tmp_path)
    measured = vectors.asked
    assert measured > 0
    again = question_rows(QUESTIONS[::-1], vectors, tmp_path)[::-1]
    assert vectors.asked == measured
    assert np.array_equal(first, again)
    changed = [replace(QUESTIONS[0], prompt="How do you bake rolls?"), *QUESTIONS[1:]]
    after = question_rows(changed, vectors, tmp_path)
    assert vectors.asked > measured
    assert not np.array_equal(after[0], first[0])
    assert np.array_equal(after[1:], first[1:])


def test_rows_have_length_one_and_other_languages_none(tmp_path: Path) -> None:
    rows = question_rows(QUESTIONS, Counting(), tmp_path)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 0], abs=1e-3)
    assert question_rows([], Counting(), tmp_path).shape == (0, 8)


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_or_missing_cache_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    first = question_rows(QUESTIONS, Counting(), tmp_path)
    for file in (tmp_path / "meanings").iterdir():
        raw = file.read_bytes()
        file.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]) if damage is None else damage)
    assert np.array_equal(question_rows(QUESTIONS, Counting(), tmp_path), first)
    assert np.allclose(question_rows(QUESTIONS, Counting(), None), first, atol=1e-3)


def test_a_cache_that_cant_be_written_costs_time_alone(tmp_path: Path) -> None:
    (tmp_path / "meanings").write_text("in the way")
    assert question_rows(QUESTIONS, Counting(), tmp_path).shape == (3, 8)


def test_small_words_are_left_out_unless_there_are_no_others() -> None:
    assert matter("How do you bake the bread?") == ["bake", "bread"]
    assert matter("Who are you?") == ["who", "are", "you"]
