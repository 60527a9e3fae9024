"""Putting questions on a list: none twice, none much like another, the usual ones found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Final

from trainer.bank import Kind, Question
from trainer.library.meanings import matter, measured
from trainer.library.near import Prompts
from trainer.scoring.text import Reader

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from trainer.scoring.vectors import Vectors

    Array = NDArray[np.float32]

LIKE_ANOTHER: Final = 0.62
"""From this cosine of two questions on, what they are about counted, one of them is enough."""

OTHER_LEVEL: Final = 0.75
"""What is left of a question for another level than the job's."""

SAME_QUESTION: Final = 0.6
"""From this likeness of a prompt on, by words or meaning, it asks what the usual question asks."""

MOST_READ: Final = 2_000
"""The prompts of so many questions at most are compared with the usual ones."""

_CANDIDATES: Final = 6
_BEGINNERS: Final = 0.1


class Chosen:
    """What is on the list, and what must not come onto it.

    `alike` gives how much two questions are about the same, 0 to 1; `banned` are ids.
    """

    def __init__(
        self, alike: Callable[[Question, Question], float], banned: Collection[str]
    ) -> None:
        self._alike = alike
        self._questions: list[Question] = []
        self.banned = set(banned)

    def take(self, question: Question) -> bool:
        """Put a question on the list, unless it or one much like it is there."""
        if question.id in self.banned or any(
            self._alike(question, other) >= LIKE_ANOTHER for other in self._questions
        ):
            return False
        self.banned.add(question.id)
        self._questions.append(question)
        return True


def near_usual(
    questions: Sequence[Question], rows: Array, texts: Sequence[str], vectors: Vectors
) -> list[Question]:
    """Of very many questions those that may ask what these texts ask; all of few.

    `rows` are the vectors of the questions.
    """
    import numpy as np

    from trainer.scoring.vectors import of_texts

    if len(questions) <= MOST_READ:
        return list(questions)
    near = rows @ of_texts(vectors, [matter(text) for text in texts]).T
    each = MOST_READ // len(texts)
    kept = np.unique(np.argpartition(-near, each, axis=0)[:each])
    return [questions[at] for at in kept]


class Usual:
    """Finds the banks' own form of a usual question.

    `questions` are those to look among; `level` is that of the job, None where it is not said.
    """

    def __init__(
        self, questions: Sequence[Question], level: str | None, vectors: Vectors | None
    ) -> None:
        self._junior = level == "junior"
        self._questions = questions
        # Meaning was measured for English alone; elsewhere the words have to be there.
        english = all(measured(question) for question in questions)
        self._prompts = Prompts(questions, vectors) if english else None

    def nearest(self, text: str, chosen: Chosen) -> Question | None:
        """The question that asks this; None where no bank has it, or it is taken."""
        found = [
            (likeness, question)
            for likeness, question in self._near(text)
            if question.id not in chosen.banned and likeness >= SAME_QUESTION
        ]
        if not found:
            return None
        return max(found, key=lambda one: self._fit(*one))[1]

    def _near(self, text: str) -> list[tuple[float, Question]]:
        if self._prompts is not None:
            near = self._prompts.near(text, _CANDIDATES)
            return [(one.likeness, one.question) for one in near]
        return [
            (max(_words_met(text, prompt, question.language) for prompt in prompts), question)
            for question in self._questions
            for prompts in [(question.prompt, *question.other_prompts)]
        ]

    def _fit(self, likeness: float, question: Question) -> float:
        beginner = question.tags.get("level") == ("junior",)
        return likeness - (_BEGINNERS if beginner and not self._junior else 0.0)


def _words_met(text: str, prompt: str, language: str) -> float:
    """The share of a text's words of matter that a prompt has, a little less for a long prompt."""
    wanted, given = _stems(text, language), _stems(prompt, language)
    return len(wanted & given) / max(len(wanted), 1) - _LONG_PROMPT * len(given - wanted)


def _stems(text: str, language: str) -> frozenset[str]:
    reader = Reader(language)
    return frozenset(token.stem for token in reader.tokens(matter(text, language)))


_LONG_PROMPT: Final = 0.02


def level_share(question: Question, level: str | None) -> float:
    """What is left of a question's nearness where it is meant for another level, 0 to 1."""
    levels = question.tags.get("level", ())
    if level is None:
        # A question for beginners alone is rarely meant where nothing is said of them.
        return OTHER_LEVEL if question.kind is Kind.BEHAVIOURAL and levels == ("junior",) else 1.0
    return 1.0 if not levels or "any" in levels or level in levels else OTHER_LEVEL
