from __future__ import annotations

from pathlib import Path

import pytest

from tests.speech.weights.small_model import random_whisper, write_ctranslate2


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small random Whisper in CTranslate2's form, half precision."""
    folder = tmp_path_factory.mktemp("small")
    write_ctranslate2(random_whisper(), folder, "float16")
    return folder
