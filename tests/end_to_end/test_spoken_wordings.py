"""Wordings said into a microphone: heard, seen, kept, and the recording gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.banks import BARE_BANK, add_bank
from tests.support.program import Program
from tests.support.speech import say
from tests.support.terminal import ended, terminal
from tests.support.virtual_sound import VirtualSound

pytestmark = pytest.mark.weights


def recordings(program: Program) -> list[Path]:
    return list((program.workspace / "recordings").rglob("*.wav"))


def test_a_spoken_wording_is_kept_and_its_recording_is_not(
    program: Program, virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    add_bank(program.workspace, BARE_BANK)
    clip = say("I wrote an honest letter to all of our customers.", tmp_path / "said.wav")
    spoken = program.with_variables(**virtual_sound.variables, TERM="xterm-256color")
    with terminal(spoken, "wordings", "add", "outage", "--spoken") as child:
        child.expect("rolled the release back first")
        for time in (1, 2):
            child.expect(f"{time} of 2")
            child.expect("q leaves")
            child.send("s")
        child.expect("told the customers")
        child.expect("1 of 2")
        child.expect("q leaves")
        child.send("\r")
        child.expect("●")
        virtual_sound.speak(clip).wait()
        assert len(recordings(program)) == 1
        child.send("\r")
        child.expect("Enter keeps it")
        assert recordings(program) == []
        assert "customers" in str(child.before)
        child.send("\r")
        child.expect("2 of 2")
        child.expect("q leaves")
        child.send("\r")
        child.expect("●")
        child.send("q")
        assert "Kept 1 wording of yours" in ended(child)
    assert recordings(program) == []
    [wording] = program.ok("wordings", "list", "--json").data["wordings"]
    assert (wording["key_point_id"], wording["origin"]) == ("told-customers", "spoken")
    assert "honest letter" in wording["text"]
    assert program.ok("history", "--json").data["attempts"] == []


def test_a_new_question_gets_its_wordings_aloud(
    program: Program, virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    clip = say("I wrote an honest letter to all of our customers.", tmp_path / "said.wav")
    spoken = program.with_variables(**virtual_sound.variables, TERM="xterm-256color")
    options = ("--kind", "behavioural", "--company", "Acme", "--date", "2026-11-20")
    with terminal(spoken, "bank", "add", "--spoken", *options) as child:
        child.expect("The question, as it was asked")
        child.sendline("How do you feed a lighthouse keeper's parrot?")
        child.expect("Key point 1")
        child.sendline("told the customers")
        child.expect("essential")
        child.sendline("")
        child.expect("1 of 2")
        child.expect("q leaves")
        child.send("\r")
        child.expect("●")
        virtual_sound.speak(clip).wait()
        child.send("\r")
        child.expect("Enter keeps it")
        child.send("\r")
        child.expect("2 of 2")
        child.expect("q leaves")
        child.send("s")
        child.expect("if it were missing")
        child.sendline("")
        child.expect("Key point 2")
        child.sendline("")
        assert "Added my-questions/" in ended(child)
    assert recordings(program) == []
    question = program.ok("bank", "show", "keeper's parrot", "--json").data
    [point] = question["key_points"]
    [wording] = point["wordings"]
    assert "honest letter" in wording
