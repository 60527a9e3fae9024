"""Single values of a bank file: each is read or becomes a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from trainer.bank.faults import Faults, Place, nearest, show
from trainer.bank.form import (
    LANGUAGE,
    MAX_LINE_CHARS,
    MAX_LIST,
    MAX_SLUG_CHARS,
    MAX_TEXT_CHARS,
    SLUG,
    UNSEEN,
)
from trainer.bank.slugs import slugify

Choice = TypeVar("Choice", bound=StrEnum)
Item = TypeVar("Item")


def group(
    value: object,
    place: Place,
    faults: Faults,
    *,
    known: Sequence[str],
    required: Sequence[str] = (),
) -> Mapping[str, object] | None:
    """A mapping whose keys are all `known`; None if it is no mapping at all."""
    if not isinstance(value, Mapping):
        faults.add(
            place,
            f"is {show(value)}, not a group of keys",
            f"write one key a line, such as {known[0]}: ...",
        )
        return None
    for key in map(str, value):
        if key not in known:
            near = None if faults.full else nearest(key, known)
            mend = f"did you mean '{near}'?" if near else f"the keys here are {', '.join(known)}"
            faults.add((*place, key), f"unknown key {show(key)}", mend)
    for key in required:
        if key not in value:
            faults.add(place, f"has no {key}", f"add a line that begins with {key}:")
    return value


def text(
    value: object,
    place: Place,
    faults: Faults,
    *,
    max_chars: int = MAX_TEXT_CHARS,
    one_line: bool = False,
) -> str | None:
    """A text without the white space around it, with plain line ends, never empty."""
    if not isinstance(value, str):
        if value is None or isinstance(value, bool | int | float):
            mend = "write a text; put it in quotes if it is a number or a word like true or null"
        else:
            mend = "write one text here"
        faults.add(place, f"is {show(value)}, not a text", mend)
        return None
    unseen = UNSEEN.search(value)
    if unseen:
        faults.add(
            place,
            f"holds an invisible character (U+{ord(unseen[0]):04X})",
            "delete it; a new line or a space can stand in its place",
        )
        return None
    stripped = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not stripped:
        faults.add(place, "is an empty text", "write something, or delete the line")
    elif len(stripped) > max_chars:
        faults.add(
            place,
            f"is {len(stripped)} characters long",
            f"shorten it to {max_chars} characters at most",
        )
    elif one_line and "\n" in stripped:
        faults.add(place, "has several lines", "write it on one line")
    else:
        return stripped
    return None


def line(value: object, place: Place, faults: Faults) -> str | None:
    """A short text on one line."""
    return text(value, place, faults, max_chars=MAX_LINE_CHARS, one_line=True)


def slug(value: object, place: Place, faults: Faults) -> str | None:
    """A lower-case slug such as ``tell-me-about-conflict``."""
    if not isinstance(value, str):
        text(value, place, faults)
        return None
    if SLUG.fullmatch(value) and len(value) <= MAX_SLUG_CHARS:
        return value
    faults.add(
        place,
        f"{show(value)} is not an id",
        "use lower-case letters a-z and digits, joined by single hyphens, at most"
        f" {MAX_SLUG_CHARS} characters, such as {slugify(value, fallback='my-id')}",
    )
    return None


def question_id(
    value: object, place: Place, faults: Faults, *, bank_id: str, foreign: bool = False
) -> str | None:
    """An id as ``bank/question``; a bare one belongs to `bank_id` (if that is not empty).

    `foreign` allows the part before the slash to name another bank.
    """
    bank, slash, name = "", "", value
    if isinstance(value, str) and "/" in value:
        bank, slash, name = value.partition("/")
    own = slug(name, place, faults)
    if own is None:
        return None
    if not slash:
        return f"{bank_id}/{own}" if bank_id else own
    if slug(bank, place, faults) is None:
        return None
    if bank_id and bank != bank_id and not foreign:
        faults.add(
            place,
            f"{show(value)} belongs to the bank '{bank}', but this bank is '{bank_id}'",
            f"write {own} alone, or move the question to the other file",
        )
        return None
    return f"{bank}/{own}"


def language(value: object, place: Place, faults: Faults) -> str | None:
    """A language tag such as ``en`` or ``pt-BR``."""
    tag = line(value, place, faults)
    if tag is None or LANGUAGE.fullmatch(tag):
        return tag
    faults.add(place, f"{show(tag)} is not a language tag", "write a tag such as en, de or pt-BR")
    return None


def choice(value: object, place: Place, faults: Faults, kind: type[Choice]) -> Choice | None:
    """One of the words of an enumeration."""
    words = [member.value for member in kind]
    word = value.strip() if isinstance(value, str) else None
    if word in words:
        return kind(word)
    near = nearest(word, words) if word else None
    mend = f"did you mean {near}?" if near else f"write {', '.join(words[:-1])} or {words[-1]}"
    faults.add(place, f"is {show(value)}, not one of {', '.join(words)}", mend)
    return None


def number(
    value: object, place: Place, faults: Faults, *, low: float, high: float, unit: str = ""
) -> float | None:
    """A number from `low` to `high`, both included."""
    between = f"write a number{unit} from {low:.12g} to {high:.12g}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        mend = f"{between}, without quotes" if isinstance(value, str) else between
        faults.add(place, f"is {show(value)}, not a number", mend)
        return None
    if low <= value <= high:
        return value
    faults.add(place, f"is {show(value)}", between)
    return None


def whole_number(value: object, place: Place, faults: Faults, *, low: int, high: int) -> int | None:
    """A whole number from `low` to `high`, both included."""
    read = number(value, place, faults, low=low, high=high)
    if read is None or read == int(read):
        return None if read is None else int(read)
    faults.add(place, f"is {show(read)}, not a whole number", "write it without a fraction")
    return None


def items(
    value: object, place: Place, faults: Faults, *, most: int = MAX_LIST
) -> Iterator[tuple[object, Place]]:
    """The entries of a list with their places; nothing for what is no list."""
    if not isinstance(value, list | tuple):
        faults.add(place, f"is {show(value)}, not a list", "write each entry after a dash: - ...")
    elif len(value) > most:
        faults.add(place, f"has {len(value)} entries", f"keep it to {most} at most")
    else:
        for index, entry in enumerate(value):
            yield entry, (*place, index)


def several(
    value: object,
    place: Place,
    faults: Faults,
    read: Callable[[object, Place, Faults], Item | None],
) -> tuple[Item, ...]:
    """A list, each entry read by `read`."""
    entries = (read(entry, at, faults) for entry, at in items(value, place, faults))
    return tuple(entry for entry in entries if entry is not None)


def one_or_several(
    value: object,
    place: Place,
    faults: Faults,
    read: Callable[[object, Place, Faults], Item | None],
) -> tuple[Item, ...]:
    """A list, or a single entry that stands without one."""
    if isinstance(value, str):
        only = read(value, place, faults)
        return () if only is None else (only,)
    return several(value, place, faults, read)
