"""Which questions a text of the person's may belong to, by what it means and by its words.

Two likenesses are added: that of the whole text to what a question asks, apart from what all
questions ask, and that of its sentences to the ways in which people answer the question.  For four
made-up stories the sum put a fitting question among the first two each time; neither alone did.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from trainer.bank import Question
from trainer.library.telling import sentences_of
from trainer.scoring.scorer import MEASURED_LANGUAGES
from trainer.scoring.text import Grade, Reader, forms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trainer.scoring.vectors import Vectors

    Array = NDArray[np.float32]

MOST: Final = 3

LOOKED_AT: Final = 200
"""Of so many questions, the nearest by what they ask, the wordings are compared."""

BEST_WORDINGS: Final = 3
"""A question is as near as the mean of so many of its wordings, the nearest ones."""


def nearest(
    text: str, questions: Sequence[Question], vectors: Vectors | None, most: int = MOST
) -> list[Question]:
    """The questions that a text may belong to, the likeliest first.

    By meaning where there are `vectors` (then only questions in a language that they were
    measured for), else by the words of matter they share; what shares nothing is left out.
    """
    if not forms(text):
        return []
    if vectors is not None:
        questions = [q for q in questions if q.language.split("-")[0] in MEASURED_LANGUAGES]
    if not questions:
        return []
    near = _by_meaning(text, questions, vectors) if vectors else _by_words(text, questions)
    ranked = sorted(
        zip(near, questions, strict=True), key=lambda one: (-round(one[0], 6), one[1].id)
    )
    return [question for likeness, question in ranked if likeness > 0][:most]


def _text_of(question: Question) -> str:
    told = (question.prompt, *question.other_prompts, *(p.text for p in question.key_points))
    return " ".join((*told, *question.tags.get("competence", ())))


def _by_meaning(text: str, questions: Sequence[Question], vectors: Vectors) -> list[float]:
    import numpy as np

    from trainer.scoring.vectors import of_texts

    rows = of_texts(vectors, [forms(text), *(forms(_text_of(one)) for one in questions)])
    wanted, asked = rows[0], rows[1:]
    # What all questions have in common ("tell me about a time") says nothing of any of them.
    shared = asked.mean(axis=0) if len(questions) > MOST else np.zeros_like(wanted)
    apart = asked - shared
    lengths = np.linalg.norm(apart, axis=1)
    near = (apart @ (wanted - shared)) / np.where(lengths > 0, lengths, 1)
    sentences = of_texts(vectors, [forms(one) for one in sentences_of(text)])
    looked_at = np.argsort(-near)[:LOOKED_AT]
    said = np.zeros(len(questions), dtype=np.float32)
    for at in looked_at:
        wordings = [forms(one) for p in questions[at].key_points for one in (p.text, *p.wordings)]
        if wordings and len(sentences):
            best = np.sort((of_texts(vectors, wordings) @ sentences.T).max(axis=1))
            said[at] = best[-BEST_WORDINGS:].mean()
    likeness: list[float] = (_evened(near) + _evened(said)).tolist()
    return likeness


def _evened(values: Array) -> Array:
    """Values that spread as others do, so that two kinds of them can be added."""
    spread = float(values.std())
    evened: Array = values / spread if spread > 0 else values
    return evened


def _by_words(text: str, questions: Sequence[Question]) -> list[float]:
    near = []
    for question in questions:
        reader = Reader(question.language)

        def matter(of: str, reader: Reader = reader) -> set[str]:
            tokens = reader.tokens(of.split())
            return {token.stem for token in tokens if token.grade is Grade.CONTENT}

        wanted, found = matter(text), matter(_text_of(question))
        near.append(len(wanted & found) / max(len(wanted), 1))
    return near
