"""How fast a model was on a machine: measured when asked, remembered, never guessed."""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from trainer.speech.engine import usable_cores
from trainer.workspace.private import private_folder, write_private

_FORMAT: Final = 1
_CPU_INFO: Final = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True)
class Speed:
    """One measurement: `took_s` seconds for `audio_s` seconds of speech, after loading.

    `model` is its name or path, `machine` what `this_machine` said.
    """

    engine: str
    model: str
    machine: str
    audio_s: float
    took_s: float
    load_s: float
    measured_at: datetime

    @property
    def factor(self) -> float:
        """How many seconds of speech it transcribes in one second."""
        return self.audio_s / self.took_s


def this_machine() -> str:
    """The processor and the cores that this program may use; no name that is a person's."""
    cores = usable_cores()
    return f"{_processor()}, {cores} core{'' if cores == 1 else 's'}"


def known_speeds(cache: Path, machine: str) -> dict[tuple[str, str], Speed]:
    """What was measured on this machine, by engine and model; an unreadable file holds nothing."""
    found = {}
    for entry in _read(cache):
        try:
            moment = datetime.fromisoformat(entry["measured_at"])
            speed = Speed(**{**entry, "measured_at": moment})
            usable = speed.took_s > 0 and speed.audio_s > 0
        except (KeyError, TypeError, ValueError):
            continue
        if usable and speed.machine == machine:
            found[speed.engine, speed.model] = speed
    return found


def remember_speed(cache: Path, speed: Speed) -> None:
    """Keep a measurement in place of an earlier one of the same engine, model and machine.

    Raises StorageError.
    """
    key = (speed.engine, speed.model, speed.machine)
    others = [
        entry
        for entry in _read(cache)
        if (entry.get("engine"), entry.get("model"), entry.get("machine")) != key
    ]
    kept = [*others, {**asdict(speed), "measured_at": speed.measured_at.isoformat()}]
    private_folder(cache)
    text = json.dumps({"format": _FORMAT, "speeds": kept}, indent=2) + "\n"
    write_private(_file(cache), text.encode())


def _file(cache: Path) -> Path:
    return cache / "speeds.json"


def _read(cache: Path) -> list[Mapping[str, Any]]:
    try:
        content = json.loads(_file(cache).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        return []
    return [entry for entry in content.get("speeds", ()) if isinstance(entry, dict)]


def _processor() -> str:
    try:
        for line in _CPU_INFO.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    if platform.system() == "Darwin":
        command = ["sysctl", "-n", "machdep.cpu.brand_string"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.stdout.strip():
            return done.stdout.strip()
    return platform.processor() or platform.machine()
