"""Texts of banks as words, for comparing them and for quoting them."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = re.compile(r"[\w'\u2019]+")


@lru_cache(maxsize=50_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case; a hyphen parts two, an apostrophe none."""
    return tuple(word.strip("'\u2019") for word in _WORDS.findall(text.lower()))


def plain(text: str) -> str:
    """A text in lower case, without punctuation: what likeness in words is measured on."""
    return " ".join(words_of(text))


def in_order(text: str) -> str:
    """The words of a text in alphabetical order.

    The ratio of two of them is rapidfuzz's token_sort_ratio, and fast for many at once.
    """
    return " ".join(sorted(words_of(text)))


def runs(text: str, length: int) -> list[tuple[str, ...]]:
    """Every run of `length` words that stand one after the other."""
    words = words_of(text)
    return [words[at : at + length] for at in range(len(words) - length + 1)]


def quoted(text: str, most: int = 60) -> str:
    """A text in quotes, cut where it is long."""
    line = " ".join(text.split())
    shown = line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
    return f"“{shown}”"
