"""The nouns of a question bank, and their file.

What every part needs is here; reading files is `trainer.bank.load`, changing
them `trainer.bank.edit`.  Nothing here imports a YAML library.
"""

from __future__ import annotations

from trainer.bank.faults import Fault, FaultyInputError
from trainer.bank.mapping import question_from_mapping, question_to_mapping
from trainer.bank.nouns import KeyPoint, Kind, Question, QuestionBank, Source, Weight

__all__ = [
    "Fault",
    "FaultyInputError",
    "KeyPoint",
    "Kind",
    "Question",
    "QuestionBank",
    "Source",
    "Weight",
    "question_from_mapping",
    "question_to_mapping",
]
