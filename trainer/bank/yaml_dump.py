"""A question or a new bank as YAML that reads well: long texts folded, lines kept."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from trainer.bank.yaml_parser import is_text_unquoted

WIDTH_CHARS = 100


def question_text(mapping: Mapping[str, Any], *, indent: int) -> str:
    """The lines of one question, its dash at column `indent`."""
    lines = _dump([_styled(mapping)], WIDTH_CHARS - indent).split("\n")
    return "\n".join(" " * indent + line[_OFFSET:] if line else "" for line in lines)


def bank_text(mapping: Mapping[str, Any]) -> str:
    """The text of a whole bank file."""
    return _dump(_styled(mapping), WIDTH_CHARS)


_OFFSET = 2


def _dump(value: object, width: int) -> str:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.indent(mapping=2, sequence=2 + _OFFSET, offset=_OFFSET)
    yaml.width = width
    out = io.StringIO()
    yaml.dump(value, out)
    # Folding leaves the space at the end of a line.  Where it would count, `_styled` has quoted.
    return "\n".join(line.rstrip(" ") for line in out.getvalue().split("\n"))


def _styled(value: object) -> object:
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

    match value:
        case Mapping():
            return {key: _styled(entry) for key, entry in value.items()}
        case list():
            return [_styled(entry) for entry in value]
        case str() if "\n" in value and " \n" not in value:
            return LiteralScalarString(value)
        case str() if "\n" in value or not is_text_unquoted(value):
            return DoubleQuotedScalarString(value)
        case _:
            return value
