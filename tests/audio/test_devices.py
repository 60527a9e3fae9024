"""Which devices there are, which is meant, and what to do when there is none."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from tests.audio.child import run_python, without_devices
from tests.support.virtual_sound import VirtualSound
from trainer.audio import remedies
from trainer.audio.devices import (
    Device,
    Direction,
    choose_device,
    devices_denied,
    find_device,
    list_devices,
)
from trainer.errors import AmbiguousError, AudioDeviceError, NotFoundError

MICROPHONE = Direction.MICROPHONE


def device(index: int, name: str, host_api: str = "ALSA", *, default: bool = False) -> Device:
    return Device(index, name, host_api, 1, 44_100, is_default=default, direction=MICROPHONE)


LAPTOP = device(0, "HDA Intel PCH: ALC257 Analog (hw:0,0)")
HEADSET = device(1, "USB Headset: Audio (hw:1,0)")
DEFAULT = device(2, "default", default=True)
LINUX = (LAPTOP, HEADSET, DEFAULT)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        (None, DEFAULT),
        ("default", DEFAULT),
        ("USB Headset: Audio (hw:1,0)", HEADSET),
        ("USB Headset: Audio (hw:1,0), ALSA", HEADSET),
        # Plugged in after something else, it has another number now.
        ("USB Headset: Audio (hw:3,0)", HEADSET),
        ("headset", HEADSET),
        ("alc257", LAPTOP),
    ],
)
def test_a_name_means_one_device(name: str | None, meant: Device) -> None:
    assert choose_device(LINUX, name, MICROPHONE) is meant


def test_an_exact_name_wins_over_names_that_hold_it() -> None:
    short, long = device(0, "Mic"), device(1, "Mic Array")
    assert choose_device((long, short), "mic", MICROPHONE) is short


def test_one_device_through_several_host_apis_is_taken_through_the_default_one() -> None:
    name = "Microphone (USB Audio)"
    mme, wasapi = device(0, name, "MME"), device(1, name, "Windows WASAPI")
    default = device(2, "Sound Mapper", "MME", default=True)
    devices = (mme, wasapi, default)
    assert choose_device(devices, name, MICROPHONE) is mme
    assert choose_device(devices, "usb", MICROPHONE) is mme
    assert choose_device(devices, f"{name}, Windows WASAPI", MICROPHONE) is wasapi


def test_a_device_that_is_gone_is_never_replaced() -> None:
    with pytest.raises(NotFoundError, match="'Blue Yeti' is not there") as caught:
        choose_device(LINUX, "Blue Yeti", MICROPHONE)
    assert caught.value.candidates == tuple(known.full_name for known in LINUX)


def test_a_name_that_fits_several_is_never_guessed() -> None:
    twins = (device(0, "USB Mic A"), device(1, "USB Mic B"))
    with pytest.raises(AmbiguousError, match="could be any of 2") as caught:
        choose_device(twins, "usb", MICROPHONE)
    assert caught.value.candidates == ("USB Mic A, ALSA", "USB Mic B, ALSA")
    with pytest.raises(AmbiguousError):
        choose_device((device(0, "Mic"), device(1, "Mic")), "mic", MICROPHONE)


def test_no_default_is_told_with_what_there_is() -> None:
    with pytest.raises(AudioDeviceError, match="no default microphone") as caught:
        choose_device((LAPTOP, HEADSET), None, MICROPHONE)
    assert "USB Headset" in (caught.value.hint or "")


def test_the_virtual_devices_are_listed(sound_here: VirtualSound) -> None:
    for direction in Direction:
        listed = list_devices(direction)
        assert {known.name for known in listed} == {"pulse", "default"}
        assert [known.name for known in listed if known.is_default] == ["default"]
        assert {known.host_api for known in listed} == {"ALSA"}
        assert {known.direction for known in listed} == {direction}
        assert find_device(direction, "PULSE").name == "pulse"
        with pytest.raises(NotFoundError):
            find_device(direction, "Blue Yeti")


def test_devices_that_come_later_are_seen(
    sound_here: VirtualSound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list_devices(MICROPHONE)
    monkeypatch.setenv("ALSA_CONFIG_PATH", without_devices(tmp_path)["ALSA_CONFIG_PATH"])
    assert list_devices(MICROPHONE, refresh=False)
    assert list_devices(MICROPHONE) == ()


ASK = """
import json
from trainer.audio.devices import Direction, find_device
from trainer.errors import AudioDeviceError
{before}
try:
    find_device(Direction.MICROPHONE, environment={environment})
