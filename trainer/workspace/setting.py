"""One setting: what it is for, what it may be, and how it is read from text."""

from __future__ import annotations

import contextlib
import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

Value: TypeAlias = str | int | float | bool

_WORDS: Final = {
    **dict.fromkeys(("true", "yes", "on", "1"), True),
    **dict.fromkeys(("false", "no", "off", "0"), False),
}

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{2})?")
"""Two letters, or the three of Whisper's Cantonese and Hawaiian, and perhaps a country."""


class Form(StrEnum):
    """What a setting that is text looks like, to complete "it must be ..."."""

    ANY = "text in one line"
    LANGUAGE = "a language code such as en or en-GB"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name, what it is for and what it may be; bounds are inclusive."""

    name: str
    default: Value
    description: str
    minimum: float | None = None
    maximum: float | None = None
    form: Form = Form.ANY

    @property
    def environment(self) -> str:
        """The variable that sets it."""
        return f"TRAINER_{self.name.upper()}"

    @property
    def choices(self) -> tuple[str, ...]:
        """The only values that it may have, or nothing where any will do."""
        kind = type(self.default)
        return tuple(choice.value for choice in kind) if issubclass(kind, StrEnum) else ()

    @property
    def allowed(self) -> str:
        """What it may be, to complete "it must be ..."."""
        if self.choices:
            return f"one of {', '.join(self.choices)}"
        if isinstance(self.default, bool):
            return "true or false"
        if isinstance(self.default, str):
            return self.form.value
        noun = "a whole number" if isinstance(self.default, int) else "a number"
        return f"{noun} from {self.minimum:g} to {self.maximum:g}"

    def parse(self, text: str) -> Value:
        """The value that `text` stands for.

        Raises ValueError, with `allowed` as its message.
        """
        word = text.strip()
        if isinstance(self.default, bool):
            return self.check(_WORDS.get(word.lower()))
        if isinstance(self.default, int | float):
            return self.check(_number(word))
        return self.check(word)

    def check(self, value: object) -> Value:
        """`value` as this setting's type; a whole number will do for a number.

        Raises ValueError, with `allowed` as its message.
        """
        if isinstance(value, str):
            if isinstance(self.default, StrEnum) and value in self.choices:
                return type(self.default)(value)
            if type(self.default) is str and value.isprintable() and self._has_form(value):
                return value
        elif isinstance(value, bool):
            if isinstance(self.default, bool):
                return value
        elif isinstance(value, int | float) and self._within(value):
            if isinstance(self.default, float):
                return float(value)
            if type(self.default) is int and isinstance(value, int):
                return value
        raise ValueError(self.allowed)

    def _has_form(self, text: str) -> bool:
        return self.form is Form.ANY or text == "" or bool(_LANGUAGE.fullmatch(text))

    def _within(self, value: float) -> bool:
        low = -math.inf if self.minimum is None else self.minimum
        high = math.inf if self.maximum is None else self.maximum
        return low <= value <= high


def _number(text: str) -> int | float | None:
    for kind in (int, float):
        with contextlib.suppress(ValueError):
            return kind(text)
    return None
