"""The text of a job advertisement, from what a person saved or pasted."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from trainer.debrief.cleaning import block
from trainer.errors import InputError

MOST_BYTES: Final = 2_000_000
_COPY: Final = "Open it, copy its text, and give that as a .txt file or on standard input (--ad -)."
_HTML: Final = re.compile(r"<(!doctype html|html|body|div|p|ul|br)\b", re.IGNORECASE)


def advertisement_text(raw: bytes, name: str) -> str:
    """The words of an advertisement: plain text, Markdown or a saved web page.

    `name` is what an error calls it.  Raises InputError for what holds no text, or far
    too much of it.
    """
    if raw.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise InputError(f"{name} is a document of an office program or a PDF", hint=_COPY)
    if len(raw) > MOST_BYTES:
        raise InputError(f"{name} is far too large for an advertisement", hint=_COPY)
    text = _decoded(raw)
    if "\0" in text:
        raise InputError(f"{name} is no text", hint=_COPY)
    if _HTML.search(text[:5_000]):
        reader = _Page()
        reader.feed(text)
        reader.close()
        text = reader.text
    lines = (line.rstrip() for line in text.splitlines())
    text = block("\n".join(lines), f"text of {name}")
    if not text:
        raise InputError(f"{name} holds no words", hint=_COPY)
    return text


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


_BLOCKS: Final = "p div br li ul ol h1 h2 h3 h4 h5 h6 tr table section article header main dt dd"


class _Page(HTMLParser):
    """The lines that a page shows; entries of lists begin with a dash."""

    _silent_tags = frozenset({"script", "style", "head", "nav", "footer", "noscript", "svg"})
    _block_tags = frozenset(_BLOCKS.split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._silent = 0

    @property
    def text(self) -> str:
        """What was read so far."""
        return "\n".join(" ".join(line.split()) for line in self._lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Begin a line where a block begins."""
        if tag in self._silent_tags:
            self._silent += 1
        if tag in self._block_tags:
            self._lines.append("- " if tag == "li" else "")

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if tag in self._silent_tags and self._silent:
            self._silent -= 1
        if tag in self._block_tags:
            self._lines.append("")

    def handle_data(self, data: str) -> None:
        """Keep the words that are shown."""
        if not self._silent:
            self._lines[-1] += data
