"""Everything that can be remarked of banks, in the order of their files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from trainer.bank import Question
from trainer.library.check.points import alike_by_meaning, alike_by_words
from trainer.library.check.question import question_remarks
from trainer.library.check.remark import Remark
from trainer.library.check.runs import shared_runs
from trainer.library.check.source import Source
from trainer.library.check.twins import twins
from trainer.scoring.scorer import MEASURED_LANGUAGES
from trainer.scoring.text import forms

if TYPE_CHECKING:
    from trainer.scoring.vectors import Vectors

Progress = Callable[[str, float], None]
"""Is told what is going on and how far the whole is, 0 to 1."""


def judge_content(
    sources: Sequence[Source],
    others: Iterable[Question] = (),
    *,
    vectors: Vectors | None = None,
    progress: Progress = lambda _what, _done: None,
) -> tuple[Remark, ...]:
    """Judge the banks of `sources`, each by itself and against all others.

    `others` are questions that are not judged, and that a judged one may be a
    duplicate of.  Without `vectors`, and in languages where these were never
    measured, only words are compared.  The result is in the order of the sources,
    and within one in the order of its lines.
    """
    remarks = list(_each(sources, vectors, progress))
    progress("Looking for duplicates", 0.8)
    remarks += twins(sources, others, vectors)
    place = {source.path: index for index, source in enumerate(sources)}
    return tuple(sorted(remarks, key=lambda one: (place[one.file], one.line or 0)))


def _each(
    sources: Sequence[Source], vectors: Vectors | None, progress: Progress
) -> Iterator[Remark]:
    for number, source in enumerate(sources):
        progress(f"Judging {source.bank.id}", 0.8 * number / len(sources))
        yield from shared_runs(source)
        for question in source.bank.questions:
            yield from question_remarks(source, question)
            yield from alike_by_words(source, question)
        if vectors is not None:
            yield from _by_meaning(source, vectors)


def _by_meaning(source: Source, vectors: Vectors) -> Iterator[Remark]:
    from trainer.scoring.vectors import of_texts

    questions = [one for one in source.bank.questions if measured(one)]
    texts = [
        forms(text)
        for question in questions
        for point in question.key_points
        for text in (point.text, *point.wordings)
    ]
    rows = of_texts(vectors, texts)
    begin = 0
    for question in questions:
        ends = list(accumulate((1 + len(p.wordings) for p in question.key_points), initial=begin))
        matrices = [rows[start:end] for start, end in pairwise(ends)]
        begin = ends[-1]
        yield from alike_by_meaning(source, question, matrices)


def measured(question: Question) -> bool:
    """Whether meaning says something in the question's language."""
    return question.language.split("-")[0] in MEASURED_LANGUAGES
