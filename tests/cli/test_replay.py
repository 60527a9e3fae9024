"""Looking back on a take: notes, comparison, and the keys while it plays."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.audio.heard import pcm, without_silence_around
from tests.support.banks import ANSWER, add_bank
from tests.support.program import Program
from tests.support.takes import add_take, start_of
from tests.support.terminal import ended, terminal
from tests.support.virtual_sound import VirtualSound

if TYPE_CHECKING:
    import pexpect

WORSE = "It was a Friday evening and the shop was down, and we wrote to our customers at once."
CUSTOMERS_AT = ANSWER.split().index("customers")


@pytest.fixture
def own(program: Program) -> Program:
    """A question with two takes: the second made a point that the first did not."""
    add_bank(program.workspace)
    add_take(program, "own/outage", WORSE)
    add_take(program, "own/outage", ANSWER, days=7)
    return program


@pytest.fixture
def heard(own: Program, virtual_sound: VirtualSound) -> Program:
    """The same, with a loudspeaker."""
    return own.with_variables(**virtual_sound.variables, TERM="xterm")


def notes(program: Program) -> list[tuple[int, float | None, str]]:
    found = program.ok("notes", "list", "--json").data["notes"]
    return [(note["attempt_id"], note["at_s"], note["text"]) for note in found]


def test_notes_are_kept_changed_removed_and_taken_back(own: Program) -> None:
    own.ok("notes", "add", "2", "calm from here on")
    own.ok("notes", "add", "2", "--at", "0:07", "say the number first")
    assert notes(own) == [(2, None, "calm from here on"), (2, 7.0, "say the number first")]
    shown = own.ok("replay", "2", "--silent").out
    assert "0:07  say the number first" in shown
    own.ok("notes", "edit", "2", "the number first", "--at", "8")
    assert notes(own)[1] == (2, 8.0, "the number first")
    own.ok("notes", "remove", "1")
    assert notes(own) == [(2, 8.0, "the number first")]
    own.ok("undo")
    own.ok("undo")
    assert notes(own) == [(2, None, "calm from here on"), (2, 7.0, "say the number first")]
    own.ok("undo")
    assert notes(own) == [(2, None, "calm from here on")]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("add", "9", "x"), 4, "no attempt 9"),
        (("add", "2", " "), 3, "needs a text"),
        (("add", "2", "x" * 4001), 3, "4000 characters"),
        (("add", "2", "--at", "5:00", "x"), 3, "the take ends"),
        (("add", "2", "--at", "1:75", "x"), 2, "is no time"),
        (("edit", "1"), 2, "nothing to change"),
        (("edit", "1", "x"), 4, "no note 1"),
        (("remove", "1"), 4, "no note 1"),
    ],
)
def test_what_is_no_note_is_told(
    own: Program, arguments: tuple[str, ...], code: int, said: str
) -> None:
    result = own.run("notes", *arguments)
    assert result.code == code
    assert said in result.err
    assert notes(own) == []


def test_takes_are_compared_by_what_changed(own: Program) -> None:
    compared = own.ok("replay", "2", "--compare", "--json").data
    assert [take["attempt_id"] for take in compared["takes"]] == [1, 2]
    assert "rolled-back" in compared["gained"]
    assert compared["lost"] == []
    first, latest = compared["takes"]
    assert first["points"]["rolled-back"] != "covered"
    assert latest["points"]["rolled-back"] == "covered"
    shown = own.ok("replay", "--compare").out
    assert "Made now, not the first time" in shown
    narrow = own.with_variables(COLUMNS="40").ok("replay", "--compare").out
    assert "rolled the release back first" in narrow
    # A person's verdict stands before the machine's.
    judged = ("--point", "rolled-back", "--verdict", "covered")
    own.ok("attempt", "judge", "1", *judged)
    assert "rolled-back" not in own.ok("replay", "--compare", "--json").data["gained"]


def test_one_take_is_nothing_to_compare(program: Program) -> None:
    add_bank(program.workspace)
    add_take(program, "own/outage", ANSWER)
    result = program.run("replay", "--compare")
    assert result.code == 3
    assert "only one scored take" in result.err


def test_a_key_point_is_where_it_begins(own: Program) -> None:
    assert own.run("replay", "2", "--key-point", "3", "--silent").code == 4
    assert own.run("replay", "2", "--key-point", "9", "--silent").code == 4
    assert own.run("replay", "2", "--key-point", "1", "--from", "1").code == 2


def position_s(child: pexpect.spawn[str]) -> float:
    """Where the picture says that the take is, drawn from now on."""
    child.expect(r"[▶‖] (\d+):(\d\d) / ")
    minutes, seconds = child.match.groups()  # type: ignore[union-attr]
    return 60 * int(minutes) + int(seconds)


def await_position(child: pexpect.spawn[str], from_s: float, to_s: float) -> None:
    for _ in range(400):
        if from_s <= position_s(child) <= to_s:
            return
    pytest.fail(f"it never was between {from_s} s and {to_s} s")


def test_keys_move_about_while_it_plays(heard: Program) -> None:
    with terminal(heard, "replay", "2") as child:
        await_position(child, 1, 3)
        child.send("k")
        # The first point with evidence: the release that was rolled back.
        release_s = start_of(ANSWER.split().index("first"))
        await_position(child, int(release_s - 3), release_s + 2)
        child.send(" ")
        child.expect("‖ ")
        child.send("+")
        child.expect("×1.25")
        child.send("b")
        child.send(" ")
        child.expect("▶ ")
        child.send("e")
        child.expect("attempt 1,")
        child.send("e")
        child.expect("This is the first take")
        child.send("l")
        child.expect("attempt 2,")
        child.send("q")
        ended(child)


def test_a_note_is_written_where_it_plays(heard: Program) -> None:
    with terminal(heard, "replay", "2", "--from", "0:04") as child:
        await_position(child, 4, 6)
        child.send("n")
        child.expect(r"Note at 0:0\d")
        child.sendline("slower here")
        child.expect("Note 1 is kept")
        child.send("q")
        ended(child)
    [(attempt_id, at_s, text)] = notes(heard)
    assert (attempt_id, text) == (2, "slower here")
    assert at_s is not None
    assert 4.0 <= at_s <= 9.0


def test_what_is_heard_begins_at_the_key_point(
    heard: Program, virtual_sound: VirtualSound, tmp_path: Path
) -> None:
    recorded = tmp_path / "heard.wav"
    with (
        virtual_sound.record_speaker(recorded),
        terminal(heard, "replay", "2", "--key-point", "2") as child,
    ):
        child.expect("‖ ", timeout=60)  # the end
        child.send("q")
        ended(child)
    [attempt] = [
        one for one in heard.ok("history", "--json").data["attempts"] if one["attempt_id"] == 2
    ]
    shown = heard.ok("replay", "2", "--silent", "--json").data
    [point] = [one for one in shown["points"] if one["key_point_id"] == "told-customers"]
    length_s = attempt["duration_s"] - point["evidence"]["start_s"] + 0.5
    sound = without_silence_around(pcm(recorded))
    assert len(sound) / 16_000 == pytest.approx(length_s, abs=0.2)
    assert np.abs(sound).max() > 3000


def test_without_a_loudspeaker_the_words_go_on(own: Program) -> None:
    silent = own.with_variables(TERM="xterm", PULSE_SERVER="unix:/nowhere")
    with terminal(silent, "replay", "2", columns=40) as child:
        child.expect("no sound")
        await_position(child, 2, 5)
        child.send("q")
        ended(child)


def test_in_a_pipe_it_is_shown_whole(own: Program) -> None:
    shown = own.ok("replay", "2", "--silent").out
    assert re.search(r"rolled the release back first", shown)
    assert "\x1b" not in shown
