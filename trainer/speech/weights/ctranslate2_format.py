"""Reads CTranslate2's model.bin, trusting nothing that it says about itself.

The layout is that of `ctranslate2.specs.model_spec.ModelSpec._serialize`, version 6,
little-endian: version u32, spec name, revision u32, number of variables u32, the
variables, number of aliases u32, the aliases (a name and the name it stands for).
A string is its length u16 and its bytes with a final zero, which is counted; a
variable is its name, rank u8, dimensions u32, data type u8, number of bytes u32 and
its values in C order.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

_VERSION: Final = 6
# The order of the DataType enum; numpy has no name for the last, bfloat16.
_TYPES: Final = ("float32", "int8", "int16", "int32", "float16", None)
# Whisper large has 1,260 variables, the longest name 56 characters, three dimensions at most.
_MOST_VARIABLES: Final = 10_000
_LONGEST_NAME: Final = 256
_MOST_DIMENSIONS: Final = 4


class FormatError(ValueError):
    """The bytes are not a model in this form; the text says where they part from it."""


@dataclass(frozen=True, slots=True)
class Ctranslate2Model:
    """What a model.bin holds; the arrays are read-only views of the bytes they were read from."""

    spec: str
    revision: int
    variables: Mapping[str, npt.NDArray[Any]]
    aliases: Mapping[str, str]


def read_model(content: bytes) -> Ctranslate2Model:
    """Read a model.bin.

    Raises FormatError where it is cut off, of another version, or not one at all.
    """
    return _Reader(content).model()


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def model(self) -> Ctranslate2Model:
        version = self._number("I")
        if version != _VERSION:
            raise FormatError(f"its form is version {version}, not {_VERSION}")
        spec = self._string()
        revision = self._number("I")
        variables: dict[str, npt.NDArray[Any]] = {}
        for _ in range(self._count("variables")):
            name = self._string()
            if name in variables:
                raise FormatError(f"{name} comes twice")
            variables[name] = self._variable(name)
        aliases = {self._string(): self._string() for _ in range(self._count("aliases"))}
        if self._at != len(self._content):
            raise FormatError(f"{len(self._content) - self._at} bytes follow its end")
        return Ctranslate2Model(spec, revision, variables, aliases)

    def _variable(self, name: str) -> npt.NDArray[np.generic]:
        import numpy as np

        rank = self._number("B")
        if rank > _MOST_DIMENSIONS:
            raise FormatError(f"{name} has {rank} dimensions")
        shape = [self._number("I") for _ in range(rank)]
        type_id = self._number("B")
        type_name = _TYPES[type_id] if type_id < len(_TYPES) else None
        if type_name is None:
            raise FormatError(f"{name} has values of a type that can't be read ({type_id})")
        dtype = np.dtype(type_name).newbyteorder("<")
        length = self._number("I")
        if length != math.prod(shape) * dtype.itemsize:
            raise FormatError(f"the size of {name} does not fit its shape")
        start = self._skip(length)
        count = length // dtype.itemsize
        return np.frombuffer(self._content, dtype, count, start).reshape(shape)

    def _count(self, what: str) -> int:
        count = self._number("I")
        if count > _MOST_VARIABLES:
            raise FormatError(f"it claims {count} {what}")
        return count

    def _string(self) -> str:
        length = self._number("H")
        if not 0 < length <= _LONGEST_NAME:
            raise FormatError(f"a name is {length} bytes long")
        start = self._skip(length)
        content = self._content[start : start + length]
        try:
            text = content[:-1].decode("ascii")
        except UnicodeDecodeError as error:
            raise FormatError("a name is not plain text") from error
        if content[-1] != 0 or not text.isprintable():
            raise FormatError("a name is not plain text")
        return text

    def _number(self, code: str) -> int:
        form = struct.Struct(f"<{code}")
        start = self._skip(form.size)
        (number,) = form.unpack_from(self._content, start)
        return int(number)

    def _skip(self, length: int) -> int:
        """Step over `length` bytes; returns where they begin."""
        start = self._at
        if start + length > len(self._content):
            raise FormatError("it is cut off")
        self._at = start + length
        return start
