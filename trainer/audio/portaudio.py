"""PortAudio, loaded late and let go of in bounded time."""

from __future__ import annotations

import atexit
import ctypes
import sys
import threading
from typing import Any

from trainer.audio import remedies
from trainer.errors import AudioDeviceError

# A healthy stream closes within 0.05 s. One whose sound server hangs never does.
CLOSE_TIMEOUT_S = 2.0

_open_streams: set[int] = set()
_closers: list[threading.Thread] = []


def load(platform: str = sys.platform) -> Any:
    """The sounddevice module.

    Raises AudioDeviceError, with what to install, where PortAudio is missing or
    can't be started.
    """
    try:
        import sounddevice
    except ImportError as error:
        raise AudioDeviceError(
            f"The Python package for sound can't be loaded: {error}.",
            hint="Install it: `python -m pip install sounddevice`.",
        ) from error
    except OSError as error:
        raise AudioDeviceError(
            f"The sound library PortAudio is missing: {error}.",
            hint=remedies.portaudio_hint(platform),
        ) from error
    except Exception as error:
        # The class for a failed start is defined by the very module that failed to load.
        if type(error).__name__ != "PortAudioError":
            raise
        raise AudioDeviceError(
            f"The sound library PortAudio can't start: {error}.",
            hint="Check that sound works in another program, then try again.",
        ) from error
    return sounddevice


def refresh() -> None:
    """Let PortAudio look again at what is plugged in.

    Does nothing while a stream of ours is open, because PortAudio would end it.
    Raises AudioDeviceError where an earlier stream still can't be closed.
    """
    if any(closer.is_alive() for closer in _closers):
        raise AudioDeviceError(
            "The sound system does not answer.",
            hint="Restart it (or unplug and plug in the device), then start trainer again.",
        )
    if _open_streams:
        return
    sounddevice = load()
    try:
        # sounddevice documents these two as the way; it has no public call.
        sounddevice._terminate()  # noqa: SLF001
        sounddevice._initialize()  # noqa: SLF001
    except sounddevice.PortAudioError as error:
        raise AudioDeviceError(
            f"The sound library PortAudio can't start: {error}.",
            hint="Check that sound works in another program, then try again.",
        ) from error


def opened(stream: Any) -> None:
    """Note a stream that was started; `close_in_time` is its end."""
    _open_streams.add(id(stream))


def close_in_time(stream: Any, *, abort: bool = False, timeout_s: float = CLOSE_TIMEOUT_S) -> bool:
    """Stop and close a sounddevice stream; False where it would not be closed in `timeout_s`.

    With `abort`, what was queued for a loudspeaker is not played. A sound server
    that hangs blocks this for ever, so a thread that dies with the program does
    it, and PortAudio's own clean-up at exit, which would block too, is left out.
    """

    def close() -> None:
        (stream.abort if abort else stream.stop)()
        stream.close()

    closer = threading.Thread(target=close, name="trainer-close-sound", daemon=True)
    closer.start()
    closer.join(timeout_s)
    _open_streams.discard(id(stream))
    if closer.is_alive():
        _closers.append(closer)
        _leave_open_at_exit()
        return False
    return True


def _leave_open_at_exit() -> None:
    """Let the program end although threads of PortAudio still run."""
    sounddevice = load()
    # It would wait for the stream that can't be closed.
    atexit.unregister(sounddevice._exit_handler)  # noqa: SLF001
    # The interpreter unloads the library at its end, under the feet of those threads: a crash.
    # ctypes never unloads what it loaded.
    ctypes.CDLL(sounddevice._libname)  # noqa: SLF001
