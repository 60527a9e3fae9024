"""Answers without a terminal: typed, from a file, over a pipe; and what goes wrong with them."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.audio.child import without_devices
from tests.support.banks import ANSWER, LEFT_OUT, MADE, add_bank
from tests.support.clock import at
from tests.support.program import Program, Result
from tests.support.speech import say


@pytest.fixture(autouse=True)
def bank(program: Program) -> Path:
    return add_bank(program.workspace)


def assert_scored(result: Result) -> None:
    points = {point["key_point_id"]: point for point in result.data["points"]}
    for point in MADE:
        assert points[point]["verdict"] == "covered"
        assert points[point]["probability"] > 0.5
        assert points[point]["evidence"]["text"] in result.data["transcript"]["text"]
    for point in LEFT_OUT:
        assert points[point]["verdict"] == "missed"
        assert points[point]["evidence"] is None


def test_a_typed_answer_over_a_pipe(program: Program) -> None:
    result = program.ok("answer", "outage", "--typed", "--json", stdin=ANSWER)
    assert_scored(result)
    assert result.data["transcript"]["text"] == ANSWER
    [attempt] = program.ok("history", "outage", "--json").data["attempts"]
    assert attempt["attempt_id"] == result.data["attempt_id"]
    assert attempt["medium"] == "typed"
    assert Path(attempt["file"]).read_text(encoding="utf-8").strip() == ANSWER


@pytest.mark.weights
def test_a_file_answer_over_a_pipe(program: Program, tmp_path: Path) -> None:
    wav = say(ANSWER, tmp_path / "said.wav")
    result = program.ok("answer", "outage", "--audio", wav, "--json")
    assert_scored(result)
    [attempt] = program.ok("history", "--json").data["attempts"]
    kept = Path(attempt["file"])
    assert kept != wav
    assert kept.read_bytes() == wav.read_bytes()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert attempt["duration_s"] == pytest.approx(result.data["duration_s"])


@pytest.mark.weights
def test_a_recording_is_scored_without_keeping_it_and_then_with(
    program: Program, tmp_path: Path
) -> None:
    wav = say(ANSWER, tmp_path / "said.wav")
    assert_scored(program.ok("score", "--question", "outage", wav, "--json"))
    assert not (program.workspace / "recordings").exists()
    program.ok("config", "set", "audio_format", "flac")
    saved = program.ok("score", "--question", "outage", wav, "--save", "--json").data
    assert saved["attempt_id"] == 1


def test_a_transcript_is_scored_from_a_file_and_from_standard_input(
    program: Program, tmp_path: Path
) -> None:
    text = tmp_path / "answer.txt"
    text.write_text(ANSWER, encoding="utf-8")
    from_file = program.ok("score", "--question", "outage", text, "--json")
    from_pipe = program.ok("score", "--question", "outage", "-", "--json", stdin=ANSWER)
    assert_scored(from_file)
    assert from_file.data == from_pipe.data
    assert program.ok("history", "--json").data["attempts"] == []
    saved = program.ok("score", "--question", "outage", text, "--save", "--json").data
    assert program.ok("attempt", "show", "1", "--json").data["points"] == saved["points"]


def test_scoring_again_keeps_the_attempt(program: Program) -> None:
    first = program.ok("answer", "outage", "--typed", "--json", stdin=ANSWER).data
    again = program.ok("score", "--attempt", str(first["attempt_id"]), "--json").data
    assert again["points"] == first["points"]
    assert len(program.ok("history", "--json").data["attempts"]) == 1


def test_what_a_person_reads_names_what_was_made_before_what_was_not(program: Program) -> None:
    shown = program.ok("answer", "outage", "--typed", stdin=ANSWER).out
    made, rest = shown.split("Not heard this time")
    assert "rolled the release back first" in made.split("You made")[1]
    assert "added an alarm for next time" in rest
    assert "What would warn you today?" in rest
    assert "2 of 3 points heard" in shown


def test_a_drill_over_a_pipe_ends_each_answer_with_two_empty_lines(program: Program) -> None:
    result = program.ok(
        *("drill", "--typed", "--bank", "own", "--questions", "1", "--json"),
        stdin=f"{ANSWER}\n\n\n",
    )
    [answer] = result.data["answers"]
    assert answer["question"]["id"] == "own/outage"
    assert answer["transcript"]["text"] == ANSWER


def test_a_drill_asks_what_caught_off_guard_first(program: Program) -> None:
    program.ok("answer", "five-years", "--typed", "--off-guard", stdin="I do not know.")
    tomorrow = at(program, datetime.now(UTC) + timedelta(days=1))
    result = tomorrow.ok("drill", "--typed", "--json", stdin="one\n\n\ntwo\n\n\nthree\n\n\n")
    asked = [answer["question"]["id"] for answer in result.data["answers"]]
    assert asked[0] == "caught-off-guard/five-years"
    assert len(set(asked)) == 3


def test_the_same_seed_draws_the_same_questions(program: Program, tmp_path: Path) -> None:
    other = Program.at(tmp_path / "other")
    add_bank(other.workspace)
    stdin = "one\n\n\ntwo\n\n\nthree\n\n\n"
    drawn = [
        [
            answer["question"]["id"]
            for answer in one.ok("drill", "--typed", "--seed", "5", "--json", stdin=stdin).data[
                "answers"
            ]
        ]
        for one in (program, other)
    ]
    assert drawn[0] == drawn[1]


MISTAKES: list[tuple[list[str], bytes, int, str]] = [
    (["answer", "outage", "--typed"], b"", 3, "nothing came on standard input"),
    (["answer", "outage", "--typed"], b"\xff\xfe\x00", 3, "UTF-8"),
    (["answer", "outage", "--typed", "--audio", "x.wav"], b"", 2, "do not go together"),
    (["answer", "no such question at all", "--typed"], b"x", 4, "no such question at all"),
    (["answer", "a", "--typed"], b"x", 4, "fits"),
    (["answer", "outage", "--audio", "missing.wav"], b"", 4, "missing.wav"),
    (["score", "--question", "outage", "missing.txt"], b"", 4, "missing.txt"),
    (["score", "--question", "outage"], b"", 2, "nothing to score"),
    (["score", "--attempt", "3", "--save"], b"", 2, "stands alone"),
    (["score", "--attempt", "99"], b"", 4, "99"),
    (["replay"], b"", 4, "no take"),
    (["replay", "7"], b"", 4, "7"),
    (["attempt", "delete", "7"], b"", 4, "7"),
    (["undo"], b"", 4, "nothing to take back"),
    (["bank", "show", "outrage"], b"", 4, "outage"),
    (["drill", "--bank", "nowhere", "--typed"], b"", 4, "nowhere"),
    (["config", "set", "engin", "whisper"], b"", 3, "engine"),
    (["config", "set", "engine", "loud"], b"", 3, "faster-whisper"),
    (["config", "get", "nothing"], b"", 3, "nothing"),
    (["answer"], b"", 2, "QUESTION"),
    (["--nothing"], b"", 2, "--nothing"),
]


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "words"), MISTAKES, ids=lambda value: str(value)[:40]
)
def test_a_mistake_gets_one_clear_line_and_its_exit_code(
    arguments: list[str], stdin: bytes, code: int, words: str, program: Program
) -> None:
    result = program.run(*arguments, stdin=stdin)
    assert result.code == code
    assert words in result.err
    assert "Traceback" not in result.err
    [line] = [line for line in result.err.splitlines() if line.startswith("trainer: ")]
    assert len(line) < 600


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "words"), MISTAKES, ids=lambda value: str(value)[:40]
)
def test_a_mistake_is_json_for_a_script(
    arguments: list[str], stdin: bytes, code: int, words: str, program: Program
) -> None:
    result = program.run(*arguments, "--json", stdin=stdin)
    assert result.code == code
    assert result.out == ""
    candidates = {"candidates"} if code == 4 else set()
    assert set(result.error) == {"code", "message", "hint"} | candidates
    assert words in json.dumps(result.error, ensure_ascii=False)


def test_a_damaged_recording_is_refused_and_leaves_nothing(
    program: Program, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF\x00\x00\x00\x00WAVEnothing here")
    result = program.run("answer", "outage", "--audio", broken)
    assert result.code == 3
    assert "broken.wav" in result.err
    assert program.ok("history", "--json").data["attempts"] == []


def test_without_a_microphone_the_two_other_ways_are_named(
    program: Program, tmp_path: Path
) -> None:
    silent = program.with_variables(**without_devices(tmp_path))
    result = silent.run("answer", "outage")
    assert result.code == 5
    assert "--typed" in result.err
    assert "--audio" in result.err
