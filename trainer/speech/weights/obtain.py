"""Bringing a model's weights to this machine, and taking them out of the cache again."""

from __future__ import annotations

import shutil
from pathlib import Path

from trainer.speech.weights.progress import Progress
from trainer.speech.weights.source import ctranslate2_folder, whisper_checkpoint
from trainer.workspace.private import storage_errors


def obtain(model: str, engine: str, cache: Path, progress: Progress) -> Path:
    """The folder or file that `engine` loads for `model`; fetched or made where it is not here.

    Raises EngineError, StorageError and BusyError.
    """
    if engine == "faster-whisper":
        return ctranslate2_folder(model, cache, progress)
    checkpoint = whisper_checkpoint(model, cache, progress)
    if checkpoint is None:
        from trainer.speech.whisper_engine import fetch

        checkpoint = fetch(model, cache, progress)
    return checkpoint


def forget(path: Path, cache: Path) -> None:
    """Delete a folder or file of the cache.

    Raises ValueError for one that is not in it, StorageError where that can't be done.
    """
    if cache.resolve() not in path.resolve().parents:
        raise ValueError(f"{path} is not in the cache {cache}")
    with storage_errors("remove", path):
        if path.is_dir() and not path.is_symlink():
            # Gone under its name at once: nobody loads a half of it.
            aside = path.with_name(f".{path.name.lstrip('.')}.removed")
            shutil.rmtree(aside, ignore_errors=True)
            path.rename(aside)
            shutil.rmtree(aside)
        else:
            path.unlink()
