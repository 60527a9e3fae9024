"""Fixtures that several parts use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.virtual_sound import VirtualSound


@pytest.fixture
def virtual_sound() -> Iterator[VirtualSound]:
    """A microphone and a loudspeaker in software."""
    with VirtualSound() as sound:
        yield sound
