"""``trainer devices``: microphones, the one that is used, and a test of it."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.asking import ask_one_of
from trainer.cli.context import CommandContext, common
from trainer.errors import AudioDeviceError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trainer.audio.devices import Device
    from trainer.audio.recorder import Recorder
    from trainer.audio.take import RecordedTake
    from trainer.cli.keys import KeyReader

TEST_S = 5.0
BAR_CELLS = 20


@click.command(
    "devices",
    epilog="""\b
Examples:
  trainer devices
  trainer devices --test
  trainer devices --use "USB Audio"
""",
)
@click.option("--test", is_flag=True, help="Speak, see the level, and hear it back.")
@click.option("--use", metavar="NAME", help="Record with this microphone from now on.")
@click.option("--loudspeaker", metavar="NAME", help="Play through this one from now on.")
@common()
def command(
    context: CommandContext, *, test: bool, use: str | None, loudspeaker: str | None
) -> None:
    """List microphones and loudspeakers, choose one, and test it.

    The choice is remembered; when it is missing later, you are told, and no other
    device takes its place. NAME may be a part of the name.
    """
    from trainer.audio.devices import Direction, list_devices

    microphones = list_devices(Direction.MICROPHONE)
    loudspeakers = list_devices(Direction.LOUDSPEAKER, refresh=False)
    for wanted, devices, setting, direction in (
        (use, microphones, "microphone", Direction.MICROPHONE),
        (loudspeaker, loudspeakers, "loudspeaker", Direction.LOUDSPEAKER),
    ):
        if wanted is not None:
            _remember(context, wanted, devices, setting, direction)
    tested = _test(context, microphones) if test else None
    data = {
        "microphones": [_data(device) for device in microphones],
        "loudspeakers": [_data(device) for device in loudspeakers],
        "microphone": context.settings.microphone or None,
        "loudspeaker": context.settings.loudspeaker or None,
        "test": tested,
    }
    context.output.result("devices", data)
    if not context.output.json and not test:
        _show(context, "Microphones", microphones, context.settings.microphone)
        _show(context, "Loudspeakers", loudspeakers, context.settings.loudspeaker)
        context.output.say("\n'trainer devices --test' tries the microphone.")


def _remember(
    context: CommandContext, wanted: str, devices: Sequence[Device], setting: str, direction: Any
) -> None:
    from trainer.audio.devices import choose_device
    from trainer.workspace.settings import set_setting

    device = choose_device(devices, wanted or None, direction)
    set_setting(context.workspace.settings_file, setting, device.name)
    context.forget_settings()
    if not context.output.json:
        context.output.say(f"{setting}: {device.name}, remembered.")


def _show(context: CommandContext, title: str, devices: Sequence[Device], chosen: str) -> None:
    from trainer.audio.devices import choose_device

    say = context.output.say
    say(f"\n{title}", style="bold")
    used = None
    try:
        used = choose_device(devices, chosen or None, devices[0].direction) if devices else None
    except (NotFoundError, AudioDeviceError) as missing:
        say(f"{missing.message}", style="yellow", indent=2)
    for device in devices:
        mark = "→" if device == used else " "
        default = ", the system's own" if device.is_default else ""
        say(f"{mark} {device.name} ({device.host_api}{default})", indent=2)
    if not devices:
        say("none found: 'trainer doctor' says what to do.", indent=2)


def _test(context: CommandContext, microphones: Sequence[Device]) -> dict[str, Any]:
    from trainer.audio.devices import Direction
    from trainer.audio.meter import Loudness, judge
    from trainer.audio.player import LoudspeakerPlayer
    from trainer.cli.answering import find_microphone

    output = context.output
    if context.at_terminal and not context.settings.microphone and len(microphones) > 1:
        output.say("Microphones", style="bold")
        own = [number for number, one in enumerate(microphones, start=1) if one.is_default]
        number = ask_one_of(
            "Which one",
            [f"{device.name} ({device.host_api})" for device in microphones],
            err=output.json,
            default=own[0] if own else 1,
        )
        name = microphones[number - 1].full_name
        _remember(context, name, microphones, "microphone", Direction.MICROPHONE)
    microphone = find_microphone(context)
    output.say(f"Say something into '{microphone.name}'; {TEST_S:.0f} seconds, Enter ends it.")
    with tempfile.TemporaryDirectory(prefix="trainer-test-") as folder:
        take = _listen(context, microphone, Path(folder, "test.wav"))
        loudness = judge(take.peak_dbfs)
        output.say(f"Loudest: {take.peak_dbfs:.0f} dBFS, {loudness.value}.")
        if take.failure:
            raise take.failure
        heard = False
        silent = loudness is Loudness.NO_SOUND
        try:
            output.say("And back ...")
            player = LoudspeakerPlayer(context.settings.loudspeaker or None, clock=time.monotonic)
            player.play(take.path)
            heard = True
        except (AudioDeviceError, NotFoundError) as error:
            # The place in the message is a file that is gone in a moment.
            click.echo(f"It could not be played back. {error.hint or ''}".strip(), err=True)
    output.say(_conclusion(silent=silent, heard=heard))
    return {
        "microphone": microphone.name,
        "peak_dbfs": take.peak_dbfs,
        "loudness": loudness.value,
        "duration_s": take.duration_s,
        "played_back": heard,
    }


def _conclusion(*, silent: bool, heard: bool) -> str:
    if silent:
        return (
            "No sound arrived. Is the microphone muted, or another one meant? See the system's "
            "sound settings, or try another: trainer devices --use NAME"
        )
    if heard:
        return "It works, if you heard yourself. Practise: trainer drill"
    return "The microphone works. Practise: trainer drill"


def _listen(context: CommandContext, microphone: Device, file: Path) -> RecordedTake:
    from trainer.audio.recorder import MicrophoneRecorder
    from trainer.cli.keys import open_keys

    recorder = MicrophoneRecorder(file, microphone, clock=time.monotonic)
    with open_keys() as keys, context.output.live_line() as draw:
        recorder.start()
        try:
            _until_enough(recorder, keys, draw)
        finally:
            take = recorder.stop()
    return take


def _until_enough(recorder: Recorder, keys: KeyReader, draw: Callable[[str], None]) -> None:
    from trainer.audio.meter import bar_cells
    from trainer.cli.keys import ENTER

    while recorder.failure is None and recorder.elapsed_s < TEST_S:
        bar = "█" * bar_cells(recorder.level().peak_dbfs, BAR_CELLS)
        draw(f"  {recorder.elapsed_s:.0f} of {TEST_S:.0f} s  {bar:<{BAR_CELLS}}  Enter stops")
        if keys.poll(0.1) in {ENTER, "q"}:
            return


def _data(device: Device) -> dict[str, Any]:
    return {
        "name": device.name,
        "host_api": device.host_api,
        "channels": device.channels,
        "default_rate_hz": device.default_rate_hz,
        "default": device.is_default,
    }
