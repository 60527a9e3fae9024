"""Old takes heard again with another model: nothing replaced, all of it undone by one undo."""

from __future__ import annotations

import shutil
import signal
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.support.banks import ANSWER, add_bank
from tests.support.program import Program
from tests.support.speech import say

pytestmark = pytest.mark.weights

TINY = ("--model", "tiny.en", "--engine", "faster-whisper")
BASE = ("--model", "base", "--engine", "faster-whisper")


@pytest.fixture(scope="session")
def practised(tmp_path_factory: pytest.TempPathFactory, weights_cache: Path) -> Program:
    """A workspace with two recordings heard by tiny.en and a typed answer."""
    folder = tmp_path_factory.mktemp("practised")
    program = Program.at(folder / "workspace", TRAINER_CACHE=str(weights_cache))
    add_bank(program.workspace)
    for number, text in enumerate((ANSWER, "The first thing I did was roll back the release.")):
        wav = say(text, folder / f"{number}.wav")
        program.ok("answer", "outage", "--audio", wav, *TINY)
    program.ok("answer", "outage", "--typed", stdin=ANSWER)
    return program


@pytest.fixture
def program(practised: Program, tmp_path: Path) -> Program:
    """A copy of that workspace."""
    shutil.copytree(practised.workspace, tmp_path / "workspace")
    return practised.with_variables(TRAINER_WORKSPACE=str(tmp_path / "workspace"))


def versions(program: Program, attempt: int) -> list[tuple[str, str | None, bool]]:
    found = program.ok("attempt", "show", str(attempt), "--transcripts", "--json").data
    return [(one["origin"], one["model"], one["counts"]) for one in found["transcripts"]]


def entries(program: Program, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = program.ok("rescore", *arguments, "--json").data["attempts"]
    return found


def test_a_better_model_hears_all_takes_again_and_one_undo_takes_it_back(
    program: Program,
) -> None:
    before = [program.ok("attempt", "show", str(n), "--json").data for n in (1, 2, 3)]
    first, second, typed = entries(program, "--all", *BASE)
    assert [one["heard"] and one["heard"]["model"] for one in (first, second, typed)] == [
        "base",
        "base",
        None,
    ]
    assert first["before"]["coverage_low"] == before[0]["coverage"]["low"]
    assert versions(program, 1) == [("engine", "tiny.en", False), ("engine", "base", True)]
    scores = program.ok("attempt", "scores", "2", "--json").data["scores"]
    assert [(s["transcript"]["model"], s["transcript"]["counts"]) for s in scores] == [
        ("tiny.en", False),
        ("base", True),
    ]
    assert program.ok("attempt", "show", "2", "--json").data["transcript"]["model"] == "base"

    # Heard already: nothing is transcribed, so nothing is loaded, and nothing is kept twice.
    again = program.ok("rescore", "--all", *BASE)
    assert "Getting the recogniser ready" not in again.out
    assert len(versions(program, 1)) == 2
    assert "2 answers" in program.ok("undo").out
    after = [program.ok("attempt", "show", str(n), "--json").data for n in (1, 2, 3)]
    assert after == before
    assert versions(program, 2) == [("engine", "tiny.en", True)]
    # What stands behind it is the ratings of the three answers.
    for number in (3, 2, 1):
        assert f"Attempt {number} is not rated any more" in program.ok("undo").out
    assert program.run("undo").code == 4


def test_a_correction_goes_on_counting_unless_that_is_not_wanted(program: Program) -> None:
    right = "Nobody noticed a thing."
    program.ok("replay", "2", "--text", "-", stdin=right)
    result = program.ok("rescore", "2", *BASE)
    assert "--over-corrections" in result.out
    assert versions(program, 2) == [
        ("engine", "tiny.en", False),
        ("corrected", "tiny.en", True),
        ("engine", "base", False),
    ]
    shown = program.ok("attempt", "show", "2", "--json").data
    assert shown["transcript"]["text"] == right
    # The newer score is of what does not count, and is kept to be compared.
    scores = program.ok("attempt", "scores", "2", "--json").data["scores"]
    assert [s["transcript"]["counts"] for s in scores] == [False, True, False]
    [listed] = [
        one for one in program.ok("history", "--json").data["attempts"] if one["attempt_id"] == 2
    ]
    assert listed["coverage_low"] == shown["coverage"]["low"]

    [over] = entries(program, "2", *BASE, "--over-corrections")
    assert over["heard"]["counts"] is True
    assert versions(program, 2)[2] == ("engine", "base", True)
    assert len(versions(program, 2)) == 3
    program.ok("undo")
    assert program.ok("attempt", "show", "2", "--json").data["transcript"]["text"] == right
    program.ok("undo")
    assert len(versions(program, 2)) == 2


def test_a_broken_recording_stops_no_other(program: Program) -> None:
    files = {
        one["attempt_id"]: Path(one["file"].replace(str(program.workspace), ""))
        for one in program.ok("history", "--json").data["attempts"]
    }
    workspace = Path(program.environment["TRAINER_WORKSPACE"])
    recording = workspace / "recordings" / files[1].name
    recording.write_bytes(b"no sound")
    result = program.run("rescore", "--all", *BASE, "--json")
    assert result.code == 3
    assert "1 of 3 answers failed: 1" in result.error["message"]
    assert [one["attempt_id"] for one in result.data["attempts"]] == [2, 3]
    [failed] = result.data["failed"]
    assert (failed["attempt_id"], failed["error"]["code"]) == (1, "bad_input")
    recording.unlink()
    alone = program.run("rescore", "1", *BASE)
    assert alone.code == 4
    assert recording.name in alone.err
    assert versions(program, 1) == [("engine", "tiny.en", True)]


def test_what_was_heard_before_an_interruption_is_kept_and_not_heard_twice(
    program: Program,
) -> None:
    with subprocess.Popen(
        [*program.command, "rescore", "--all", *BASE],
        env=dict(program.environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        watchdog = threading.Timer(120, process.kill)
        watchdog.start()
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Attempt 2, 2 of 3"):
                process.send_signal(signal.SIGINT)
                break
        _, told = process.communicate(timeout=60)
        watchdog.cancel()
    assert process.returncode == 130
    assert "stopped after 1 of 3" in told
    assert len(versions(program, 1)) == 2
    assert len(versions(program, 2)) == 1
    program.ok("rescore", "--all", *BASE)
    assert [len(versions(program, n)) for n in (1, 2)] == [2, 2]


def test_without_the_model_nothing_is_begun(program: Program, tmp_path: Path) -> None:
    away = program.with_variables(
        HF_ENDPOINT="http://127.0.0.1:9", TRAINER_CACHE=str(tmp_path / "cache")
    )
    result = away.run("rescore", "--all", "--model", "small", "--engine", "faster-whisper")
    assert result.code == 6
    assert "'small' is not on this machine" in result.err
    assert program.run("rescore", "--all", "--again").code == 2
    assert program.run("rescore", "--all", "--model", "smoll").code == 6
    german = program.run("rescore", "2", *TINY, "--language", "de")
    assert german.code == 6
    assert "English only" in german.err
