"""What an answer will need, loaded while the question is read and thought about."""

from __future__ import annotations

import contextlib
from threading import Thread

from trainer.bank import Question
from trainer.errors import TrainerError
from trainer.practice.priming import priming
from trainer.practice.scored import score_text
from trainer.speech.engine import Engine
from trainer.speech.voice import VoiceDetector


def get_ready(engine: Engine, question: Question) -> Thread:
    """Load the recogniser, the voice detector and the scorer on a thread, already started.

    What is loaded stays for the next question.  A fault that a person can mend is not lost:
    whatever needs the part meets it again, where it can be told.
    """

    def load() -> None:
        with contextlib.suppress(TrainerError):
            engine.load()
            VoiceDetector()
            priming(question, question.language, {})
            score_text(question, question.prompt)

    thread = Thread(target=load, name="trainer-get-ready", daemon=True)
    thread.start()
    return thread
