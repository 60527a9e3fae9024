"""The virtual microphone and loudspeaker for tests in this process, and clips to speak."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.support.speech import say
from tests.support.virtual_sound import VirtualSound


@pytest.fixture
def sound_here(virtual_sound: VirtualSound, monkeypatch: pytest.MonkeyPatch) -> VirtualSound:
    """The virtual devices, seen by this process too once PortAudio looks again."""
    for name, value in virtual_sound.variables.items():
        monkeypatch.setenv(name, value)
    return virtual_sound


@pytest.fixture(scope="session")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some four seconds of a spoken answer."""
    text = "At my last company I led the move of our billing service, and nobody lost a day."
    return say(text, tmp_path_factory.mktemp("speech") / "answer.wav")


@pytest.fixture(scope="session")
def noise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty seconds without one zero, so that every sample's place can be told."""
    samples = np.random.default_rng(7).integers(1, 3000, 20 * 16_000, dtype=np.int16)
    path = tmp_path_factory.mktemp("noise") / "noise.wav"
    soundfile.write(path, samples, 16_000, subtype="PCM_16")
    return path
