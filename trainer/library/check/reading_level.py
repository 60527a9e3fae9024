"""How hard a prompt is to take in when it is heard.

The grade is Flesch and Kincaid's (Derivation of new readability formulas, 1975), for
English: 0.39 x words a sentence + 11.8 x syllables a word - 15.59. Syllables are
counted as groups of vowels, a silent e left out, which is right for some nine words
in ten.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.library.words import words_of

MAX_GRADE = 15.0
"""Of 1,700 prompts written to be spoken, none of a dozen words or more came above 14.0."""

MAX_SENTENCE_WORDS = 30
"""Of the same prompts, the longest sentence had 24 words."""

_LEAST_WORDS = 12
"""A single long word decides the grade of anything shorter."""

_SENTENCE_ENDS = re.compile(r"[.?!:;]+(?:\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")


def hard_to_hear(text: str, language: str) -> str | None:
    """What makes a prompt hard to take in, or None."""
    sentences = [found for found in map(words_of, _SENTENCE_ENDS.split(text)) if found]
    longest = max(map(len, sentences), default=0)
    if longest > MAX_SENTENCE_WORDS:
        return f"has a sentence of {longest} words"
    if language.split("-", maxsplit=1)[0] != "en" or sum(map(len, sentences)) < _LEAST_WORDS:
        return None
    grade = reading_grade(sentences)
    return f"reads at grade {grade:.0f}" if grade > MAX_GRADE else None


def reading_grade(sentences: Sequence[Sequence[str]]) -> float:
    """The Flesch-Kincaid grade of sentences of English words, of which there is at least one."""
    words = [word for sentence in sentences for word in sentence]
    syllables = sum(map(syllables_of, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def syllables_of(word: str) -> int:
    """About how many syllables an English word has, at least one."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(_VOWELS.findall(letters))
    silent_e = letters.endswith("e") and not letters.endswith(("le", "ee"))
    silent_ed = letters.endswith("ed") and not letters.endswith(("ted", "ded", "eed"))
    return max(count - (silent_e or silent_ed), 1)
