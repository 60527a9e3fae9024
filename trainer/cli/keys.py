"""Single keys from the terminal, without Enter and without echo."""

from __future__ import annotations

import errno
import os
import re
import signal
import sys
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType, TracebackType

ENTER = "\n"
SPACE = " "

_CTRL_C = "\x03"
_CTRL_D = "\x04"
_WINDOWS_POLL_S = 0.02
# A key such as an arrow arrives as one burst; nobody presses two keys within this.
_BURST_S = 0.02
# A control sequence (ECMA-48, 5.4), a function key as older terminals send it, or Alt with a key.
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)", re.DOTALL)


class KeyReader(Protocol):
    """Reads keys while its `with` block lasts; afterwards the terminal is as it was."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def poll(self, timeout_s: float) -> str | None:
        r"""The key pressed within `timeout_s`, or None.

        Enter is always "\n". So is Ctrl-D, or input that has ended: nobody can
        press Enter any more. Arrows and the like give None, Ctrl-C raises
        KeyboardInterrupt.
        """


def open_keys() -> KeyReader:
    """The reader for this process's standard input: its terminal, or lines where it is none."""
    if not sys.stdin.isatty():
        return LineKeys(sys.stdin.fileno())
    if sys.platform == "win32":
        import msvcrt

        return WindowsKeys(msvcrt)
    return PosixKeys(sys.stdin.fileno())


@contextmanager
def no_stray_keys() -> Iterator[None]:
    """Let keys neither echo nor count while the program works; Ctrl-C still does."""
    if not sys.stdin.isatty():
        yield
        return
    with open_keys():
        yield


def forget_typed_ahead() -> None:
    """Throw away what was typed before a question is asked."""
    with no_stray_keys():
        return


class PosixKeys:
    """Keys of a POSIX terminal, in a mode without line editing, echo and Ctrl-Z.

    Ctrl-Z is off because a stopped program would lose what is said meanwhile.
    What was typed before the block or is left after it is thrown away, so that no
    stray key answers the next question. SIGTERM restores the terminal too.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._pending = ""

    def __enter__(self) -> Self:
        import codecs
        import termios

        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="ignore")
        self._saved = termios.tcgetattr(self._descriptor)
        mode = termios.tcgetattr(self._descriptor)
        mode[0] |= termios.ICRNL
        mode[3] &= ~(termios.ICANON | termios.ECHO)
        mode[6][termios.VMIN] = 1
        mode[6][termios.VTIME] = 0
        mode[6][termios.VSUSP] = bytes([os.fpathconf(self._descriptor, "PC_VDISABLE") & 0xFF])
        self._replaced = _replace_sigterm(self._on_sigterm)
        termios.tcsetattr(self._descriptor, termios.TCSAFLUSH, mode)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._restore()
        if self._replaced is not None:
            signal.signal(signal.SIGTERM, self._replaced)

    def poll(self, timeout_s: float) -> str | None:
        """The key pressed within `timeout_s`, as `KeyReader.poll` says."""
        if not self._pending:
            self._pending = self._burst(timeout_s)
        if not self._pending:
            return None
        unnamed = _SEQUENCE.match(self._pending)
        if unnamed:
            self._pending = self._pending[unnamed.end() :]
            return None
        key, self._pending = self._pending[0], self._pending[1:]
        return ENTER if key in {"\r", _CTRL_D} else key

    def _burst(self, timeout_s: float) -> str:
        burst = ""
        wait_s = timeout_s
        while _readable(self._descriptor, wait_s):
            data = _read(self._descriptor, 64)
            if not data:
                time.sleep(timeout_s)
                return burst + ENTER
            burst += self._decoder.decode(data)
            wait_s = _BURST_S
        return burst

    def _restore(self) -> None:
        import termios

        # The terminal may have gone, its window closed: then nothing is left to restore.
        with suppress(termios.error):
            termios.tcsetattr(self._descriptor, termios.TCSAFLUSH, self._saved)

    def _on_sigterm(self, number: int, frame: FrameType | None) -> None:
        if self._replaced is signal.SIG_IGN:
            return
        self._restore()
        if callable(self._replaced):
            self._replaced(number, frame)
            return
        # As with Ctrl-C, the blocks on the way out still finish what they hold.
        raise SystemExit(128 + number)


class Console(Protocol):
    """What is needed of Windows' `msvcrt`."""

    def kbhit(self) -> bool:
        """Whether a key waits."""

    def getwch(self) -> str:
        """The next key, without echo."""


class WindowsKeys:
    """Keys of a Windows console, which needs no mode of its own."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return

    def poll(self, timeout_s: float) -> str | None:
        """The key pressed within `timeout_s`, as `KeyReader.poll` says."""
        deadline = time.monotonic() + timeout_s
        while not self._console.kbhit():
            if time.monotonic() >= deadline:
                return None
            time.sleep(_WINDOWS_POLL_S)
        key = self._console.getwch()
        if key in {"\x00", "\xe0"}:
            # An arrow or a function key: its second half follows.
            self._console.getwch()
            return None
        if key == _CTRL_C:
            raise KeyboardInterrupt
        return ENTER if key in {"\r", _CTRL_D} else key


class LineKeys:
    """Enter alone, from input that is no terminal: each line is one Enter, its text is ignored.

    It reads the descriptor directly and never past a line's end, so that later
    lines are left for later questions.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return

    def poll(self, timeout_s: float) -> str | None:
        """Enter, if a line ended within `timeout_s`, as `KeyReader.poll` says."""
        deadline = time.monotonic() + timeout_s
        while _readable(self._descriptor, max(deadline - time.monotonic(), 0.0)):
            read = _read(self._descriptor, 1)
            if not read:
                time.sleep(timeout_s)
            if read in {b"", b"\n"}:
                return ENTER
        return None


def _read(descriptor: int, size: int) -> bytes:
    """What came in, or nothing where the input has ended."""
    try:
        return os.read(descriptor, size)
    except OSError as error:
        # A terminal whose window was closed.
        if error.errno != errno.EIO:
            raise
        return b""


def _readable(descriptor: int, timeout_s: float) -> bool:
    if sys.platform == "win32":
        return _pipe_readable(descriptor, timeout_s)
    import select

    return bool(select.select([descriptor], [], [], timeout_s)[0])


if sys.platform == "win32":

    def _pipe_readable(descriptor: int, timeout_s: float) -> bool:
        """What select() says elsewhere; Windows has it for sockets only."""
        import ctypes
        import msvcrt

        deadline = time.monotonic() + timeout_s
        handle = msvcrt.get_osfhandle(descriptor)
        waiting = ctypes.c_ulong()
        peek = ctypes.windll.kernel32.PeekNamedPipe
        # It fails where the other end has gone or this is a file: then a read does not wait.
        while peek(handle, None, 0, None, ctypes.byref(waiting), None) and not waiting.value:
            if time.monotonic() >= deadline:
                return False
            time.sleep(_WINDOWS_POLL_S)
        return True


def _replace_sigterm(
    handler: Callable[[int, FrameType | None], None],
) -> Callable[[int, FrameType | None], object] | int | None:
    """Install `handler` and give what it replaces; None off the main thread, where it can't be."""
    if threading.current_thread() is not threading.main_thread():
        return None
    replaced = signal.getsignal(signal.SIGTERM)
    signal.signal(signal.SIGTERM, handler)
    return replaced
