"""All banks together: the questions as they are asked."""

from trainer.library.library import Library, ListedBank, Origin

__all__ = ["Library", "ListedBank", "Origin"]
