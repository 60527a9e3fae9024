"""The bytes of a file, or of a pipe, as text."""

from __future__ import annotations

import codecs

from trainer.bank.form import MAX_FILE_BYTES
from trainer.errors import InputError, UsageError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(raw: bytes, name: str, encoding: str | None = None) -> str:
    """The text of `raw`: UTF-8, or what a byte order mark or `encoding` says.

    `name` is what messages call the file.  Raises InputError for what is too large,
    empty or not text, UsageError for an encoding that nobody knows.
    """
    if len(raw) > MAX_FILE_BYTES:
        raise InputError(
            f"{name} is larger than {MAX_FILE_BYTES // 1024**2} MB",
            hint="Divide it into several files.",
        )
    found = encoding or next((one for mark, one in _MARKS if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(found)
    except LookupError:
        raise UsageError(
            f"there is no encoding '{found}'", hint="Such as utf-8, cp1252 or utf-16."
        ) from None
    except UnicodeError as error:
        raise _not_text(raw, name, found, error) from None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise InputError(
            f"{name}:{line}: holds a NUL character, so it is no text file",
            hint="Save it as text in UTF-8, or name what it is with --format.",
        )
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise InputError(f"{name} is empty", hint="There is nothing to import.")
    return text


def _not_text(raw: bytes, name: str, encoding: str, error: UnicodeError) -> InputError:
    at = error.start if isinstance(error, UnicodeDecodeError) else 0
    line = raw.count(b"\n", 0, at) + 1
    byte = f" (byte 0x{raw[at]:02x})" if at < len(raw) else ""
    return InputError(
        f"{name}:{line}: is not {encoding.upper()}{byte}",
        hint="Save it as UTF-8, or say what it is, such as --encoding cp1252.",
    )
