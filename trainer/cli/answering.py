"""Asking one question and showing what came of it: spoken, typed, or from a file."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from trainer.cli.before_answer import show_question
from trainer.cli.guessing import ask_guess
from trainer.cli.keys import forget_typed_ahead, no_stray_keys
from trainer.cli.ratings import rate_answer
from trainer.cli.reading import Reader
from trainer.cli.speaking import Ending, Spoken, speak
from trainer.cli.views import show_scored
from trainer.errors import AudioDeviceError, Interrupted, TrainerError

if TYPE_CHECKING:
    from pathlib import Path

    from trainer.audio.devices import Device
    from trainer.audio.recorder import Recorder
    from trainer.audio.take import RecordedTake
    from trainer.bank import Question
    from trainer.cli.console import Output
    from trainer.cli.context import CommandContext
    from trainer.practice.scored import ScoredAnswer
    from trainer.practice.sitting import Sitting
    from trainer.practice.takes import OnBlock
    from trainer.speech.engine import Engine
    from trainer.speech.live import LiveTranscription


@dataclass(frozen=True, slots=True)
class Asked:
    """One question asked; `answer` is None where it was skipped or left."""

    ending: Ending
    answer: ScoredAnswer | None = None


def make_engine(context: CommandContext) -> Engine:
    """The recogniser of the settings, not loaded yet.

    Raises EngineError where it is not installed.
    """
    from trainer.speech.choosing import choose_engine
    from trainer.workspace.places import cache_folder

    settings = context.settings
    return choose_engine(
        settings.engine, settings.model, cache_folder(os.environ), context.output.progress
    )


def find_microphone(context: CommandContext) -> Device:
    """The microphone of the settings; another never stands in for it.

    Raises AudioDeviceError or NotFoundError with what to do, and the two other
    ways to answer.
    """
    from trainer.audio.devices import Direction, find_device

    try:
        return find_device(Direction.MICROPHONE, context.settings.microphone or None)
    except AudioDeviceError as error:
        if error.hint and "--typed" in error.hint:
            raise
        hint = f"{error.hint or ''} You can also type (--typed) or hand in a recording (--audio)."
        raise AudioDeviceError(error.message, hint=hint.strip()) from error


class Asker:
    """Asks questions in one sitting and shows the scores.

    With `put_off` there is a key, or a line, for 'not today'.
    """

    def __init__(
        self,
        context: CommandContext,
        sitting: Sitting,
        engine: Engine | None,
        *,
        put_off: bool = False,
    ) -> None:
        self._put_off = put_off
        self._context = context
        self._sitting = sitting
        self._engine = engine
        self._output: Output = context.output
        self._ask_unsure = context.settings.ask_unsure
        self._reader = Reader(context.settings)

    def ask(self, question: Question, microphone: Device | None) -> Asked:
        """Ask aloud where there is a microphone, else typed; again, if wanted, after silence."""
        while True:
            asked = self.aloud(question, microphone) if microphone else self.typed(question)
            if not self._wants_another_try(asked):
                return asked

    def aloud(self, question: Question, microphone: Device) -> Asked:
        """Show the question, read it aloud if wanted, record, score."""
        from trainer.audio.disk import check_free_space
        from trainer.practice.ready import get_ready

        settings = self._context.settings
        question = show_question(self._context, self._sitting.history, question)
        if settings.read_aloud:
            self._reader.read(question.prompt, question.language)
        if self._engine:
            # Not before: loading keeps the interpreter so busy that a voice would stutter.
            get_ready(self._engine, question)

        def make_recorder(file: Path, on_block: OnBlock | None) -> Recorder:
            from trainer.audio.recorder import MicrophoneRecorder

            return MicrophoneRecorder(file, microphone, clock=time.monotonic, on_block=on_block)

        def make_live() -> LiveTranscription | None:
            from trainer.practice.finish import listen

            if self._engine is None:
                return None
            return listen(self._sitting.history, question, self._engine, settings.language)

        check_free_space(self._sitting.workspace.recordings)
        spoken = speak(
            self._output,
            self._sitting,
            question,
            make_recorder,
            make_live,
            device=microphone.name,
            think_time_s=settings.think_time_s,
            time_limit_s=settings.time_limit_s or question.time_limit_s,
            put_off=self._put_off,
        )
        return self._after_speaking(spoken)

    def _after_speaking(self, spoken: Spoken) -> Asked:
        attempt_id = spoken.attempt_id
        if attempt_id is None or spoken.take is None:
            if spoken.discarded:
                said = "Skipped" if spoken.ending is Ending.SKIPPED else "Not today"
                twice = "" if spoken.ending is Ending.SKIPPED else ", called twice,"
                self._output.say(
                    f"{said}; 'trainer undo'{twice} brings back what you said.", indent=2
                )
            return Asked(spoken.ending)
        if spoken.ending is Ending.LEFT:
            self._output.say(
                f"Kept as attempt {attempt_id}; 'trainer score --attempt {attempt_id}' finishes it."
            )
            return Asked(spoken.ending)
        self._tell_faults(spoken.take)
        try:
            if spoken.live:
                # Its end is transcribed while the speaker thinks about the guess.
                spoken.live.close()
            return Asked(spoken.ending, self.finish(attempt_id, spoken.live, guess=True))
        finally:
            if spoken.live:
                spoken.live.abandon()

    def _tell_faults(self, take: RecordedTake) -> None:
        if take.failure:
            hint = f" {take.failure.hint}" if take.failure.hint else ""
            click.echo(f"{take.failure.message}{hint}", err=True)
        if take.overflows:
            click.echo(
                f"The machine was too busy to listen {take.overflows} "
                f"time{'s' if take.overflows > 1 else ''}; a word or two may be missing there.",
                err=True,
            )

    def typed(self, question: Question, *, whole_input: bool = False) -> Asked:
        """Take the answer from the keyboard: two empty lines or the end of input end it.

        `whole_input` takes all of standard input, empty lines too, where that is no
        terminal.  Raises InputError where nothing comes from a pipe.
        """
        from trainer.cli.typed_take import how_to_type, take_typed
        from trainer.practice.takes import some_text, take_from_text

        question = show_question(self._context, self._sitting.history, question)
        if whole_input and not sys.stdin.isatty():
            text = some_text(sys.stdin.buffer.read(), "standard input")
            attempt = take_from_text(self._sitting, question, text)
            return Asked(Ending.STOPPED, self.finish(attempt.id))
        self._output.say(how_to_type(put_off=self._put_off), indent=2)
        ending, attempt_id = take_typed(self._sitting, question, put_off=self._put_off)
        if attempt_id is None:
            return Asked(ending)
        return Asked(Ending.STOPPED, self.finish(attempt_id, guess=True))

    def from_file(self, question: Question, path: Path) -> Asked:
        """Take a recording made elsewhere as the answer."""
        from trainer.practice.takes import take_from_file

        attempt = take_from_file(self._sitting, question, path)
        show_question(self._context, self._sitting.history, question)
        return Asked(Ending.STOPPED, self.finish(attempt.id))

    def finish(
        self, attempt_id: int, live: LiveTranscription | None = None, *, guess: bool = False
    ) -> ScoredAnswer:
        """Transcribe and score a kept take, and show it.

        `live` heard it while it was recorded; with `guess` the person is asked first how
        sure they are.  Where that fails the take stays, and the
        error says how to go on later.
        """
        from trainer.practice.finish import finish

        settings = self._context.settings
        what = "Listening to your answer" if self._engine else "Scoring"
        try:
            if guess:
                ask_guess(self._context, self._sitting.history, attempt_id)
            with no_stray_keys(), self._output.working(what):
                answer = finish(
                    self._sitting.history,
                    self._sitting.history.attempt(attempt_id),
                    self._engine,
                    self._sitting.clock,
                    language=settings.language,
                    audio_format=settings.audio_format,
                    live=live,
                    progress=self._output.progress,
                )
        except TrainerError as error:
            kept = f"Your answer is kept; later: trainer score --attempt {attempt_id}"
            error.hint = " ".join(filter(None, [error.hint, kept]))
            raise
        except KeyboardInterrupt:
            raise Interrupted(
                f"stopped; your answer is kept as attempt {attempt_id}",
                hint=f"Finish it: trainer score --attempt {attempt_id}",
            ) from None
        show_scored(self._output, answer, with_question=False)
        return answer

    def talk_over(self, answer: ScoredAnswer, off_guard: bool | None = None) -> ScoredAnswer:
        """What follows a score: unsure points, off guard, and then the rating they lead to.

        `off_guard` answers that question for the person.
        """
        answer = self.ask_off_guard(self.ask_unsure(answer), off_guard)
        return replace(answer, rated=rate_answer(self._context, self._sitting.history, answer))

    def ask_unsure(self, answer: ScoredAnswer) -> ScoredAnswer:
        """Ask about the points that the score is unsure of, the most valuable first.

        Without a terminal nobody is asked, nor after a person said 'no more'.
        """
        from trainer.cli.judging import MOST_ASKED, can_be_asked, judge_points
        from trainer.practice.judged import unsure_points

        if not (self._ask_unsure and can_be_asked(self._context)):
            return answer
        asked = unsure_points(answer.coverage, answer.judgements)[:MOST_ASKED]
        judged = judge_points(
            self._output,
            self._sitting.history,
            answer,
            [point.key_point_id for point in asked],
            self._sitting.clock,
        )
        self._ask_unsure = not judged.no_more
        return judged.answer

    def _wants_another_try(self, asked: Asked) -> bool:
        if asked.answer is None or asked.answer.transcript.words:
            return False
        if not self._context.at_terminal or self._output.json:
            return False
        forget_typed_ahead()
        return click.confirm("  Try this question again?", default=True)

    def ask_off_guard(self, answer: ScoredAnswer, given: bool | None = None) -> ScoredAnswer:
        """Ask whether the question came unexpected, and keep the answer.

        `given` answers for the person; without a terminal nobody is asked.
        """
        from trainer.cli.remark_words import sign_text
        from trainer.practice.changes import mark_off_guard

        wanted = self._context.settings.ask_off_guard and self._context.at_terminal
        if given is None and wanted and not self._output.json:
            self._output.say("")
            if answer.delivered and answer.delivered.sign:
                self._output.say(sign_text(answer.delivered.sign), indent=2)
            forget_typed_ahead()
            given = click.confirm("  Did this question catch you off guard?", default=False)
        if given is None or answer.attempt_id is None:
            return answer
        mark_off_guard(self._sitting.history, answer.attempt_id, given, self._sitting.clock())
        return replace(answer, off_guard=given)
