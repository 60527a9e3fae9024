"""A short listen tells a live microphone from one that is muted or not allowed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.audio.fake_microphone import DEVICE, FakeMicrophone
from trainer.audio.devices import Direction, find_device
from trainer.audio.meter import dbfs
from trainer.audio.probe import Probe, probe
from trainer.errors import AudioDeviceError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.virtual_sound import VirtualSound


def test_a_voice_is_heard(sound_here: VirtualSound, noise: Path) -> None:
    microphone = find_device(Direction.MICROPHONE)
    sound_here.speak(noise)
    heard = probe(microphone, clock=time.monotonic)
    assert heard.peak_dbfs > -30
    assert not heard.exact_zeros
    assert heard.hint is None


def test_exact_zeros_are_told_with_what_to_do(sound_here: VirtualSound) -> None:
    microphone = find_device(Direction.MICROPHONE)
    heard = probe(microphone, clock=time.monotonic, platform="darwin")
    assert heard.exact_zeros
    assert "Privacy & Security > Microphone" in (heard.hint or "")


def test_zeros_while_a_microphone_starts_are_not_silence() -> None:
    start = bytes(2 * 16_000 // 2)
    microphone = FakeMicrophone(first=start + b"\1\0" * 8_000)
    heard = probe(DEVICE, clock=time.monotonic, open_stream=microphone)
    assert heard == Probe(peak_dbfs=dbfs(1), exact_zeros=False, hint=None)
    assert microphone.closed


def test_a_microphone_that_stays_mute_is_told() -> None:
    clock = iter([0.0, 6.0])
    microphone = FakeMicrophone(first=b"")
    with pytest.raises(AudioDeviceError, match="gave no sound"):
        probe(DEVICE, clock=lambda: next(clock), open_stream=microphone)
    assert microphone.closed
