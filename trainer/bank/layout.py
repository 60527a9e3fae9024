"""Where the questions stand in the text of a bank file, line by line.

The nodes of the parser tell where a value begins; where it ends is taken from
the indentation, which no comment or block of text can hide.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from trainer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trainer.bank.yaml_document import Document
    from trainer.bank.yaml_parser import Node


class Layout:
    """The lines of a bank file whose questions stand one after a dash each.

    `count` is the number of questions, `dash_column` where the dashes stand.
    Raises InputError for a file that is laid out in another way.
    """

    def __init__(self, document: Document) -> None:
        # Line ends are kept as they are, whichever system wrote them.
        self._lines = list(io.StringIO(document.text, newline=""))
        self._newline = "\r\n" if self._lines[0].endswith("\r\n") else "\n"
        key, value, self._stop = _questions(document.root)
        self._key_line = key.end_mark.line
        self._after_colon = self._lines[self._key_line].find(":", key.end_mark.column) + 1
        self._empty_end = self._after_colon
        self.count = len(value.value) if value.id == "sequence" else 0
        if self.count:
            self.dash_column = value.start_mark.column
            self._dashes = [self._dash_line(item) for item in value.value]
        else:
            self.dash_column = document.root.start_mark.column + 2
            self._dashes = []
            if value.id == "sequence":
                if value.end_mark.line != self._key_line:
                    raise _unusual()
                self._empty_end = value.end_mark.column

    def with_new_item(self, at: int, text: str) -> str:
        """The file with the lines `text` as its item `at`, set apart as the others are."""
        text = text.replace("\n", self._newline)
        if any(not self._lines[line - 1].strip() for line in self._dashes[1:]):
            text = f"{self._newline}{text}" if at else f"{text}{self._newline}"
        return self.with_item(at, text, 0)

    def with_item(self, at: int, text: str, offset: int) -> str:
        """The file with `text` as its item `at`, `offset` lines behind what is before it."""
        lines = list(self._lines)
        limit = self._dashes[at] if at < self.count else self._stop
        line = min(self._end_before(at) + offset, limit)
        if not self.count:
            header = lines[self._key_line]
            lines[self._key_line] = header[: self._after_colon] + header[self._empty_end :]
        if not lines[line - 1].endswith(("\n", "\r")):
            lines[line - 1] += self._newline
        if line < len(lines) and not text.endswith(("\n", "\r")):
            text += self._newline
        return "".join([*lines[:line], text, *lines[line:]])

    def without_item(self, at: int) -> tuple[str, str, int]:
        """The file without its item `at`, the lines taken out, and their offset.

        The blank lines behind the item go with it (those before it, for the last).
        """
        lines = list(self._lines)
        base = self._end_before(at)
        start = self._dashes[at]
        stop = self._end_before(at + 1)
        if at + 1 < self.count:
            while not lines[stop].strip():
                stop += 1
        else:
            while start > base and not lines[start - 1].strip():
                start -= 1
        text = "".join(lines[start:stop])
        if self.count == 1:
            header = lines[self._key_line]
            lines[self._key_line] = f"{header[: self._after_colon]} []{header[self._after_colon :]}"
        return "".join([*lines[:start], *lines[stop:]]), text, start - base

    def item(self, at: int) -> tuple[str, int]:
        """The lines of item `at`, and their offset behind what is before it."""
        start = self._dashes[at]
        return "".join(self._lines[start : self._end_before(at + 1)]), start - self._end_before(at)

    def with_other_item(self, at: int, text: str) -> str:
        """The file with the lines `text` in the place of those of item `at`."""
        start, stop = self._dashes[at], self._end_before(at + 1)
        text = text.replace("\r\n", "\n").rstrip("\n").replace("\n", self._newline)
        if stop < len(self._lines) or self._lines[stop - 1].endswith(("\n", "\r")):
            text += self._newline
        return "".join([*self._lines[:start], text, *self._lines[stop:]])

    def with_changes(self, changes: Mapping[int, str | None], new: Sequence[str]) -> str:
        """The file with other lines for some items (None takes one out), and `new` at the end."""
        lines = list(self._lines)
        left = self.count - sum(text is None for text in changes.values())
        apart = any(not self._lines[line - 1].strip() for line in self._dashes[1:])
        at_end = self._end_before(self.count)
        added = [
            self._lines_of(text, apart=apart and (at > 0 or left > 0))
            for at, text in enumerate(new)
        ]
        lines[at_end:at_end] = added
        if added and not lines[at_end - 1].endswith(("\n", "\r")):
            lines[at_end - 1] += self._newline
        for at in sorted(changes, reverse=True):
            start, stop, text = self._dashes[at], self._end_before(at + 1), changes[at]
            if text is None:
                base = self._end_before(at)
                while start > base and not lines[start - 1].strip():
                    start -= 1
                lines[start:stop] = []
            else:
                lines[start:stop] = [self._lines_of(text, apart=False)]
        header = lines[self._key_line]
        if not self.count and new:
            header = header[: self._after_colon] + header[self._empty_end :]
        elif self.count and not left and not new:
            header = f"{header[: self._after_colon]} []{header[self._after_colon :]}"
        lines[self._key_line] = header
        return "".join(lines)

    def _lines_of(self, text: str, *, apart: bool) -> str:
        text = text.replace("\r\n", "\n").rstrip("\n").replace("\n", self._newline)
        return f"{self._newline if apart else ''}{text}{self._newline}"

    def _end_before(self, at: int) -> int:
        """The line behind the last one of the item before `at`.

        Comments that stand no deeper than the dashes are nobody's, and so are blank lines.
        """
        if at == 0:
            return self._key_line + 1
        first = self._dashes[at - 1]
        end = self._dashes[at] if at < self.count else self._stop
        while end - 1 > first:
            line = self._lines[end - 1]
            content = line.strip()
            indent = len(line) - len(line.lstrip())
            if content and not (content.startswith("#") and indent <= self.dash_column):
                break
            end -= 1
        return end

    def _dash_line(self, item: Node) -> int:
        dash = " " * self.dash_column + "-"
        for line in range(item.start_mark.line, self._key_line, -1):
            if self._lines[line].startswith(dash):
                return line
        raise _unusual()


def _questions(root: Node) -> tuple[Node, Node, int]:
    """The key ``questions``, its value, and the line behind the last that can belong to it."""
    pairs = root.value if root.id == "mapping" and not root.flow_style else []
    for index, (key, value) in enumerate(pairs):
        in_lines = value.id == "sequence" and not value.flow_style
        if key.value == "questions" and (in_lines or not value.value):
            if index + 1 < len(pairs):
                return key, value, pairs[index + 1][0].start_mark.line
            end = root.end_mark
            return key, value, end.line + (1 if end.column else 0)
    raise _unusual()


def _unusual() -> InputError:
    return InputError(
        "the questions of this bank do not stand one below the other after dashes",
        hint="write each after a dash on a line of its own, or make the change in an editor",
    )
