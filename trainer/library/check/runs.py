"""Runs of words that two questions of a bank share: a sign of text that was copied."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.bank import Question
from trainer.bank.faults import Place
from trainer.library.check.remark import Kind, Remark
from trainer.library.check.source import Source
from trainer.library.words import runs

RUN_WORDS = 6
"""So many words one after the other do not come twice by chance in what people say freely."""


def shared_runs(source: Source) -> Iterator[Remark]:
    """The runs that a question's prompts and wordings share with an earlier question's.

    Each pair of texts is told once, by its first run.
    """
    first: dict[tuple[str, ...], tuple[Question, Place]] = {}
    for question in source.bank.questions:
        told: set[tuple[Place, str, Place]] = set()
        for place, text in _texts(question):
            for run in runs(text, RUN_WORDS):
                other, other_place = first.setdefault(run, (question, place))
                if other is question or (place, other.id, other_place) in told:
                    continue
                told.add((place, other.id, other_place))
                yield source.remark(
                    question,
                    place,
                    Kind.SHARED_RUN,
                    f"has the words “{' '.join(run)}” of {other.id}, too",
                    "say one of the two in other words",
                )


def _texts(question: Question) -> Iterator[tuple[Place, str]]:
    yield ("prompt",), question.prompt
    for at, text in enumerate(question.other_prompts):
        yield ("other_prompts", at), text
    for at, point in enumerate(question.key_points):
        for number, text in enumerate(point.wordings):
            yield ("key_points", at, "wordings", number), text
