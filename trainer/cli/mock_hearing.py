"""The answers of a mock interview on their way to a score, while the interview goes on."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING, Final

from trainer.cli.answering import make_engine
from trainer.cli.keys import no_stray_keys
from trainer.errors import TrainerError
from trainer.history.records import Medium

if TYPE_CHECKING:
    from trainer.cli.context import CommandContext
    from trainer.practice.scored import ScoredAnswer
    from trainer.practice.sitting import Sitting
    from trainer.speech.engine import Engine
    from trainer.speech.live import LiveTranscription

MOMENT_S: Final = 2.5
"""So long the interviewer waits for the words of an answer before asking on, in seconds."""


class Hearing:
    """Scores the answers of one sitting; `engine` is None where all are typed.  To be closed."""

    def __init__(self, context: CommandContext, sitting: Sitting, engine: Engine | None) -> None:
        self._context = context
        self._sitting = sitting
        self.engine = engine
        self._lives: dict[int, LiveTranscription] = {}

    def close(self) -> None:
        """Hear nothing more; what is not transcribed yet is transcribed from its file."""
        for live in self._lives.values():
            live.abandon()
        self._lives.clear()

    def add(self, attempt_id: int, live: LiveTranscription) -> None:
        """An answer has ended: its end is transcribed while the interviewer thanks."""
        live.close()
        self._lives[attempt_id] = live

    def score_by_now(self, attempt_id: int) -> ScoredAnswer | None:
        """The score of the answer just given, if its words are there within a moment."""
        live = self._lives.get(attempt_id)
        spoken = self._sitting.history.attempt(attempt_id).medium is not Medium.TYPED
        if spoken and live is None:
            return None
        if live is not None:
            waiting = Thread(target=live.finish, name="trainer-hearing", daemon=True)
            waiting.start()
            with no_stray_keys():
                waiting.join(MOMENT_S)
            if waiting.is_alive():
                return None
        try:
            return self._finish(attempt_id)
        except TrainerError:
            # Told at the end, where it is tried again; an interview goes on.
            return None

    def score_rest(self) -> None:
        """Transcribe and score the answers of this sitting that have no score yet.

        Raises what `finish` does; what was scored stays so.
        """
        history = self._sitting.history
        waiting = [
            attempt
            for item in history.sittings.questions(self._sitting.session.id)
            if item.attempt_id is not None
            and (attempt := history.attempt(item.attempt_id)).unfinished
            and attempt.discarded_at is None
        ]
        if waiting:
            with no_stray_keys(), self._context.output.working("Listening to your answers"):
                for attempt in waiting:
                    self._finish(attempt.id)

    def _finish(self, attempt_id: int) -> ScoredAnswer:
        from trainer.practice.finish import finish

        settings = self._context.settings
        history = self._sitting.history
        attempt = history.attempt(attempt_id)
        if self.engine is None and attempt.medium is not Medium.TYPED:
            # Spoken in the first half of an interview whose second half is typed.
            self.engine = make_engine(self._context)
        answer = finish(
            history,
            attempt,
            self.engine,
            self._sitting.clock,
            language=settings.language,
            audio_format=settings.audio_format,
            live=self._lives.get(attempt_id),
            progress=self._context.output.progress,
        )
        if live := self._lives.pop(attempt_id, None):
            live.abandon()
        return answer
