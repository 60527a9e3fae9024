"""A spoken answer at the terminal: think, record, and the keys in between."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from trainer.cli.keys import ENTER, SPACE, KeyReader, open_keys
from trainer.cli.meter_view import Meter, meter_for
from trainer.errors import Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trainer.audio.recorder import Recorder
    from trainer.audio.take import RecordedTake
    from trainer.bank import Question
    from trainer.cli.console import Output
    from trainer.practice.sitting import Sitting
    from trainer.practice.takes import OnBlock, SpokenTake
    from trainer.speech.live import LiveTranscription

POLL_S = 0.1

SETTLING_S = 1.0
"""Enter does not stop a take in its first second: it was meant to end the time to think."""


class Ending(StrEnum):
    """How a person ended a take."""

    STOPPED = "stopped"
    OVER = "over"
    SKIPPED = "skipped"
    NOT_TODAY = "not_today"
    LEFT = "left"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What came of asking one question aloud.

    `take` is None where nothing was recorded, or where that was `discarded`; `live` hears
    it still, where something does.
    """

    ending: Ending
    attempt_id: int | None = None
    take: RecordedTake | None = None
    discarded: bool = False
    live: LiveTranscription | None = None


def speak(
    output: Output,
    sitting: Sitting,
    question: Question,
    make_recorder: Callable[[Path, OnBlock | None], Recorder],
    make_live: Callable[[], LiveTranscription | None],
    *,
    device: str | None,
    think_time_s: float,
    time_limit_s: float,
    put_off: bool = False,
    meter: Meter | None = None,
) -> Spoken:
    """Let the person think and speak; what they said is on disk when this returns.

    `make_live` makes what hears each take while it is recorded, or nothing; `put_off` gives
    them a key for 'not today'; `meter` shows how it goes, else the usual one.

    Raises Interrupted, with the take kept, on Ctrl-C; AudioDeviceError and
    StorageError where recording can't begin.
    """
    from trainer.practice.takes import SpokenTake

    with open_keys() as keys, meter or meter_for(output, put_off=put_off) as meter:
        early = _think(keys, meter, think_time_s, put_off=put_off)
        if early:
            return Spoken(early)
        while True:
            take = SpokenTake.begin(
                sitting, question, make_recorder, device, time_limit_s, make_live()
            )
            try:
                ending = record(
                    keys, meter, take.recorder, time_limit_s, take.live, put_off=put_off
                )
            except BaseException as stopped:
                take.keep_unheard()
                if isinstance(stopped, KeyboardInterrupt):
                    raise _interrupted(take) from None
                raise
            if ending is not Ending.OVER:
                break
            take.discard()
        if ending in {Ending.SKIPPED, Ending.NOT_TODAY}:
            take.discard()
            return Spoken(ending, discarded=True)
        if ending is Ending.LEFT:
            return Spoken(ending, take.attempt.id, take.keep_unheard())
        return Spoken(ending, take.attempt.id, take.keep(), live=take.live)


def _think(keys: KeyReader, meter: Meter, think_time_s: float, *, put_off: bool) -> Ending | None:
    until = time.monotonic() + think_time_s
    while (left := until - time.monotonic()) > 0:
        meter.thinking(left)
        key = keys.poll(min(POLL_S, left))
        if key == ENTER:
            break
        if key in {"s", "S"}:
            return Ending.SKIPPED
        if put_off and key in {"n", "N"}:
            return Ending.NOT_TODAY
        if key in {"q", "Q"}:
            return Ending.LEFT
    return None


def record(
    keys: KeyReader,
    meter: Meter,
    recorder: Recorder,
    limit_s: float,
    live: LiveTranscription | None = None,
    *,
    put_off: bool = False,
) -> Ending:
    """Show how a started recording goes until a key, or a fault, ends it."""
    paused = False
    while recorder.failure is None:
        if live:
            meter.heard(live.text, live.behind_s)
        meter.recording(recorder.elapsed_s, limit_s, recorder.level(), paused=paused)
        key = keys.poll(POLL_S)
        if key == ENTER and recorder.elapsed_s >= SETTLING_S:
            return Ending.STOPPED
        if key == SPACE:
            (recorder.resume if paused else recorder.pause)()
            paused = not paused
        elif key in {"r", "R"}:
            return Ending.OVER
        elif key in {"s", "S"}:
            return Ending.SKIPPED
        elif put_off and key in {"n", "N"}:
            return Ending.NOT_TODAY
        elif key in {"q", "Q"}:
            return Ending.LEFT
    return Ending.FAILED


def _interrupted(take: SpokenTake) -> Interrupted:
    return Interrupted(
        f"stopped; your take is kept as attempt {take.attempt.id}",
        hint=f"Finish it: trainer score --attempt {take.attempt.id}",
    )
