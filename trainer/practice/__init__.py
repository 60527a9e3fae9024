"""The life of an answer, and what to ask next."""
