"""The program, with a Ctrl-C in the moment in which the file of a typed answer is made."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from unittest import mock

from trainer.cli import main
from trainer.workspace.private import create_private


def interrupted(file: Path) -> int:
    os.kill(os.getpid(), signal.SIGINT)
    return create_private(file)


with mock.patch("trainer.practice.takes.create_private", interrupted):
    main(sys.argv[1:])
