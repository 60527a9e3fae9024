"""How an answer was said, whole: a voice with placed fillers, a recogniser, the remarks."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import soundfile

from tests.support.banks import add_bank
from tests.support.placed import RATE_HZ, Placed, place
from tests.support.program import Program
from tests.support.terminal import terminal
from trainer.bank.nouns import Question
from trainer.delivery.delivery import measure
from trainer.delivery.pauses import LISTED_S
from trainer.practice.delivered import delivered_unsaved
from trainer.speech.choosing import choose_engine
from trainer.speech.take import transcribe_take

pytestmark = pytest.mark.weights

PROMPT = "Um, uh, so, like, you know, um, hmm, uh, I mean."
ONSET_S = 5.0


@pytest.fixture(scope="module")
def told() -> Placed:
    """A late start, three fillers, a sentence begun twice, and a pause in the middle of one."""
    return place(
        *(
            ONSET_S,
            "last winter our web shop went down",
            0.3,
            "um",
            0.3,
            "on a friday evening.",
            0.9,
        ),
        *("the first thing I did", 0.25, "um", 0.3, "the first thing I did", 1.6),
        *("was roll back the release.", 0.8, "then I wrote to our customers", 0.3, "uh", 0.3),
        *("and told them what had happened.", 1.0, "we were back after forty minutes.", 0.6),
        words_per_minute=150,
    )


@pytest.fixture(scope="module")
def clip(told: Placed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("told") / "answer.wav"
    soundfile.write(file, told.audio, RATE_HZ, subtype="PCM_16")
    return file


def test_what_was_placed_is_found_by_recogniser_and_detector(
    told: Placed, clip: Path, weights_cache: Path
) -> None:
    engine = choose_engine("faster-whisper", "base", weights_cache)
    engine.load()
    begun = time.perf_counter()
    transcript, voices = transcribe_take(engine, told.audio, language="en", prompt=PROMPT)
    transcribed_s = time.perf_counter() - begun
    question = Question("own/q", "?", time_limit_s=60.0)
    begun = time.perf_counter()
    delivered_unsaved(question, transcript, voices, clip)
    assert time.perf_counter() - begun <= 0.1 * transcribed_s

    delivery = measure(question, transcript, voices)
    assert delivery.fillers is not None
    assert abs(len(delivery.fillers) - told.fillers) <= 1
    assert delivery.onset_s == pytest.approx(told.onset_s, abs=0.2)
    assert delivery.pace is not None
    assert delivery.pace.words_per_minute == pytest.approx(told.words_per_minute, rel=0.05)
    assert delivery.pauses is not None
    listed = [pause for pause in delivery.pauses if pause.duration_s >= LISTED_S]
    long = [one for one in told.pauses if one[1] - one[0] >= LISTED_S]
    assert len(listed) == len(long)
    for pause, (start_s, end_s) in zip(listed, long, strict=True):
        assert pause.start_s == pytest.approx(start_s, abs=0.25)
        assert pause.end_s == pytest.approx(end_s, abs=0.25)


def figures_in(program: Program) -> list[tuple[Any, ...]]:
    database = program.workspace / "recordings" / "trainer.db"
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT attempt_id, version, figures FROM deliveries").fetchall()


def test_it_is_told_after_the_answer_kept_and_made_again(
    program: Program, told: Placed, clip: Path
) -> None:
    add_bank(program.workspace)
    program = program.with_variables(TRAINER_ASK_UNSURE="false", TERM="xterm-256color")
    with terminal(program, "answer", "outage", "--audio", str(clip)) as child:
        child.expect("points heard")
        child.expect("How it was said")
        child.expect("Noticed: the first word came after (\\d+\\.\\d) s")
        told_s = re.findall(r"came after (\d+\.\d) s", str(child.after))
        assert float(told_s[0]) == pytest.approx(ONSET_S, abs=0.2)
        child.expect("Did this question catch you off guard")
        child.sendline("n")
        child.expect("\r\n")
        child.wait()

    shown = program.ok("attempt", "show", "1", "--delivery", "--json")
    delivery = shown.data["delivery"]
    assert shown.data["off_guard"] is False
    assert delivery["off_guard_sign"]["onset_s"] == pytest.approx(ONSET_S, abs=0.2)
    assert delivery["level"]["clipped"] == 0
    assert [one["kind"] for one in delivery["breaks"]] == ["repetition"]
    timed = [one for one in delivery["remarks"] if one["at_s"] is not None]
    assert timed
    text = program.ok("attempt", "show", "1", "--delivery").out
    told_in_short, in_full = text.split("\n  Delivery\n")
    assert 1 <= told_in_short.split("How it was said")[1].count("· ") <= 3
    assert "trainer replay 1 --from 0:" in told_in_short
    for name in ("Length", "Beginning", "Pace", "Pauses", "Fillers: at least", "Level", "'I' and"):
        assert name in in_full
    narrow = program.with_variables(COLUMNS="40").ok(
        "attempt", "show", "1", "--delivery", "--plain"
    )
    assert in_full.split() == narrow.out.split("\n  Delivery\n")[1].split()

    [kept] = figures_in(program)
    database = program.workspace / "recordings" / "trainer.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE deliveries SET version = 0, transcript_id = 1")
    program.ok("rescore", "1")
    assert figures_in(program) == [kept]
    Path(program.ok("replay", "1", "--silent", "--json").data["file"]).unlink()
    program.ok("rescore", "1")
    assert figures_in(program) == [kept]

    [week] = program.ok("progress", "--json").data["weeks"]
    assert week["onset_s"] == pytest.approx(ONSET_S, abs=0.2)
    assert week["counts"]["words_per_minute"] == 1
