"""What the words of a language tell of how something was said: data, one module a language.

English is complete, German begun. For any other language `language_of` gives None, and what
depends on words is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.delivery.languages.language import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Language", "language_of"]


def language_of(tag: str | None) -> Language | None:
    """The word lists of a language; `tag` is BCP 47, of which the first part counts."""
    code = (tag or "").replace("_", "-").split("-")[0].lower()
    return _languages().get(code)


def _languages() -> Mapping[str, Language]:
    from trainer.delivery.languages.de import GERMAN
    from trainer.delivery.languages.en import ENGLISH

    return {"en": ENGLISH, "de": GERMAN}
