"""What to do when sound does not work, by platform: words only."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_MEANWHILE = "Until then you can type your answer (--typed) or hand in a recording (--audio FILE)."


def portaudio_hint(platform: str) -> str:
    """How to get PortAudio on `platform` (a value of `sys.platform`)."""
    if platform == "linux":
        install = (
            "Install it: `sudo apt install libportaudio2` (Debian, Ubuntu), "
            "`sudo dnf install portaudio` (Fedora) or `sudo pacman -S portaudio` (Arch)."
        )
    else:
        install = (
            "It comes with sounddevice: `python -m pip install --force-reinstall sounddevice`."
        )
    return f"{install} {_MEANWHILE}"


def no_device_hint(
    what: str, platform: str, environment: Mapping[str, str], *, denied: bool = False
) -> str:
    """What to do when the machine shows no device at all.

    `what` is "microphone" or "loudspeaker"; `denied` says that the machine has
    sound devices that this user may not open.
    """
    meanwhile = f" {_MEANWHILE}" if what == "microphone" else ""
    if denied:
        return (
            "There are sound devices, but your user may not open them: "
            f"`sudo usermod -aG audio $USER`, then log out and in again.{meanwhile}"
        )
    if "SSH_CONNECTION" in environment or "SSH_TTY" in environment:
        return (
            f"You are connected over ssh, and the {what} in front of you does not reach this "
            f"machine. Run trainer on your own machine.{meanwhile}"
        )
    if platform == "linux":
        return (
            f"Plug one in, or check your system's sound settings. With PipeWire or PulseAudio, "
            f"`sudo apt install libasound2-plugins` makes its devices visible here.{meanwhile}"
        )
    return f"Plug one in, or choose one in your system's sound settings.{meanwhile}"


def silent_microphone_hint(platform: str) -> str:
    """What to do when a microphone delivers nothing but exact zeros."""
    if platform == "darwin":
        return (
            "macOS gives silence to programs without permission: open System Settings > Privacy & "
            "Security > Microphone, allow your terminal, and start the terminal again."
        )
    if platform == "win32":
        return (
            "Check that it is not muted, and that Settings > Privacy & security > Microphone lets "
            "desktop apps use it."
        )
    return "Check that it is not muted: a switch on it, a key, or your system's sound settings."


def open_failed_hint(reason: str, what: str) -> str:
    """What to do when a device is there but can't be opened; `reason` is PortAudio's message."""
    lowered = reason.lower()
    if "permission" in lowered or "access" in lowered:
        return f"Allow this program to use the {what} in your system's privacy or sound settings."
    if "unavailable" in lowered or "busy" in lowered:
        return f"Another program may hold the {what}: close it, or see `trainer devices`."
    return (
        f"Unplug it and plug it in again, or choose another {what}: `trainer devices` lists them."
    )
