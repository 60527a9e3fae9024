"""An advertisement and the banks brought together, for commands that predict and compare."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.cli.context import CommandContext
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.bank import Question
    from trainer.debrief.advertisement import Advertisement
    from trainer.debrief.nearness import Nearness
    from trainer.debrief.prediction import Predictor
    from trainer.debrief.skills import Skill
    from trainer.history.interview_records import AskedBefore
    from trainer.history.predictions import NewPrediction
    from trainer.history.targets import TargetDetails


@dataclass
class Desk:
    """One target beside the questions that are in use."""

    context: CommandContext
    predictor: Predictor
    advertisement: Advertisement

    @classmethod
    def open(cls, context: CommandContext, target: TargetDetails) -> Desk:
        """Read the banks, and measure those questions that were not measured yet."""
        from trainer.cli.bank_check import load_vectors
        from trainer.cli.shelf import decisions_of
        from trainer.debrief.advertisement import advertisement_of
        from trainer.debrief.prediction import Predictor
        from trainer.library.adding import own_banks
        from trainer.library.meanings import question_rows
        from trainer.practice.shelf import in_use, known_to

        library = context.library
        questions = in_use(library.questions.values(), decisions_of(context))
        vectors = load_vectors()
        rows = None
        if vectors is not None and questions:
            rows = question_rows(
                questions,
                vectors,
                _cache(),
                lambda done: context.output.progress("Reading the questions", done),
            )
        with context.history(write=False) as history:
            known = known_to(history, library.aliases)
            asked = history.interviews.asked_by_question()
        off_guard = {*known.off_guard, *(one for one, was in asked.items() if _threw(was))}
        advertisement = advertisement_of(target)
        predictor = Predictor(
            advertisement,
            questions,
            vectors,
            rows,
            company=target.company,
            off_guard=frozenset(map(library.present_id, off_guard)),
            stage=target.stage,
            own_banks=frozenset(own_banks(library)),
        )
        return cls(context, predictor, advertisement)

    def likely(
        self, count: int, kept: Sequence[NewPrediction], dropped: Collection[str]
    ) -> Sequence[NewPrediction]:
        """The machine's guess, as long as the person's own questions leave room for it.

        `kept` are the person's own, `dropped` the ids of what they took off.
        """
        from trainer.history.predictions import NewPrediction

        own = {one.question_id for one in kept if one.question_id}
        found = self.predictor.predict(
            max(count - len(kept), 0), without={*map(self._present, (*own, *dropped))}
        )
        return [
            NewPrediction(
                prompt=one.prompt,
                question_id=one.question_id,
                likeness=one.likeness,
                reason=one.reason,
            )
            for one in found
        ]

    def ranked(self) -> Sequence[Nearness]:
        """All questions, the nearest first."""
        return self.predictor.ranked()

    def skills(self) -> tuple[tuple[Skill, ...], tuple[Skill, ...]]:
        """What the advertisement asks for, and what of it no question or story speaks of."""
        from trainer.debrief.skills import skills_of, uncovered

        skills = skills_of(self.advertisement)
        if not skills:
            return (), ()
        with self.context.history(write=False) as history:
            stories = [
                " ".join((one.title, one.situation, one.task, one.action, one.result, one.lesson))
                for one in history.stories.all()
            ]
        predictor = self.predictor
        left = uncovered(
            skills,
            predictor.questions,
            predictor.vectors,
            predictor.rows,
            stories,
            self.advertisement.language,
        )
        return skills, left

    def find(self, named: str) -> Question | None:
        """The question of exactly this id, if there is one."""
        return self.context.library.questions.get(self._present(named.strip()))

    def _present(self, question_id: str) -> str:
        return self.context.library.present_id(question_id)


def _cache() -> Path | None:
    from trainer.workspace.places import cache_folder

    try:
        return cache_folder(os.environ)
    except TrainerError:
        # Whoever needs the folder says what is wrong with it; here the work is done again.
        return None


def _threw(asked: AskedBefore) -> bool:
    return asked.worst_off_guard is not None and asked.worst_off_guard >= THREW


THREW = 3
"""On the scale from 1 to 5 of how far off guard a question caught somebody."""
