"""Reading aloud, where the system has a voice."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from trainer.errors import AudioDeviceError, NotFoundError

if TYPE_CHECKING:
    from trainer.workspace.settings import Settings


class Reader:
    """Reads texts aloud; where that can't be done the text on the screen is enough.

    Why it can't is said once.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._mute = False

    def read(self, text: str, language: str) -> None:
        """Read `text` and return when it was heard."""
        from shutil import which

        from trainer.audio.player import LoudspeakerPlayer
        from trainer.audio.say import find_voice, say

        if self._mute:
            return
        voice = find_voice(which, name=self._settings.voice)
        if voice is None:
            self._give_up("this system has no voice (espeak-ng is one).")
            return
        player = LoudspeakerPlayer(self._settings.loudspeaker or None, clock=time.monotonic)
        try:
            say(text, voice, player, language=language)
        except (AudioDeviceError, NotFoundError) as error:
            self._give_up(" ".join(filter(None, (error.message, error.hint))))

    def _give_up(self, why: str) -> None:
        self._mute = True
        click.echo(f"Not read aloud: {why}", err=True)
