"""Which questions a text of the person's may belong to, by what it means and by its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trainer.bank import Question
from trainer.scoring.text import Grade, Reader, forms

if TYPE_CHECKING:
    from trainer.scoring.vectors import Vectors

MOST = 3


def nearest(
    text: str, questions: Sequence[Question], vectors: Vectors | None, most: int = MOST
) -> list[Question]:
    """The questions whose prompts and key points are nearest to a text, the nearest first.

    By meaning where there are `vectors`, else by the words of matter they share; a question
    that shares nothing is left out.
    """
    if not questions or not forms(text):
        return []
    near = _by_meaning(text, questions, vectors) if vectors else _by_words(text, questions)
    ranked = sorted(
        zip(near, questions, strict=True), key=lambda one: (-round(one[0], 6), one[1].id)
    )
    return [question for likeness, question in ranked if likeness > 0][:most]


def _texts_of(question: Question) -> str:
    told = (question.prompt, *question.other_prompts, *(p.text for p in question.key_points))
    return " ".join((*told, *question.tags.get("competence", ())))


def _by_meaning(text: str, questions: Sequence[Question], vectors: Vectors) -> list[float]:
    from trainer.scoring.vectors import of_texts

    rows = of_texts(vectors, [forms(text), *(forms(_texts_of(one)) for one in questions)])
    # What all questions have in common ("tell me about a time") says nothing of any of them.
    shared = rows[1:].mean(axis=0) if len(questions) > 2 else rows[0] * 0
    near: list[float] = ((rows[1:] - shared) @ (rows[0] - shared)).tolist()
    return near


def _by_words(text: str, questions: Sequence[Question]) -> list[float]:
    near = []
    for question in questions:
        reader = Reader(question.language)

        def matter(of: str, reader: Reader = reader) -> set[str]:
            tokens = reader.tokens(of.split())
            return {token.stem for token in tokens if token.grade is Grade.CONTENT}

        wanted, found = matter(text), matter(_texts_of(question))
        near.append(len(wanted & found) / max(len(wanted), 1))
    return near
