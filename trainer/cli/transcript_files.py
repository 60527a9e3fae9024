"""What a transcript is written as, and where to."""

from __future__ import annotations

import json
from collections.abc import Sequence, Sized
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.errors import UsageError

if TYPE_CHECKING:
    from trainer.practice.listening import Heard

STANDARD_INPUT = "-"


class Form(StrEnum):
    """What a transcript is written as."""

    TEXT = "text"
    JSON = "json"
    SRT = "srt"
    VTT = "vtt"

    @property
    def suffix(self) -> str:
        """How the names of such files end."""
        return ".txt" if self is Form.TEXT else f".{self.value}"


def called(name: str) -> str:
    """What a recording is called to a person and in the name of a file."""
    return "standard-input" if name == STANDARD_INPUT else name


def chosen_form(form: str | None, output: str | None, *, as_json: bool) -> Form:
    """The form that was named, or else that of the output's name."""
    if form is not None:
        return Form(form)
    if output is not None:
        by_suffix = {one.suffix: one for one in Form}
        return by_suffix.get(Path(output).suffix.lower(), Form.TEXT)
    return Form.JSON if as_json else Form.TEXT


def targets(names: Sequence[str], form: Form, output: str | None) -> dict[str, Path]:
    """Where each recording's transcript goes; nothing where it goes to standard output.

    Raises UsageError where several would go into one file.
    """
    if output is None:
        return {}
    if not output:
        raise UsageError("--output is empty", hint="Give the name of a folder or a file.")
    place = Path(output).expanduser()
    if not (place.is_dir() or output.endswith(("/", "\\")) or not place.suffix):
        if len(names) > 1:
            raise UsageError(
                f"{counted_files(names)} can't go into the one file {place}",
                hint="Give --output the name of a folder.",
            )
        return {names[0]: place}
    found = {name: place / f"{Path(called(name)).stem}{form.suffix}" for name in names}
    taken: dict[Path, str] = {}
    for name, target in found.items():
        if target in taken:
            raise UsageError(
                f"{taken[target]} and {name} would both be written to {target}",
                hint="Give them to commands of their own, with another --output.",
            )
        taken[target] = name
    return found


def counted_files(names: Sized) -> str:
    """'2 files'."""
    return f"{len(names)} file{'' if len(names) == 1 else 's'}"


def rendered(heard: Heard, form: Form, name: str) -> str:
    """A transcript as the contents of a file."""
    from trainer.speech.captions import captions, paragraphs
    from trainer.speech.subtitles import to_srt, to_vtt

    match form:
        case Form.TEXT:
            return "".join(f"{paragraph}\n" for paragraph in paragraphs(heard.transcript))
        case Form.JSON:
            return json_text([heard_document(name, heard)])
        case Form.SRT:
            return to_srt(captions(heard.transcript))
        case Form.VTT:
            return to_vtt(captions(heard.transcript))


def heard_document(name: str, heard: Heard) -> dict[str, Any]:
    """One recording's transcript for scripts: every word with its time and probability."""
    return {
        "file": name,
        "duration_s": heard.duration_s,
        "text": heard.transcript.text,
        **heard.transcript.to_mapping(),
        "voice_segments": [
            {"start_s": voice.start_s, "end_s": voice.end_s} for voice in heard.voices
        ],
    }


def json_text(documents: Sequence[dict[str, Any]]) -> str:
    """What ``--json`` prints of these recordings."""
    from trainer.cli.console import FORMAT

    document = {"format": FORMAT, "command": "transcribe", "data": {"files": list(documents)}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
