"""Playing a take at a terminal, with keys to move about in it."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from trainer.audio.speed import FASTEST, SLOWEST
from trainer.cli.keys import SPACE, KeyReader, open_keys
from trainer.cli.replay_view import LEAD_S, Score, last_before, next_after, picture
from trainer.cli.views import clock
from trainer.errors import AudioDeviceError, NotFoundError, TrainerError

if TYPE_CHECKING:
    from pathlib import Path

    from rich.live import Live

    from trainer.audio.player import Player
    from trainer.cli.console import Output

STEP_S = 5.0
SPEED_STEP = 0.25
POLL_S = 0.1


class Leaving(StrEnum):
    """Why a take is left."""

    QUIT = "q"
    EARLIER = "e"
    LATER = "l"
    NOTE = "n"
    VERDICT = "v"


@dataclass
class Head:
    """Where the listener is, and how fast; kept from one take or interruption to the next."""

    at_s: float
    speed: float = 1.0
    paused: bool = False
    silent: bool = False
    said: str = ""


def listen(output: Output, player: Player, file: Path | None, score: Score, head: Head) -> Leaving:
    """Play a take from where `head` is until a key leaves it; `head` moves on with it.

    Without a loudspeaker, or without the file, the words go on at their own pace, unheard.
    """
    from rich.live import Live

    if file is None:
        head.silent, head.said = True, "The recording is not there any more: its words alone."
    with (
        open_keys() as keys,
        Live(console=output.people, transient=True, auto_refresh=False) as live,
    ):
        return _Listening(output, player, file, score, head, keys, live).run()


class _Listening:
    def __init__(
        self,
        output: Output,
        player: Player,
        file: Path | None,
        score: Score,
        head: Head,
        keys: KeyReader,
        live: Live,
    ) -> None:
        self._output = output
        self._player = player
        self._file = file
        self._score = score
        self._head = head
        self._keys = keys
        self._live = live
        self._length_s = score.answer.duration_s or (score.starts_s[-1] if score.starts_s else 0.0)

    def run(self) -> Leaving:
        head = self._head
        while True:
            self._draw()
            if head.paused or head.at_s >= self._length_s - 0.05:
                head.paused = True
                key = self._keys.poll(POLL_S)
            elif head.silent or self._file is None:
                key = self._run_unheard()
            else:
                key = self._play(self._file)
            if key is not None:
                leaving = self._obey(key)
                if leaving is not None:
                    return leaving

    def _play(self, file: Path) -> str | None:
        """Play until a key is pressed or the end is reached; the key."""
        head = self._head
        pressed: list[str] = []
        stop = threading.Event()

        def on_progress(at_s: float) -> None:
            head.at_s = at_s
            self._draw()
            key = self._keys.poll(0.0)
            if key is not None:
                pressed.append(key)
                stop.set()

        try:
            played = self._player.play(
                file, from_s=head.at_s, speed=head.speed, stop=stop, on_progress=on_progress
            )
        except (AudioDeviceError, NotFoundError) as error:
            head.silent = True
            # Where the file is can wait: the picture stands for it.
            cause = error.__cause__ if isinstance(error.__cause__, TrainerError) else error
            head.said = f"{cause.message} The words go on without sound."
            return None
        head.at_s = played.to_s
        return pressed[0] if pressed else None

    def _run_unheard(self) -> str | None:
        """Let the words go on at their pace."""
        head = self._head
        before = time.monotonic()
        key = self._keys.poll(POLL_S)
        head.at_s = min(head.at_s + (time.monotonic() - before) * head.speed, self._length_s)
        return key

    def _obey(self, key: str) -> Leaving | None:
        head = self._head
        head.said = ""
        match key:
            case "q" | "Q":
                return Leaving.QUIT
            case "e" | "l" | "n" | "v":
                return Leaving(key)
            case _ if key == SPACE:
                if head.paused and head.at_s >= self._length_s - 0.05:
                    head.at_s = 0.0
                head.paused = not head.paused
            case "b":
                head.at_s = max(head.at_s - STEP_S, 0.0)
            case "f":
                head.at_s = min(head.at_s + STEP_S, self._length_s)
            case "k" | "K" | "m":
                self._jump(key)
            case "-" | "+" | "=":
                step = -SPEED_STEP if key == "-" else SPEED_STEP
                head.speed = min(max(head.speed + step, SLOWEST), FASTEST)
        return None

    def _jump(self, key: str) -> None:
        head, score = self._head, self._score
        moments = score.remarks if key == "m" else score.points
        find = last_before if key == "K" else next_after
        moment = find(moments, head.at_s)
        if moment is None:
            what = "remark or note with a time" if key == "m" else "key point with evidence"
            head.said = f"There is no {what} in this take."
            return
        head.at_s = max(moment.at_s - LEAD_S, 0.0)
        head.paused = False
        head.said = f"{clock(moment.at_s)}  {moment.text}" if key == "m" else ""

    def _draw(self) -> None:
        head = self._head
        size = self._output.people.size
        self._live.update(
            picture(
                self._score,
                head.at_s,
                speed=head.speed,
                paused=head.paused,
                silent=head.silent,
                said=head.said,
                size=(size.width, size.height),
            ),
            refresh=True,
        )
