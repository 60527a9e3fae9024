"""The small values of a question, each with the name that people read."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from trainer.bank.form import SOURCE_KEYS, TAG_KEYS

NAMES: dict[str, tuple[str, ...]] = {
    "Id": ("id",),
    "Kind": ("kind",),
    **{name.capitalize(): ("tags", name) for name in TAG_KEYS},
    "Time limit": ("time_limit_s",),
    "Asks": ("asks",),
    **{name.capitalize(): ("source", name) for name in SOURCE_KEYS},
    "Renamed from": ("renamed_from",),
    "Language": ("language",),
}
"""The names, and where in the bank file's form of a question the value stands."""

LONGEST_NUMBER = 40
"""Characters; nothing longer is looked at as a number."""

_WEIGHT = re.compile(r"(?<!\\)\((okay|vital)\)$")

BY_FOLDED_NAME = {name.lower(): name for name in NAMES}


def details_of(mapping: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Name and text of every small value that a question has; a name again for each of several."""
    for name, path in NAMES.items():
        value: Any = mapping
        for key in path:
            value = value.get(key) if value else None
        if value is None:
            continue
        for one in value if isinstance(value, list) else [value]:
            yield name, f"{one} s" if name == "Time limit" else str(one)


def set_detail(mapping: dict[str, Any], name: str, text: str) -> bool:
    """Put the text of a named value into a question; False where it stands there already.

    What is no number where one is wanted stays a text, for the bank's rules to refuse.
    """
    *groups, key = NAMES[name]
    place = mapping
    for group in groups:
        place = place.setdefault(group, {})
    if groups == ["tags"] or key == "renamed_from":
        place.setdefault(key, []).append(text)
        return True
    if key in place:
        return False
    place[key] = number(text) if key in {"time_limit_s", "attempt"} else text
    return True


def number(text: str) -> float | int | str:
    """The number that a text is, with or without ``s`` behind it; else the text."""
    if len(text) > LONGEST_NUMBER:
        return text
    plain = re.sub(r"\s*(s|sec|seconds)\.?$", "", text.strip())
    with contextlib.suppress(ValueError):
        return int(plain)
    with contextlib.suppress(ValueError):
        return float(plain)
    return text


def split_weight(text: str) -> dict[str, str]:
    """A key point's text, and the weight that may stand behind it as ``(okay)``.

    With a backslash before it, that is a part of the text.
    """
    found = _WEIGHT.search(text)
    before = text[: found.start()].rstrip() if found else ""
    return {"text": before, "weight": found[1]} if found and before else {"text": text}
