"""The main job, whole: a voice, a microphone, keys, a recogniser, a score, the replay."""

from __future__ import annotations

import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pexpect
import pytest
import soundfile

from tests.audio.heard import assert_begins, pcm, without_silence_before
from tests.support.banks import ANSWER, BANK, LEFT_OUT, MADE, add_bank
from tests.support.program import Program
from tests.support.speech import say
from tests.support.terminal import terminal
from tests.support.virtual_sound import VirtualSound, wait_until

pytestmark = pytest.mark.weights

ENGINES = ["whisper", "faster-whisper"]


@pytest.fixture(scope="session")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The answer, said by a voice."""
    return say(ANSWER, tmp_path_factory.mktemp("spoken") / "answer.wav")


@pytest.fixture
def at_the_microphone(program: Program, virtual_sound: VirtualSound) -> Program:
    """The program, with the bank of the tests, before the virtual devices."""
    add_bank(program.workspace)
    return program.with_variables(
        **virtual_sound.variables, TERM="xterm-256color", TRAINER_ASK_UNSURE="false"
    )


def recording_of(program: Program, attempt: dict[str, Any]) -> Path:
    file = Path(attempt["file"])
    assert file.parent == program.workspace / "recordings"
    return file


@pytest.mark.parametrize("engine", ENGINES)
def test_a_spoken_answer_is_recorded_scored_saved_and_replayed(
    engine: str,
    at_the_microphone: Program,
    virtual_sound: VirtualSound,
    spoken: Path,
    tmp_path: Path,
) -> None:
    program = at_the_microphone.with_variables(TRAINER_ASK_GUESS="", TRAINER_ASK_RATING="")
    program.ok("config", "set", "engine", engine)
    with terminal(program, "answer", "outage") as child:
        child.expect("Time to think")
        child.send("\r")
        child.expect("●")
        virtual_sound.speak(spoken).wait()
        # What was said before the last pause stands below the meter while recording goes on.
        child.expect("release")
        child.send("\r")
        child.expect("How sure are you.*Enter skips")
        child.send("2")
        child.expect("You made")
        child.expect("Did this question catch you off guard")
        assert child.before
        made, others = child.before.split("Not heard this time")
        child.sendline("y")
        child.expect("Rated again: it caught you off guard.*Enter keeps it")
        child.send("h")
        child.expect("Rated hard")
        child.expect(pexpect.EOF)
        child.wait()
    assert child.exitstatus == 0
    assert "rolled the release back first" in made
    assert "told the customers what was going on" in made
    assert "added an alarm for next time" in others
    assert "What would warn you today?" in others

    [attempt] = program.ok("history", "--json").data["attempts"]
    assert attempt["stage"] == "scored"
    assert attempt["off_guard"] is True
    assert attempt["guess"] == 2
    wav = recording_of(program, attempt)
    assert stat.S_IMODE(wav.stat().st_mode) == 0o600
    said = without_silence_before(pcm(spoken))
    assert_begins(without_silence_before(pcm(wav)), said[: len(said) // 2])

    score = program.ok("attempt", "show", str(attempt["attempt_id"]), "--json").data
    assert score["rating"]["rating"] == "hard"
    verdicts = {point["key_point_id"]: point["verdict"] for point in score["points"]}
    assert [verdicts[point] for point in MADE] == ["covered", "covered"]
    assert [verdicts[point] for point in LEFT_OUT] == ["missed"]
    assert score["transcript"]["engine"] == engine
    duration_s = soundfile.info(wav).duration
    assert score["duration_s"] == pytest.approx(duration_s)
    for point in score["points"]:
        if point["evidence"]:
            evidence = point["evidence"]
            assert 0 <= evidence["start_s"] < evidence["end_s"] <= duration_s
    stored = words_in_database(program)
    assert "".join(word["text"] for word in stored).strip() == score["transcript"]["text"]
    assert "customers" in score["transcript"]["text"]

    heard = tmp_path / "heard.wav"
    with virtual_sound.record_speaker(heard):
        replayed = program.ok("replay", "--json")
    assert replayed.data["played"] is True
    assert_begins(without_silence_before(pcm(heard)), without_silence_before(pcm(wav)))


def words_in_database(program: Program) -> list[dict[str, Any]]:
    database = program.workspace / "recordings" / "trainer.db"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        [(text,)] = connection.execute("SELECT words FROM transcripts").fetchall()
    return [word for segment in json.loads(text)["segments"] for word in segment["words"]]


def test_a_killed_recording_is_listed_and_can_be_finished(
    at_the_microphone: Program, virtual_sound: VirtualSound, spoken: Path
) -> None:
    program = at_the_microphone.with_variables(TRAINER_THINK_TIME_S="0")
    length = len(pcm(spoken))
    with terminal(program, "answer", "outage") as child:
        child.expect("●")
        virtual_sound.speak(spoken).wait()
        recordings = program.workspace / "recordings"
        child.kill(9)
        child.expect(pexpect.EOF)
    [wav] = recordings.glob("*.wav")
    # All of the clip was played; at most half a second of it may be lost.
    kept = without_silence_before(pcm(wav))
    said = without_silence_before(pcm(spoken))
    assert len(kept) >= len(said) - 8000
    assert_begins(kept, said[: len(said) - 8000])
    assert length / 16_000 > 10

    [attempt] = program.ok("history", "--unfinished", "--json").data["attempts"]
    assert attempt["stage"] == "recording"
    finished = program.ok("score", "--attempt", str(attempt["attempt_id"]), "--json").data
    verdicts = {point["key_point_id"]: point["verdict"] for point in finished["points"]}
    assert [verdicts[point] for point in MADE] == ["covered", "covered"]
    assert program.ok("history", "--unfinished", "--json").data["attempts"] == []
    assert finished["duration_s"] == pytest.approx(soundfile.info(wav).duration)


def test_pausing_starting_over_skipping_and_leaving(
    at_the_microphone: Program, virtual_sound: VirtualSound, spoken: Path
) -> None:
    program = at_the_microphone.with_variables(
        TRAINER_THINK_TIME_S="0", TRAINER_ASK_OFF_GUARD="false"
    )
    speaking = virtual_sound.speak(spoken)
    with terminal(
        program,
        "drill",
        "--questions",
        "2",
        "--bank",
        "own",
        "--bank",
        "caught-off-guard",
        "--seed",
        "1",
    ) as child:
        child.expect("Question 1 of 2")
        child.expect("●")
        child.send(" ")
        child.expect("paused")
        child.send(" ")
        child.expect("●")
        child.send("r")
        child.expect("0:00")
        child.send("s")
        child.expect("Question 2 of 2")
        child.expect("●")
        child.expect("0:01")
        child.send("q")
        child.expect("Kept as attempt")
        child.expect(pexpect.EOF)
        child.wait()
    speaking.stop()
    assert child.exitstatus == 0
    kept = program.ok("history", "--json").data["attempts"]
    discarded = program.ok("history", "--trash", "--json").data["attempts"]
    assert [attempt["stage"] for attempt in kept] == ["recorded"]
    assert len(discarded) == 2
    for attempt in discarded:
        assert Path(attempt["file"]).parent.name == "trash"
        assert Path(attempt["file"]).exists()
    program.ok("undo")
    assert len(program.ok("history", "--json").data["attempts"]) == 2


def test_a_whole_drill_of_three_spoken_questions_with_keys_alone(
    at_the_microphone: Program, virtual_sound: VirtualSound, spoken: Path
) -> None:
    program = at_the_microphone.with_variables(TRAINER_ASK_RATING="true")
    more = BANK.replace("id: own", "id: more").replace("id: outage", "id: failure")
    (program.workspace / "question_banks" / "more.yaml").write_text(more, encoding="utf-8")
    third = more.replace("id: more", "id: third").replace("id: failure", "id: release")
    (program.workspace / "question_banks" / "third.yaml").write_text(third, encoding="utf-8")
    banks = [part for bank in ("own", "more", "third") for part in ("--bank", bank)]
    with terminal(program, "drill", "--minutes", "10", *banks) as child:
        child.expect("3 questions today")
        for number in (1, 2, 3):
            child.expect(f"Question {number} of 3")
            child.expect("Time to think")
            child.expect("n not today")
            child.send("\r")
            child.expect("●")
            virtual_sound.speak(spoken).wait()
            child.expect("release")
            child.send("\r")
            child.expect("You made")
            child.expect("Did this question catch you off guard")
            child.send("y\r" if number == 1 else "n\r")
            child.expect("Rated again" if number == 1 else "Rated good")
            child.expect("Enter keeps it")
            child.send("3" if number == 1 else "\r")
            if number < 3:
                child.expect("Enter: the next question")
                child.send("\r")
        child.expect("3 questions answered")
        child.expect("'trainer replay' plays your last take")
        child.expect("The next comes back")
        child.expect(pexpect.EOF)
        child.wait()
    assert child.exitstatus == 0
    attempts = program.ok("history", "--json").data["attempts"]
    assert {attempt["question_id"] for attempt in attempts} == {
        "own/outage",
        "more/failure",
        "third/release",
    }
    assert [attempt["stage"] for attempt in attempts] == ["scored"] * 3
    assert [attempt["off_guard"] for attempt in attempts] == [False, False, True]
    assert program.run("drill", "--resume", "--typed").code == 4


def test_ctrl_c_keeps_the_take(
    at_the_microphone: Program, virtual_sound: VirtualSound, spoken: Path
) -> None:
    program = at_the_microphone.with_variables(TRAINER_THINK_TIME_S="0")
    speaking = virtual_sound.speak(spoken)
    with terminal(program, "answer", "outage") as child:
        child.expect("0:02")
        child.sendintr()
        child.expect("kept as attempt 1")
        child.expect(pexpect.EOF)
        child.wait()
    speaking.stop()
    assert child.exitstatus == 130
    [attempt] = program.ok("history", "--unfinished", "--json").data["attempts"]
    samples = pcm(Path(attempt["file"]))
    assert attempt["duration_s"] >= 2
    assert np.abs(samples).max() > 1000


def test_a_microphone_that_goes_away_leaves_the_take_and_a_message(
    at_the_microphone: Program, virtual_sound: VirtualSound, spoken: Path
) -> None:
    program = at_the_microphone.with_variables(
        TRAINER_THINK_TIME_S="0", TRAINER_ASK_OFF_GUARD="false"
    )
    virtual_sound.speak(spoken)
    with terminal(program, "answer", "outage") as child:
        child.expect("0:03")
        virtual_sound.stop_daemon()
        child.expect("has gone")
        child.expect("What was heard")
        child.expect(pexpect.EOF)
    [attempt] = program.ok("history", "--json").data["attempts"]
    assert attempt["stage"] == "scored"
    assert attempt["duration_s"] >= 3


def test_the_first_drill_says_where_things_are_and_tries_the_microphone(
    at_the_microphone: Program,
) -> None:
    with terminal(at_the_microphone, "drill", "--questions", "1") as child:
        child.expect("Your first drill")
        child.expect(str(at_the_microphone.workspace)[:20])
        child.expect("Microphone:")
        child.expect("nothing but silence so far")
        child.expect("Time to think")
        child.send("q")
        child.expect(pexpect.EOF)
    with terminal(at_the_microphone, "drill") as child:
        child.expect("Go on with it")
        assert "Your first drill" not in (child.before or "")
        child.sendline("y")
        child.expect("Time to think")
        assert "Your first drill" not in (child.before or "")
        child.send("q")
        child.expect(pexpect.EOF)


def test_devices_are_tried_and_the_choice_is_remembered(
    at_the_microphone: Program, virtual_sound: VirtualSound, spoken: Path
) -> None:
    program = at_the_microphone
    names = [device["name"] for device in program.ok("devices", "--json").data["microphones"]]
    assert names
    speaking = virtual_sound.speak(spoken)
    tested = program.ok("devices", "--test", "--use", names[0], "--json", stdin=b"").data["test"]
    speaking.stop()
    assert tested["played_back"] is True
    assert program.ok("config", "get", "microphone", "--json").data["value"] == names[0]
    program.ok("config", "set", "microphone", "a microphone that is not there")
    missing = program.run("answer", "outage")
    assert missing.code == 4
    assert "a microphone that is not there" in missing.err
    assert names[0] in missing.err
    wait_until(lambda: not list((program.workspace / "recordings").glob("*.wav")), "no take")
