from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workspace.unprivileged import closed, mode
from trainer.errors import InputError, StorageError
from trainer.workspace.setting import Setting
from trainer.workspace.settings import (
    SETTINGS,
    EngineChoice,
    Settings,
    SettingSource,
    find_setting,
    load_settings,
    set_setting,
    unset_setting,
)

ONE_OTHER = {
    "show_feedback": "false",
    "microphone": "USB",
    "loudspeaker": "Headset",
    "engine": "whisper",
    "model": "small",
    "language": "de",
    "think_time_s": "7.5",
    "time_limit_s": "90",
    "read_aloud": "yes",
    "voice": "anna",
    "drill_minutes": "25.5",
    "drill_questions": "5",
    "audio_format": "flac",
    "ask_off_guard": "off",
    "ask_unsure": "off",
    "ask_guess": "off",
    "ask_rating": "off",
    "plain": "true",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def by_name(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(name, SETTINGS, ids=lambda setting: setting.name)


def test_without_anything_all_are_defaults_and_nothing_is_created(file: Path) -> None:
    settings = load_settings(file, {}, {})
    assert settings == Settings()
    assert set(settings.sources.values()) == {SettingSource.DEFAULT}
    assert settings.sources.keys() == {setting.name for setting in SETTINGS}
    assert not file.exists()


def test_the_defaults_are_those_agreed() -> None:
    settings = Settings()
    assert (settings.engine, settings.model) == (EngineChoice.AUTO, "base")
    assert (settings.think_time_s, settings.drill_questions) == (20.0, 0)
    assert settings.ask_off_guard
    assert settings.ask_unsure
    assert not settings.plain


@by_name("setting")
def test_every_setting_is_described_and_its_default_allowed(setting: Setting) -> None:
    assert setting.check(setting.default) == setting.default
    assert setting.description.endswith(".")
    assert setting.allowed
    assert setting.environment == f"TRAINER_{setting.name.upper()}"


@by_name("setting")
def test_flag_before_environment_before_file_before_default(setting: Setting, file: Path) -> None:
    other = ONE_OTHER[setting.name]
    name = setting.name
    value = set_setting(file, name, other)
    loaded = load_settings(file, {}, {name: None})
    assert (getattr(loaded, name), loaded.sources[name]) == (value, SettingSource.FILE)
    assert value != setting.default

    environ = {setting.environment: str(setting.default) or other}
    expected = setting.default if str(setting.default) else value
    loaded = load_settings(file, environ, {})
    assert (getattr(loaded, name), loaded.sources[name]) == (expected, SettingSource.ENVIRONMENT)

    loaded = load_settings(file, environ, {name: value})
    assert (getattr(loaded, name), loaded.sources[name]) == (value, SettingSource.FLAG)
    assert type(getattr(loaded, name)) is type(setting.default)


def test_an_empty_variable_counts_as_not_set(file: Path) -> None:
    loaded = load_settings(file, {"TRAINER_THINK_TIME_S": "", "TRAINER_ENGINE": ""}, {})
    assert loaded == Settings()


def test_setting_keeps_comments_order_and_line_ends(file: Path) -> None:
    file.write_bytes(
        b"# mine\r\nthink_time_s = 5 # short\r\n\r\n# the good one\r\nmicrophone = 'USB'\r\n"
    )
    set_setting(file, "think_time_s", "30")
    set_setting(file, "plain", "true")
    text = file.read_bytes().decode()
    assert text.startswith(
        "# mine\r\nthink_time_s = 30.0 # short\r\n\r\n# the good one\r\nmicrophone = 'USB'\r\n"
    )
    loaded = load_settings(file, {}, {})
    assert (loaded.think_time_s, loaded.microphone, loaded.plain) == (30.0, "USB", True)


def test_unsetting_takes_the_line_out_and_leaves_the_rest(file: Path) -> None:
    file.write_text('# mine\nmodel = "small"\n# about the voice\nvoice = "anna"\n')
    assert unset_setting(file, "model")
    assert file.read_text() == '# mine\n# about the voice\nvoice = "anna"\n'
    assert not unset_setting(file, "model")


def test_unsetting_in_a_missing_file_creates_nothing(file: Path) -> None:
    assert not unset_setting(file, "model")
    assert not file.exists()


def test_a_new_file_is_private_and_so_is_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.toml"
    set_setting(file, "model", "small")
    assert (mode(file.parent), mode(file)) == (0o700, 0o600)
    assert load_settings(file, {}, {}).model == "small"


@pytest.mark.parametrize(
    ("name", "nearest"), [("think_time", "think_time_s"), ("Micro-phone", "microphone")]
)
def test_an_unknown_name_is_met_with_the_nearest(file: Path, name: str, nearest: str) -> None:
    with pytest.raises(InputError) as caught:
        set_setting(file, name, "1")
    assert nearest in str(caught.value.hint)
    assert not file.exists()
    with pytest.raises(InputError):
        unset_setting(file, name)
    with pytest.raises(InputError):
        load_settings(file, {}, {name: "1"})


def test_nothing_near_leads_to_the_list() -> None:
    with pytest.raises(InputError) as caught:
        find_setting("xyzzy")
    assert "config list" in str(caught.value.hint)


def test_every_fault_of_the_file_is_said_with_its_line(file: Path) -> None:
    file.write_text('plain = "no"\n\nmikrophone = "USB"\n[audio]\nrate = 1\n')
    with pytest.raises(InputError) as caught:
        load_settings(file, {}, {})
    message = caught.value.message
    assert f"{file}, line 1: plain must be true or false, not 'no'" in message
    assert f"{file}, line 3: there is no setting called mikrophone" in message
    assert "Did you mean microphone? 'trainer config unset mikrophone'" in str(caught.value.hint)
    assert f"{file}, line 4: there is no setting called audio" in message


def test_a_faulty_setting_can_be_mended_by_setting_or_unsetting_it(file: Path) -> None:
    file.write_text('plain = "no"\nmikrophone = "USB"\n')
    set_setting(file, "plain", "no")
    assert unset_setting(file, "mikrophone")
    assert load_settings(file, {}, {}).plain is False


@pytest.mark.parametrize(
    ("name", "text", "allowed"),
    [
        ("engine", "wisper", "one of auto, whisper, faster-whisper"),
        ("audio_format", "mp3", "one of wav, flac"),
        ("think_time_s", "-1", "a number from 0 to 600"),
        ("think_time_s", "nan", "a number from 0 to 600"),
        ("think_time_s", "inf", "a number from 0 to 600"),
        ("think_time_s", "2,5", "a number from 0 to 600"),
        ("drill_questions", "51", "a whole number from 0 to 50"),
        ("drill_questions", "2.5", "a whole number from 0 to 50"),
        ("plain", "maybe", "true or false"),
        ("microphone", "two\nlines", "text in one line"),
    ],
)
def test_a_wrong_value_is_met_with_what_is_allowed(
    file: Path, name: str, text: str, allowed: str
) -> None:
    with pytest.raises(InputError, match=f"^{name} must be {allowed}"):
        set_setting(file, name, text)
    variable = f"TRAINER_{name.upper()}"
    with pytest.raises(InputError, match=variable):
        load_settings(file, {variable: text}, {})
    with pytest.raises(InputError, match=allowed):
        load_settings(file, {}, {name: text})


@pytest.mark.parametrize(
    "line",
    ["plain = 1", "think_time_s = true", "think_time_s = '5'", "model = 5", "engine = 'Auto'"],
)
def test_the_file_is_held_to_its_types(file: Path, line: str) -> None:
    file.write_text(line)
    with pytest.raises(InputError, match="line 1"):
        load_settings(file, {}, {})


def test_a_whole_number_will_do_for_a_number(file: Path) -> None:
    file.write_text("think_time_s = 5")
    assert load_settings(file, {}, {}).think_time_s == 5.0


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"model = 'small'\nvoice = \n", 2),
        (b"# one\nmodel = 'small", 2),
        (b"model = 'small'\n\nvoice = '\xff'\n", 3),
    ],
)
def test_a_broken_file_is_said_with_its_line(file: Path, data: bytes, line: int) -> None:
    file.write_bytes(data)
    with pytest.raises(InputError, match=f"settings.toml, line {line}: "):
        load_settings(file, {}, {})
    with pytest.raises(InputError):
        set_setting(file, "model", "small")
    assert file.read_bytes() == data


