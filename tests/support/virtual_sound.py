"""A microphone and a loudspeaker in software, in real time: a PulseAudio of its own.

Each `VirtualSound` is a sound server in a private folder, so several live side
by side. A child process started with its `environment` records from its
microphone and plays into its loudspeaker, sample by sample at 16 kHz mono.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

RATE_HZ = 16_000
_DEADLINE_S = 10.0

_ALSA = """\
pcm.pulse { type pulse hint { show on description "test microphone" } }
ctl.pulse { type pulse }
pcm.!default { type pulse hint { show on description "default" } }
ctl.!default { type pulse }
"""


def wait_until(condition: Callable[[], bool], what: str, deadline_s: float = _DEADLINE_S) -> None:
    """Return once `condition` holds; AssertionError, naming `what`, after `deadline_s`."""
    until = time.monotonic() + deadline_s
    while not condition():
        assert time.monotonic() < until, f"waited {deadline_s} s in vain: {what}"
        time.sleep(0.01)


class Speaking:
    """A clip on its way into the microphone."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def wait(self, timeout_s: float = 120.0) -> None:
        """Return when the clip was spoken to its end."""
        assert self._process.wait(timeout_s) == 0

    def stop(self) -> None:
        """End it now."""
        self._process.terminate()
        self._process.wait()


class VirtualSound:
    """A sound server with one microphone and one loudspeaker, for a `with` block."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._hung = False

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment of a child process that is to use this server."""
        return {**os.environ, **self.variables}

    def __enter__(self) -> Self:
        # Unix sockets allow short paths only, so not pytest's own folders.
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="vs-")))
        run = folder / "run"
        run.mkdir(mode=0o700)
        (folder / "home").mkdir()
        (folder / "asound.conf").write_text(_ALSA)
        self._folder = folder
        # Only the variables that differ from this process's.
        self.variables = {
            "HOME": str(folder / "home"),
            "XDG_RUNTIME_DIR": str(run),
            "PULSE_RUNTIME_PATH": str(run),
            "PULSE_SERVER": f"unix:{run}/native",
            "PULSE_COOKIE": str(folder / "cookie"),
            "ALSA_CONFIG_PATH": str(folder / "asound.conf"),
        }
        self._daemon = self._start_daemon(run)
        self._stack.callback(self.stop_daemon)
        try:
            wait_until(lambda: self._pactl("info").returncode == 0, "the sound server starts")
            for setting in (("set-default-source", "mic.monitor"), ("set-default-sink", "spk")):
                assert self._pactl(*setting).returncode == 0
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def speak(self, wav: Path) -> Speaking:
        """Play `wav` (16 kHz mono, or it is resampled) into the microphone, in real time."""
        process = self._start("paplay", "--device=mic", str(wav))
        speaking = Speaking(process)
        self._stack.callback(speaking.stop)
        return speaking

    @contextmanager
    def record_speaker(self, path: Path) -> Iterator[None]:
        """Write what is played meanwhile, silence included, to the WAV file `path`."""
        process = self._start(
            "parecord",
            "--device=spk.monitor",
            f"--rate={RATE_HZ}",
            "--channels=1",
            "--format=s16le",
            "--file-format=wav",
            "--latency-msec=20",
            str(path),
        )

        def written() -> int:
            return path.stat().st_size if path.exists() else 0

        try:
            wait_until(lambda: written() > 44, "the loudspeaker is being recorded")
            yield
            # What was played up to now is on its way: a second more brings all of it.
            enough = written() + 2 * RATE_HZ
            wait_until(lambda: written() >= enough, "the loudspeaker's last second arrives")
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()

    def stop_daemon(self) -> None:
        """End the server at once, as if the devices were unplugged."""
        if self._daemon.poll() is None:
            self._daemon.kill()
        self._daemon.wait()

    def hang(self) -> None:
        """Let the server stop answering."""
        self._daemon.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on after `hang`."""
        self._daemon.send_signal(signal.SIGCONT)

    def _start_daemon(self, run: Path) -> subprocess.Popen[bytes]:
        # Without norewinds the first block comes up to two seconds late.
        sink = f"rate={RATE_HZ} channels=1 format=s16le norewinds=1"
        # With setpriv it ends even if the tests are killed.
        return self._start(
            "setpriv",
            "--pdeathsig=KILL",
            "pulseaudio",
            "-n",
            "--daemonize=no",
            "--exit-idle-time=-1",
            "--use-pid-file=no",
            "--disable-shm=yes",
            f"--log-target=file:{self._folder}/pulseaudio.log",
            "-L",
            f"module-native-protocol-unix socket={run}/native auth-anonymous=1",
            "-L",
            f"module-null-sink sink_name=mic {sink}",
            "-L",
            f"module-null-sink sink_name=spk {sink}",
        )

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _pactl(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["pactl", *arguments], env=self.environment, capture_output=True, check=False
        )
