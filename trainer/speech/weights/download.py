"""One file from an address to this disk: resumed where it broke off, its digest checked."""

from __future__ import annotations

import hashlib
import http.client
import importlib.util
import shutil
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from trainer.errors import EngineError, StorageError
from trainer.speech.weights.store import sha256_of

_CHUNK_BYTES: Final = 1 << 18
_TIMEOUT_S: Final = 20.0
# A connection that breaks is taken up again while it brings anything, and so often if not.
_FRUITLESS: Final = 2


class BrokenOffError(OSError):
    """The connection ended before the file did, several times."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A file somewhere else: its `size` in bytes and its digests, where they are known.

    `git_sha1` is the SHA-1 that Git gives to a file: of its length and its contents.
    """

    url: str
    size: int | None = None
    sha256: str | None = None
    git_sha1: str | None = None

    def matches(self, path: Path) -> bool:
        """Whether the file at `path` is this one, as far as that is known."""
        if self.size is not None and path.stat().st_size != self.size:
            return False
        if self.sha256 is not None:
            return sha256_of(path) == self.sha256
        if self.git_sha1 is not None:
            content = path.read_bytes()
            # Git's own digest of a file; nothing here depends on its strength.
            digest = hashlib.sha1(b"blob %d\0" % len(content), usedforsecurity=False)
            digest.update(content)
            return digest.hexdigest() == self.git_sha1
        return True


def part_of(path: Path) -> Path:
    """Where a file stands until it is whole."""
    return path.with_name(f"{path.name}.part")


def download(remote: Remote, path: Path, arrived: Callable[[int, int | None], None]) -> None:
    """Bring a file to `path`; one that is there and right is left alone.

    What an earlier call brought is kept in `part_of(path)`, and only the rest is asked
    for.  `arrived` is called with the bytes that are here and the whole size, if known.

    Raises EngineError, with nothing left, for a file that is not what it should be;
    OSError where the address can't be reached or breaks off (the part stays) or the disk
    refuses; StorageError where the disk has too little room.
    """
    if path.is_file() and remote.matches(path):
        arrived(path.stat().st_size, remote.size)
        return
    part = part_of(path)
    fruitless = 0
    while True:
        before = _size(part)
        try:
            _fetch_rest(remote, part, arrived)
            break
        except (http.client.HTTPException, TimeoutError, ConnectionError, BrokenOffError) as error:
            fruitless = 0 if _size(part) > before else fruitless + 1
            if fruitless >= _FRUITLESS:
                raise BrokenOffError(f"the connection breaks off: {error}") from error
    if not remote.matches(part):
        part.unlink()
        raise EngineError(
            f"What was downloaded is damaged: {path.name} does not have the digest that is "
            "given for it.",
            hint="Try again; if it happens once more, the connection changes what it carries.",
        )
    part.replace(path)


def _fetch_rest(remote: Remote, part: Path, arrived: Callable[[int, int | None], None]) -> None:
    have = _size(part)
    if remote.size is not None and have >= remote.size:
        if have > remote.size:
            part.unlink()
            have = 0
        elif have:
            return
    with _open(remote.url, have) as answer:
        if have and answer.status != http.client.PARTIAL_CONTENT:
            have = 0
        length = answer.headers.get("Content-Length")
        total = remote.size
        if total is None and length is not None:
            total = have + int(length)
        _check_room(part, (total or 0) - have)
        with part.open("ab" if have else "wb") as file:
            while chunk := answer.read(_CHUNK_BYTES):
                file.write(chunk)
                have += len(chunk)
                arrived(have, total)
    if total is not None and have < total:
        raise BrokenOffError(f"{have} of {total} bytes came")


def _open(url: str, have: int) -> Any:
    if not url.startswith(("https://", "http://")):
        raise ValueError(f"{url} is no address on the web")
    headers = {"User-Agent": "interview-trainer"} | ({"Range": f"bytes={have}-"} if have else {})
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - checked above
    try:
        return urllib.request.urlopen(  # noqa: S310
            request, timeout=_TIMEOUT_S, context=_certificates()
        )
    except urllib.error.HTTPError as error:
        if error.code == http.client.REQUESTED_RANGE_NOT_SATISFIABLE and have:
            return _open(url, 0)
        raise


def _certificates() -> ssl.SSLContext:
    """The system's certificates, and those that come with Python's packages if there are any.

    Python on macOS finds none of the system's.
    """
    context = ssl.create_default_context()
    if importlib.util.find_spec("certifi"):
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _check_room(part: Path, needed: int) -> None:
    free = shutil.disk_usage(part.parent).free
    if free < needed:
        raise StorageError(
            f"the speech model needs {needed / 1e6:.0f} MB more and {part.parent} has room for "
            f"{free / 1e6:.0f} MB",
            hint="Make room on that disk, or set TRAINER_CACHE to a folder on another.",
        )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
