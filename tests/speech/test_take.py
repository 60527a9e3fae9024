"""What becomes of a recogniser's words, with a recogniser that says what it is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from trainer.speech.take import transcribe_take
from trainer.speech.timing import segments_in_time
from trainer.speech.transcript import Segment, Transcript, Word

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tests.speech.conftest import Clip
    from trainer.speech.engine import Engine


@dataclass
class Parrot:
    """Says its lines one utterance after the other, and remembers what it was asked."""

    lines: list[tuple[Segment, ...]]
    name: str = "parrot"
    model: str = "grey"
    asked: list[tuple[float, str | None, str | None]] = field(default_factory=list)

    def load(self) -> None:
        """Nothing to load."""

    def transcribe(
        self, audio: npt.NDArray[np.float32], *, language: str | None, prompt: str | None = None
    ) -> Transcript:
        self.asked.append((len(audio) / 16_000, language, prompt))
        return Transcript(self.lines.pop(0), language="en", engine=self.name, model=self.model)


def _segment(*words: tuple[str, float, float]) -> Segment:
    return Segment(tuple(Word(text, start_s, end_s, 0.9) for text, start_s, end_s in words))


def test_words_are_moved_to_their_utterance_and_into_its_voice(clip: Clip) -> None:
    # The longest utterance is asked for first; here that is the first.
    first = _segment((" One", 0.0, 1.0), (" and", 1.0, 5.0))
    parrot = Parrot([(first,), (_segment((" two", 0.0, 60.0)),)])
    engine: Engine = parrot
    transcript, voices = transcribe_take(engine, clip.audio, language=None, prompt="Um,")

    assert transcript.text == "One and two"
    one, _, two = transcript.words
    assert one.start_s == voices[0].start_s
    assert one.end_s == pytest.approx(clip.first_s[0] + 0.75, abs=0.15)
    assert two.start_s == pytest.approx(clip.second_s[0], abs=0.15)
    assert two.end_s == voices[-1].end_s
    assert [(language, prompt) for _, language, prompt in parrot.asked] == [
        (None, "Um,"),
        ("en", "Um,"),
    ]
    assert sum(length_s for length_s, _, _ in parrot.asked) < len(clip.audio) / 16_000 - 2.0


def test_what_has_no_word_or_lies_far_from_any_voice_is_dropped(clip: Clip) -> None:
    made_up = _segment((" Thank", 40.0, 40.5), (" you.", 40.5, 41.0))
    engine: Engine = Parrot(
        [(_segment((" ...", 0.5, 0.6)), _segment((" Yes.", 1.0, 2.0)), made_up), ()]
    )
    transcript, _ = transcribe_take(engine, clip.audio, language="en")
    assert transcript.text == "Yes."


def test_an_utterance_left_half_heard_is_heard_again_without_the_prompt(clip: Clip) -> None:
    little, all_of_it = _segment((" Half", 0.0, 0.5)), _segment((" Whole", 0.0, 5.0))
    parrot = Parrot([(little,), (all_of_it,), (all_of_it,)])
    engine: Engine = parrot
    transcript, _ = transcribe_take(engine, clip.audio, language="en", prompt="Um,")
    assert transcript.text == "Whole Whole"
    assert [prompt for _, _, prompt in parrot.asked] == ["Um,", None, "Um,"]

    without = Parrot([(little,), (little,)])
    engine = without
    transcript, _ = transcribe_take(engine, clip.audio, language="en")
    assert transcript.text == "Half Half"

    no_better = Parrot([(little,), (), (all_of_it,)])
    engine = no_better
    transcript, _ = transcribe_take(engine, clip.audio, language="en", prompt="Um,")
    assert transcript.text == "Half Whole"


def test_a_recogniser_that_repeats_itself_is_asked_again_without_the_prompt(clip: Clip) -> None:
    said = [(" Well", 0.0, 1.0), (" so", 1.0, 2.0)]
    lost = _segment(*said, *[(text, 2.0, 5.0) for text in (" uh,", " so,") * 5])
    sane, rest = _segment(*said, (" it", 2.0, 5.0)), _segment((" Rest", 0.0, 5.0))
    parrot = Parrot([(lost,), (sane,), (rest,)])
    transcript, _ = transcribe_take(parrot, clip.audio, language="en", prompt="Um,")
    assert transcript.text == "Well so it Rest"
    assert [prompt for _, _, prompt in parrot.asked] == ["Um,", None, "Um,"]

    # More words than anybody says are such a case, too.
    hasty = _segment(*[(f" {n}", n / 20, n / 20) for n in range(60)])
    parrot = Parrot([(hasty,), (sane,), (rest,)])
    transcript, _ = transcribe_take(parrot, clip.audio, language="en", prompt="Um,")
    assert transcript.text == "Well so it Rest"

    # Where it does so without a prompt as well, the repetition goes.
    transcript, _ = transcribe_take(
        Parrot([(lost,), (lost,), (rest,)]), clip.audio, language="en", prompt="Um,"
    )
    assert transcript.text == "Well so uh, Rest"


def test_progress_goes_from_nothing_to_all(clip: Clip) -> None:
    steps: dict[str, list[float]] = {}
    engine: Engine = Parrot([(), ()])
    transcribe_take(
        engine,
        clip.audio,
        language="en",
        progress=lambda what, done: steps.setdefault(what, []).append(done),
    )
    assert list(steps) == ["Listening for a voice", "Transcribing"]
    for done in steps.values():
        assert (done[0], done[-1]) == (0.0, 1.0)
        assert done == sorted(done)


def test_times_are_put_in_order_and_inside_the_audio() -> None:
    (first, second) = segments_in_time(
        [
            [(" a", -0.2, 0.5, 0.5), (" b", 0.4, 0.3, 1.2)],
            [],
            [(" c", 0.2, 9.0, 0.1), (" d", 9.0, 9.5, 0.1)],
        ],
        duration_s=5.0,
    )
    assert first.words == (Word(" a", 0.0, 0.5, 0.5), Word(" b", 0.4, 0.4, 1.0))
    assert second.words == (Word(" c", 0.4, 5.0, 0.1), Word(" d", 5.0, 5.0, 0.1))
