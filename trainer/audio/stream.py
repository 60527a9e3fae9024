"""A microphone as a stream of PCM16 blocks, behind a protocol that a fake can stand in for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from trainer.audio import portaudio, remedies
from trainer.errors import AudioDeviceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer.audio.devices import Device

# What every recogniser here works on, and all that speech needs.
SPEECH_RATE_HZ = 16_000
BLOCK_S = 0.05

# How long a microphone's buffer is asked to hold.  Loading a recogniser keeps the interpreter, and
# with it the callback, busy: the longest gaps between two callbacks were 0.42 s (PyTorch being
# imported) and 0.31 s (faster-whisper).  PortAudio's own 'high' is 0.035 s on a sound card.  The
# callbacks then come in threes, every 0.15 s.
LATENCY_S = 0.5


@dataclass(frozen=True, slots=True)
class StreamFormat:
    """PCM16 at `rate_hz`, frames of `channels` samples."""

    rate_hz: int
    channels: int


class OnBlock(Protocol):
    """Takes a block of PCM16 frames; runs on the sound system's thread and must not wait.

    `overflowed` says that samples before the block were lost. The stream ends
    itself where the answer is False.
    """

    def __call__(self, frames: bytes, *, overflowed: bool) -> bool:
        """Take `frames`; whether to go on."""


class InputStream(Protocol):
    """An open microphone."""

    @property
    def format(self) -> StreamFormat:
        """What its blocks are."""

    @property
    def latency_s(self) -> float:
        """How long a sample is on its way."""

    def close(self) -> bool:
        """End it; False where the sound system did not answer in time."""


class OpenInput(Protocol):
    """Opens a microphone and starts it.

    `on_finished` is called when the stream ended, whoever ended it. Raises
    AudioDeviceError.
    """

    def __call__(
        self, device: Device, on_block: OnBlock, on_finished: Callable[[], None]
    ) -> InputStream:
        """Open and start `device`."""


def input_formats(device: Device) -> tuple[StreamFormat, ...]:
    """What to ask the device for, best first: few take 16 kHz mono only, few refuse it."""
    wanted = [
        StreamFormat(rate_hz, channels)
        for channels in (1, 2)
        for rate_hz in (SPEECH_RATE_HZ, device.default_rate_hz)
        if channels <= device.channels
    ]
    return tuple(dict.fromkeys(wanted))


def open_input(device: Device, on_block: OnBlock, on_finished: Callable[[], None]) -> InputStream:
    """Open the microphone through PortAudio in the first format that it takes.

    Raises AudioDeviceError where it takes none.
    """
    sounddevice = portaudio.load()
    callback = input_callback(on_block)

    def start(wanted: StreamFormat) -> Any:
        stream = sounddevice.RawInputStream(
            device=device.index,
            samplerate=wanted.rate_hz,
            channels=wanted.channels,
            dtype="int16",
            blocksize=round(BLOCK_S * wanted.rate_hz),
            latency=LATENCY_S,
            callback=callback,
            finished_callback=on_finished,
        )
        try:
            stream.start()
        except sounddevice.PortAudioError:
            stream.close()
            raise
        return stream

    stream, taken = start_in_first_format(input_formats(device), start, device)
    portaudio.opened(stream)
    return _PortAudioInput(stream, taken)


def start_in_first_format(
    formats: tuple[StreamFormat, ...], start: Callable[[StreamFormat], Any], device: Device
) -> tuple[Any, StreamFormat]:
    """The stream that `start` gives for the first format it does not refuse, and that format.

    Raises AudioDeviceError with the first refusal where all are refused.
    """
    sounddevice = portaudio.load()
    refusals: list[Exception] = []
    for wanted in formats:
        try:
            return start(wanted), wanted
        # ValueError: the device's number is no longer in PortAudio's list.
        except (sounddevice.PortAudioError, ValueError) as error:
            refusals.append(error)
    reason = str(refusals[0].args[0])
    raise AudioDeviceError(
        f"The {device.direction} '{device.name}' can't be opened: {reason.rstrip('.')}.",
        hint=remedies.open_failed_hint(str(refusals[0]), device.direction),
    ) from refusals[0]


def input_callback(on_block: OnBlock) -> Callable[[Any, int, Any, Any], None]:
    """PortAudio's callback for `on_block`: it copies the block and notes the status, no more."""
    sounddevice = portaudio.load()

    def callback(data: Any, _frames: int, _time: object, status: Any) -> None:
        if not on_block(bytes(data), overflowed=bool(status.input_overflow)):
            raise sounddevice.CallbackAbort

    return callback


class _PortAudioInput:
    def __init__(self, stream: Any, taken: StreamFormat) -> None:
        self._stream = stream
        self.format = taken
        self.latency_s: float = stream.latency

    def close(self) -> bool:
        return portaudio.close_in_time(self._stream)
