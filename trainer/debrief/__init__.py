"""Targets and real interviews: what is coming, what came, and what to make of it."""
