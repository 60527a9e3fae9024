"""What a word means, as numbers: static vectors that come in the package `wordllama`.

One table of 32,000 pieces of words, 256 numbers each, read from the installed wheel:
nothing is downloaded and no network is used. A word's vector is the sum of its pieces'.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

_TEXTS_AT_ONCE = 2000

LENGTH_POWER = 0.55
"""A vector's length to this power is its weight: long vectors are rare words."""


class Vectors(Protocol):
    """What gives words their vectors; the same forms always get the same ones."""

    def of(self, forms: Sequence[str]) -> Array:
        """One row of float32 a form, its length the word's weight; zeros for an unknown word."""
        ...


class StaticVectors:
    """Word vectors from a table of pieces, each word's kept once made."""

    def __init__(self, table: Array, pieces: Pieces) -> None:
        self._table = table
        self._pieces = pieces
        self._known: dict[str, Array] = {}

    def of(self, forms: Sequence[str]) -> Array:
        """One row a form; an empty sequence gives an array of no rows."""
        import numpy as np

        new = [form for form in dict.fromkeys(forms) if form not in self._known]
        for form, pieces in zip(new, self._pieces(new), strict=True):
            vector = self._table[pieces].sum(axis=0)
            length = float(np.linalg.norm(vector))
            self._known[form] = vector * (length ** (LENGTH_POWER - 1) if length else 0.0)
        if not forms:
            return np.zeros((0, self._table.shape[1]), dtype=np.float32)
        return np.stack([self._known[form] for form in forms])


def of_texts(vectors: Vectors, texts: Sequence[Sequence[str]]) -> Array:
    """One row of length 1 a text, the direction of its words together; zeros for one without words.

    `texts` are their forms.  Time and memory grow with the words: thousands of
    texts are read as one matrix, a part of them at a time.
    """
    import numpy as np

    known = {form: at for at, form in enumerate(dict.fromkeys(f for text in texts for f in text))}
    table = vectors.of(tuple(known))
    rows = np.zeros((len(texts), table.shape[1]), dtype=np.float32)
    for begin in range(0, len(texts), _TEXTS_AT_ONCE):
        part = texts[begin : begin + _TEXTS_AT_ONCE]
        filled = [at for at, text in enumerate(part) if text]
        if not filled:
            continue
        words = table[[known[form] for at in filled for form in part[at]]]
        lengths = [len(part[at]) for at in filled]
        starts = np.cumsum([0, *lengths[:-1]])
        rows[[begin + at for at in filled]] = np.add.reduceat(words, starts, axis=0)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Array = (rows / np.where(norms > 0, norms, 1)).astype(np.float32)
    return unit


class Pieces(Protocol):
    """Splits words into the numbers of their pieces."""

    def __call__(self, forms: Sequence[str], /) -> list[list[int]]:
        """The pieces of each form, in order."""
        ...


def available() -> bool:
    """Whether the package with the vectors is installed (it is not loaded by asking)."""
    return find_spec("wordllama") is not None


@lru_cache(maxsize=1)
def load() -> StaticVectors:
    """Load the vectors, once a process (some half a second the first time).

    Raises ImportError if `wordllama` is not installed.
    """
    import logging

    import numpy as np

    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    import wordllama

    # Importing it sets up the root logger: that is the program's own affair.
    root.handlers[:], root.level = handlers, level

    folder = Path(wordllama.__file__).parent
    model = wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
    tokenizer = model.tokenizer
    tokenizer.no_padding()

    def pieces(forms: Sequence[str]) -> list[list[int]]:
        found = tokenizer.encode_batch(list(forms), add_special_tokens=False)
        return [encoding.ids for encoding in found]

    return StaticVectors(np.asarray(model.embedding, dtype=np.float32), pieces)
