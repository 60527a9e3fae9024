"""How near each question is to an advertisement: by meaning, by words, and by its bank's field.

A question stands in a bank, and most banks are of one field: how near the whole bank
is to the advertisement tells a nurse's questions from a developer's far better than
any single question does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log
from statistics import fmean
from typing import TYPE_CHECKING

from trainer.bank import Kind, Question
from trainer.debrief.ad_phrases import Part
from trainer.debrief.advertisement import AdLine, Advertisement
from trainer.library.meanings import matter
from trainer.scoring.meaning import SHARED_TAKEN, unit
from trainer.scoring.text import Reader

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trainer.scoring.vectors import Vectors

    Array = NDArray[np.float32]

MOST_GENERAL = 0.1
"""A bank with no larger share of technical questions is of no field: its questions may be asked
of anybody.  Of the shipped ones seven are so; the others have 0.2 and more."""

FIELD_FAR = 0.3
FIELD_NEAR = 0.5
"""Nearness of a bank to an advertisement, from that of a stranger to that of its own field.

Chosen on six advertisements: the banks of their fields reach 0.46 to 0.9, all banks stay
below 0.37 where there is none for the field.
"""

NEIGHBOUR = 3
"""The power of a bank's nearness beside the nearest bank's: a neighbouring field falls behind."""

TITLE_SHARE = 0.5
"""What the job's title counts beside the whole advertisement, for a bank."""

WORDS_SHARE = 0.4
"""What shared rare words add to the nearness in meaning."""

CORE_SHARE = 0.4
"""What the whole advertisement counts beside its best line, for a question."""

MOST_READ = 4_000
"""Of so many questions at most, the nearest in meaning, are the words read as well."""

STRANGER = 0.3
"""What is left of a question's nearness in a bank of quite another field."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """A question's nearness to an advertisement, 0 to about 1, and the line that is nearest.

    `fit` says how much its bank is of the advertisement's field, 0 to 1, None for a bank of
    no field; `shared` are the words of the line that the question has too.
    """

    question: Question
    likeness: float
    fit: float | None
    line: AdLine | None
    shared: tuple[str, ...]


def general_banks(questions: Sequence[Question]) -> frozenset[str]:
    """The banks that are of no field."""
    counts: Counter[str] = Counter(question.bank_id for question in questions)
    technical: Counter[str] = Counter(
        question.bank_id for question in questions if question.kind is Kind.TECHNICAL
    )
    return frozenset(
        bank for bank, count in counts.items() if technical[bank] <= MOST_GENERAL * count
    )


def story_banks(questions: Sequence[Question]) -> frozenset[str]:
    """The banks that mostly ask for what somebody has done.

    Other banks of no field presume something: a gap in the CV, a first job, a change of career.
    """
    counts: Counter[str] = Counter(question.bank_id for question in questions)
    stories: Counter[str] = Counter(
        question.bank_id for question in questions if question.kind is Kind.BEHAVIOURAL
    )
    return frozenset(bank for bank, count in counts.items() if 2 * stories[bank] >= count)


def measure(
    advertisement: Advertisement,
    questions: Sequence[Question],
    vectors: Vectors | None,
    rows: Array | None,
) -> list[Nearness]:
    """The nearness of each question, in their order.

    `rows` are the questions' vectors, as `library.meanings` makes them; without them, or
    for an advertisement in a language that was never measured, words alone count.
    """
    lines = [line for line in advertisement.lines if line.weight > 0]
    if not questions or not lines:
        return [Nearness(question, 0.0, None, None, ()) for question in questions]
    general = general_banks(questions)
    if vectors is None or rows is None or advertisement.language != "en":
        words = _Words(questions, range(len(questions)), lines, advertisement.language)
        shares = [share for share, _, _ in words.found]
        fits = _fits_by_words(questions, shares, general)
        return [
            Nearness(
                question,
                share * (1.0 if fit is None else STRANGER + (1 - STRANGER) * fit),
                fit,
                line,
                shared,
            )
            for question, fit, (share, line, shared) in zip(
                questions, fits, words.found, strict=True
            )
        ]
    meaning = _Meaning(vectors, rows, questions, lines)
    places = meaning.nearest(MOST_READ)
    words = _Words(questions, places, lines, advertisement.language)
    by_words = dict(zip(places, words.found, strict=True))
    found = []
    for at, question in enumerate(questions):
        fit = None if question.bank_id in general else meaning.fits[question.bank_id]
        share, word_line, shared = by_words.get(at, (0.0, None, ()))
        best, place = meaning.best(at)
        line = lines[place]
        if word_line is not None and share * WORDS_SHARE > best:
            line = word_line
        near = (1 - CORE_SHARE) * best + CORE_SHARE * meaning.core(at) + WORDS_SHARE * share
        if fit is not None:
            near *= STRANGER + (1 - STRANGER) * fit
        shared = shared if line is word_line else words.of(at, line)
        found.append(Nearness(question, near, fit, line, shared))
    return found


def _fits_by_words(
    questions: Sequence[Question], shares: Sequence[float], general: Collection[str]
) -> list[float | None]:
    """How much each question's bank is of the field, by the words that its questions share."""
    of_bank: dict[str, list[float]] = defaultdict(list)
    for question, share in zip(questions, shares, strict=True):
        of_bank[question.bank_id].append(share)
    means = {bank: fmean(found) for bank, found in of_bank.items() if bank not in general}
    most = max(means.values(), default=0.0)
    fits = {bank: (mean / most) ** NEIGHBOUR if most else 0.0 for bank, mean in means.items()}
    return [fits.get(question.bank_id) for question in questions]