except AudioDeviceError as error:
    print(json.dumps([error.message, error.hint]))
"""


def ask(environment: dict[str, str], before: str = "", seen: object = None) -> tuple[str, str]:
    """What a program without devices is told."""
    code = ASK.format(before=before, environment=seen or {})
    message, hint = json.loads(run_python(code, environment))
    return message, hint


def test_no_device_at_all_is_told(tmp_path: Path) -> None:
    message, hint = ask(without_devices(tmp_path))
    assert message == "No microphone was found."
    assert "Plug one in" in hint
    assert "--audio FILE" in hint


def test_no_device_over_ssh_is_told(tmp_path: Path) -> None:
    _, hint = ask(without_devices(tmp_path), seen={"SSH_CONNECTION": "10.0.0.1 22"})
    assert "connected over ssh" in hint


def test_no_portaudio_is_told_with_what_to_install(tmp_path: Path) -> None:
    # As on a machine whose linker finds no such library.
    missing = "import ctypes.util; ctypes.util.find_library = lambda name: None"
    message, hint = ask(without_devices(tmp_path), before=missing)
    assert "PortAudio is missing" in message
    assert "sudo apt install libportaudio2" in hint


def test_no_python_package_is_told(tmp_path: Path) -> None:
    missing = "import sys; sys.modules['sounddevice'] = None"
    message, hint = ask(without_devices(tmp_path), before=missing)
    assert "can't be loaded" in message
    assert "pip install sounddevice" in hint


def test_remedies_are_those_of_the_platform() -> None:
    assert "libportaudio2" in remedies.portaudio_hint("linux")
    for platform in ("darwin", "win32"):
        assert "--force-reinstall sounddevice" in remedies.portaudio_hint(platform)
    assert "System Settings" in remedies.silent_microphone_hint("darwin")
    assert "desktop apps" in remedies.silent_microphone_hint("win32")
    assert "muted" in remedies.silent_microphone_hint("linux")
    denied = remedies.no_device_hint("microphone", "linux", {}, denied=True)
    assert "usermod -aG audio" in denied
    speaker = remedies.no_device_hint("loudspeaker", "darwin", {})
    assert "--audio" not in speaker
    assert "privacy" in remedies.open_failed_hint("Permission denied", "microphone")
    assert "Another program" in remedies.open_failed_hint("Device unavailable", "microphone")
    assert "trainer devices" in remedies.open_failed_hint("Internal error", "microphone")


def test_sound_devices_that_may_not_be_opened_are_told_from_none(tmp_path: Path) -> None:
    assert not devices_denied(tmp_path, may_open=lambda *_: False)
    (tmp_path / "controlC0").touch()
    assert not devices_denied(tmp_path, may_open=lambda *_: False)
    (tmp_path / "pcmC0D0c").touch()
    assert devices_denied(tmp_path, may_open=lambda *_: False)
    assert not devices_denied(tmp_path)


def test_importing_the_room_loads_no_heavy_library() -> None:
    code = """
import pkgutil, importlib, sys, trainer.audio
for module in pkgutil.iter_modules(trainer.audio.__path__, "trainer.audio."):
    importlib.import_module(module.name)
print({"numpy", "sounddevice", "soundfile", "soxr", "_cffi_backend"} & set(sys.modules))
"""
    assert ast.literal_eval(run_python(code).replace("set()", "[]")) == []
