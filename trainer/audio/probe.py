"""A short listen before recording, to tell whether this microphone delivers anything."""

from __future__ import annotations

import queue
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.audio import remedies
from trainer.audio.meter import dbfs
from trainer.audio.samples import peak_of
from trainer.audio.stream import OpenInput, open_input
from trainer.errors import AudioDeviceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer.audio.devices import Device

# A healthy microphone hisses within 0.2 s; some deliver zeros while they start, so silence is
# believed after 1 s only.
LISTEN_S = 0.2
BELIEVE_SILENCE_S = 1.0

# Bluetooth headsets take up to some 3 s to change to their microphone.
FIRST_BLOCK_TIMEOUT_S = 5.0


@dataclass(frozen=True, slots=True)
class Probe:
    """What was heard: the loudest sample, and whether every sample was exactly zero.

    Exact zeros mean a muted microphone, or one without permission (macOS gives
    no error). `hint` then says what to do.
    """

    peak_dbfs: float
    exact_zeros: bool
    hint: str | None


def probe(
    device: Device,
    *,
    clock: Callable[[], float],
    open_stream: OpenInput = open_input,
    platform: str = sys.platform,
) -> Probe:
    """Listen for 0.2 s, or 1 s while nothing but zeros come.

    `clock` is monotonic, in seconds. Raises AudioDeviceError where the microphone
    can't be opened or gives no sample.
    """
    blocks: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def on_block(frames: bytes, *, overflowed: bool) -> bool:  # noqa: ARG001
        blocks.put(frames)
        return True

    stream = open_stream(device, on_block, lambda: None)
    peak = 0
    heard_s = 0.0
    deadline = clock() + FIRST_BLOCK_TIMEOUT_S
    try:
        while heard_s < (LISTEN_S if peak else BELIEVE_SILENCE_S):
            try:
                frames = blocks.get(timeout=max(deadline - clock(), 0.0))
            except queue.Empty:
                raise no_samples(device) from None
            peak = max(peak, peak_of(frames))
            heard_s += len(frames) / (2 * stream.format.channels * stream.format.rate_hz)
    finally:
        stream.close()
    silent = peak == 0
    return Probe(dbfs(peak), silent, remedies.silent_microphone_hint(platform) if silent else None)


def no_samples(device: Device) -> AudioDeviceError:
    """The error for a microphone that opens and then stays mute."""
    return AudioDeviceError(
        f"The microphone '{device.name}' opened, but gave no sound for "
        f"{FIRST_BLOCK_TIMEOUT_S:.0f} s.",
        hint=remedies.open_failed_hint("", device.direction),
    )
