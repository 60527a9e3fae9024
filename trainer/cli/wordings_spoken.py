"""Wordings said into the microphone: one recording each, gone once its text is settled."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from trainer.cli.keys import ENTER, open_keys
from trainer.cli.meter_view import meter_for
from trainer.cli.speaking import Ending, record

if TYPE_CHECKING:
    from pathlib import Path

    from trainer.audio.devices import Device
    from trainer.bank import KeyPoint, Question
    from trainer.cli.context import CommandContext
    from trainer.speech.engine import Engine

POLL_S = 0.5

LENGTH_S = 20.0
"""So long a wording takes at most, shown and never enforced."""

START_KEYS = "Enter starts recording · s skips · q leaves"
HEARD_KEYS = "Enter keeps it · e changes it · r says it again · s skips · q leaves"


class _Left(Exception):  # noqa: N818 (the person's own wish is no error)
    """The person wants no more."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Asks for wordings aloud."""

    context: CommandContext
    question: Question
    microphone: Device
    engine: Engine

    @classmethod
    def open(cls, context: CommandContext, question: Question) -> Spoken:
        """Find the microphone, and start loading the recogniser while the person thinks.

        Raises AudioDeviceError, NotFoundError and EngineError.
        """
        from trainer.cli.answering import find_microphone, make_engine
        from trainer.speech.engine import load_ahead

        microphone = find_microphone(context)
        engine = make_engine(context)
        load_ahead(engine)
        return cls(context, question, microphone, engine)

    def ask(self, points: list[KeyPoint], times: int) -> Iterator[tuple[KeyPoint, str]]:
        """Each point and what was said for it, `times` times; skipped ones are left out."""
        try:
            for point in points:
                self.context.output.say(f"\n{point.text}", style="bold")
                for number in range(1, times + 1):
                    self.context.output.say(f"In your own words ({number} of {times})", indent=2)
                    text = self._one()
                    if text:
                        yield point, text
        except _Left:
            return

    def _one(self) -> str | None:
        """What the person said and settled on; None where it was skipped."""
        if self._key(START_KEYS, {ENTER, "s"}) == "s":
            return None
        while True:
            text = self._heard()
            if text is None:
                return None
            said = f"“{text}”" if text else "No words were heard."
            self.context.output.say(said, style="italic", indent=4)
            key = self._key(HEARD_KEYS, {ENTER, "e", "r", "s"})
            if key == "r" or (key == ENTER and not text):
                continue
            if key == "e":
                return str(click.prompt("    What you said", default=text or None)).strip()
            return text if key == ENTER else None

    def _key(self, meanings: str, wanted: set[str]) -> str:
        # Keys pressed before this are thrown away, so their meanings come after it.
        with open_keys() as keys:
            self.context.output.say(meanings, style="dim", indent=4)
            while True:
                key = (keys.poll(POLL_S) or "").lower()
                if key == "q":
                    raise _Left
                if key in wanted:
                    return key

    def _heard(self) -> str | None:
        """Record and transcribe once; None where the person skipped it. No file is left."""
        from trainer.practice.finish import hear
        from trainer.workspace.private import private_folder, storage_errors

        folder = self.context.workspace.recordings / "drafts"
        private_folder(folder)
        file = folder / "wording.wav"
        with storage_errors("delete", file):
            # What a crash left behind.
            file.unlink(missing_ok=True)
        try:
            if not self._recorded(file):
                return None
            with self.context.output.working("Listening to what you said"):
                transcript = hear(
                    self.question,
                    file,
                    self.engine,
                    self.context.settings.language,
                    self.context.output.progress,
                )
            return transcript.text
        finally:
            with storage_errors("delete", file):
                file.unlink(missing_ok=True)

    def _recorded(self, file: Path) -> bool:
        """Record until a key ends it; whether there is something to hear."""
        from trainer.audio.recorder import MicrophoneRecorder

        with open_keys() as keys, meter_for(self.context.output) as meter:
            while True:
                recorder = MicrophoneRecorder(file, self.microphone, clock=time.monotonic)
                recorder.start()
                try:
                    ending = record(keys, meter, recorder, LENGTH_S)
                finally:
                    take = recorder.stop()
                if ending is not Ending.OVER:
                    break
                file.unlink()
        if take.failure:
            click.echo(f"{take.failure.message} {take.failure.hint or ''}".strip(), err=True)
        if ending is Ending.LEFT:
            raise _Left
        return ending is not Ending.SKIPPED
