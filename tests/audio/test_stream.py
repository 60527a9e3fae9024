"""The microphone's stream: its form, its status, its refusals."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sounddevice

from tests.audio.fake_microphone import DEVICE
from trainer.audio.stream import (
    StreamFormat,
    input_callback,
    input_formats,
    open_input,
    start_in_first_format,
)
from trainer.errors import AudioDeviceError

OVERFLOW = sounddevice.CallbackFlags(2)


def test_speech_is_asked_for_first_and_what_the_device_prefers_next() -> None:
    assert input_formats(DEVICE) == (
        StreamFormat(16_000, 1),
        StreamFormat(48_000, 1),
        StreamFormat(16_000, 2),
        StreamFormat(48_000, 2),
    )
    assert input_formats(replace(DEVICE, channels=1, default_rate_hz=16_000)) == (
        StreamFormat(16_000, 1),
    )


def test_the_first_format_that_is_not_refused_is_taken() -> None:
    def start(wanted: StreamFormat) -> str:
        if wanted.rate_hz != 48_000:
            raise sounddevice.PortAudioError("Invalid sample rate", -9997)
        return "started"

    assert start_in_first_format(input_formats(DEVICE), start, DEVICE) == (
        "started",
        StreamFormat(48_000, 1),
    )


def test_a_device_that_refuses_all_is_told_with_its_first_reason() -> None:
    reasons = iter(["Device unavailable", "Invalid sample rate"] * 2)

    def start(_wanted: StreamFormat) -> None:
        raise sounddevice.PortAudioError(next(reasons), -9985)

    with pytest.raises(AudioDeviceError, match="can't be opened: Device unavailable") as caught:
        start_in_first_format(input_formats(DEVICE), start, DEVICE)
    assert "Another program" in (caught.value.hint or "")


def test_a_device_that_is_no_longer_there_is_told() -> None:
    with pytest.raises(AudioDeviceError, match="'Fake' can't be opened"):
        open_input(
            replace(DEVICE, index=999), lambda _frames, *, overflowed: overflowed, lambda: None
        )


def test_the_callback_copies_the_block_and_notes_lost_samples() -> None:
    taken: list[tuple[bytes, bool]] = []

    def on_block(frames: bytes, *, overflowed: bool) -> bool:
        taken.append((frames, overflowed))
        return True

    callback = input_callback(on_block)
    for frames, status in ((b"ab", sounddevice.CallbackFlags()), (b"cd", OVERFLOW)):
        buffer = bytearray(frames)
        callback(memoryview(buffer), 1, None, status)
        buffer[:] = b"  "
    assert taken == [(b"ab", False), (b"cd", True)]


def test_a_listener_that_has_enough_ends_the_stream() -> None:
    callback = input_callback(lambda _frames, *, overflowed: overflowed)
    with pytest.raises(sounddevice.CallbackAbort):
        callback(b"ab", 1, None, sounddevice.CallbackFlags())
