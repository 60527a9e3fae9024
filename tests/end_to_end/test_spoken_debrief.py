"""An answer given in a real interview, told again into the microphone."""

from __future__ import annotations

import json
from pathlib import Path

import pexpect
import pytest

from tests.support.program import Program
from tests.support.speech import say
from tests.support.terminal import ended, terminal
from tests.support.virtual_sound import VirtualSound

pytestmark = pytest.mark.weights


def tell(child: pexpect.spawn[str]) -> None:
    """Up to the moment at which the answer is told aloud."""
    for label, typed in (
        ("Which company", "Northwind"),
        ("For which job", ""),
        ("Which round", ""),
        ("Who was there", "Ms Adler"),
        ("On which day", ""),
        ("1: ", "how do you feed a lighthouse keeper's parrot"),
        ("2: ", ""),
        ("as a new one|Its number", ""),
        ("What you answered", "say"),
    ):
        child.expect(label)
        child.sendline(typed)


def test_what_was_heard_is_the_answer(
    program: Program, virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    clip = say("I wrote an honest letter to all of our customers.", tmp_path / "said.wav")
    spoken = program.with_variables(**virtual_sound.variables, TERM="xterm-256color")
    with terminal(spoken, "debrief") as child:
        tell(child)
        child.expect("Enter")
        child.send("\r")
        child.expect("●")
        virtual_sound.speak(clip).wait()
        child.send("\r")
        child.expect("How far off guard")
        child.sendintr()
        child.expect(pexpect.EOF)
    draft = (program.workspace / "recordings" / "drafts" / "debrief.json").read_text()
    kept = json.loads(draft)
    assert "letter to all of our customers" in kept["answered-1"]
    assert kept["attempt-1"] == "1"


def test_an_answer_told_aloud_is_kept_as_an_attempt_even_when_it_is_interrupted(
    program: Program, virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    clip = say("I wrote an honest letter to all of our customers.", tmp_path / "said.wav")
    spoken = program.with_variables(**virtual_sound.variables, TERM="xterm-256color")
    with terminal(spoken, "debrief") as child:
        tell(child)
        child.expect("Enter")
        child.send("\r")
        child.expect("●")
        virtual_sound.speak(clip).wait()
        child.sendintr()
        child.expect("your take is kept as attempt 1")
        child.expect(pexpect.EOF)
    with terminal(spoken, "debrief", "--resume") as child:
        for label, typed in (
            ("How far off guard", "4"),
            ("What you wish", "told the customers"),
            ("Say each twice", "y"),
            ("1 of 2", "I wrote a letter to the customers"),
            ("2 of 2", "they got an honest letter"),
            ("How do you feel", ""),
            ("Anything else", ""),
        ):
            child.expect(label)
            child.sendline(typed)
        ended(child)
    [question] = program.ok("debrief", "show", "--json").data["questions"]
    assert question["attempt_id"] == 1
    assert "letter to all of our customers" in question["answered"]
    assert question["asked_by"] == "Ms Adler"
    attempt = program.ok("attempt", "show", "1", "--json").data
    assert attempt["question"]["id"] == question["question_id"]
    assert attempt["off_guard"] is True
    [point] = attempt["points"]
    # Two wordings leave some doubt; the words that made the point are found all the same.
    assert point["text"] == "told the customers"
    assert "letter" in point["evidence"]["text"]