class _Meaning:
    """The meanings of questions and of an advertisement's lines, side by side."""

    def __init__(
        self,
        vectors: Vectors,
        rows: Array,
        questions: Sequence[Question],
        lines: Sequence[AdLine],
    ) -> None:
        import numpy as np

        from trainer.scoring.vectors import of_texts

        # What all questions share says nothing of a field.
        shared = unit(rows.mean(axis=0, keepdims=True))[0]

        def apart(table: Array) -> Array:
            return unit(table - SHARED_TAKEN * (table @ shared)[:, None] * shared)

        weights = np.array([line.weight for line in lines], dtype=np.float32)
        core = [word for line in lines if line.weight >= 1 for word in matter(line.text)]
        title = [word for line in lines if line.part is Part.TITLE for word in matter(line.text)]
        whole = core or [word for line in lines for word in matter(line.text)]
        whole_row, title_row = apart(of_texts(vectors, [whole, title]))
        line_rows = apart(of_texts(vectors, [matter(line.text) for line in lines]))
        table = apart(rows)
        likeness = (table @ line_rows.T) * weights
        self._best = likeness.max(axis=1)
        self._place = likeness.argmax(axis=1)
        self._core = table @ whole_row
        self.fits = self._fits(table, questions, whole_row, title_row)

    def nearest(self, most: int) -> list[int]:
        """The places of the `most` questions that come nearest, in their order."""
        import numpy as np

        near = self._best + self._core
        if len(near) <= most:
            return list(range(len(near)))
        return sorted(np.argpartition(-near, most)[:most].tolist())

    def best(self, at: int) -> tuple[float, int]:
        """The nearness of a question's nearest line, and which that is."""
        return max(float(self._best[at]), 0.0), int(self._place[at])

    def core(self, at: int) -> float:
        """The nearness of a question to all that is asked for."""
        return max(float(self._core[at]), 0.0)

    @staticmethod
    def _fits(
        table: Array, questions: Sequence[Question], whole: Array, title: Array
    ) -> Mapping[str, float]:
        """How much each bank is of the field: its own nearness, and beside the nearest one's."""
        import numpy as np

        places: dict[str, list[int]] = defaultdict(list)
        for at, question in enumerate(questions):
            places[question.bank_id].append(at)
        centres = unit(np.stack([table[at].mean(axis=0) for at in places.values()]))
        near = centres @ whole + TITLE_SHARE * (centres @ title)
        absolute = np.clip((near - FIELD_FAR) / (FIELD_NEAR - FIELD_FAR), 0, 1)
        beside = np.clip(near / max(float(near.max()), FIELD_FAR), 0, 1) ** NEIGHBOUR
        return dict(zip(places, (absolute * beside).tolist(), strict=True))


class _Words:
    """Rare words that questions and lines share, found through an index of the lines' words."""

    def __init__(
        self,
        questions: Sequence[Question],
        places: Sequence[int],
        lines: Sequence[AdLine],
        language: str,
    ) -> None:
        self._reader = Reader(language)
        self._lines = lines
        self._stems = [
            dict(self._stemmed(dict.fromkeys(matter(line.text, language)))) for line in lines
        ]
        wanted = {stem for stems in self._stems for stem in stems}
        same = language.split("-", maxsplit=1)[0]
        self._met = {
            at: self._stems_of(questions[at]) & wanted
            if questions[at].language.split("-", maxsplit=1)[0] == same
            else set[str]()
            for at in places
        }
        uses = Counter(stem for met in self._met.values() for stem in met)
        self._rarity = {
            stem: log((1 + len(places)) / (1 + uses[stem])) if uses[stem] else 0.0
            for stem in wanted
        }
        self.found = [self._best(self._met[at]) for at in places]

    def of(self, at: int, line: AdLine) -> tuple[str, ...]:
        """The words of a line that a question has."""
        stems = self._stems[self._lines.index(line)]
        return tuple(form for stem, form in stems.items() if stem in self._met.get(at, ()))

    def _best(self, met: set[str]) -> tuple[float, AdLine | None, tuple[str, ...]]:
        best: tuple[float, AdLine | None, tuple[str, ...]] = (0.0, None, ())
        for line, stems in zip(self._lines, self._stems, strict=True):
            shared = [stem for stem in stems if stem in met]
            if not shared:
                continue
            # A long line is not met by one of its words, nor a short one wholly.
            whole = sum(self._rarity[stem] for stem in stems) + _ONE_WORD
            share = line.weight * sum(self._rarity[stem] for stem in shared) / whole
            if share > best[0]:
                best = (share, line, tuple(stems[stem] for stem in shared))
        return best

    def _stemmed(self, words: Mapping[str, None]) -> list[tuple[str, str]]:
        return [(token.stem, token.form) for token in self._reader.tokens(words)]

    def _stems_of(self, question: Question) -> set[str]:
        tags = [
            entry.replace("-", " ")
            for name in ("competence", "topic")
            for entry in question.tags.get(name, ())
        ]
        points = [point.text for point in question.key_points]
        text = "\n".join([question.prompt, *question.other_prompts, *tags, *points])
        words = dict.fromkeys(matter(text, question.language))
        return {token.stem for token in self._reader.tokens(words)}


_ONE_WORD = 5.0
"""The rarity of about one rare word."""
