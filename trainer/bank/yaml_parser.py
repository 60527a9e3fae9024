"""The YAML parsers, told to take values as YAML 1.2's core schema does.

PyYAML follows YAML 1.1 and has two parsers, one in C.  Both ask their own class
for the type of a value; that class is here, the same for both.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from trainer.bank.faults import Place

MAX_DEPTH = 16
"""A bank is 7 levels deep."""

MAX_NODES = 500_000
"""More values than 8 MB of written questions hold; each costs some 400 bytes while reading."""

# The values of the core schema: https://yaml.org/spec/1.2.2/#103-core-schema
_CORE = re.compile(
    r"""(?P<null>~|null|Null|NULL|)
      | (?P<bool>true|True|TRUE|false|False|FALSE)
      | (?P<int>[-+]?[0-9]+ | 0o[0-7]+ | 0x[0-9a-fA-F]+)
      | (?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?
                | [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN))""",
    re.VERBOSE,
)
_CORE_STARTS = frozenset("~nNtTfF+-.0123456789")


class Core(Enum):
    """The type of a value whose type nothing in the file names.

    The members stand where the parser puts a tag: no tag written in a file can be one.
    """

    GROUP = "mapping"
    LIST = "sequence"
    TEXT = "string"
    NULL = "null"
    BOOL = "bool"
    INT = "int"
    FLOAT = "float"


class Mark(Protocol):
    """A place in the text, both counted from 0."""

    line: int
    column: int


class Node(Protocol):
    """What the parser makes of a value.

    `id` is scalar, sequence or mapping; `flow_style` (in brackets) is not there for a scalar.
    """

    id: str
    tag: str | Core
    value: Any
    start_mark: Mark
    end_mark: Mark
    flow_style: bool | None


class Finding(NamedTuple):
    """A fault of the YAML itself: `place` is empty where it concerns the whole file."""

    line: int | None
    what: str
    mend: str
    place: Place = ()


class UnreadableError(Exception):
    """The text is no YAML that a bank could be read from; nothing of it is given."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(findings)
        self.findings = findings


def is_text_unquoted(value: str) -> bool:
    """Whether YAML takes the unquoted `value` for a text, and not for a number, null, true ..."""
    return bool(value) and (value[0] not in _CORE_STARTS or not _CORE.fullmatch(value))


def scalar_value(core: Core, value: str) -> object:
    """What a scalar stands for, by its type."""
    match core:
        case Core.NULL:
            return None
        case Core.BOOL:
            return value.lower() == "true"
        case Core.INT if value.startswith(("0o", "0x")):
            return int(value, 0)
        # Beyond some thousand digits int() refuses; a float is out of bounds just as well.
        case Core.INT if len(value) < 20:
            return int(value)
        case Core.INT | Core.FLOAT:
            return float(re.sub(r"^([-+]?)\.(?=[iInN])", r"\1", value))
        case _:
            return value


class _Resolver:
    """What the parsers ask about each value that has no tag, and tell on their way down and up."""

    depth = 0
    nodes = 0

    def resolve(self, kind: type[Node], value: str | None, implicit: Any) -> Core:
        if value is None:
            return Core.GROUP if kind.__name__ == "MappingNode" else Core.LIST
        if implicit[0] and (not value or value[0] in _CORE_STARTS):
            core = _CORE.fullmatch(value)
            if core:
                return Core(core.lastgroup)
        return Core.TEXT

    def descend_resolver(self, parent: Node | None, _index: object) -> None:
        self.depth += 1
        self.nodes += 1
        if self.depth > MAX_DEPTH or self.nodes > MAX_NODES:
            line = line_of_node(parent) if parent else 1
            if self.depth > MAX_DEPTH:
                raise unreadable(
                    line, "is nested too deeply", "check the brackets and the indentation"
                )
            raise unreadable(line, "holds too many values", "divide it into several banks")

    def ascend_resolver(self) -> None:
        self.depth -= 1


@cache
def fast_loader() -> type[Any]:
    """The parser in C; raises ImportError where PyYAML was built without it."""
    from yaml._yaml import CParser

    class FastLoader(_Resolver, CParser):
        pass

    return FastLoader


@cache
def pure_loader() -> type[Any]:
    """The parser in Python: ten times slower, and stricter with question marks in brackets."""
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class PureLoader(_Resolver, Reader, Scanner, Parser, Composer):
        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)

    return PureLoader


def unreadable(line: int | None, what: str, mend: str) -> UnreadableError:
    """The error for a single fault that keeps the whole file from being read."""
    return UnreadableError([Finding(line, what, mend)])


def line_of_node(node: Node) -> int:
    """The line, from 1, where the node begins."""
    return node.start_mark.line + 1
