"""The player on a real-time loudspeaker: what is in the file is what is heard."""

from __future__ import annotations

import json
import signal
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from tests.audio.child import Child, run_python, without_devices
from tests.audio.fake_microphone import DEVICE
from tests.audio.heard import pcm, without_silence_around
from trainer.audio.files import to_flac
from trainer.audio.player import LoudspeakerPlayer, Played, clock_time, output_formats
from trainer.audio.stream import StreamFormat
from trainer.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.virtual_sound import VirtualSound


def player(name: str | None = None) -> LoudspeakerPlayer:
    return LoudspeakerPlayer(name, clock=time.monotonic)


@pytest.mark.parametrize(
    ("from_s", "to_s"), [(0.0, 1.0), (2.125, 3.5), (18.75, None), (19.5, 60.0)]
)
def test_a_part_is_heard_sample_by_sample(
    sound_here: VirtualSound, noise: Path, tmp_path: Path, from_s: float, to_s: float | None
) -> None:
    heard = tmp_path / "heard.wav"
    with sound_here.record_speaker(heard):
        played = player().play(noise, from_s=from_s, to_s=to_s)
    end_s = 20.0 if to_s is None else min(to_s, 20.0)
    assert played == Played(from_s, end_s, finished=True)
    wanted = pcm(noise)[round(from_s * 16_000) : round(end_s * 16_000)]
    np.testing.assert_array_equal(without_silence_around(pcm(heard)), wanted)


def test_a_flac_take_is_heard_sample_by_sample(
    sound_here: VirtualSound, speech: Path, tmp_path: Path
) -> None:
    wav, heard = tmp_path / "take.wav", tmp_path / "heard.wav"
    wav.write_bytes(speech.read_bytes())
    flac = to_flac(wav)
    with sound_here.record_speaker(heard):
        player().play(flac, to_s=1.5)
    said = without_silence_around(pcm(speech)[: round(1.5 * 16_000)])
    np.testing.assert_array_equal(without_silence_around(pcm(heard)), said)


@pytest.mark.parametrize(("rate", "channels", "suffix"), [(44_100, 2, "ogg"), (48_000, 1, "mp3")])
def test_other_forms_are_heard(
    sound_here: VirtualSound, tmp_path: Path, rate: int, channels: int, suffix: str
) -> None:
    path, heard = tmp_path / f"tone.{suffix}", tmp_path / "heard.wav"
    tone = 0.5 * np.sin(2 * np.pi * 500 * np.arange(rate) / rate)
    soundfile.write(path, np.column_stack([tone] * channels), rate)
    with sound_here.record_speaker(heard):
        player("pulse").play(path)
    sounding = without_silence_around(pcm(heard)).astype(float)
    assert len(sounding) / 16_000 == pytest.approx(1.0, abs=0.1)
    middle = sounding[4_000:12_000]
    assert int(np.abs(np.fft.rfft(middle)).argmax()) == 500 // 2
    assert np.sqrt(np.mean(middle**2)) == pytest.approx(0.5 * 32768 / np.sqrt(2), rel=0.05)


def test_progress_is_told_and_a_stop_is_obeyed(sound_here: VirtualSound, noise: Path) -> None:
    stop = threading.Event()
    positions: list[float] = []

    def on_progress(position_s: float) -> None:
        positions.append(position_s)
        if position_s > 3.5:
            stop.set()

    began = time.monotonic()
    played = player().play(noise, from_s=3.0, stop=stop, on_progress=on_progress)
    took_s = time.monotonic() - began
    assert positions == sorted(positions)
    assert positions[0] < 3.5 < positions[-1] < 4.5
    assert not played.finished
    assert played.from_s == 3.0
    assert positions[-1] <= played.to_s < 5.0
    assert took_s < 5


def test_ctrl_c_ends_it_at_once(virtual_sound: VirtualSound, noise: Path) -> None:
    with Child(virtual_sound.environment, "play", str(noise)) as child:
        child.until_ready()
        child.process.send_signal(signal.SIGINT)
        assert child.result(timeout_s=5)["error"] == "KeyboardInterrupt"


@pytest.mark.parametrize("fault", ["stop_daemon", "hang"])
def test_a_loudspeaker_that_goes_away_is_told(
    virtual_sound: VirtualSound, noise: Path, fault: str
) -> None:
    with Child(virtual_sound.environment, "play", str(noise)) as child:
        child.until_ready()
        getattr(virtual_sound, fault)()
        result = child.result(timeout_s=15)
    assert result["error"] == "AudioDeviceError"
    assert f"Can't play {noise} from 0:00.0 to 0:20.0." in result["message"]
    assert "has gone" in result["message"]


def test_without_a_loudspeaker_file_and_times_are_told(speech: Path, tmp_path: Path) -> None:
    code = f"""
import json, pathlib, time
from trainer.audio.player import LoudspeakerPlayer
from trainer.errors import AudioDeviceError
try:
    LoudspeakerPlayer(clock=time.monotonic).play(pathlib.Path({str(speech)!r}), from_s=1, to_s=2.5)
except AudioDeviceError as error:
    print(json.dumps(error.message))
"""
    message = json.loads(run_python(code, without_devices(tmp_path)))
    assert message == (f"Can't play {speech} from 0:01.0 to 0:02.5. No loudspeaker was found.")


def test_a_named_loudspeaker_that_is_gone_is_never_replaced(
    sound_here: VirtualSound, speech: Path
) -> None:
    with pytest.raises(NotFoundError, match=r"Can't play .*'Living room' is not there") as caught:
        player("Living room").play(speech)
    assert caught.value.candidates == ("pulse, ALSA", "default, ALSA")


@pytest.mark.parametrize(("from_s", "to_s"), [(20.0, None), (3.0, 2.0), (2.0, 2.0), (-1.0, 2.0)])
def test_times_that_hold_nothing_are_told(noise: Path, from_s: float, to_s: float | None) -> None:
    with pytest.raises(InputError, match=r"lasts 20\.0 s: nothing can be played"):
        player().play(noise, from_s=from_s, to_s=to_s)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="There is no file"):
        player().play(tmp_path / "gone.wav")


def test_the_files_own_form_is_asked_for_first() -> None:
    speaker = replace(DEVICE, channels=2, default_rate_hz=48_000)
    assert output_formats(speaker, StreamFormat(16_000, 1)) == (
        StreamFormat(16_000, 1),
        StreamFormat(48_000, 1),
        StreamFormat(16_000, 2),
        StreamFormat(48_000, 2),
    )
    one = replace(speaker, channels=1)
    assert output_formats(one, StreamFormat(48_000, 6)) == (StreamFormat(48_000, 1),)


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00.0"), (67.46, "1:07.5"), (59.96, "1:00.0"), (3600, "60:00.0")]
)
def test_times_are_shown_as_minutes_and_seconds(seconds: float, shown: str) -> None:
    assert clock_time(seconds) == shown
