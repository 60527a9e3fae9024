"""The recogniser as a tool: recordings of many kinds, subtitles, and what goes wrong."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import numpy as np
import pytest
import soundfile
import webvtt

from tests.support.program import Program
from tests.support.speech import say

TEXT = (
    "The first thing I did was roll back the release. "
    "Then I wrote to our customers and told them what had happened."
)
QUICK = ("--model", "tiny.en", "--engine", "faster-whisper")


@pytest.fixture(scope="session")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sentences in a WAV."""
    return say(TEXT, tmp_path_factory.mktemp("said") / "answer.wav")


def assert_heard(text: str) -> None:
    for word in ("release", "customers", "happened"):
        assert word in text.lower()


@pytest.mark.weights
def test_many_kinds_of_recordings_and_two_that_are_none(
    program: Program, spoken: Path, tmp_path: Path
) -> None:
    samples, rate = soundfile.read(spoken, dtype="float32")
    telephone = say(TEXT, tmp_path / "telephone.wav", rate=8_000)
    studio, _ = soundfile.read(say(TEXT, tmp_path / "mono.wav", rate=48_000), dtype="float32")
    stereo = tmp_path / "stereo.flac"
    soundfile.write(stereo, np.stack([studio, studio * 0.5], axis=1), 48_000)
    ogg, mp3 = tmp_path / "said.ogg", tmp_path / "said.mp3"
    soundfile.write(ogg, samples, rate)
    soundfile.write(mp3, samples, rate)
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF and then nothing")
    absent = tmp_path / "absent.wav"

    files = [telephone, broken, stereo, absent, ogg, mp3]
    result = program.run("transcribe", *files, *QUICK, "--json")
    assert result.code == 3
    assert "2 of 6 files could not be transcribed" in result.error["message"]
    entries = result.data["files"]
    assert [entry["file"] for entry in entries] == [str(file) for file in files]
    assert [entry.get("error", {}).get("code") for entry in entries] == [
        None,
        "bad_input",
        None,
        "not_found",
        None,
        None,
    ]
    for entry in entries:
        if "error" in entry:
            assert Path(entry["file"]).name in result.err
            continue
        assert_heard(entry["text"])
        assert (entry["engine"], entry["model"]) == ("faster-whisper", "tiny.en")
        words = [word for segment in entry["segments"] for word in segment["words"]]
        times = [time for word in words for time in (word["start_s"], word["end_s"])]
        assert times == sorted(times)
        assert 0 <= times[0] < times[-1] <= entry["duration_s"]
        assert entry["voice_segments"]
    assert not program.workspace.exists()


@pytest.mark.weights
def test_subtitles_that_players_read(program: Program, spoken: Path, tmp_path: Path) -> None:
    import av

    folder = tmp_path / "subtitles"
    again = tmp_path / "again.wav"
    again.write_bytes(spoken.read_bytes())
    written = program.ok("transcribe", spoken, again, *QUICK, "--format", "vtt", "--output", folder)
    assert written.out == ""
    assert sorted(file.name for file in folder.iterdir()) == ["again.vtt", "answer.vtt"]
    assert str(folder / "answer.vtt") in written.err
    vtt = folder / "answer.vtt"
    assert stat.S_IMODE(vtt.stat().st_mode) == 0o600

    srt = tmp_path / "answer.srt"
    redirected = program.ok("transcribe", spoken, *QUICK, "--format", "srt")
    srt.write_text(redirected.out, encoding="utf-8")
    captions = webvtt.read(str(vtt), strict=True).captions
    assert_heard(" ".join(caption.text for caption in captions))
    others = webvtt.from_srt(str(srt)).captions
    assert [(one.start, one.end, one.text) for one in others] == [
        (one.start, one.end, one.text) for one in captions
    ]
    duration_s = soundfile.info(spoken).duration
    for file in (vtt, srt):
        with av.open(str(file)) as container:
            shown = [packet for packet in container.demux() if packet.size]
            assert len(shown) == len(captions)
            # Both forms count in thousandths of a second.
            ends_s = [((p.pts or 0) + (p.duration or 0)) / 1000 for p in shown]
            assert 0 < ends_s[-1] <= duration_s + 2


@pytest.mark.weights
def test_a_recording_through_a_pipe(program: Program, spoken: Path) -> None:
    result = program.ok("transcribe", "-", *QUICK, stdin=spoken.read_bytes())
    assert_heard(result.out)
    assert "Transcribing" not in result.out
    assert "standard-input" in result.err


@pytest.mark.weights
def test_nothing_is_replaced_unless_that_is_wanted(
    program: Program, spoken: Path, tmp_path: Path
) -> None:
    target = tmp_path / "answer.txt"
    target.write_text("mine")
    refused = program.run("transcribe", spoken, *QUICK, "--output", target)
    assert refused.code == 3
    assert "--force" in refused.err
    assert target.read_text() == "mine"
    itself = program.run("transcribe", spoken, *QUICK, "--output", spoken, "--force")
    assert itself.code == 3
    assert "the recording itself" in itself.err

    silent = tmp_path / "silent.wav"
    soundfile.write(silent, np.zeros(16_000), 16_000)
    done = program.ok("transcribe", silent, *QUICK, "--output", target, "--force")
    assert "no words were heard" in done.err
    assert target.read_text() == ""
    data = program.ok("transcribe", silent, *QUICK, "--output", tmp_path / "s.vtt", "--json").data[
        "files"
    ]
    assert [entry["output"] for entry in data] == [str(tmp_path / "s.vtt")]
    assert (tmp_path / "s.vtt").read_text() == "WEBVTT\n"
    assert sorted(file.name for file in tmp_path.iterdir() if file.name.startswith(".")) == []


def test_what_does_not_go_together_is_told_before_anything_is_done(
    program: Program, tmp_path: Path
) -> None:
    for arguments, said in (
        ((), "Missing argument"),
        (("a.wav", "b.wav", "--format", "srt"), "--output"),
        (("a.wav", "b.wav", "--output", "one.txt"), "2 files can't go into the one file"),
        (("x/a.wav", "y/a.flac", "--output", str(tmp_path)), "both be written to"),
        (("a.wav", "--format", "docx"), "docx"),
        (("a.wav", "--output", ""), "empty"),
    ):
        result = program.run("transcribe", *arguments)
        assert result.code == 2, result.err
        assert said in result.err
        assert result.out == ""
    nothing = program.run("transcribe", "-", stdin=b"")
    assert nothing.code == 3
    assert "nothing came on standard input" in nothing.err
    rubbish = program.run("transcribe", "-", stdin=b"no sound at all")
    assert rubbish.code == 3
    assert "standard input is not an audio file" in rubbish.err
    alone = program.run("transcribe", str(tmp_path / "absent.wav"), "--json")
    assert (alone.code, alone.out) == (4, "")
    assert alone.error["message"] == f"There is no file {tmp_path / 'absent.wav'}."


@pytest.mark.weights
def test_without_its_model_it_says_what_to_do(
    program: Program, spoken: Path, tmp_path: Path
) -> None:
    away = program.with_variables(
        HF_ENDPOINT="http://127.0.0.1:9", TRAINER_CACHE=str(tmp_path / "cache")
    )
    result = away.run(
        "transcribe", spoken, spoken.with_name("b.wav"), "--model", "small", "--engine",
        "faster-whisper", "--json"
    )  # fmt: skip
    assert result.code == 6
    assert "'small' is not on this machine" in result.error["message"]
    assert "offline" in result.error["hint"]
    assert json.loads(result.err.splitlines()[-1])
