"""Which known questions one that was asked may be.

In two steps.  A cheap one over all prompts keeps the nearest few hundred; of these the whole
question is compared: its prompts, what it is really asking, key points, wordings, follow-ups
and tags.  People paraphrase freely, and what a question is about shows in its answers sooner
than in its prompt: of the questions that ship, with one of their other prompts held back, that
prompt finds its question among the first three in a fifth of cases by the meaning of the remaining
prompts alone, in more than half by all of it.  How likely the nearest are the same, and not near
ones, `alike` says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from trainer.bank.nouns import Question
from trainer.debrief.alike import beside
from trainer.debrief.phrases import with_glosses
from trainer.scoring.scorer import MEASURED_LANGUAGES
from trainer.scoring.text import Grade, Reader, forms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trainer.scoring.vectors import Vectors

    Array = NDArray[np.float32]

COMPARED = 300
"""So many questions are compared whole, at most; the cheap step chooses them."""

MOST_SHOWN = 4

PROMPT, WHOLE, TEXT, WORDS = 1.0, 1.5, 0.5, 1.0
"""What the meaning of the nearest prompt, of the whole question, of its nearest other text, and
the share of rare words found in it count for."""

UNKNOWN_WORD = 0.2
"""The share of its weight that a word counts for which no question has."""

LEAST_RELATED = 1.0
"""Below this sum a question is not worth a look; the right one is seldom below it."""

LIKELY = 0.5
"""Below it a question that is near most likely asks something else."""

_SHARED_TAKEN = 0.5
"""The share of what all prompts have in common that is taken out of each vector."""


@dataclass(frozen=True, slots=True)
class Match:
    """A known question that one that was asked may be, by its nearest `prompt`.

    `related` grows with all that speaks for it, about 0 to 3; `probability` is that of being
    the same rather than a near one.  `exact` says that the words are the same.
    """

    question: Question
    prompt: str
    related: float
    probability: float
    exact: bool = False

    @property
    def likely(self) -> bool:
        """Whether it asks the same rather than something near it."""
        return self.exact or self.probability >= LIKELY


class Matcher:
    """Known questions made ready to be compared with what was asked.

    Without `vectors`, and in languages where they were never measured, by words alone.
    """

    def __init__(self, questions: Sequence[Question], vectors: Vectors | None) -> None:
        self._questions = list(questions)
        self._vectors = vectors
        self._prompts = [
            (at, text)
            for at, question in enumerate(self._questions)
            for text in (question.prompt, *question.other_prompts)
        ]
        self._folded = [" ".join(forms(text)) for _, text in self._prompts]
        self._prompt_range: dict[int, tuple[int, int]] = {}
        for number, (at, _) in enumerate(self._prompts):
            self._prompt_range[at] = (self._prompt_range.get(at, (number, 0))[0], number + 1)
        self._whole: dict[int, _Whole] = {}
        self._common: Array | None = None
        self._rows = self._prompt_rows()

    def matches(self, asked: str, limit: int = MOST_SHOWN) -> list[Match]:
        """The questions that it may be, the most likely first; none where nothing is near."""
        folded = " ".join(forms(asked))
        if not folded or not self._questions:
            return []
        exact = dict.fromkeys(
            at for (at, _), text in zip(self._prompts, self._folded, strict=True) if text == folded
        )
        found = [
            Match(self._questions[at], self._questions[at].prompt, 9.0, 1.0, exact=True)
            for at in exact
        ]
        chosen = [at for at in self._near(asked, folded) if at not in exact]
        related = self._related(asked, chosen)
        ranked = sorted(zip(chosen, related, strict=True), key=lambda one: -one[1])
        for at, likeness in ranked[: max(limit - len(found), 0)]:
            if likeness < LEAST_RELATED:
                break
            found.append(self._judged(asked, self._questions[at], likeness))
        return found[:limit]

    def _judged(self, asked: str, question: Question, related: float) -> Match:
        """The prompt of a question that is most likely what was asked, and how likely."""
        probability, prompt = max(
            (beside(text, asked, self._vectors, question.language).probability, text)
            for text in (question.prompt, *question.other_prompts)
        )
        return Match(question, prompt, related, probability)

    def _near(self, asked: str, folded: str) -> list[int]:
        """The places of the questions whose prompts come nearest, by words and by meaning."""
        if len(self._questions) <= COMPARED:
            return list(range(len(self._questions)))
        import numpy as np
        from rapidfuzz import fuzz, process

        words = process.cdist([folded], self._folded, scorer=fuzz.token_set_ratio)[0] / 100
        score = words + self._meaning(self._rows, asked)
        best = np.argsort(-score)[: COMPARED * 2]
        return list(dict.fromkeys(self._prompts[at][0] for at in best))[:COMPARED]

    def _related(self, asked: str, chosen: Sequence[int]) -> list[float]:
        """How much speaks for each of these questions."""
        import numpy as np

        self._read([at for at in chosen if at not in self._whole])
        total = [WORDS * share for share in self._words(asked, chosen)]
        if self._vectors is None or not chosen:
            return total
        wholes = [self._whole[at] for at in chosen]
        centres = _centred(np.stack([one.centre for one in wholes]))
        middle = self._meaning(centres, asked)
        wanted = self._apart([forms(with_glosses(asked))])[0]
        for place, (at, one) in enumerate(zip(chosen, wholes, strict=True)):
            first, last = self._prompt_range[at]
            prompt = float((self._rows[first:last] @ wanted).max())
            nearest = float((one.rows @ wanted).max()) if len(one.rows) else 0.0
            total[place] += PROMPT * max(prompt, 0.0) + TEXT * max(nearest, 0.0)
            total[place] += WHOLE * float(middle[place])
        return total

    def _read(self, places: Sequence[int]) -> None:
        """Read whole questions, once each: their stems and what their other texts mean."""
        import numpy as np

        texts = [list(_other_texts(self._questions[at])) for at in places]
        rows = (
            np.zeros((0, 1), dtype=np.float32)
            if self._vectors is None
            else self._apart([forms(text) for some in texts for text in some])
        )
        begin = 0
        for at, some in zip(places, texts, strict=True):
            question = self._questions[at]
            words = " ".join((question.prompt, *question.other_prompts, *some)).split()
            stems = frozenset(token.stem for token in Reader(question.language).tokens(words))
            mine = rows[begin : begin + len(some)] if self._vectors is not None else rows
            begin += len(some)
            self._whole[at] = _Whole(stems, mine, mine.sum(axis=0))

    def _words(self, asked: str, chosen: Sequence[int]) -> list[float]:
        """The share, by rarity, of the words asked that stand anywhere in each question."""
        documents = [self._whole[at].stems for at in chosen]
        use = Counter(stem for document in documents for stem in document)
        shares = []
        read: dict[str, list[tuple[str, float]]] = {}
        for at, document in zip(chosen, documents, strict=True):
            language = self._questions[at].language
            if language not in read:
                tokens = Reader(language).tokens(with_glosses(asked).split())
                wanted = [t for t in tokens if t.grade is not Grade.FUNCTION] or tokens
                read[language] = [
                    (stem, _rarity(use[stem], len(documents)))
                    for stem in dict.fromkeys(token.stem for token in wanted)
                ]
            whole = sum(weight for _, weight in read[language])
            met = sum(weight for stem, weight in read[language] if stem in document)
            shares.append(met / whole if whole else 0.0)
        return shares

    def _prompt_rows(self) -> Array:
        import numpy as np

        from trainer.scoring.vectors import of_texts

        if self._vectors is None:
            return np.zeros((len(self._prompts), 1), dtype=np.float32)
        rows = of_texts(
            self._vectors,
            [
                forms(with_glosses(text) if len(self._prompts) <= 10 * COMPARED else text)
                if self._questions[at].language.split("-")[0] in MEASURED_LANGUAGES
                else []
                for at, text in self._prompts
            ],
        )
        if len(rows):
            mean = rows.mean(axis=0)
            self._common = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return self._taken(rows)

    def _apart(self, texts: Sequence[Sequence[str]]) -> Array:
        from trainer.scoring.vectors import of_texts

        assert self._vectors is not None  # noqa: S101 - the callers looked
        return self._taken(of_texts(self._vectors, texts))

    def _taken(self, rows: Array) -> Array:
        """Unit rows without a part of what all prompts have in common."""
        import numpy as np

        if self._common is None:
            return rows
        rows = rows - _SHARED_TAKEN * (rows @ self._common)[:, None] * self._common
        unit: Array = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return unit

    def _meaning(self, rows: Array, asked: str) -> Array:
        import numpy as np

        if self._vectors is None:
            return np.zeros(len(rows), dtype=np.float32)
        found: Array = np.maximum(rows @ self._apart([forms(with_glosses(asked))])[0], 0.0)
        return found


@dataclass(frozen=True, slots=True)
class _Whole:
    """A question read whole: its stems, a unit row a text beside its prompts, and their sum."""

    stems: frozenset[str]
    rows: Array
    centre: Array


def _rarity(use: int, documents: int) -> float:
    """What a word weighs by in how many questions it stands; one in none says little of any."""
    weight = log((documents + 1) / (use + 1)) ** 2
    return weight if use else UNKNOWN_WORD * weight


def _other_texts(question: Question) -> Iterator[str]:
    """What is written of a question beside its prompts."""
    if question.asks:
        yield question.asks
    for values in question.tags.values():
        yield from values
    yield from question.follow_ups
    for point in question.key_points:
        yield point.text
        yield from point.wordings


def _centred(rows: Array) -> Array:
    """Unit rows, most of their common direction taken out where there are enough to know it."""
    import numpy as np

    def unit(some: Array) -> Array:
        made: Array = some / np.maximum(np.linalg.norm(some, axis=1, keepdims=True), 1e-9)
        return made

    rows = unit(rows)
    if len(rows) < 20:
        return rows
    mean = unit(rows.mean(axis=0, keepdims=True))[0]
    return unit(rows - 0.7 * (rows @ mean)[:, None] * mean)
