"""Which English words are common enough that a recogniser needs no help with them."""

from __future__ import annotations

import base64
import binascii
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def common_words() -> frozenset[str]:
    """Lower-case English words that Whisper's vocabulary holds whole, with a space before them.

    The vocabulary (GPT-2's byte pairs, in a file of openai-whisper) was learnt from web text
    by frequency: "database" is in it, "idempotency" has to be put together.  Empty where the
    file is missing; reading it imports nothing.
    """
    found = find_spec("whisper")
    if found is None or found.origin is None:
        return frozenset()
    file = Path(found.origin).parent / "assets" / "gpt2.tiktoken"
    try:
        tokens = [base64.b64decode(line.split()[0]) for line in file.read_bytes().splitlines()]
    except (OSError, IndexError, binascii.Error):
        return frozenset()
    return frozenset(
        token[1:].decode().lower()
        for token in tokens
        if token[:1] == b" " and token[1:].isalpha() and token.isascii()
    )
