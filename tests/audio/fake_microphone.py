"""A microphone that does what a test tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from trainer.audio.devices import Device, Direction
from trainer.audio.stream import InputStream, OnBlock, StreamFormat
from trainer.errors import AudioDeviceError

DEVICE = Device(0, "Fake", "None", 2, 48_000, is_default=True, direction=Direction.MICROPHONE)


@dataclass
class FakeMicrophone:
    """Give it to a recorder as `open_stream`; `first` is delivered on opening."""

    first: bytes = b"\1\0"
    format: StreamFormat = field(default_factory=lambda: StreamFormat(16_000, 1))
    refuses: bool = False
    closes: bool = True
    latency_s: float = 0.0
    closed: bool = field(default=False, init=False)

    def __call__(
        self, device: Device, on_block: OnBlock, on_finished: Callable[[], None]
    ) -> InputStream:
        if self.refuses:
            raise AudioDeviceError("no")
        self.on_block = on_block
        self.finish = on_finished
        if self.first:
            on_block(self.first, overflowed=False)
        return self

    def deliver(self, frames: bytes, *, overflowed: bool = False) -> bool:
        """What the sound system does with a block."""
        return self.on_block(frames, overflowed=overflowed)

    def close(self) -> bool:
        self.closed = True
        return self.closes
