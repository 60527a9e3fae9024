"""From spoken or written words to stems that can be compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from trainer.scoring.stopwords import COMMON_WORDS, FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALGORITHMS = {"en": "english", "de": "german"}
_APOSTROPHES = re.compile("['\u2019\u02bc`]")
_TOKENS = re.compile(r"[^\W_]+")


class Grade(IntEnum):
    """How much a word can say by itself."""

    FUNCTION = 0
    COMMON = 1
    CONTENT = 2


@dataclass(frozen=True, slots=True)
class Token:
    """One comparable unit: `index` is that of the white-space word it stands in."""

    form: str
    stem: str
    grade: Grade
    index: int


def forms(text: str) -> list[str]:
    """Every word of a text in lower case, without apostrophes and punctuation."""
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).lower())
    return _TOKENS.findall(plain)


class Reader:
    """Turns words of one language into tokens.

    `language` is a BCP 47 tag, of which the first part counts: ``en`` and ``de``
    are stemmed (Snowball) and have their small words known; the words of any
    other language are compared as they are, each as content. `code` is that first
    part.
    """

    def __init__(self, language: str) -> None:
        self.code = language.replace("_", "-").split("-")[0].lower()
        self._function = FUNCTION_WORDS.get(self.code, frozenset[str]())
        self._common = COMMON_WORDS.get(self.code, frozenset[str]())
        self._algorithm = _ALGORITHMS.get(self.code)

    @property
    def knows_small_words(self) -> bool:
        """Whether the language's function words can be told from the rest."""
        return bool(self._function)

    def tokens(self, words: Iterable[str]) -> list[Token]:
        """Every token of the words, in order; a word of punctuation alone gives none."""
        found: list[Token] = []
        for index, word in enumerate(words):
            found += [self._token(form, index) for form in forms(word)]
        return found

    def _token(self, form: str, index: int) -> Token:
        if form in self._function:
            grade = Grade.FUNCTION
        elif form in self._common:
            grade = Grade.COMMON
        else:
            grade = Grade.CONTENT
        return Token(form, self._stem(form), grade, index)

    def _stem(self, form: str) -> str:
        return form if self._algorithm is None else _stem(self._algorithm, form)


@lru_cache(maxsize=50_000)
def _stem(algorithm: str, form: str) -> str:
    import snowballstemmer

    stem: str = snowballstemmer.stemmer(algorithm).stemWord(form)
    return stem
