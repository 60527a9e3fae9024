"""A question made ready for the combined scorer, and an answer read by it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from trainer.scoring.blend import AGAIN_FROM, Reading, Signs
from trainer.scoring.lexical import echo, measure
from trainer.scoring.lexical_plan import Plan
from trainer.scoring.meaning import MeaningAnswer, MeaningPlan, PointForms, measure_meaning, unit
from trainer.scoring.signs import NEGATIONS, NOTHING_TO_TELL, RECITED, count
from trainer.scoring.text import Grade
from trainer.scoring.vectors import rarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from trainer.bank.nouns import Question
    from trainer.scoring.text import Token
    from trainer.scoring.vectors import Vectors


class CombinedPlan:
    """A question's key points by their words and by their meaning.

    `own` and `refused` are spans the speaker confirmed and refused, by key-point id. The
    question has at least one key point, each with a text of at least one word.
    """

    def __init__(
        self,
        question: Question,
        vectors: Vectors,
        own: Mapping[str, Sequence[str]],
        refused: Mapping[str, Sequence[str]],
    ) -> None:
        self.words = Plan(question, {}, own, refused, partial(rarity, vectors))
        self.reader = self.words.reader
        points = [
            PointForms(_forms(point.wordings), _forms(point.own), _forms(point.refused))
            for point in self.words.points
        ]
        prompt = tuple(token.form for token in self.words.prompt)
        self.meaning = MeaningPlan(vectors, prompt, points)

    def read(self, tokens: list[Token]) -> list[Reading]:
        """Measure an answer of at least one token against every key point."""
        forms = [token.form for token in tokens]
        answer = MeaningAnswer(self.meaning, forms)
        meanings = measure_meaning(self.meaning, answer)
        whole = Signs(
            echo_words=echo(self.words, tokens),
            echo_meaning=answer.echo,
            jotted=sum(meaning.jotted for meaning in meanings) / len(meanings),
            tokens=len(tokens),
            nothing_to_tell=count(NOTHING_TO_TELL, forms),
            recited=count(RECITED, forms),
            negations=sum(form in NEGATIONS for form in forms),
            again=any(meaning.own.likeness >= AGAIN_FROM for meaning in meanings),
        )
        return [
            Reading(words, meaning, whole, len(meanings) - 1)
            for words, meaning in zip(measure(self.words, tokens), meanings, strict=True)
        ]

    def topic(self, count: int) -> tuple[str, ...]:
        """The words of the key points nearest to the direction that is taken out."""
        forms = sorted(
            {
                token.form
                for point in self.words.points
                for text in point.wordings
                for token in text
                if token.grade is Grade.CONTENT
            }
        )
        near = unit(self.meaning.vectors.of(forms)) @ self.meaning.shared
        ranked = sorted(zip(near, forms, strict=True), reverse=True)
        return tuple(form for likeness, form in ranked[:count] if likeness > 0)


def _forms(texts: Iterable[Iterable[Token]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(token.form for token in text) for text in texts)
