"""Banks in the forms of other programs: spreadsheets, Markdown, JSON, Anki."""

from trainer.library.formats.form import Format

__all__ = ["Format"]
