"""The interview itself: question after question, with no word on how the answers were."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Final

import click

from trainer.cli import mock_lines
from trainer.cli.mock_lines import Texts, spoken_line
from trainer.cli.mock_meter import interview_meter
from trainer.cli.reading import Reader
from trainer.cli.speaking import Ending, speak
from trainer.cli.typed_take import how_to_type, take_typed
from trainer.cli.views import clock
from trainer.errors import NotFoundError
from trainer.history.sittings import PlannedQuestion, SittingQuestion, State
from trainer.practice.asking import as_asked
from trainer.practice.follow_up import FOLLOW_UP_S, choose_follow_up, follow_up_question
from trainer.practice.mock import Part

if TYPE_CHECKING:
    from pathlib import Path

    from trainer.audio.devices import Device
    from trainer.audio.recorder import Recorder
    from trainer.bank import Question
    from trainer.cli.context import CommandContext
    from trainer.cli.mock_hearing import Hearing
    from trainer.practice.sitting import Sitting
    from trainer.practice.takes import OnBlock
    from trainer.scoring.coverage import Coverage
    from trainer.speech.live import LiveTranscription

BETWEEN_S: Final = 10.0
"""What asking takes besides answering, in the count of the time that is left, in seconds."""


class Interviewer:
    """Asks what is planned in one sitting, and what the answers call for.

    `microphone` is None where answers are typed.
    """

    def __init__(
        self,
        context: CommandContext,
        sitting: Sitting,
        hearing: Hearing,
        microphone: Device | None,
        *,
        aloud: bool,
    ) -> None:
        self._context = context
        self._sitting = sitting
        self._hearing = hearing
        self._microphone = microphone
        self._output = context.output
        self._reader = Reader(context.settings) if aloud else None
        self._plan = sitting.history.sittings
        self._options = self._plan.options(sitting.session.id)
        self._getting_ready = False
        self._told_how = False

    def interview(self) -> Ending:
        """Ask all that waits; STOPPED where it was asked, LEFT where the person left.

        Raises Interrupted, AudioDeviceError and StorageError; what was answered is kept.
        """
        items = self._items()
        begun = any(item.state is not State.WAITING for item in items)
        first = True
        while item := _next(self._items()):
            question = self._question(item)
            if question is None or self._no_time_for(item):
                self._mark(item, State.LEFT_OUT)
                continue
            self._introduce(item, question, first=first, begun=begun)
            first = False
            ending, attempt_id = self._ask(item, question)
            if ending is Ending.LEFT and attempt_id is None:
                return ending
            state = State.SKIPPED if ending is Ending.SKIPPED else State.ASKED
            self._mark(item, state, attempt_id)
            if ending is Ending.LEFT:
                return ending
            self._say(
                mock_lines.SKIPPED if state is State.SKIPPED else mock_lines.THANKS,
                question.language,
                item,
            )
            if attempt_id is not None:
                answer = self._hearing.score_by_now(attempt_id)
                if item.prompt is None and ending is Ending.STOPPED:
                    self._follow_up(item, question, answer.coverage if answer else None)
        if not first:
            self._say(mock_lines.GOODBYE, self._language(items), items[-1])
        return Ending.STOPPED

    def _items(self) -> tuple[SittingQuestion, ...]:
        return self._plan.questions(self._sitting.session.id)

    def _mark(self, item: SittingQuestion, state: State, attempt_id: int | None = None) -> None:
        self._plan.mark(item.id, state, attempt_id, now=self._sitting.clock())

    def _question(self, item: SittingQuestion) -> Question | None:
        """The question as it is asked; None where no bank has it any more."""
        try:
            found = self._context.catalogue.question(item.question_id)
        except NotFoundError:
            self._output.say(f"{item.question_id} is in no bank any more, so it is left out.")
            return None
        question = as_asked(self._sitting.history, found)
        if item.prompt is not None:
            return follow_up_question(question, item.prompt)
        prompts = (question.prompt, *question.other_prompts)
        return replace(question, prompt=prompts[min(item.wording, len(prompts) - 1)])

    def _language(self, items: tuple[SittingQuestion, ...]) -> str:
        briefs = self._context.catalogue.brief([item.question_id for item in items])
        return next((brief.language for brief in briefs.values()), "en")

    def _spent_s(self) -> float:
        """The time used so far, pauses of a recording left out."""
        spent_s = 0.0
        for item in self._items():
            if item.attempt_id is not None:
                attempt = self._sitting.history.attempt(item.attempt_id)
                spent_s += BETWEEN_S
                if attempt.duration_s is not None:
                    spent_s += attempt.duration_s
                elif attempt.finished_at is not None:
                    spent_s += (attempt.finished_at - attempt.started_at).total_seconds()
        return spent_s

    def _left_s(self) -> float | None:
        """What is left of the minutes asked for; None where nobody asked for any."""
        minutes = self._options.get("minutes")
        return None if minutes is None else 60 * minutes - self._spent_s()

    def _no_time_for(self, item: SittingQuestion) -> bool:
        """Whether the time is over: then only the closing question is still asked."""
        left_s = self._left_s()
        return (
            left_s is not None
            and left_s <= 0
            and item.prompt is None
            and item.reason != Part.CLOSING
        )

    def _introduce(
        self, item: SittingQuestion, question: Question, *, first: bool, begun: bool
    ) -> None:
        """How far the interview is, a word between the questions, and the question."""
        from trainer.practice.ready import get_ready

        self._output.say("")
        if item.prompt is None:
            mains = [one for one in self._items() if one.prompt is None]
            left_s = self._left_s()
            left = "" if left_s is None else f" · about {max(1, round(left_s / 60))} min left"
            number = 1 + [one.id for one in mains].index(item.id)
            self._output.say(f"Question {number} of {len(mains)}{left}", style="dim")
            texts = mock_lines.CLOSING if item.reason == Part.CLOSING else mock_lines.NEXT
            if first:
                texts = mock_lines.AGAIN if begun else mock_lines.HELLO
            self._say(texts, question.language, item)
        else:
            self._say(mock_lines.FOLLOW_UP, question.language, item)
        self._output.say(question.prompt, style="bold", indent=2)
        limit_s = self._limit_s(question)
        self._output.say(f"about {clock(limit_s)}", style="dim", indent=2)
        if self._reader:
            self._reader.read(question.prompt, question.language)
        if self._hearing.engine and not self._getting_ready:
            # Not before: loading keeps the interpreter so busy that a voice would stutter.
            get_ready(self._hearing.engine, question)
            self._getting_ready = True

    def _limit_s(self, question: Question) -> float:
        own_s = self._context.settings.time_limit_s
        return min(own_s, question.time_limit_s) if own_s else question.time_limit_s

    def _say(self, texts: Texts, language: str, item: SittingQuestion) -> None:
        """Say one of these, always the same for the same seed and place in the interview."""
        rng = Random(f"{self._options.get('seed')}/{item.position}/{texts['en'][0]}")  # noqa: S311
        text, spoken = spoken_line(texts, language, rng)
        self._output.say(text, style="italic", indent=2)
        if self._reader:
            self._reader.read(text, spoken)

    def _ask(self, item: SittingQuestion, question: Question) -> tuple[Ending, int | None]:
        if self._microphone is None:
            if not self._told_how:
                self._output.say(how_to_type(), indent=2)
                self._told_how = True
            return take_typed(self._sitting, question)
        return self._ask_aloud(item, question, self._microphone)

    def _ask_aloud(
        self, item: SittingQuestion, question: Question, microphone: Device
    ) -> tuple[Ending, int | None]:
        from trainer.audio.disk import check_free_space

        settings = self._context.settings

        def make_recorder(file: Path, on_block: OnBlock | None) -> Recorder:
            from trainer.audio.recorder import MicrophoneRecorder

            return MicrophoneRecorder(file, microphone, clock=time.monotonic, on_block=on_block)

        def make_live() -> LiveTranscription | None:
            from trainer.practice.finish import listen

            engine = self._hearing.engine
            if engine is None:
                return None
            return listen(self._sitting.history, question, engine, settings.language)

        check_free_space(self._sitting.workspace.recordings)
        spoken = speak(
            self._output,
            self._sitting,
            question,
            make_recorder,
            make_live,
            device=microphone.name,
            # A follow-up comes at once, and so does the reply.
            think_time_s=settings.think_time_s if item.prompt is None else 0.0,
            time_limit_s=self._limit_s(question),
            meter=interview_meter(self._output),
        )
        if spoken.take is None or spoken.attempt_id is None:
            return spoken.ending, None
        if spoken.take.failure:
            hint = spoken.take.failure.hint or ""
            click.echo(f"{spoken.take.failure.message} {hint}".strip(), err=True)
        if spoken.live and spoken.ending is not Ending.LEFT:
            # Its end is transcribed while the interviewer thanks.
            self._hearing.add(spoken.attempt_id, spoken.live)
        return spoken.ending, spoken.attempt_id

    def _follow_up(
        self, item: SittingQuestion, question: Question, coverage: Coverage | None
    ) -> None:
        """Plan a follow-up where the answer calls for one, and there is time for it."""
        if not self._options.get("follow_ups", True):
            return
        left_s = self._left_s()
        if left_s is not None and left_s < FOLLOW_UP_S:
            return
        rng = Random(f"{self._options.get('seed')}/{item.position}")  # noqa: S311 (no secret)
        chosen = choose_follow_up(question, coverage, rng)
        if chosen is None:
            return
        self._plan.append(
            self._sitting.session.id,
            PlannedQuestion(
                question_id=item.question_id,
                reason=Part.PROBE if chosen.key_point_id else Part.FOLLOW_UP,
                expected_s=FOLLOW_UP_S,
                prompt=chosen.prompt,
            ),
            now=self._sitting.clock(),
        )


def _next(items: tuple[SittingQuestion, ...]) -> SittingQuestion | None:
    """What to ask now: a follow-up comes right after its answer."""
    waiting = [item for item in items if item.state is State.WAITING]
    return min(waiting, key=lambda item: (item.prompt is None, item.position), default=None)
