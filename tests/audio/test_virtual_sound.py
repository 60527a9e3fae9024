"""The test devices themselves: two of them side by side do not hear each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.audio.child import Child
from tests.audio.heard import assert_begins, pcm, without_silence_around, without_silence_before
from tests.support.virtual_sound import VirtualSound, wait_until

if TYPE_CHECKING:
    from pathlib import Path


def test_two_live_side_by_side(virtual_sound: VirtualSound, noise: Path, tmp_path: Path) -> None:
    mine, other = tmp_path / "mine.wav", tmp_path / "other.wav"
    with (
        VirtualSound() as quiet,
        Child(virtual_sound.environment, "record", str(mine)) as first,
        Child(quiet.environment, "record", str(other)) as second,
    ):
        for child in (first, second):
            child.until_ready()
        virtual_sound.speak(noise)
        wait_until(
            lambda: min(mine.stat().st_size, other.stat().st_size) > 32_000,
            "a second is recorded by both",
        )
        for child in (first, second):
            assert child.process.stdin is not None
            child.process.stdin.close()
            assert child.result()["error"] is None
    assert_begins(pcm(noise), without_silence_before(pcm(mine)))
    assert not pcm(other).any()


def test_it_pauses_while_it_hangs_and_goes_on(
    virtual_sound: VirtualSound, speech: Path, tmp_path: Path
) -> None:
    heard = tmp_path / "heard.wav"
    with (
        virtual_sound.record_speaker(heard),
        Child(virtual_sound.environment, "play", str(speech)) as child,
    ):
        child.until_ready()
        virtual_sound.hang()
        virtual_sound.resume()
        assert child.result()["error"] is None
    np.testing.assert_array_equal(
        without_silence_around(pcm(heard)), without_silence_around(pcm(speech))
    )


@pytest.mark.parametrize("ending", ["at its end", "by a killed server"])
def test_nothing_is_left_running(ending: str, noise: Path) -> None:
    with VirtualSound() as sound:
        speaking = sound.speak(noise)
        if ending == "by a killed server":
            sound.stop_daemon()
    assert sound._daemon.poll() is not None
    assert speaking._process.poll() is not None
    assert not sound._folder.exists()
