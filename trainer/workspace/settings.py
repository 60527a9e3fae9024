"""What a person can set, and what it is now: flag, then environment, then file, then default.

The fields of `Settings` are the one table of settings; `SETTINGS` lists it for
commands and for the documentation.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from trainer.errors import InputError
from trainer.workspace.setting import Form, Setting, Value
from trainer.workspace.settings_file import place_of, read_table, remove_line, replace_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class EngineChoice(StrEnum):
    """Which recogniser is wanted; `auto` takes the quicker one where it is installed."""

    AUTO = "auto"
    WHISPER = "whisper"
    FASTER_WHISPER = "faster-whisper"


class AudioFormat(StrEnum):
    """What a finished take is kept as."""

    WAV = "wav"
    FLAC = "flac"


class SettingSource(StrEnum):
    """Where a value came from."""

    FLAG = "flag"
    ENVIRONMENT = "environment"
    FILE = "file"
    DEFAULT = "default"


def _setting(
    default: Value,
    description: str,
    *,
    minimum: float | None = None,
    maximum: float | None = None,
    form: Form = Form.ANY,
) -> Any:
    table = {
        "default": default,
        "description": description,
        "minimum": minimum,
        "maximum": maximum,
        "form": form,
    }
    return field(default=default, metadata=table)


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting's value; `sources` says where each came from."""

    microphone: str = _setting(
        "",
        "The microphone to record with, by its name or part of it; empty for the system's own.",
    )
    loudspeaker: str = _setting(
        "",
        "The loudspeaker to play with, by its name or part of it; empty for the system's own.",
    )
    engine: EngineChoice = _setting(  # noqa: RUF009 - enum members don't change
        EngineChoice.AUTO,
        "The speech recogniser; auto takes faster-whisper where it is installed, else whisper.",
    )
    model: str = _setting(
        "base",
        "The Whisper model: tiny, base, small and so on; larger ones hear better and take longer.",
    )
    language: str = _setting(
        "",
        "The language spoken, as a code such as en; empty for the language of the bank.",
        form=Form.LANGUAGE,
    )
    think_time_s: float = _setting(
        20.0,
        "Seconds to think before recording starts; Enter starts at once, 0 leaves it out.",
        minimum=0,
        maximum=600,
    )
    time_limit_s: float = _setting(
        0.0,
        "Seconds that an answer should take, shown and never enforced; 0 for each question's own.",
        minimum=0,
        maximum=3600,
    )
    read_aloud: bool = _setting(
        False, "Whether the question is read aloud with the system's voice as well as shown."
    )
    voice: str = _setting(
        "", "The system's voice that reads questions aloud; empty for its usual one."
    )
    drill_minutes: float = _setting(
        15.0, "Minutes of practice a day: a drill asks what fits into them.", minimum=1, maximum=480
    )
    drill_questions: int = _setting(
        0,
        "How many questions a drill asks at most; 0 for as many as its minutes hold.",
        minimum=0,
        maximum=50,
    )
    audio_format: AudioFormat = _setting(  # noqa: RUF009 - enum members don't change
        AudioFormat.WAV,
        "What a finished take is kept as; flac takes about half the space and loses nothing.",
    )
    ask_off_guard: bool = _setting(
        True, "Whether to ask, after an answer, if the question caught you off guard."
    )
    ask_unsure: bool = _setting(
        True,
        "Whether to ask, after an answer, about up to three points that the score is unsure of.",
    )
    ask_guess: bool = _setting(
        True, "Whether to ask, before the score, how sure you are of your answer."
    )
    ask_rating: bool = _setting(
        True, "Whether to wait, after the proposed rating, for a key that changes it."
    )
    show_feedback: bool = _setting(
        True, "Whether what came back about a question in feedback is shown before you answer it."
    )
    plain: bool = _setting(
        False, "Plain output: no colour and nothing redrawn, for screen readers and logs."
    )
    sources: Mapping[str, SettingSource] = field(default_factory=dict, compare=False)


SETTINGS: Final[tuple[Setting, ...]] = tuple(
    Setting(name=entry.name, **entry.metadata) for entry in fields(Settings) if entry.metadata
)


