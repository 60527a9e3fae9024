"""The settings file as text: read whole, changed line by line, comments kept."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

from trainer.errors import InputError
from trainer.workspace.private import private_folder, storage_errors, write_private

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES: Final = 1_000_000
_LINE: Final = re.compile(r"at line (\d+)")
_HEADER: Final = "# Settings of trainer. `trainer config list` says what each of them does.\n\n"


def read_table(file: Path) -> tuple[dict[str, Any], str]:
    """What the file says, and its text; both empty where it is missing.

    Raises InputError, with the line where there is one, for a file that is no
    TOML, no UTF-8 or too large, and StorageError.
    """
    text = _read(file)
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise InputError(
            f"{file}, line {line}: this is not TOML: {error}",
            hint='A line reads: name = value, with text in quotes, such as microphone = "USB".',
        ) from None


def place_of(file: Path, text: str, name: str) -> str:
    """The file and, where `name` has one, its line."""
    key = re.compile(rf"""\s*\[*\s*["']?{re.escape(name)}["']?\s*[=.\]]""")
    for number, line in enumerate(text.splitlines(), start=1):
        if key.match(line):
            return f"{file}, line {number}"
    return str(file)


def replace_line(file: Path, name: str, value: str | float | bool) -> None:
    """Give `name` the `value`; a missing file is created, private, with its folder.

    Raises InputError and StorageError.
    """
    import tomlkit

    _, text = read_table(file)
    document = tomlkit.parse(text or _HEADER)
    document[name] = value
    private_folder(file.parent)
    write_private(file, tomlkit.dumps(document).encode())


def remove_line(file: Path, name: str) -> bool:
    """Take `name` out; False where it wasn't in the file.

    Raises InputError and StorageError.
    """
    import tomlkit

    table, text = read_table(file)
    if name not in table:
        return False
    document = tomlkit.parse(text)
    del document[name]
    write_private(file, tomlkit.dumps(document).encode())
    return True


def _read(file: Path) -> str:
    with storage_errors("read", file):
        if not file.exists():
            return ""
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError(
            f"{file} is larger than a settings file can be ({MAX_BYTES} bytes)",
            hint="Is it another file? Move it away; every setting has a default.",
        )
    try:
        # Editors on Windows put a byte order mark before the first line.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{file}, line {line}: this is not UTF-8",
            hint="Save the file as UTF-8 in your editor.",
        ) from None
