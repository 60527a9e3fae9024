"""Reading aloud: the voice of the system, heard through our own player."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.audio.heard import pcm, without_silence_around
from trainer.audio.files import audio_duration_s
from trainer.audio.player import LoudspeakerPlayer, Played
from trainer.audio.say import Voice, VoiceKind, find_voice, rendering, say
from trainer.errors import AudioDeviceError

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from tests.support.virtual_sound import VirtualSound

TEXT, WAV = Path("/x/text.txt"), Path("/x/speech.wav")


class SilentPlayer:
    """Notes what it was given instead of playing it."""

    def __init__(self) -> None:
        self.durations_s: list[float] = []
        self.folders: list[Path] = []

    def play(
        self,
        path: Path,
        *,
        from_s: float = 0.0,
        to_s: float | None = None,
        speed: float = 1.0,
        stop: threading.Event | None = None,
        on_progress: Callable[[float], object] | None = None,
    ) -> Played:
        self.durations_s.append(audio_duration_s(path))
        self.folders.append(path.parent)
        assert path.parent.stat().st_mode & 0o777 == 0o700
        return Played(from_s, self.durations_s[-1], finished=True)


def voice_here() -> Voice:
    voice = find_voice(shutil.which, "linux")
    assert voice is not None
    return voice


@pytest.mark.parametrize(
    ("platform", "installed", "found"),
    [
        ("linux", {"espeak-ng", "espeak"}, Voice(VoiceKind.ESPEAK, "/bin/espeak-ng", "anna")),
        ("linux", {"espeak"}, Voice(VoiceKind.ESPEAK, "/bin/espeak", "anna")),
        ("linux", {"say", "powershell"}, None),
        ("darwin", {"say", "espeak-ng"}, Voice(VoiceKind.MACOS_SAY, "/bin/say", "anna")),
        ("win32", {"powershell", "pwsh"}, Voice(VoiceKind.SAPI, "/bin/powershell", "anna")),
        ("win32", set(), None),
    ],
)
def test_each_platform_has_its_voice(
    platform: str, installed: set[str], found: Voice | None
) -> None:
    def which(program: str) -> str | None:
        return f"/bin/{program}" if program in installed else None

    assert find_voice(which, platform, name="anna") == found


def test_espeak_reads_a_file_into_a_file() -> None:
    voice = Voice(VoiceKind.ESPEAK, "espeak-ng")
    call = rendering(voice, TEXT, WAV, "de")
    assert call.arguments == (
        *("espeak-ng", "-b", "1", "-v", "de"),
        *("-f", "/x/text.txt", "-w", "/x/speech.wav"),
    )
    named = rendering(Voice(VoiceKind.ESPEAK, "espeak-ng", "en-us"), TEXT, WAV, "en")
    assert named.arguments[4] == "en-us"


def test_macos_reads_a_file_into_a_wav() -> None:
    voice = Voice(VoiceKind.MACOS_SAY, "say")
    call = rendering(voice, TEXT, WAV, "de")
    assert call.arguments == (
        *("say", "-v", "Anna", "--file-format=WAVE", "--data-format=LEI16@22050"),
        *("-f", "/x/text.txt", "-o", "/x/speech.wav"),
    )
    assert "-v" not in rendering(voice, TEXT, WAV, "fr").arguments
    named = rendering(Voice(VoiceKind.MACOS_SAY, "say", "Daniel"), TEXT, WAV, "en")
    assert named.arguments[1:3] == ("-v", "Daniel")


def test_sapi_gets_a_constant_script_and_everything_else_by_the_environment() -> None:
    odd = Path("/x/O'Brien $(calc)/text.txt")
    voice = Voice(VoiceKind.SAPI, "powershell")
    call = rendering(voice, odd, WAV, "en")
    assert call.arguments == rendering(voice, TEXT, WAV, "de").arguments
    assert call.arguments[:4] == ("powershell", "-NoProfile", "-NonInteractive", "-Command")
    assert call.environment == {
        "TRAINER_SAY_TEXT": str(odd),
        "TRAINER_SAY_WAV": str(WAV),
        "TRAINER_SAY_LANGUAGE": "en",
        "TRAINER_SAY_VOICE": "",
    }
    for name in call.environment:
        assert f"$env:{name}" in call.arguments[4]


def test_a_question_is_heard(sound_here: VirtualSound, tmp_path: Path) -> None:
    heard = tmp_path / "heard.wav"
    player = LoudspeakerPlayer(clock=time.monotonic)
    with sound_here.record_speaker(heard):
        played = say("Tell me about a conflict.", voice_here(), player)
    assert played is not None
    assert played.finished
    said = without_silence_around(pcm(heard))
    assert 0.8 < len(said) / 16_000 <= played.to_s + 0.1


def test_text_is_read_and_never_run(tmp_path: Path) -> None:
    player = SilentPlayer()
    marker = tmp_path / "run"
    for text in (f"$(touch {marker}); `touch {marker}`", "--version", "-f /etc/passwd", "Größe?"):
        say(text, voice_here(), player, language="de")
    assert not marker.exists()
    assert len(player.durations_s) == 4
    assert min(player.durations_s) > 0.2
    assert not any(folder.exists() for folder in player.folders)


def test_languages_sound_different() -> None:
    player = SilentPlayer()
    for language in ("en", "de"):
        say("Nineteen ninety nine, zwanzig Jahre.", voice_here(), player, language=language)
    assert player.durations_s[0] != player.durations_s[1]


def test_nothing_to_read_is_nothing_played() -> None:
    player = SilentPlayer()
    assert say(" \n", voice_here(), player) is None
    assert player.durations_s == []


def test_a_voice_that_is_not_there_is_told() -> None:
    voice = find_voice(shutil.which, "linux", name="missing-voice")
    assert voice is not None
    with pytest.raises(AudioDeviceError, match="voice does not exist"):
        say("Hello", voice, SilentPlayer())


@pytest.mark.parametrize(
    ("script", "why"), [("exit 3", "exit code 3"), ("exit 0", "wrote no sound")]
)
def test_a_voice_that_fails_is_told(tmp_path: Path, script: str, why: str) -> None:
    program = tmp_path / "voice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    with pytest.raises(AudioDeviceError, match=why) as caught:
        say("Hello", Voice(VoiceKind.ESPEAK, str(program)), SilentPlayer())
    assert "on the screen" in (caught.value.hint or "")


def test_a_voice_that_went_away_is_told(tmp_path: Path) -> None:
    gone = Voice(VoiceKind.ESPEAK, os.fspath(tmp_path / "gone"))
    with pytest.raises(AudioDeviceError, match="No such file"):
        say("Hello", gone, SilentPlayer())
