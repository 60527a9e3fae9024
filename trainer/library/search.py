"""Finding questions by words and by meaning, over everything that is written of them.

Words are compared by stems, and fuzzily, so that slips and endings don't matter; a rare
word counts for more than a common one, and the words of a query may be spread over a
question's texts.  Meaning is that of a whole text beside the whole query.  A hit says
which text of the question fits best.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log
from typing import TYPE_CHECKING

from trainer.bank import Question
from trainer.errors import InputError
from trainer.scoring.scorer import MEASURED_LANGUAGES
from trainer.scoring.text import Grade, Reader, forms

if TYPE_CHECKING:
    from trainer.scoring.vectors import Vectors

FUZZY = 88.0
"""From this ratio (0 to 100) on two stems are one with a slip in it: the scorer's own bound."""

FUZZY_LETTERS = 4

LEAST_WORDS = 0.3
"""So large a share of the query's weight has to be met for a hit by words alone."""

LEAST_MEANING = 0.5
"""Cosine from which a text is a hit by meaning alone.

Among 17,000 texts, queries of two to five words find some ten above it that speak of
the same thing, and hardly any that don't.
"""

MOST = 10


class Field(StrEnum):
    """Which of a question's texts was met."""

    ID = "id"
    PROMPT = "prompt"
    OTHER_PROMPT = "other_prompt"
    TAG = "tag"
    KEY_POINT = "key_point"
    WORDING = "wording"


FIELD_WEIGHTS = {
    Field.PROMPT: 1.0,
    Field.OTHER_PROMPT: 0.95,
    Field.ID: 0.9,
    Field.TAG: 0.85,
    Field.KEY_POINT: 0.8,
    Field.WORDING: 0.7,
}
"""What a question asks says more of it than one of the ways to answer it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A question that was found, and its best text.

    `words` is the share of the query's words met anywhere in the question, 0 to 1,
    weighted by their rarity, and `matched` are its words that met them; `meaning` is
    the cosine of the best text, None where meaning was not measured; `score` orders hits.
    """

    question: Question
    field: Field
    text: str
    words: float
    meaning: float | None
    matched: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class _Text:
    owner: int
    field: Field
    text: str
    forms: tuple[str, ...]


def search(
    questions: Sequence[Question], query: str, vectors: Vectors | None, limit: int = MOST
) -> list[Hit]:
    """The questions that fit `query` best, the best first, each with the text that fits.

    Without `vectors` only words count.  Raises InputError for a query without words.
    """
    if not forms(query):
        raise InputError("there is nothing to look for", hint="Give a word or two.")
    texts = [text for at, question in enumerate(questions) for text in _texts(at, question)]
    by_words = _by_words(questions, texts, query)
    by_meaning = _by_meaning(questions, texts, query, vectors)
    words: dict[int, dict[int, tuple[float, float, str]]] = defaultdict(dict)
    best: dict[int, tuple[float, int]] = {}
    for at, text in enumerate(texts):
        weight = FIELD_WEIGHTS[text.field]
        met = by_words.get(at, {})
        for number, (share, form) in met.items():
            entry = (weight * share, share, form)
            words[text.owner][number] = max(entry, words[text.owner].get(number, entry))
        near = by_meaning[at] if by_meaning else 0.0
        fit = weight * (sum(share for share, _ in met.values()) + max(near, 0.0))
        best[text.owner] = max((fit, -at), best.get(text.owner, (-1.0, 0)))
    hits = []
    for owner, (_, place) in best.items():
        text = texts[-place]
        meaning = by_meaning[-place] if by_meaning else None
        met_words = words[owner].values()
        share = sum(one[1] for one in met_words)
        if share < LEAST_WORDS and (meaning or 0.0) < LEAST_MEANING:
            continue
        near = FIELD_WEIGHTS[text.field] * max(meaning or 0.0, 0.0)
        score = sum(one[0] for one in met_words) + near
        matched = tuple(dict.fromkeys(one[2] for one in met_words))
        hits.append(Hit(questions[owner], text.field, text.text, share, meaning, matched, score))
    return sorted(hits, key=lambda hit: (-hit.score, hit.question.id))[:limit]


def _texts(owner: int, question: Question) -> Iterator[_Text]:
    def text(field: Field, written: str) -> _Text:
        return _Text(owner, field, written, tuple(forms(written)))

    yield text(Field.PROMPT, question.prompt)
    yield text(Field.ID, question.id.replace("-", " ").replace("/", " "))
    for written in question.other_prompts:
        yield text(Field.OTHER_PROMPT, written)
    for entries in question.tags.values():
        for written in entries:
            yield text(Field.TAG, written)
    for point in question.key_points:
        yield text(Field.KEY_POINT, point.text)
        for written in point.wordings:
            yield text(Field.WORDING, written)


def _by_words(
    questions: Sequence[Question], texts: Sequence[_Text], query: str
) -> dict[int, dict[int, tuple[float, str]]]:
    """For each text that has a word of the query: that word's number, its share, and the form."""
    places: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, text in enumerate(texts):
        language = questions[text.owner].language
        for form in dict.fromkeys(text.forms):
            places[language][form].append(at)
    met: dict[int, dict[int, tuple[float, str]]] = defaultdict(dict)
    for language, vocabulary in places.items():
        reader = Reader(language)
        tokens = reader.tokens(query.split())
        # Small words count where there are no others.
        wanted = [token for token in tokens if token.grade is not Grade.FUNCTION] or tokens
        found = [_alike(one.form, one.stem, list(vocabulary), reader) for one in wanted]
        uses = [sum(len(vocabulary[form]) for form in alike) for alike in found]
        weights = [log(1 + len(texts) / (1 + count)) for count in uses]
        for number, (alike, weight) in enumerate(zip(found, weights, strict=True)):
            for form in alike:
                for at in vocabulary[form]:
                    met[at].setdefault(number, (weight / sum(weights), form))
    return met


def _alike(form: str, stem: str, vocabulary: Sequence[str], reader: Reader) -> list[str]:
    """The words of the vocabulary that a word of the query may stand for, the same one first."""
    from rapidfuzz import fuzz, process

    # A stem costs more than a ratio: only what begins alike, or looks alike, is stemmed.
    near = {word for word, _, _ in process.extract(
        form, vocabulary, scorer=fuzz.ratio, score_cutoff=FUZZY - 20, limit=200
    )}  # fmt: skip
    near |= {word for word in vocabulary if word[:3] == stem[:3]}
    alike = []
    for token in reader.tokens(sorted(near)):
        same = token.stem == stem
        slip = len(stem) >= FUZZY_LETTERS and (
            max(fuzz.ratio(token.stem, stem), fuzz.ratio(token.form, form)) >= FUZZY
        )
        if same or slip:
            alike.append((token.form != form, not same, token.form))
    return [word for _, _, word in sorted(alike)]


def _by_meaning(
    questions: Sequence[Question], texts: Sequence[_Text], query: str, vectors: Vectors | None
) -> list[float] | None:
    """The cosine of each text with the query; 0 for ids, and where it was never measured."""
    from trainer.scoring.vectors import of_texts

    if vectors is None:
        return None
    measured = [question.language.split("-")[0] in MEASURED_LANGUAGES for question in questions]
    rows = of_texts(
        vectors,
        [
            text.forms if measured[text.owner] and text.field is not Field.ID else ()
            for text in texts
        ],
    )
    wanted = of_texts(vectors, [forms(query)])[0]
    near: list[float] = (rows @ wanted).tolist()
    return near
