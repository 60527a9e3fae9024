"""All banks together: the questions as they are asked."""

from trainer.library.brief import Origin
from trainer.library.library import Library, ListedBank

__all__ = ["Library", "ListedBank", "Origin"]
