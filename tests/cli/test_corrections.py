"""A transcript put right: in an editor or handed in, scored again, and taken back."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.banks import BARE_ANSWER, BARE_BANK, SAID_OF_CUSTOMERS, add_bank
from tests.support.program import Program
from tests.support.speech import say
from tests.support.terminal import ended, terminal


def editor(folder: Path, python: str) -> str:
    """An editor that does one thing to the text, written in Python; `file` is its path."""
    script = folder / "editor.py"
    script.write_text(
        f"import sys, pathlib\nfile = pathlib.Path(sys.argv[-1])\n{python}\n", encoding="utf-8"
    )
    return shlex.join([sys.executable, str(script)])


def replacing(folder: Path, old: str, new: str) -> str:
    return editor(folder, f"file.write_text(file.read_text().replace({old!r}, {new!r}))")


@pytest.fixture
def answered(program: Program) -> Program:
    """A typed answer whose second point nobody recognises yet."""
    add_bank(program.workspace, BARE_BANK)
    program.ok("answer", "outage", "--typed", stdin="I put the old version back. Then I slept.")
    return program


def drafts(program: Program) -> list[Path]:
    return list((program.workspace / "recordings").glob("*.correction.txt"))


def shown(program: Program, *options: str) -> Any:
    return program.ok("attempt", "show", "1", *options, "--json").data


@pytest.mark.weights
def test_words_that_stay_keep_their_times_and_the_score_is_made_again(
    program: Program, tmp_path: Path
) -> None:
    add_bank(program.workspace)
    wav = say("First I made some tea. We were back after forty minutes.", tmp_path / "said.wav")
    heard = program.ok(
        "answer", "outage", "--audio", wav, "--model", "tiny.en", "--engine", "faster-whisper",
        "--json",
    ).data  # fmt: skip
    assert "tea" in heard["transcript"]["text"]
    edit = program.with_variables(
        EDITOR=replacing(tmp_path, "made some tea", "rolled back the release"), VISUAL=""
    )
    right = edit.ok("replay", "--edit", "--json").data
    assert (right["changed"], right["played"]) == (True, False)
    assert right["before"]["coverage_low"] == heard["coverage"]["low"]
    assert right["coverage"]["low"] > heard["coverage"]["low"]
    before, after = (
        {w["text"].strip(): w for s in one["transcript"]["segments"] for w in s["words"]}
        for one in (heard, right)
    )
    assert after["minutes."] == before["minutes."]
    assert after["release."]["probability"] is None
    assert before["made"]["start_s"] <= after["rolled"]["start_s"] < after["We"]["start_s"]

    versions = shown(program, "--transcripts")["transcripts"]
    assert [(one["origin"], one["counts"]) for one in versions] == [
        ("engine", False),
        ("corrected", True),
    ]
    assert versions[0]["segments"] == heard["transcript"]["segments"]
    scores = program.ok("attempt", "scores", "1", "--json").data["scores"]
    assert [score["transcript"]["origin"] for score in scores] == ["engine", "corrected"]
    assert [score["transcript"]["model"] for score in scores] == ["tiny.en", "tiny.en"]
    listing = program.ok("attempt", "scores", "1").out
    assert "you (faster-whisper tiny.en)" in listing
    assert listing.count(" *") == 1


def test_a_corrected_transcript_counts_until_it_is_taken_back(
    answered: Program, tmp_path: Path
) -> None:
    first = shown(answered)
    text = tmp_path / "right.txt"
    text.write_text(BARE_ANSWER, encoding="utf-8")
    told = answered.ok("replay", "1", "--text", text).out
    assert "Coverage before" in told
    assert "trainer undo" in told
    assert shown(answered)["transcript"]["text"] == BARE_ANSWER
    assert "One of 2 transcripts" in answered.ok("replay", "--silent").out
    both = answered.ok("attempt", "show", "1", "--transcripts").out
    assert "I slept" in both
    assert "honest note" in both
    # Scored again it is still the correction that is scored.
    assert (
        answered.ok("score", "--attempt", "1", "--json").data["transcript"]["text"] == BARE_ANSWER
    )

    assert "before you corrected it" in answered.ok("undo").out
    assert shown(answered) == first
    assert len(shown(answered, "--transcripts")["transcripts"]) == 1


def test_going_back_to_what_was_heard_and_forth(answered: Program) -> None:
    first = shown(answered)
    answered.ok("replay", "--text", "-", stdin=BARE_ANSWER)
    answered.ok("replay", "--text", "-", stdin=f"{BARE_ANSWER} Twice.")
    back = answered.ok("replay", "--restore", "--json").data
    assert back["transcript"] == first["transcript"]
    assert [one["counts"] for one in shown(answered, "--transcripts")["transcripts"]] == [
        True,
        False,
        False,
    ]
    assert answered.run("replay", "--restore").code == 3
    assert "counts again" in answered.ok("undo").out
    assert shown(answered)["transcript"]["text"] == f"{BARE_ANSWER} Twice."
    answered.ok("undo")
    assert shown(answered)["transcript"]["text"] == BARE_ANSWER
    answered.ok("undo")
    assert shown(answered) == first
    assert "not rated any more" in answered.ok("undo").out
    assert answered.run("undo").code == 4


def test_what_was_judged_keeps_to_its_words(program: Program) -> None:
    add_bank(program.workspace, BARE_BANK)
    program.ok("answer", "outage", "--typed", stdin=BARE_ANSWER)
    program.ok(
        "attempt", "judge", "1", "--point", "told-customers", "--verdict", "covered",
        "--span", SAID_OF_CUSTOMERS,
    )  # fmt: skip
    program.ok("replay", "--text", "-", stdin=f"Well, where do I begin. {BARE_ANSWER}")
    [judged] = [p["judged"] for p in shown(program)["points"] if p["judged"]]
    words = shown(program)["transcript"]["segments"][0]["words"]
    start, end = judged["span"]["start"], judged["span"]["end"]
    assert "".join(w["text"] for w in words[start:end]).strip() == SAID_OF_CUSTOMERS
    program.ok("replay", "--text", "-", stdin="Nothing of that.")
    [judged] = [p["judged"] for p in shown(program)["points"] if p["judged"]]
    assert (judged["verdict"], judged["span"]) == ("covered", None)
    assert "you said: made it" in program.ok("replay").out


def test_nothing_is_lost_whatever_the_editor_does(answered: Program, tmp_path: Path) -> None:
    first = shown(answered)

    def edited(command: str) -> Any:
        return answered.with_variables(EDITOR=command, VISUAL="").run("replay", "--edit", "1")

    for command, said in (
        ("false", "ended with code 1"),
        (str(tmp_path / "no-such-editor"), "can't be started"),
        (editor(tmp_path, "file.write_text(' \\n')"), "came back empty"),
        (editor(tmp_path, "file.unlink()"), "came back empty"),
        ('"unclosed', "quotation mark"),
    ):
        result = edited(command)
        assert result.code == 3, result.err
        assert said in result.err
        assert drafts(answered) == []
        assert shown(answered) == first

    failed = edited(editor(tmp_path, "file.write_text('What I meant.'); sys.exit(1)"))
    [draft] = drafts(answered)
    assert str(draft) in failed.err
    assert draft.stat().st_mode & 0o077 == 0
    foreign = edited(editor(tmp_path, "file.write_bytes(b'\\xff\\xfe')"))
    assert foreign.code == 3
    assert "not text in UTF-8" in foreign.err
    [draft] = drafts(answered)
    draft.write_text("What I meant.")
    went_on = edited("true")
    assert "what you wrote last time" in went_on.out
    assert shown(answered)["transcript"]["text"] == "What I meant."
    assert drafts(answered) == []
    unchanged = edited("true")
    assert "Nothing is changed" in unchanged.out
    assert len(shown(answered, "--transcripts")["transcripts"]) == 2


def test_what_cannot_be_corrected_is_told(answered: Program, tmp_path: Path) -> None:
    nowhere = answered.with_variables(EDITOR="", VISUAL="").run("replay", "--edit", "--json")
    assert nowhere.code == 2
    assert "--text" in nowhere.error["hint"]
    assert answered.run("replay", "--edit", "--restore").code == 2
    assert answered.run("replay", "9", "--text", "-", stdin="text").code == 4
    assert answered.run("replay", "--text", tmp_path / "absent.txt").code == 4
    assert answered.run("replay", "--text", "-", stdin=" \n").code == 3
    answered.ok("attempt", "delete", "1")
    trashed = answered.run("replay", "1", "--text", "-", stdin="text")
    assert trashed.code == 3
    assert "restore 1" in trashed.err


def test_an_editor_at_a_terminal(answered: Program, tmp_path: Path) -> None:
    program = answered.with_variables(
        VISUAL=editor(
            tmp_path, "file.write_text(input('your text: ')); print('edited at', file.parent.name)"
        ),
        EDITOR="false",
    )
    with terminal(program, "replay", "--edit", columns=40) as child:
        child.expect("your text: ")
        child.sendline(BARE_ANSWER[:60])
        child.expect("edited at recordings")
        child.expect("Coverage before")
        ended(child)
    assert shown(answered)["transcript"]["text"] == BARE_ANSWER[:60].strip()