def test_a_byte_order_mark_is_no_fault(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfmodel = 'small'\n")
    assert load_settings(file, {}, {}).model == "small"


def test_an_enormous_file_is_refused(file: Path) -> None:
    file.write_bytes(b"#" * 1_000_001)
    with pytest.raises(InputError, match="larger"):
        load_settings(file, {}, {})


def test_what_cannot_be_read_or_written_is_a_storage_error(open_path: Path) -> None:
    folder = open_path / "settings.toml"
    folder.mkdir()
    with pytest.raises(StorageError):
        load_settings(folder, {}, {})
    set_setting(open_path / "other.toml", "model", "base")
    with closed(open_path), pytest.raises(StorageError):
        set_setting(open_path / "other.toml", "model", "small")


@settings(deadline=None)  # it writes to a disk
@given(text=st.text(alphabet=st.characters(exclude_categories=["C", "Zl", "Zp", "Zs"])))
def test_any_printable_text_comes_back_from_the_file(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("settings") / "settings.toml"
    set_setting(file, "microphone", text)
    assert load_settings(file, {}, {}).microphone == text


def test_settings_are_values() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().plain = True  # type: ignore[misc]


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys, trainer.workspace.settings, trainer.workspace.lock;"
        "print(*{'tomlkit', 'platformdirs', 'numpy', 'sqlite3'} & set(sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == ""
