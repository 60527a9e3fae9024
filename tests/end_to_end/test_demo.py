"""The demo: the whole way of an answer, with or without a loudspeaker, and nothing kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.audio.child import without_devices
from tests.audio.heard import assert_begins, pcm, without_silence_before
from tests.support.program import Program
from tests.support.virtual_sound import VirtualSound
from trainer.cli.demo import SAMPLE

pytestmark = pytest.mark.weights

VITAL = ("the-clash", "their-side", "face-to-face", "settlement")
LEFT_OUT = ("outcome-figure", "on-good-terms")


@pytest.mark.parametrize("engine", ["whisper", "faster-whisper"])
def test_the_sample_answer_is_scored_and_nothing_is_saved(engine: str, program: Program) -> None:
    result = program.ok("demo", "--engine", engine, "--silent", "--json")
    verdicts = {point["key_point_id"]: point["verdict"] for point in result.data["points"]}
    assert [verdicts[point] for point in VITAL] == ["covered"] * 4
    assert not {verdicts[point] for point in LEFT_OUT} & {"covered"}
    assert result.data["attempt_id"] is None
    assert not program.workspace.exists()


def test_the_sample_is_played_where_there_is_a_loudspeaker(
    program: Program, virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    heard = tmp_path / "heard.wav"
    with virtual_sound.record_speaker(heard):
        shown = program.with_variables(**virtual_sound.variables).ok("demo").out
    assert_begins(without_silence_before(pcm(heard)), without_silence_before(pcm(SAMPLE)))
    assert "You made" in shown
    assert "Nothing of this was saved" in shown


def test_without_a_loudspeaker_it_says_so_and_goes_on(program: Program, tmp_path: Path) -> None:
    shown = program.with_variables(**without_devices(tmp_path)).ok("demo").out
    assert "There is no loudspeaker here" in shown
    assert "You made" in shown
