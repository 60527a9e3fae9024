"""Processes that write a history, to be waited for or killed.

Run as ``python -m tests.history.child WORKSPACE WHAT``.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.history.made import NOW, begin
from trainer.history.opening import open_history
from trainer.workspace.places import Workspace

CHECKOUT = Path(__file__).parents[2]


@contextmanager
def child(workspace: Workspace, what: str) -> Iterator[subprocess.Popen[str]]:
    """A process that does `what`; it is killed at the end of the block if it still runs."""
    command = [sys.executable, "-m", "tests.history.child", str(workspace.root), what]
    with subprocess.Popen(
        command, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def line_of(process: subprocess.Popen[str]) -> str:
    """The next line that the process printed."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def main(root: str, what: str) -> None:
    """Say what is done, line by line, and wait for standard input to end."""
    with open_history(Workspace(Path(root)), write=True, now=NOW) as history:
        if what == "write":
            for _ in range(30):
                print(begin(history).id, flush=True)
        elif what == "write on":
            while True:
                print(begin(history).id, flush=True)
        elif what == "begin":
            with history.transaction():
                for _ in range(200):
                    begin(history)
                print("in the middle", flush=True)
                sys.stdin.read()
        elif what == "discard 1":
            with history.transaction():
                history.discard_attempt(1, discarded_at=NOW)
                print("in the middle", flush=True)
                sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
