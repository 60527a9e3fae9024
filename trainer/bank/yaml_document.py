"""YAML text to plain data, with the line of every value.

Only what a bank needs of YAML is read: groups, lists and scalars with the core
values of YAML 1.2 (so ``no`` and ``2024-05-01`` are texts).  Aliases, tags and
keys that are no text are refused, which also means that a small file can't
unfold into a large one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from trainer.bank.faults import MAX_FAULTS, Place, show
from trainer.bank.form import MAX_FILE_BYTES, UNSEEN
from trainer.bank.yaml_errors import explain
from trainer.bank.yaml_parser import (
    Core,
    Finding,
    Node,
    UnreadableError,
    fast_loader,
    line_of_node,
    pure_loader,
    scalar_value,
    unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Document:
    """What was read: plain `data`, the parser's nodes, and what was refused on the way.

    The data hold None at an `unreadable` place.
    """

    text: str
    data: object
    root: Node
    line_count: int
    findings: list[Finding] = field(default_factory=list)
    unreadable: set[Place] = field(default_factory=set)

    def line_of(self, place: Place) -> int:
        """The line, from 1, of a key or a list's entry; the nearest known one above it."""
        node, line = self.root, line_of_node(self.root)
        for step in place:
            found = _child(node, step)
            if found is None:
                break
            node, line = found
        # What is empty at the end of the file begins behind its last line.
        return min(line, self.line_count)


def read_text(raw: bytes) -> str:
    """The bytes of a file as text.

    Raises UnreadableError for what is too large, empty, not UTF-8 or not text.
    """
    if len(raw) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1024**2
        raise unreadable(None, f"is larger than {limit} MB", "divide it into several banks")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise unreadable(1, "is written in UTF-16", "save it as UTF-8")
    if raw.startswith(b"\xef\xbb\xbf"):
        raise unreadable(
            1, "begins with a byte order mark", "save it as UTF-8 without BOM (byte order mark)"
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        byte = raw[error.start]
        raise unreadable(line, f"is not UTF-8 (byte 0x{byte:02x})", "save it as UTF-8") from None
    unseen = UNSEEN.search(text)
    if unseen:
        raise unreadable(
            text.count("\n", 0, unseen.start()) + 1,
            f"holds an invisible character (U+{ord(unseen[0]):04X})",
            "delete the character; if there are many, this is not a text file",
        )
    if not text.strip():
        raise unreadable(
            None, "is empty", "begin it with the lines format: 1, id:, title: and questions:"
        )
    return text


def parse(text: str, *, loader: type[Any] | None = None) -> Document:
    """Read one YAML document.

    `loader` is `fast_loader()` where libyaml is there, else `pure_loader()`.
    Raises UnreadableError for what is no YAML, or YAML that a bank never needs.
    """
    import yaml

    loader = loader or (fast_loader() if yaml.__with_libyaml__ else pure_loader())
    try:
        root = loader(text).get_single_node()
        if root is None or root.tag is Core.NULL:
            raise unreadable(None, "holds no values", "begin it with the line format: 1")
        builder = _Builder()
        data = builder.build(root, ())
    except yaml.YAMLError as error:
        raise UnreadableError([Finding(*explain(error, text))]) from None
    except _SharedNodeError:
        raise UnreadableError(_alias_findings(text, loader)) from None
    return Document(text, data, root, len(text.splitlines()), builder.findings, builder.unreadable)


class _SharedNodeError(Exception):
    """One node stands in two places: there is an alias."""


class _Builder:
    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.unreadable: set[Place] = set()
        self._seen: set[int] = set()

    def build(self, node: Node, place: Place) -> object:
        if id(node) in self._seen:
            raise _SharedNodeError
        self._seen.add(id(node))
        if node.tag is Core.TEXT:
            return node.value
        value: object = None
        if node.id == "mapping":
            value = self._group(node, place)
        elif node.id == "sequence":
            value = [self.build(entry, (*place, index)) for index, entry in enumerate(node.value)]
        elif isinstance(node.tag, Core):
            value = scalar_value(node.tag, node.value)
        if isinstance(node.tag, Core):
            return value
        tag = show(node.tag.replace("tag:yaml.org,2002:", "!!"))
        self._find(node, place, f"has the tag {tag}", "delete it; no tags are needed")
        self.unreadable.add(place)
        return None

    def _group(self, node: Node, place: Place) -> dict[str, object]:
        found: dict[str, object] = {}
        for key_node, value_node in node.value:
            if key_node.id != "scalar":
                self.build(key_node, place)
                self.build(value_node, place)
                self._find(
                    key_node,
                    place,
                    "has a key that is no word",
                    "write a word before the colon; quote a text that begins with { or [",
                )
                continue
            self.build(key_node, place)
            key = key_node.value
            value = self.build(value_node, (*place, key))
            if key in found:
                self._find(
                    key_node,
                    (*place, key),
                    f"the key {show(key)} stands twice",
                    "keep one of the two",
                )
            else:
                found[key] = value
        return found

    def _find(self, node: Node, place: Place, what: str, mend: str) -> None:
        self.findings.append(Finding(line_of_node(node), what, mend, place))


def _alias_findings(text: str, loader: type[Any]) -> list[Finding]:
    """One finding for each line with an alias, as many as will be told."""
    findings: dict[int, Finding] = {}
    events: Iterator[Any] = iter(loader(text).get_event, None)
    # By its name, for the type checker knows a class whose marks may be missing.
    for event in (event for event in events if type(event).__name__ == "AliasEvent"):
        line = event.start_mark.line + 1
        mend = "write the value out, or put the text in quotes if it is to begin with a *"
        findings.setdefault(
            line, Finding(line, f"holds the alias {show('*' + event.anchor)}", mend)
        )
        if len(findings) == MAX_FAULTS:
            break
    return list(findings.values())


def _child(node: Node, step: str | int) -> tuple[Node, int] | None:
    """A node's child and the line where it begins: the line of its key, if it has one."""
    if node.id == "sequence" and isinstance(step, int):
        return node.value[step], line_of_node(node.value[step])
    if node.id == "mapping":
        for key_node, value_node in node.value:
            if key_node.value == step:
                return value_node, line_of_node(key_node)
    return None