def find_setting(name: str) -> Setting:
    """The setting called `name`; InputError, naming the nearest one, where there is none."""
    for setting in SETTINGS:
        if setting.name == name:
            return setting
    raise InputError(f"there is no setting called {name}", hint=_suggestion(name))


@dataclass(frozen=True, slots=True)
class SettingsFault:
    """Something wrong in the file or the environment: `text` says where, `hint` how to mend it."""

    text: str
    hint: str


def load_settings(
    file: Path, environ: Mapping[str, str], overrides: Mapping[str, Value | None]
) -> Settings:
    """The settings as they are now.

    `file` may be missing; an empty variable counts as not set; `overrides` are
    the flags, None where one was not given, as text or as values.  Raises
    InputError, which lists every fault, and StorageError.
    """
    settings, faults = load_leniently(file, environ, overrides)
    if faults:
        raise InputError(
            "; ".join(fault.text for fault in faults),
            hint=" ".join(dict.fromkeys(fault.hint for fault in faults)),
        )
    return settings


def load_leniently(
    file: Path, environ: Mapping[str, str], overrides: Mapping[str, Value | None]
) -> tuple[Settings, tuple[SettingsFault, ...]]:
    """The settings as `load_settings` finds them, with defaults for what is at fault.

    Raises InputError for a fault of a flag alone, and StorageError.
    """
    values, faults = _from_file(file)
    sources = dict.fromkeys(values, SettingSource.FILE)
    for setting in SETTINGS:
        text = environ.get(setting.environment)
        if text:
            try:
                values[setting.name] = _given(setting, text, f"${setting.environment}")
            except InputError as error:
                hint = f"Mend or unset ${setting.environment}."
                faults.append(SettingsFault(error.message, hint))
                continue
            sources[setting.name] = SettingSource.ENVIRONMENT
    for name, override in overrides.items():
        if override is not None:
            values[name] = _given(find_setting(name), override, name)
            sources[name] = SettingSource.FLAG
    for setting in SETTINGS:
        sources.setdefault(setting.name, SettingSource.DEFAULT)
    chosen: dict[str, Any] = values
    return Settings(**chosen, sources=sources), tuple(faults)


def set_setting(file: Path, name: str, text: str) -> Value:
    """Keep `text` as the value of `name` in `file`, whose comments and order stay.

    The file is created where it is missing; faults of other settings don't
    hinder.  Returns the value.  Raises InputError and StorageError.
    """
    setting = find_setting(name)
    value = _given(setting, text, name)
    replace_line(file, name, str(value) if isinstance(value, StrEnum) else value)
    return value


def unset_setting(file: Path, name: str) -> bool:
    """Take `name` out of `file`; False where it wasn't in it.

    A name that is no setting can be taken out too.  Raises InputError for one
    that is neither a setting nor in the file, and StorageError.
    """
    removed = remove_line(file, name)
    if not removed:
        find_setting(name)
    return removed


def _from_file(file: Path) -> tuple[dict[str, Value], list[SettingsFault]]:
    try:
        table, text = read_table(file)
    except InputError as error:
        return {}, [SettingsFault(error.message, error.hint or "")]
    values: dict[str, Value] = {}
    faults = []
    known = {setting.name: setting for setting in SETTINGS}
    for name, value in table.items():
        place = place_of(file, text, name)
        if name not in known:
            faults.append(
                SettingsFault(
                    f"{place}: there is no setting called {name}",
                    f"{_suggestion(name)} 'trainer config unset {name}' takes it out.",
                )
            )
            continue
        try:
            values[name] = known[name].check(value)
        except ValueError as error:
            faults.append(
                SettingsFault(
                    f"{place}: {name} must be {error}, not {value!r}",
                    f"'trainer config set {name} VALUE' changes it.",
                )
            )
    return values, faults


def _given(setting: Setting, value: Value, where: str) -> Value:
    try:
        return setting.parse(value) if isinstance(value, str) else setting.check(value)
    except ValueError as error:
        raise InputError(
            f"{where} must be {error}, not {str(value)!r}", hint=setting.description
        ) from None


def _suggestion(name: str) -> str:
    known = [setting.name for setting in SETTINGS]
    near = difflib.get_close_matches(name.lower().replace("-", "_"), known, n=1, cutoff=0.5)
    return f"Did you mean {near[0]}?" if near else "`trainer config list` shows them all."
