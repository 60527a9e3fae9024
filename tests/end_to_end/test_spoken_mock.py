"""A spoken mock interview, killed in the middle of a recording and gone on with."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pexpect
import pytest

from tests.audio.heard import pcm
from tests.support.banks import ANSWER
from tests.support.mocks import ALARM, PROBE, QUESTIONS, YOURSELF, add_mock_bank
from tests.support.program import Program
from tests.support.speech import say
from tests.support.terminal import ended, terminal
from tests.support.virtual_sound import VirtualSound

pytestmark = pytest.mark.weights

LISTED = "What would you do differently now?"
CLOSING = "Do you have any questions for us?"


def test_a_killed_interview_goes_on_and_its_review_has_both_halves(
    program: Program, virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    add_mock_bank(program.workspace)
    program = program.with_variables(
        **virtual_sound.variables,
        TERM="xterm-256color",
        TRAINER_ASK_UNSURE="false",
        TRAINER_THINK_TIME_S="0",
    )
    said = {
        name: say(text, tmp_path / f"{name}.wav")
        for name, text in (
            ("yourself", YOURSELF),
            ("outage", ANSWER),
            ("alarm", ALARM),
            ("questions", QUESTIONS),
        )
    }
    heard = tmp_path / "heard.wav"
    with (
        virtual_sound.record_speaker(heard),
        terminal(program, "mock", "--bank", "own", "--seed", "3") as child,
    ):
        child.expect("Tell me about yourself")
        child.expect("●")
        child.expect("left")
        virtual_sound.speak(said["yourself"]).wait()
        child.kill(9)
        child.expect(pexpect.EOF)
    # The interviewer was heard.
    assert np.abs(pcm(heard)).max() > 1000

    with terminal(program, "mock", "--resume", "--silent") as child:
        child.expect("outage that you had to handle")
        assert "Tell me about yourself" not in (child.before or "")
        child.expect("●")
        virtual_sound.speak(said["outage"]).wait()
        child.send("\r")
        # On a busy machine the words come too late for a probe: then the interview goes on.
        follow_up = child.expect([re.escape(PROBE), re.escape(LISTED), re.escape(CLOSING)])
        if follow_up < 2:
            child.expect("●")
            virtual_sound.speak(said["alarm"]).wait()
            child.send("\r")
            child.expect(re.escape(CLOSING))
        child.expect("●")
        virtual_sound.speak(said["questions"]).wait()
        child.send("\r")
        child.expect("ask no more")
        child.send("nyn")
        rest = ended(child)
    assert "rolled the release back first" in rest
    assert "To practise next" in rest

    review = program.ok("mock", "show", "--json").data
    assert review["state"] == "done"
    assert [one["state"] for one in review["questions"]] == ["asked"] * 3
    texts = [one["answer"]["transcript"]["text"] for one in review["questions"]]
    for text, word in zip(texts, ("nurse", "customers", "months"), strict=True):
        assert word in text
    outage = review["questions"][1]
    assert outage["answer"]["off_guard"] is True
    assert outage["answer"]["duration_s"] > 10
    if follow_up == 0:
        assert "alarm" in outage["follow_up"]["answer"]["transcript"]["text"]
        before, after = outage["answer"]["coverage"], outage["coverage_with_follow_up"]
        assert after["high"] > before["high"]
    attempts = program.ok("history", "--json").data["attempts"]
    assert len(attempts) == 3 + (follow_up < 2)
