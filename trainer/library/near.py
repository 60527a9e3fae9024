"""Prompts that ask the same thing: by their words, and by what they mean.

All pairs are compared at once, as matrices: hundreds of questions take part of a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from trainer.bank import Question
from trainer.library.words import in_order
from trainer.scoring.scorer import MEASURED_LANGUAGES
from trainer.scoring.text import Grade, Reader, Token, forms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trainer.scoring.vectors import Vectors

    Array = NDArray[np.float32]

SAME_WORDS = 80.0
"""token_sort_ratio (0 to 100) from which two prompts may be one, if they share their matter."""

SAME_MATTER = 0.5
"""The share of the words of matter that two such prompts have in common.

Without it, 'Why do you want to work in sales?' would be the same as '... in nursing?'.
"""

SAME_MEANING = 0.75
"""Cosine of two prompts' vectors from which they may be one.

Of 1,700 prompts of 576 questions written with care, two came above it, and both of
those asked for a good bug report.
"""

SAME_TOGETHER = 1.42
"""From this sum on, of the cosine of the prompts and that of the key points, two may be one.

In the same banks, questions of neighbouring fields (going further for a customer, going
further at work) reach 1.40; the same estimate asked for in two of them came to 1.45.
What all questions share is taken out of their key points before.
"""

LEAST_QUESTIONS = 20
"""With fewer, there is no telling what all questions share."""

NEAR_WORDS = 65.0
NEAR_MEANING = 0.5
"""From here on an existing question is worth a look before one like it is added."""


@dataclass(frozen=True, slots=True)
class Twin:
    """Two questions that may be the same; `why` says by what, for a person to read."""

    first: Question
    second: Question
    why: str


@dataclass(frozen=True, slots=True)
class Near:
    """A question near a prompt, and how near: `words` 0 to 100, `meaning` a cosine or None."""

    question: Question
    words: float
    meaning: float | None

    @property
    def likeness(self) -> float:
        """Both as one number to rank by, about 0 to 1."""
        return max(self.words / 100, self.meaning or 0.0)


def words_of_matter(prompt: str) -> list[Token]:
    """The words of a prompt that say what it is about; the next best where it has none of these."""
    tokens = Reader("en").tokens(prompt.split())
    for grade in (Grade.CONTENT, Grade.COMMON):
        found = [token for token in tokens if token.grade is grade]
        if found:
            return found
    return []


class Prompts:
    """The prompts of many questions, made ready to be compared.

    Without `vectors` only words are; in languages where vectors were never
    measured as well.
    """

    def __init__(self, questions: Sequence[Question], vectors: Vectors | None) -> None:
        self._questions = questions
        self._vectors = vectors
        self._owners = [
            at for at, q in enumerate(questions) for _ in range(1 + len(q.other_prompts))
        ]
        self._texts = [text for q in questions for text in (q.prompt, *q.other_prompts)]
        self._matters: dict[int, frozenset[str]] = {}

    def twins(self) -> Iterator[Twin]:
        """Pairs of questions that may be one, the nearest first; each pair once."""
        import numpy as np
        from rapidfuzz import fuzz, process

        if not self._texts:
            return
        ordered = [in_order(text) for text in self._texts]
        by_words = process.cdist(ordered, ordered, scorer=fuzz.ratio, score_cutoff=SAME_WORDS)
        found: dict[tuple[int, int], tuple[float, str]] = {}

        def keep(row: int, column: int, likeness: float, why: str) -> None:
            pair = tuple(sorted((self._owners[row], self._owners[column])))
            if pair[0] != pair[1] and likeness > found.get((pair[0], pair[1]), (0.0, ""))[0]:
                found[pair[0], pair[1]] = (likeness, why)

        for row, column in np.argwhere(np.triu(by_words, 1) >= SAME_WORDS):
            if self._same_matter(row, column):
                value = float(by_words[row, column])
                keep(row, column, value / 100, f"{value:.0f} % of the words")
        if self._meaning is not None:
            by_meaning = self._meaning @ self._meaning.T
            points = self._points_alike()
            together = by_meaning if points is None else by_meaning + points
            near = (by_meaning >= SAME_MEANING) | (together >= SAME_TOGETHER)
            for row, column in np.argwhere(np.triu(near, 1)):
                value = float(by_meaning[row, column])
                if value >= SAME_MEANING:
                    keep(row, column, value, f"meaning {value:.2f}")
                elif points is not None:
                    why = f"meaning {value:.2f}, key points {points[row, column]:.2f}"
                    keep(row, column, float(together[row, column]) / 2, why)
        for (first, second), (_, why) in sorted(found.items(), key=lambda one: -one[1][0]):
            yield Twin(self._questions[first], self._questions[second], why)

    def near(self, prompt: str, limit: int) -> list[Near]:
        """The questions that a prompt may be, the nearest first."""
        from rapidfuzz import fuzz, process

        matter = words_of_matter(prompt)
        if not self._texts or not matter:
            return []
        stems = {token.stem for token in matter}
        words = process.cdist(
            [in_order(prompt)], [in_order(text) for text in self._texts], scorer=fuzz.ratio
        )[0]
        meanings = self._meaning_of(prompt)
        best: dict[int, Near] = {}
        for at, owner in enumerate(self._owners):
            meaning = None if meanings is None else float(meanings[at])
            shared = bool(stems & self._matter(at))
            near = Near(self._questions[owner], float(words[at]) if shared else 0.0, meaning)
            if near.words < NEAR_WORDS and (meaning or 0.0) < NEAR_MEANING:
                continue
            if owner not in best or near.likeness > best[owner].likeness:
                best[owner] = near
        return sorted(best.values(), key=lambda one: -one.likeness)[:limit]

    @cached_property
    def _meaning(self) -> Array | None:
        """A unit row a prompt; zeros for those whose meaning can't be told."""
        if self._vectors is None:
            return None
        from trainer.scoring.vectors import of_texts

        languages = [self._questions[owner].language.split("-")[0] for owner in self._owners]
        return of_texts(
            self._vectors,
            [
                forms(text) if language in MEASURED_LANGUAGES else []
                for text, language in zip(self._texts, languages, strict=True)
            ],
        )

    def _points_alike(self) -> Array | None:
        """The cosine of what the key points mean, for each pair of prompts; None for few."""
        import numpy as np

        from trainer.scoring.meaning import SHARED_TAKEN, unit
        from trainer.scoring.vectors import of_texts

        if self._vectors is None or len(self._questions) < LEAST_QUESTIONS:
            return None
        texts = [
            [
                form
                for point in q.key_points
                for text in (point.text, *point.wordings)
                for form in forms(text)
            ]
            if q.language.split("-")[0] in MEASURED_LANGUAGES
            else []
            for q in self._questions
        ]
        rows = of_texts(self._vectors, texts)
        shared = unit(rows.mean(axis=0, keepdims=True))[0]
        apart = unit(rows - SHARED_TAKEN * (rows @ shared)[:, None] * shared)
        near = (apart @ apart.T)[np.ix_(self._owners, self._owners)]
        alike: Array = near
        return alike

    def _meaning_of(self, prompt: str) -> Array | None:
        if self._meaning is None or self._vectors is None:
            return None
        from trainer.scoring.vectors import of_texts

        row: Array = self._meaning @ of_texts(self._vectors, [forms(prompt)])[0]
        return row

    def _matter(self, at: int) -> frozenset[str]:
        """The stems of a prompt's words of matter."""
        if at not in self._matters:
            reader = Reader(self._questions[self._owners[at]].language)
            self._matters[at] = frozenset(
                token.stem
                for token in reader.tokens(self._texts[at].split())
                if token.grade is Grade.CONTENT
            )
        return self._matters[at]

    def _same_matter(self, row: int, column: int) -> bool:
        one, other = self._matter(row), self._matter(column)
        return len(one & other) >= SAME_MATTER * max(len(one | other), 1)
