"""Keys on a pseudo-terminal, from a pipe, and as Windows gives them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest

from trainer.cli.keys import LineKeys, WindowsKeys

ROOT = Path(__file__).parents[2]
CHILD = [sys.executable, "-m", "tests.cli.keys_child"]


class Terminal:
    """The child on a pseudo-terminal, and the terminal's mode before it came."""

    def __init__(self, before: str = "trap : INT;") -> None:
        # A shell holds the terminal open, so that its mode can be read when the child has gone.
        command = f"{before} read go; {CHILD[0]} -m {CHILD[2]}; echo code $?; read end"
        self.child: pexpect.spawn[bytes] = pexpect.spawn(
            "/bin/sh", ["-c", command], cwd=ROOT, timeout=20
        )
        self.mode_before = self.mode()

    def mode(self) -> list[object]:
        return termios.tcgetattr(self.child.child_fd)

    def start(self, typed_ahead: str = "") -> None:
        self.child.send("\n" + typed_ahead)
        self.child.expect("ready\r\n")

    def keys(self, typed: str) -> list[str]:
        """What the child reads of `typed`, up to a final `.`."""
        self.child.send(typed)
        self.child.send(".")
        self.child.expect_exact("<'.'>\r\n")
        seen = self.child.before
        assert seen is not None
        return [str(line) for line in seen.decode().split("\r\n") if line]

    def pid(self) -> int:
        """The process that reads the keys: the one in the terminal's foreground."""
        children = Path(f"/proc/{self.child.pid}/task/{self.child.pid}/children")
        return int(children.read_text().split()[0])

    def ended(self) -> int:
        """The child's exit code as a shell gives it."""
        self.child.expect(r"code (\d+)\r\n")
        before, match = self.child.before, self.child.match
        assert before is not None
        assert b"left" in before, "what it held was finished"
        assert isinstance(match, re.Match)
        return int(match.group(1))


@contextmanager
def terminal(before: str = "trap : INT;") -> Iterator[Terminal]:
    opened = Terminal(before)
    try:
        yield opened
    finally:
        opened.child.close(force=True)


def test_keys_come_at_once_and_are_not_echoed() -> None:
    with terminal() as opened:
        opened.start()
        assert opened.keys(" ") == ["<' '>"]
        assert opened.keys("r") == ["<'r'>"]
        assert opened.keys("ä") == ["<'ä'>"]
        assert opened.keys("\n") == [r"<'\n'>"]
        assert opened.keys("\r") == [r"<'\n'>"]
        assert opened.keys("\x04") == [r"<'\n'>"]
        assert opened.keys("s s") == ["<'s'>", "<' '>", "<'s'>"]


@pytest.mark.parametrize("key", ["\x1b[A", "\x1bOP", "\x1b[15~", "\x1b[1;5C", "\x1bq"])
def test_arrows_and_function_keys_mean_nothing(key: str) -> None:
    with terminal() as opened:
        opened.start()
        assert opened.keys(key) == []


def test_escape_alone_is_a_key() -> None:
    with terminal() as opened:
        opened.start()
        opened.child.send("\x1b")
        opened.child.expect_exact(r"<'\x1b'>")


def test_ctrl_z_does_not_stop_the_program() -> None:
    with terminal() as opened:
        opened.start()
        assert opened.keys("\x1a") == [r"<'\x1a'>"]


def test_keys_pressed_too_early_are_thrown_away() -> None:
    with terminal() as opened:
        opened.start(typed_ahead="q\nq\n")
        assert opened.keys("a") == ["<'a'>"]


@pytest.mark.parametrize(
    ("ending", "code"), [("q", 0), ("x", 1), ("ctrl-c", 130), (signal.SIGTERM, 143)]
)
def test_the_terminal_is_as_it_was(ending: str | signal.Signals, code: int) -> None:
    with terminal() as opened:
        opened.start()
        assert opened.mode() != opened.mode_before
        if isinstance(ending, signal.Signals):
            os.kill(opened.pid(), ending)
        else:
            opened.child.send("\x03" if ending == "ctrl-c" else ending)
        assert opened.ended() == code
        assert opened.mode() == opened.mode_before


def test_a_sigterm_that_is_ignored_stays_ignored() -> None:
    with terminal(before="trap '' TERM;") as opened:
        opened.start()
        os.kill(opened.pid(), signal.SIGTERM)
        assert opened.keys("a") == ["<'a'>"]


@contextmanager
def piped(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [*CHILD, *arguments], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_without_a_terminal_a_line_is_enter() -> None:
    with piped() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        for line in ("\n", "quit\n"):
            process.stdin.write(line)
            process.stdin.flush()
            assert process.stdout.readline() == "<'\\n'>\n"


def test_input_that_has_ended_counts_as_enter() -> None:
    with piped() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        assert process.stdout.readline() == "ready\n"
        assert process.stdout.readline() == "<'\\n'>\n"


def test_later_lines_are_left_for_later_questions() -> None:
    reader, writer = os.pipe()
    try:
        os.write(writer, b"\nanswer\n")
        with LineKeys(reader) as keys:
            assert keys.poll(1.0) == "\n"
        assert os.read(reader, 100) == b"answer\n"
        with LineKeys(reader) as keys:
            began = time.monotonic()
            assert keys.poll(0.1) is None
            assert time.monotonic() - began >= 0.1
    finally:
        os.close(reader)
        os.close(writer)


class FakeConsole:
    """What a Windows console gives for the keys pressed."""

    def __init__(self, pressed: str) -> None:
        self._pressed = list(pressed)

    def kbhit(self) -> bool:
        return bool(self._pressed)

    def getwch(self) -> str:
        return self._pressed.pop(0)


def test_windows_keys() -> None:
    console = FakeConsole("a \r\x04\xe0H\x00;ä")
    with WindowsKeys(console) as keys:
        assert [keys.poll(0.0) for _ in range(8)] == ["a", " ", "\n", "\n", None, None, "ä", None]


def test_windows_gives_ctrl_c_as_a_key() -> None:
    with WindowsKeys(FakeConsole("\x03")) as keys, pytest.raises(KeyboardInterrupt):
        keys.poll(0.0)


def test_windows_waits_as_long_as_it_is_told() -> None:
    with WindowsKeys(FakeConsole("")) as keys:
        began = time.monotonic()
        assert keys.poll(0.1) is None
        assert time.monotonic() - began >= 0.1
