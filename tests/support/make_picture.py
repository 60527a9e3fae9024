"""Draw the README's picture of a scored answer: python -m tests.support.make_picture."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from trainer.cli.console import Output
from trainer.cli.demo import QUESTION, SAMPLE
from trainer.cli.views import show_scored
from trainer.library import Library
from trainer.practice.finish import score_recording
from trainer.speech.choosing import choose_engine

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "docs" / "scored-answer.svg"


def main() -> None:
    """Score the demo's sample answer and keep what a person sees of it."""
    question = Library.load(ROOT / "question_banks", ROOT / "no-banks-of-ones-own").find(QUESTION)
    with tempfile.TemporaryDirectory() as cache:
        engine = choose_engine("whisper", "base", Path(cache))
        answer = score_recording(question, SAMPLE, engine, "en")
    people = Console(record=True, width=96, file=io.StringIO(), force_terminal=True)
    show_scored(Output(people, json=False, plain=False), answer)
    TARGET.parent.mkdir(exist_ok=True)
    # The picture must not ask another host for a font.
    form = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    TARGET.write_text(people.export_svg(title="trainer demo", code_format=form), encoding="utf-8")


if __name__ == "__main__":
    main()
