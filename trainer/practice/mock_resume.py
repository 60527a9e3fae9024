"""Going on with a mock interview that something interrupted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trainer.errors import TrainerError
from trainer.history.records import Medium, Session, Stage
from trainer.history.sittings import State
from trainer.practice.changes import discard_attempt
from trainer.practice.finish import mend
from trainer.practice.mock_review import link_answers
from trainer.practice.sitting import Clock

if TYPE_CHECKING:
    from trainer.history.store import History

LEAST_ANSWER_S: Final = 1.0
"""A recording that broke off sooner is no answer yet, in seconds: the question is asked again."""


def open_interview(history: History) -> Session | None:
    """The latest mock interview that was begun and not reviewed to its end, or None."""
    for session in history.mocks.sessions():
        if not history.sittings.options(session.id).get("reviewed"):
            return session
    return None


def take_up(history: History, session: Session, clock: Clock) -> None:
    """Bring the plan up to date with the answers that an interruption left behind.

    What was answered, if only in part, is asked: its recording is made whole, and it will
    be scored.  A recording too short to hold an answer goes to the trash.
    """
    before = {item.id: item for item in history.sittings.questions(session.id)}
    for item in link_answers(history, session):
        if item.attempt_id is None or before[item.id] == item:
            continue
        attempt = history.attempt(item.attempt_id)
        if attempt.medium is Medium.SPOKEN and attempt.stage is Stage.RECORDING:
            try:
                attempt = mend(history, attempt, clock)
            except TrainerError:
                # Told where it is scored; the file stays as it is.
                pass
            else:
                if (attempt.duration_s or 0.0) < LEAST_ANSWER_S:
                    discard_attempt(history, attempt.id, clock())
                    continue
        history.sittings.mark(item.id, State.ASKED, attempt.id, now=clock())


def mark_reviewed(history: History, session: Session) -> None:
    """Keep that the review was gone through: there is nothing to go on with."""
    options = history.sittings.options(session.id)
    history.sittings.set_options(session.id, {**options, "reviewed": True})
