"""Programs that tests start as processes of their own, to kill them or what they stand on.

    python -m tests.audio.child record FILE     until its standard input ends
    python -m tests.audio.child play FILE

Each prints `ready` once sound flows, and how it ended as a line of JSON.
"""

from __future__ import annotations

import json
import os
import resource
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trainer.audio.devices import Direction, find_device
from trainer.audio.player import LoudspeakerPlayer
from trainer.audio.recorder import MicrophoneRecorder
from trainer.errors import TrainerError

ROOT = Path(__file__).parents[2]


class Child:
    """A running child; `with` ends it."""

    def __init__(self, environment: Mapping[str, str], *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.audio.child", *arguments],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()

    def until_ready(self) -> None:
        """Return when sound flows."""
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"ready\n"

    def result(self, timeout_s: float = 30.0) -> dict[str, Any]:
        """How it ended, by itself and within `timeout_s`."""
        assert self.process.stdout is not None
        assert self.process.wait(timeout_s) == 0
        result: dict[str, Any] = json.loads(self.process.stdout.read())
        return result


def run_python(code: str, environment: Mapping[str, str] | None = None) -> str:
    """What a fresh interpreter prints when it runs `code`."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def without_devices(folder: Path) -> dict[str, str]:
    """An environment in which PortAudio sees no device at all."""
    # PortAudio aborts the process where ALSA names no device, so one that isn't there.
    absent = folder / "absent.conf"
    absent.write_text("pcm.absent { type hw card 31 }\n")
    return {**os.environ, "ALSA_CONFIG_PATH": str(absent)}


def _record(path: Path) -> dict[str, Any]:
    recorder = MicrophoneRecorder(
        path, find_device(Direction.MICROPHONE), clock=time.monotonic, min_free_bytes=0
    )
    recorder.start()
    print("ready", flush=True)
    while recorder.failure is None and not select.select([sys.stdin], [], [], 0.02)[0]:
        pass
    take = recorder.stop()
    return {"duration_s": take.duration_s, **_failure(take.failure)}


def _play(path: Path) -> dict[str, Any]:
    ready = iter([lambda: print("ready", flush=True)])
    try:
        played = LoudspeakerPlayer(clock=time.monotonic).play(
            path, on_progress=lambda _: next(ready, lambda: None)()
        )
    except TrainerError as error:
        return _failure(error)
    except KeyboardInterrupt:
        return {"error": "KeyboardInterrupt"}
    return {"to_s": played.to_s, **_failure(None)}


def _failure(failure: TrainerError | None) -> dict[str, Any]:
    if failure is None:
        return {"error": None}
    return {"error": type(failure).__name__, "message": failure.message, "hint": failure.hint}


if __name__ == "__main__":
    if "FILE_SIZE_LIMIT" in os.environ:
        # Stands for a full disk: a write beyond it fails.
        limit = int(os.environ["FILE_SIZE_LIMIT"])
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    what, file = sys.argv[1:]
    print(json.dumps({"record": _record, "play": _play}[what](Path(file))))
