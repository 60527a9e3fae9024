"""Guided question-and-answer flows that can be left at any prompt and taken up again."""

from trainer.forms.draft import Draft

__all__ = ["Draft"]
