"""Microphones and loudspeakers: which there are, and which one is meant."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.audio import portaudio, remedies
from trainer.errors import AmbiguousError, AudioDeviceError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_ALSA_NODES = Path("/dev/snd")
# ALSA numbers cards in the order they were plugged in, so this part of a name does not last.
_CARD_NUMBER = re.compile(r"\s*\(hw:\d+,\d+\)")


class Direction(StrEnum):
    """What a device is used for."""

    MICROPHONE = "microphone"
    LOUDSPEAKER = "loudspeaker"


@dataclass(frozen=True, slots=True)
class Device:
    """One microphone or loudspeaker as PortAudio shows it.

    `index` holds until the next refresh; `name` is what to remember. `channels`
    is the most it offers in this direction, `default_rate_hz` the rate it prefers.
    """

    index: int
    name: str
    host_api: str
    channels: int
    default_rate_hz: int
    is_default: bool
    direction: Direction

    @property
    def full_name(self) -> str:
        """The name with its host API, which tells apart devices of one name."""
        return f"{self.name}, {self.host_api}"


def list_devices(direction: Direction, *, refresh: bool = True) -> tuple[Device, ...]:
    """All devices of one direction in PortAudio's order; empty where there are none.

    `refresh` looks again at what is plugged in. Raises AudioDeviceError where
    PortAudio is missing or does not answer.
    """
    if refresh:
        portaudio.refresh()
    sounddevice = portaudio.load()
    recording = direction is Direction.MICROPHONE
    default_index = sounddevice.default.device[0 if recording else 1]
    host_apis = [api["name"] for api in sounddevice.query_hostapis()]
    channels_key = "max_input_channels" if recording else "max_output_channels"
    return tuple(
        Device(
            index=index,
            name=found["name"],
            host_api=host_apis[found["hostapi"]],
            channels=found[channels_key],
            default_rate_hz=round(found["default_samplerate"]),
            is_default=index == default_index,
            direction=direction,
        )
        for index, found in enumerate(sounddevice.query_devices())
        if found[channels_key] > 0
    )


def find_device(
    direction: Direction,
    name: str | None = None,
    *,
    refresh: bool = True,
    environment: Mapping[str, str] | None = None,
) -> Device:
    """The device that `name` means on this machine, or the system's default for None.

    Raises what `list_devices` and `choose_device` raise.
    """
    return choose_device(
        list_devices(direction, refresh=refresh),
        name,
        direction,
        missing_hint=remedies.no_device_hint(
            direction,
            sys.platform,
            os.environ if environment is None else environment,
            denied=devices_denied(_ALSA_NODES),
        ),
    )


def choose_device(
    devices: Sequence[Device],
    name: str | None,
    direction: Direction,
    *,
    missing_hint: str | None = None,
) -> Device:
    """The one device that `name` means; another never stands in for it.

    `name` fits exactly, else without ALSA's card number, else as a part, upper
    and lower case alike. One device seen through several host APIs is taken
    through the default one. Raises AudioDeviceError where there is no device or
    no default, NotFoundError where nothing fits, AmbiguousError where several do.
    """
    if not devices:
        raise AudioDeviceError(f"No {direction} was found.", hint=missing_hint)
    names = tuple(device.full_name for device in devices)
    if name is None:
        for device in devices:
            if device.is_default:
                return device
        raise AudioDeviceError(
            f"The system names no default {direction}.",
            hint=f"Choose one with `trainer devices`. There are: {'; '.join(names)}.",
        )
    fitting = _fitting(devices, name)
    if len(fitting) > 1 and len({device.name for device in fitting}) == 1:
        default_apis = {device.host_api for device in devices if device.is_default}
        fitting = [device for device in fitting if device.host_api in default_apis] or fitting
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        several = tuple(device.full_name for device in fitting)
        raise AmbiguousError(
            f"The {direction} '{name}' could be any of {len(several)}: {'; '.join(several)}.",
            hint="Give more of the name, or choose again with `trainer devices`.",
            candidates=several,
        )
    raise NotFoundError(
        f"The {direction} '{name}' is not there. There are: {'; '.join(names)}.",
        hint="Plug it in, or choose another with `trainer devices`.",
        candidates=names,
    )


def devices_denied(nodes: Path, *, may_open: Callable[[Path, int], bool] = os.access) -> bool:
    """Whether ALSA's folder of `nodes` holds PCM devices, none of which this user may open."""
    pcms = list(nodes.glob("pcm*"))
    return bool(pcms) and not any(may_open(pcm, os.R_OK | os.W_OK) for pcm in pcms)


def _fitting(devices: Sequence[Device], name: str) -> list[Device]:
    wanted = name.casefold()
    lasting = _lasting(wanted)
    names = [(device, device.name.casefold(), device.full_name.casefold()) for device in devices]
    return (
        [device for device, short, full in names if wanted in {short, full}]
        or [device for device, short, _ in names if _lasting(short) == lasting]
        or [device for device, _, full in names if lasting in _lasting(full)]
    )


def _lasting(name: str) -> str:
    return _CARD_NUMBER.sub("", name)
