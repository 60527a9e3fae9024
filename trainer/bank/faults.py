"""What is wrong with a bank, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

Place = tuple[str | int, ...]
"""The way from the top of a file to a value: keys, and positions counted from 0."""

MAX_FAULTS = 1000
"""As many faults of one file are told; nobody reads more."""

_ITEM_NAMES = {
    "questions": "question",
    "key_points": "key point",
    "wordings": "wording",
    "other_prompts": "other prompt",
    "follow_ups": "follow-up",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault.

    `file` is None for a question that came from no file, `line` counts from 1
    and is None where no line is known; `where` names the place in words (empty
    for the file as a whole), `what` is wrong and `mend` says what to do.
    """

    file: Path | None
    line: int | None
    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        """The fault on one line: ``file:line: where: what - mend``."""
        place = str(self.file) if self.file else ""
        if self.line is not None:
            place = f"{place}:{self.line}" if place else f"line {self.line}"
        told = f"{self.what} - {self.mend}"
        return ": ".join(part for part in (place, self.where, told) if part)


class FaultyInputError(InputError):
    """A question or a bank that has `faults`; the message tells them all."""

    def __init__(self, subject: str, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        told = "; ".join(
            f"{fault.where}: {fault.what}" if fault.where else fault.what for fault in faults
        )
        hint = (
            faults[0].mend
            if len(faults) == 1
            else "; ".join(f"{fault.where or 'there'}: {fault.mend}" for fault in faults)
        )
        super().__init__(f"{subject}: {told}", hint=hint)


class Faults:
    """Collects faults while a value is read, and gives each its place in the file."""

    def __init__(
        self,
        root: object,
        *,
        file: Path | None = None,
        line_of: Callable[[Place], int | None] = lambda _place: None,
    ) -> None:
        self._root = root
        self._file = file
        self._line_of = line_of
        self._hidden: Set[Place] = frozenset()
        self._told: list[Fault] = []
        self._untold = 0
        self.places: list[Place] = []

    def __len__(self) -> int:
        return len(self.places)

    @property
    def full(self) -> bool:
        """Whether there are more than will be told."""
        return len(self._told) >= MAX_FAULTS

    def add(self, place: Place, what: str, mend: str, *, line: int | None = None) -> None:
        """Note a fault at `place`; `line` only where the place does not lead to it."""
        self.places.append(place)
        hidden = any(place[:depth] in self._hidden for depth in range(len(place) + 1))
        if hidden:
            return
        if self.full:
            self._untold += 1
            return
        at = self._line_of(place) if line is None else line
        self._told.append(Fault(self._file, at, describe(place, self._root), what, mend))

    def hide(self, places: Set[Place]) -> None:
        """What lies at or below these places was told already: it counts, and is not told again."""
        self._hidden = places

    def line_of(self, place: Place) -> int | None:
        """The line of a place, counted from 1; None without a file."""
        return self._line_of(place)

    def all(self) -> tuple[Fault, ...]:
        """Every fault in the order of the file."""
        told = sorted(self._told, key=lambda fault: fault.line or 0)
        if self._untold:
            what = f"has {self._untold} more faults"
            told.append(Fault(self._file, None, "", what, "mend these first"))
        return tuple(told)


def describe(place: Place, root: object) -> str:
    """A place in words, such as ``question 3 (conflict), key point 1 (listen), weight``."""
    words: list[str] = []
    value: object = root
    group = ""
    for step in place:
        value = _step(value, step)
        if isinstance(step, str):
            group = printable(step, 40)
            words.append(group)
            continue
        name = f"{_ITEM_NAMES.get(group, f'{group} entry')} {step + 1}"
        item_id = value.get("id") if isinstance(value, Mapping) else None
        words[-1:] = [f"{name} ({printable(item_id, 70)})" if isinstance(item_id, str) else name]
    return ", ".join(words)


def _step(value: object, step: str | int) -> object:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list | tuple) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant; None if nothing is near."""
    from difflib import get_close_matches

    near = get_close_matches(word.lower().replace("-", "_")[:80], list(known), n=1, cutoff=0.6)
    return near[0] if near else None


def show(value: object) -> str:
    """A value as a message quotes it: short, printable, on one line."""
    match value:
        case None:
            return "empty"
        case bool():
            return f"the yes-or-no value {str(value).lower()}"
        case int() | float():
            # A number of thousands of digits can't be turned into text.
            return (
                f"the number {value:.12g}" if abs(value) < 1e300 else "a number out of all bounds"
            )
        case Mapping():
            return "a group of keys"
        case list() | tuple():
            return "a list"
        case str():
            return f"'{printable(value, 60)}'"
        case _:
            return f"a value of type {type(value).__name__}"


def printable(text: str, max_chars: int) -> str:
    """A text from a file as a message can hold it: what can't be seen spelt out, cut short."""
    spelt = (c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[: max_chars + 1])
    shown = "".join(spelt)
    return shown if len(shown) <= max_chars else f"{shown[: max_chars - 3]}..."
