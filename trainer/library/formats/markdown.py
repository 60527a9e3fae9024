"""Markdown: a heading a question, below it its key points as a list.

What stands deeper in that list are wordings; small values are lines such as ``Kind:
technical``; lists of other things have a heading of their own.  Only so much of Markdown
means something here; the rest of a text stays as it is, asterisks included.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from trainer.bank import QuestionBank, question_to_mapping
from trainer.bank.faults import MAX_FAULTS, Place, nearest, show
from trainer.bank.form import MAX_QUESTIONS
from trainer.library.formats.details import (
    BY_FOLDED_NAME,
    NAMES,
    details_of,
    set_detail,
    split_weight,
)
from trainer.library.formats.raw import Raw

MAX_HEADINGS = 4 * MAX_QUESTIONS
"""A question has one, and one for each of three lists."""

SECTIONS = {
    "also asked as": "other_prompts",
    "other prompts": "other_prompts",
    "follow-ups": "follow_ups",
    "follow ups": "follow_ups",
    "key points": "key_points",
}

_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s+(.*))?$")
_ITEM = re.compile(r"(\s*)(?:[-*+]|\d{1,9}[.)])(\s+)(\S.*)$")
_NAMED = re.compile(r"([A-Za-z][A-Za-z ]{0,29}?)\s*:(?:\s+(.*))?$")
_POINT_NAMED = re.compile(r"(id|probe)\s*:(?=\s|$)", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SPECIAL = re.compile(r"\\([!-/:-@\[-`{-~])|<br\s*/?>", re.IGNORECASE)
_RULE = re.compile(r" {0,3}([-*_])\1{2,}\s*$")


def write_markdown(bank: QuestionBank) -> str:
    """The text of a bank; nothing that it holds is left out."""
    lines = [f"# {escaped(bank.title)}", "", f"Bank: {bank.id}  ", f"Language: {bank.language}"]
    for question in bank.questions:
        mapping = question_to_mapping(question, default_language=bank.language)
        mapping["id"] = question.id.rpartition("/")[2]
        lines += ["", f"## {escaped(question.prompt)}", ""]
        # Two blanks at the end keep the lines apart where Markdown is shown as a page.
        lines += [f"{name}: {escaped(value)}  " for name, value in details_of(mapping)]
        if question.key_points:
            lines.append("")
        for point in question.key_points:
            text = re.sub(r"\((okay|vital)\)$", r"\\(\1)", escaped(point.text))
            lines.append(f"- {text}{' (okay)' if point.weight == 'okay' else ''}")
            lines += [f"  - {_unnamed(escaped(wording))}" for wording in point.wordings]
            if point.probe:
                lines.append(f"  - Probe: {escaped(point.probe)}")
            lines.append(f"  - Id: {point.id}")
        for heading, texts in (
            ("Also asked as", question.other_prompts),
            ("Follow-ups", question.follow_ups),
        ):
            if texts:
                lines += ["", f"### {heading}", "", *(f"- {escaped(text)}" for text in texts)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """A text on one line, with nothing in it that would be read as something else."""
    plain = _BREAK.sub(lambda found: "\\" + found[0], text.replace("\\", "\\\\"))
    return plain.replace("\n", "<br>")


def unescaped(text: str) -> str:
    """The inverse of `escaped`."""
    return _SPECIAL.sub(lambda found: found[1] or "\n", text.strip())


def _unnamed(text: str) -> str:
    return _POINT_NAMED.sub(lambda found: found[0].replace(":", "\\:"), text, count=1)


def read_markdown(text: str) -> Raw:
    """The questions of a text."""
    reader = _Reader()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reader.read(lines)
    return reader.raw


class _Reader:
    def __init__(self) -> None:
        self.raw = Raw(line_of=self._line_of)
        self._lines: dict[Place, int] = {}
        self._question: dict[str, Any] | None = None
        self._section = "key_points"
        self._indent: int | None = None
        self._more: tuple[Any, Any] | None = None
        self._in_header = False

    def read(self, lines: list[str]) -> None:
        found_headings = (
            (n, found) for n, line in enumerate(lines, 1) if (found := _HEADING.match(line))
        )
        headings = list(islice(found_headings, MAX_HEADINGS + 1))
        if len(headings) > MAX_HEADINGS:
            mend = f"a bank has {MAX_QUESTIONS} questions at most: divide it"
            self.raw.fault(headings[-1][0], f"has more than {MAX_HEADINGS} headings", mend)
            return
        level, title_line = _levels(lines, headings)
        for n, line in enumerate(lines, 1):
            if len(self.raw.questions) > MAX_QUESTIONS or len(self.raw.faults) >= MAX_FAULTS:
                break
            if not line.strip() or line.lstrip().startswith("<!--") or _RULE.match(line):
                self._more = None
            elif found := _HEADING.match(line):
                self._more = None
                if n == title_line:
                    self.raw.title = unescaped(found[2] or "")
                    self._in_header = True
                else:
                    self._heading(n, len(found[1]), found[2] or "", level)
            elif found := _ITEM.match(line):
                self._item(n, found)
            elif self._more and line[:1].isspace():
                self._go_on(line)
            else:
                self._paragraph(n, line.strip())
        for question in self.raw.questions:
            for point in question.get("key_points", ()):
                _finish_point(point)
        if not self.raw.questions and not self.raw.faults and not self._in_header:
            self.raw.fault(
                1, "there is no heading", "begin each question with '## ' and its prompt"
            )

    def _heading(self, n: int, depth: int, text: str, level: int) -> None:
        section = SECTIONS.get(text.strip().rstrip(":").lower())
        if section and self._question is not None and depth > level:
            self._section = section
        elif depth > level:
            self.raw.fault(
                n,
                f"the heading {show(text)} is deeper than those of the questions",
                f"make it a question with {'#' * level}, or one of Also asked as, Follow-ups",
            )
        else:
            self._in_header = False
            self._question = {"prompt": unescaped(text)}
            self._section = "key_points"
            self._lines["questions", len(self.raw.questions)] = n
            self.raw.questions.append(self._question)
        self._indent = None

    def _item(self, n: int, found: re.Match[str]) -> None:
        indent = len(found[1].expandtabs(4))
        if self._question is None:
            self.raw.fault(n, "a list stands before the first question", "give it a heading first")
            return
        deep = self._indent is not None and indent > self._indent + 1
        entries = self._question.setdefault(self._section, [])
        if self._section != "key_points":
            entries.append(unescaped(found[3]))
            self._more = (entries, len(entries) - 1)
        elif deep and entries:
            self._below_point(n, entries[-1], found[3])
        else:
            self._indent = indent
            entries.append({"text": found[3].strip()})
            self._more = (entries[-1], "text")
        at = len(self.raw.questions) - 1
        self._lines.setdefault(("questions", at, self._section), n)
        self._lines["questions", at, self._section, len(entries) - 1] = n

    def _below_point(self, n: int, point: dict[str, Any], text: str) -> None:
        named = _POINT_NAMED.match(text)
        if named:
            key = named[1].lower()
            if key in point:
                self.raw.fault(n, f"the key point has its {key} already", "keep one of the two")
            point[key] = unescaped(text[named.end() :])
            self._more = (point, key)
        else:
            wordings = point.setdefault("wordings", [])
            wordings.append(unescaped(text))
            self._more = (wordings, len(wordings) - 1)

    def _paragraph(self, n: int, line: str) -> None:
        self._more = None
        named = _NAMED.match(line)
        name = BY_FOLDED_NAME.get(named[1].strip().lower()) if named else None
        if self._question is None:
            if self._in_header and named:
                self._about_bank(n, named[1].strip().lower(), unescaped(named[2] or ""))
            else:
                mend = "begin each question with '## ' and its prompt, key points with '- '"
                self.raw.fault(n, f"{show(line)} stands before the first question", mend)
        elif named and name:
            if not set_detail(self._question, name, unescaped(named[2] or "")):
                self.raw.fault(n, f"{name} stands twice", "keep one of the two")
            at = len(self.raw.questions) - 1
            self._lines.setdefault(("questions", at, *NAMES[name]), n)
        else:
            near = nearest(named[1], BY_FOLDED_NAME) if named else None
            mend = f"did you mean '{BY_FOLDED_NAME[near]}:'?" if near else "put '- ' before it"
            self.raw.fault(n, f"{show(line)} is neither a heading, a list nor a known name", mend)

    def _about_bank(self, n: int, name: str, value: str) -> None:
        if name == "bank":
            self.raw.bank_id = value
            self._lines["id",] = n
        elif name == "language":
            self.raw.language = value
            self._lines["language",] = n
        else:
            self.raw.fault(n, f"'{name}' is no name for a bank", "write Bank: or Language: here")

    def _go_on(self, line: str) -> None:
        """A line that belongs to the entry before it, as Markdown breaks long ones."""
        place, key = self._more or ([], 0)
        place[key] += f" {line.strip() if key == 'text' else unescaped(line)}"

    def _line_of(self, place: Place) -> int | None:
        for depth in range(len(place), 0, -1):
            if place[:depth] in self._lines:
                return self._lines[place[:depth]]
        return None


def _levels(lines: list[str], headings: list[tuple[int, re.Match[str]]]) -> tuple[int, int | None]:
    """How deep the questions' headings are, and the line of the bank's title if there is one."""
    found = [
        (n, len(one[1]))
        for n, one in headings
        if (one[2] or "").strip().rstrip(":").lower() not in SECTIONS
    ]
    if not found:
        return 1, None
    first, level = found[0]
    below = [depth for _, depth in found[1:]]
    about = next((line for line in lines[first:] if line.strip()), "")
    titled = level == 1 and 1 not in below and (bool(below) or about.startswith("Bank:"))
    if titled:
        return (min(below) if below else 2), first
    return min(depth for _, depth in found), None


def _finish_point(point: dict[str, Any]) -> None:
    point.update(split_weight(point["text"]))
    point["text"] = unescaped(point["text"])
