"""Rehearse, aloud, the interview questions that caught you off guard."""

__version__ = "0.1.0"
