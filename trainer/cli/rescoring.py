"""One call of ``trainer rescore``: attempt after attempt, with the time that is left."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import uuid4

from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.cli.context import CommandContext
    from trainer.history.records import Attempt
    from trainer.history.store import History
    from trainer.practice.rescoring import Rescored
    from trainer.speech.engine import Engine

SOONEST_ESTIMATE_S = 5.0
"""Before that much was done, nobody knows how long the rest takes."""


class Run:
    """Scores attempts again; while recordings are heard, one that is broken stops no other."""

    def __init__(
        self,
        context: CommandContext,
        history: History,
        attempts: Sequence[Attempt],
        *,
        again: bool,
        over_corrections: bool,
    ) -> None:
        self._context = context
        self._output = context.output
        self._history = history
        self._attempts = attempts
        self._again = again
        self._over_corrections = over_corrections
        self._id = uuid4()
        self._language = ""
        self.done: list[Rescored] = []
        self.failed: dict[int, TrainerError] = {}

    def score(self) -> None:
        """Score the transcripts that are there."""
        from trainer.practice.rescoring import rescore

        with self._output.working("Scoring again"):
            for attempt in self._attempts:
                self._output.progress("Scoring again", len(self.done) / len(self._attempts))
                self.done.append(rescore(self._history, attempt, self._context.now(), self._id))

    def listen(self) -> None:
        """Transcribe the recordings with the model of this call, and score what is heard.

        Raises EngineError where the model can't be had, before anything is done.
        """
        from trainer.cli.answering import make_engine

        engine = make_engine(self._context)
        if self._context.overrides.get("language") is not None:
            self._language = self._context.settings.language
        waiting_s = {attempt.id: self._to_hear_s(attempt, engine) for attempt in self._attempts}
        total_s = sum(waiting_s.values())
        if total_s:
            with self._output.working("Getting the recogniser ready"):
                engine.load()
        left = TimeLeft(total_s)
        for index, attempt in enumerate(self._attempts, start=1):
            said = f"Attempt {attempt.id}, {index} of {len(self._attempts)}"
            with self._output.working(f"{said}{left.words()}"):
                self._hear(attempt, engine, said, left, waiting_s[attempt.id])
            left.add(waiting_s[attempt.id])

    def raise_failure(self) -> None:
        """Raise for what failed, with the exit code of the first that did."""
        if not self.failed:
            return
        first = next(iter(self.failed.values()))
        if len(self._attempts) > 1:
            numbers = ", ".join(map(str, self.failed))
            first.message = f"{len(self.failed)} of {len(self._attempts)} answers failed: {numbers}"
            first.hint = "What is wrong with each is said above; they are as they were."
        raise first

    def _hear(
        self, attempt: Attempt, engine: Engine, said: str, left: TimeLeft, length_s: float
    ) -> None:
        from trainer.practice.rescoring import hear_again

        def progress(what: str, done: float) -> None:
            self._output.progress(f"{said}{left.words(done * length_s)}: {what}", done)

        try:
            self.done.append(
                hear_again(
                    self._history,
                    attempt,
                    engine,
                    self._context.now(),
                    self._id,
                    language=self._language,
                    again=self._again,
                    over_corrections=self._over_corrections,
                    progress=progress,
                )
            )
        except TrainerError as error:
            self.failed[attempt.id] = error
            if len(self._attempts) > 1:
                about = f"{error.message.rstrip('.')}. {error.hint or ''}".rstrip()
                self._output.say(f"Attempt {attempt.id}: {about}")

    def _to_hear_s(self, attempt: Attempt, engine: Engine) -> float:
        """How much of an attempt there is to be transcribed, in seconds."""
        from trainer.practice.rescoring import known_version

        if not self._again and known_version(self._history, attempt, engine, self._language):
            return 0.0
        return attempt.duration_s or 0.0


class TimeLeft:
    """How long the rest takes, from how long what is done took."""

    def __init__(self, total_s: float) -> None:
        self._total_s = total_s
        self._done_s = 0.0
        self._begun_s = time.monotonic()

    def add(self, length_s: float) -> None:
        """So many seconds of sound are done."""
        self._done_s += length_s

    def words(self, more_s: float = 0.0) -> str:
        """', about 3 min left', or nothing while that can't be known."""
        took_s = time.monotonic() - self._begun_s
        done_s = self._done_s + more_s
        if took_s < SOONEST_ESTIMATE_S or not 0 < done_s < self._total_s:
            return ""
        left_s = took_s / done_s * (self._total_s - done_s)
        minutes = round(left_s / 60)
        return f", about {minutes} min left" if minutes else ", less than a minute left"
