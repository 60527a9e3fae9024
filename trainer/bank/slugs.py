"""Ids made from what a person typed."""

from __future__ import annotations

import re
import unicodedata
from itertools import count
from typing import TYPE_CHECKING

from trainer.bank.form import MAX_SLUG_CHARS

if TYPE_CHECKING:
    from collections.abc import Container

# Letters that Unicode does not take apart, or that a reader spells with two.
_SPELT_OUT = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "oe",
        "ð": "d",
        "þ": "th",
        "đ": "d",
        "ł": "l",
        "ı": "i",
        "'": "",
        "’": "",
        "&": " and ",
        "+": " plus ",
        "#": " sharp ",
    }
)


def slugify(text: str, *, fallback: str = "question", max_chars: int = MAX_SLUG_CHARS) -> str:
    """A lower-case ASCII slug of `text`: words joined by ``-``, at most `max_chars` long.

    A long text is cut at the end of a word where there is one; a text without a
    single Latin letter or digit gives `fallback`, which must be a slug.
    """
    spelt = unicodedata.normalize("NFC", text).lower().translate(_SPELT_OUT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode("ascii")
    slug = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
    return _cut(slug, max_chars) or fallback


def unique_slug(text: str, taken: Container[str], *, fallback: str = "question") -> str:
    """The slug of `text`, with ``-2``, ``-3`` ... behind it if it is `taken`."""
    slug = slugify(text, fallback=fallback)
    if slug not in taken:
        return slug
    for number in count(2):
        ending = f"-{number}"
        candidate = _cut(slug, MAX_SLUG_CHARS - len(ending)) + ending
        if candidate not in taken:
            return candidate
    raise AssertionError  # count() has no end


def _cut(slug: str, max_chars: int) -> str:
    if len(slug) <= max_chars:
        return slug
    if slug[max_chars] == "-":
        return slug[:max_chars].rstrip("-")
    head, dash, _ = slug[:max_chars].rpartition("-")
    return head if dash else slug[:max_chars]
