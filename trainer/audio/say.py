"""Reading a question aloud with the voice that the system has."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.errors import AudioDeviceError

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Mapping

    from trainer.audio.player import Played, Player

# Half a minute of speech renders in well under a second; PowerShell takes a few to start.
_RENDER_TIMEOUT_S = 60.0

# Voices that every macOS has.
_MACOS_VOICES = {"en": "Samantha", "de": "Anna"}

# The script is a constant: text, place and language reach it through files and the environment.
_SAPI_SCRIPT = (
    "$ErrorActionPreference = 'Stop'; Add-Type -AssemblyName System.Speech; "
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    "$culture = [Globalization.CultureInfo]::GetCultureInfo($env:TRAINER_SAY_LANGUAGE); "
    "if ($env:TRAINER_SAY_VOICE) { $voice.SelectVoice($env:TRAINER_SAY_VOICE) } "
    "else { try { $voice.SelectVoiceByHints('NotSet', 'NotSet', 0, $culture) } catch { } }; "
    "$voice.SetOutputToWaveFile($env:TRAINER_SAY_WAV); "
    "$voice.Speak([IO.File]::ReadAllText($env:TRAINER_SAY_TEXT, [Text.Encoding]::UTF8)); "
    "$voice.Dispose()"
)


class VoiceKind(Enum):
    """The programs that can speak."""

    ESPEAK = "espeak"
    MACOS_SAY = "say"
    SAPI = "sapi"


@dataclass(frozen=True, slots=True)
class Voice:
    """A program of the system that turns text into speech.

    `name` is one of its voices; empty for its usual one in the language asked for.
    """

    kind: VoiceKind
    program: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Rendering:
    """How to call a voice: the arguments, and what to add to the environment."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


def find_voice(
    which: Callable[[str], str | None], platform: str = sys.platform, *, name: str = ""
) -> Voice | None:
    """The voice of this system, or None; `which` finds a program (`shutil.which`).

    `name` asks for one of the program's voices; whether it is there shows when it
    speaks.
    """
    for program, kind in _candidates(platform):
        found = which(program)
        if found:
            return Voice(kind, found, name)
    return None


def _candidates(platform: str) -> tuple[tuple[str, VoiceKind], ...]:
    if platform == "darwin":
        return (("say", VoiceKind.MACOS_SAY),)
    if platform == "win32":
        return (("powershell", VoiceKind.SAPI), ("pwsh", VoiceKind.SAPI))
    return (("espeak-ng", VoiceKind.ESPEAK), ("espeak", VoiceKind.ESPEAK))


def rendering(voice: Voice, text_file: Path, wav: Path, language: str) -> Rendering:
    """The call that makes `voice` read the UTF-8 `text_file` into `wav`.

    `language` is an ISO 639-1 code; en and de are known to have a voice.
    """
    if voice.kind is VoiceKind.ESPEAK:
        return Rendering(
            (
                voice.program,
                *("-b", "1"),
                *("-v", voice.name or language),
                *("-f", str(text_file)),
                *("-w", str(wav)),
            )
        )
    if voice.kind is VoiceKind.MACOS_SAY:
        named = voice.name or _MACOS_VOICES.get(language)
        chosen = ("-v", named) if named else ()
        form = ("--file-format=WAVE", "--data-format=LEI16@22050")
        return Rendering((voice.program, *chosen, *form, "-f", str(text_file), "-o", str(wav)))
    return Rendering(
        (voice.program, "-NoProfile", "-NonInteractive", "-Command", _SAPI_SCRIPT),
        {
            "TRAINER_SAY_TEXT": str(text_file),
            "TRAINER_SAY_WAV": str(wav),
            "TRAINER_SAY_LANGUAGE": language,
            "TRAINER_SAY_VOICE": voice.name,
        },
    )


def say(
    text: str,
    voice: Voice,
    player: Player,
    *,
    language: str = "en",
    stop: threading.Event | None = None,
) -> Played | None:
    """Read `text` aloud and return when it was heard; None where there is nothing to read.

    Speech is rendered into a private temporary file and played by `player`, so
    that a missing loudspeaker is noticed: the voices themselves report success.
    Raises AudioDeviceError where the voice fails, and what `player` raises.
    """
    if not text.strip():
        return None
    with tempfile.TemporaryDirectory(prefix="trainer-say-") as folder:
        text_file = Path(folder, "text.txt")
        wav = Path(folder, "speech.wav")
        text_file.write_text(text, encoding="utf-8")
        _render(rendering(voice, text_file, wav, language), voice)
        if not wav.is_file() or not wav.stat().st_size:
            raise _mute(voice, "it wrote no sound")
        return player.play(wav, stop=stop)


def _render(call: Rendering, voice: Voice) -> None:
    try:
        done = subprocess.run(
            call.arguments,
            env={**os.environ, **call.environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_RENDER_TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _mute(voice, str(error)) from error
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip()
        raise _mute(voice, reason or f"exit code {done.returncode}")


def _mute(voice: Voice, reason: str) -> AudioDeviceError:
    return AudioDeviceError(
        f"The system's voice ({voice.program}) could not read the question: {reason.rstrip('.')}.",
        hint="The question is on the screen. Reading aloud can be turned off in the settings.",
    )
