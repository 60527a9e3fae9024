"""Copying a text, where the system has a program for that."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping

PROGRAMS = (
    (("pbcopy",), ""),
    (("wl-copy",), "WAYLAND_DISPLAY"),
    (("xclip", "-selection", "clipboard"), "DISPLAY"),
    (("xsel", "--clipboard", "--input"), "DISPLAY"),
    (("clip.exe",), ""),
)
"""Commands that copy their standard input, and the variable that each needs to be of use."""

TIMEOUT_S = 5.0


def copy(text: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Copy a text; False where no program is there that can, or it fails."""
    for command, variable in PROGRAMS:
        found = shutil.which(command[0])
        if not found or (variable and not environ.get(variable)):
            continue
        try:
            done = subprocess.run(
                [found, *command[1:]],
                input=text.encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
                timeout=TIMEOUT_S,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return True
    return False
