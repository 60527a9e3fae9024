"""A drill under way: its plan on disk, and what came of each question as it goes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from trainer.bank import Question
from trainer.errors import NotFoundError
from trainer.history.records import Attempt, Session, Standing
from trainer.history.sittings import SittingQuestion, State
from trainer.history.store import History
from trainer.library.catalogue import Catalogue
from trainer.practice.bank_shelf import decide
from trainer.practice.drawing import Today
from trainer.workspace.places import Workspace

KIND: Final = "drill"
"""The kind of session."""

_OVER_MIDNIGHT: Final = timedelta(hours=3)
"""So long after it began a drill of yesterday evening can still go on."""


@dataclass
class Drill:
    """The questions of one sitting, asked one after the other."""

    history: History
    catalogue: Catalogue
    session: Session
    current: SittingQuestion | None = None

    def questions(self) -> tuple[SittingQuestion, ...]:
        """All of them, in their order."""
        return self.history.sittings.questions(self.session.id)

    def waiting(self) -> tuple[SittingQuestion, ...]:
        """Those that are still to be asked."""
        return tuple(one for one in self.questions() if one.state is State.WAITING)

    def question(self, item: SittingQuestion) -> Question | None:
        """A planned question in the wording that is its turn; None where it is in no bank now."""
        try:
            return worded(self.catalogue.question(item.question_id), item.wording)
        except NotFoundError:
            return None

    def begun(self, attempt: Attempt) -> None:
        """An answer to the current question begins: whatever happens now, it was asked."""
        if self.current is not None:
            self.history.sittings.mark(
                self.current.id, State.ASKED, attempt.id, now=attempt.started_at
            )

    def mark(self, item: SittingQuestion, state: State, today: Today) -> None:
        """Keep what came of a question."""
        self.history.sittings.mark(item.id, state, now=today.now)

    def put_off(self, workspace: Workspace, item: SittingQuestion, today: Today) -> None:
        """Leave a question alone until the next midnight on the wall; undo takes it back."""
        until = today.midnight(today.on + timedelta(days=1))
        standing = {item.question_id: Standing.NOT_TODAY}
        decide(self.history, workspace, standing, today.now, until)
        self.mark(item, State.NOT_TODAY, today)

    def leave_out_answered(self, today: Today) -> None:
        """Leave out what was answered elsewhere since the sitting was planned, or is gone."""
        answered = {
            self.catalogue.present_id(name)
            for name, _ in self.history.practised.answered_since(self.session.started_at)
        }
        resting = self.history.shelf.decisions(today.now)
        for item in self.waiting():
            present = self.catalogue.present_id(item.question_id)
            if present in answered or present in resting or self.question(item) is None:
                self.mark(item, State.LEFT_OUT, today)

    def unfinished(self) -> tuple[Attempt, ...]:
        """The answers of this sitting that still wait for their score."""
        attempts = [
            self.history.attempt(item.attempt_id)
            for item in self.questions()
            if item.attempt_id is not None and item.state is State.ASKED
        ]
        return tuple(one for one in attempts if one.unfinished and one.discarded_at is None)


def open_drill(history: History, today: Today) -> Session | None:
    """The drill of today that has something left, or one of last evening that midnight cut."""
    found = history.sittings.open_sitting(KIND, today.on)
    if found is not None:
        return found
    evening = history.sittings.open_sitting(KIND, today.on - timedelta(days=1))
    if evening is not None and today.now - evening.started_at <= _OVER_MIDNIGHT:
        return evening
    return None


def worded(question: Question, wording: int) -> Question:
    """The question as it is asked this time, by the number of its prompt from 0."""
    prompts = (question.prompt, *question.other_prompts)
    turn = wording % len(prompts)
    others = (*prompts[:turn], *prompts[turn + 1 :])
    return replace(question, prompt=prompts[turn], other_prompts=others)


def states(items: Collection[SittingQuestion], state: State) -> int:
    """How many of the questions are in a state."""
    return sum(1 for item in items if item.state is state)
