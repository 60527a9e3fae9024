"""The fields of Anki's notes: HTML made of a question, and plain texts made of HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

BLOCKS = frozenset({"p", "div", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})
LISTS = frozenset({"ul", "ol"})
SILENT = frozenset({"style", "script", "title"})
MAX_DEPTH = 20

_SOUND = re.compile(r"\[sound:[^\]\n]{1,300}\]")


@dataclass(slots=True)
class Item:
    """An entry of a list: its text, the bold label before it, what is italic behind it."""

    text: str = ""
    label: str = ""
    mark: str = ""
    items: list[Item] = field(default_factory=list)


def to_html(text: str) -> str:
    """A plain text as HTML."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def list_html(items: Iterable[Item]) -> str:
    """A list as HTML; nothing for an empty one."""
    told = "".join(_item_html(item) for item in items)
    return f"<ul>{told}</ul>" if told else ""


def text_of(source: str) -> str:
    """The text that HTML shows; what has line breaks alone is kept blank by blank."""
    if not re.search(r"<(?!br>)", source):
        return html.unescape(re.sub(r"[\r\n]+", " ", source).replace("<br>", "\n")).strip()
    return "\n".join(item.text for item in items_of(source)).strip()


def without_sounds(source: str) -> str:
    """A field without the marks that play a sound."""
    return _SOUND.sub("", source)


def items_of(source: str) -> list[Item]:
    """The entries of the list in a field; without one, its lines."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader.finished()


def _item_html(item: Item) -> str:
    label = f"<b>{html.escape(item.label)}:</b> " if item.label else ""
    mark = f" <i>({html.escape(item.mark)})</i>" if item.mark else ""
    return f"<li>{label}{to_html(item.text)}{mark}{list_html(item.items)}</li>"


class _Reader(HTMLParser):
    """Collects list entries; what stands in no list becomes an entry a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._top = Item()
        self._open: list[Item] = [self._top]
        self._flow: Item | None = None
        self._silent = 0
        self._style = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Begin an entry, a line, or a stretch in bold or italics."""
        if tag in SILENT:
            self._silent += 1
        elif tag == "li":
            self._flow = None
            item = Item()
            self._open[-1].items.append(item)
            if len(self._open) < MAX_DEPTH:
                self._open.append(item)
        elif tag == "br":
            self._break()
        elif tag in BLOCKS or tag in LISTS:
            self._end_block()
        elif tag in {"b", "strong"}:
            self._style = "b"
        elif tag in {"i", "em"}:
            self._style = "i"

    def handle_endtag(self, tag: str) -> None:
        """End what the tag began."""
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "li" and len(self._open) > 1:
            self._open.pop()
        elif tag in BLOCKS:
            self._end_block()
        elif tag in {"b", "strong", "i", "em"}:
            self._style = ""

    def handle_data(self, data: str) -> None:
        """Take text into the entry that is open."""
        if self._silent:
            return
        data = re.sub(r"[\r\n]+", " ", data)
        place = self._open[-1]
        if len(self._open) > 1:
            if self._style == "b" and not place.text and re.fullmatch(r"\w[\w ]{0,20}:", data):
                place.label = data[:-1]
            elif self._style == "i" and re.fullmatch(r"\((okay|vital)\)", data):
                place.mark = data[1:-1]
            else:
                place.text += data
        elif self._flow is not None:
            self._flow.text += data
        elif data.strip():
            self._flow = Item(data)
            self._top.items.append(self._flow)

    def finished(self) -> list[Item]:
        """What was collected, without white space around it."""
        return _cleaned(self._top.items)

    def _break(self) -> None:
        if len(self._open) > 1:
            self._open[-1].text += "\n"
        else:
            self._end_flow()

    def _end_block(self) -> None:
        if len(self._open) > 1:
            if self._open[-1].text:
                self._open[-1].text += "\n"
        else:
            self._end_flow()

    def _end_flow(self) -> None:
        # An empty line in between is kept by an empty entry, for texts of several lines.
        if self._flow is None and self._top.items:
            self._top.items.append(Item())
        self._flow = None


def _cleaned(items: list[Item]) -> list[Item]:
    for item in items:
        item.text = item.text.strip()
        item.items = _cleaned(item.items)
    return items
