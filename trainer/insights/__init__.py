"""Summaries of the history: pure, shared by commands and page."""
