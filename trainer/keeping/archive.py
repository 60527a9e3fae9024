"""Reading an export that may be damaged, or made to do harm: nothing in it is trusted.

Names, sizes and kinds of all members are checked before the first byte is unpacked, and
their bytes against the manifest while they are.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from trainer.errors import InputError, NewerDataError, NotFoundError
from trainer.history.row_checks import is_stored_time
from trainer.history.schema import MIGRATIONS
from trainer.keeping.form import FORMAT, KIND, MANIFEST, Contents, Member, Part, part_of
from trainer.workspace.private import storage_errors

LARGEST_MANIFEST_BYTES: Final = 256 << 20
LARGEST_BYTES: Final = {
    Part.HISTORY: 64 << 30,
    Part.BANKS: 64 << 20,
    Part.SETTINGS: 4 << 20,
    Part.RECORDINGS: 8 << 30,
    Part.TRASH: 8 << 30,
    Part.DRAFTS: 64 << 20,
}
"""What one member may unpack to: several times what the program itself ever writes."""

LARGEST_TOTAL_BYTES: Final = 1 << 40
MOST_MEMBERS: Final = 2_000_000

LARGEST_RATIO: Final = 250
RATIO_FROM_BYTES: Final = 16 << 20
"""Rows of a history shrink to a tenth or a fiftieth; what unpacks to more than 250 times its
size, and to more than 16 MB, was made to fill a disk (deflate reaches 1032 with zeros)."""

LONGEST_LINE_BYTES: Final = 256 << 20

_CHUNK: Final = 1 << 20
_ENCRYPTED: Final = 1
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


class Archive:
    """An export, opened; its members are in the order of the manifest.

    Raises InputError for what is no whole export of this program, NewerDataError for one
    that a newer version wrote, NotFoundError, and StorageError where the file can't be read.
    """

    contents: Contents

    def __init__(self, file: Path) -> None:
        self.file = file
        if not file.exists():
            raise NotFoundError(
                f"there is no file {file}", hint="'trainer export' tells where it writes one."
            )
        with storage_errors("read", file):
            stream = file.open("rb")
        self._close = contextlib.ExitStack()
        self._close.enter_context(stream)
        try:
            with storage_errors("read", file), self._readable():
                self._zip = self._close.enter_context(zipfile.ZipFile(stream))
                size_bytes = file.stat().st_size
            infos = self._zip.infolist()
            self._infos = self._checked(infos, size_bytes)
            self.contents = self._manifest()
            self._compare()
        except BaseException:
            self._close.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close.close()

    def fault(self, what: str) -> InputError:
        """The error for a fault of this export."""
        return InputError(
            f"{self.file} can't be imported: {what}",
            hint="Nothing was imported. Take another copy of the export, or make a new one.",
        )

    def chunks(self, member: Member) -> Iterator[bytes]:
        """The bytes of a member; the last step checks them against the manifest."""
        digest, size = hashlib.sha256(), 0
        with (
            storage_errors("read", self.file),
            self._readable(),
            self._zip.open(self._infos[member.name]) as stream,
        ):
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                yield chunk
        if size != member.size_bytes or digest.hexdigest() != member.sha256:
            raise self.fault(f"{member.name} is not as it was exported (its checksum differs)")

    def lines(self, member: Member) -> Iterator[bytes]:
        """The lines of a member, checked as in `chunks`."""
        rest = b""
        for chunk in self.chunks(member):
            *whole, rest = (rest + chunk).split(b"\n")
            if len(rest) > LONGEST_LINE_BYTES:
                raise self.fault(f"{member.name} has a line that is far too long")
            yield from whole
        if rest:
            yield rest

    @contextlib.contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except _UNREADABLE as error:
            raise self.fault(f"it is not a whole ZIP file ({error})") from error

    def _checked(self, infos: list[zipfile.ZipInfo], size_bytes: int) -> dict[str, zipfile.ZipInfo]:
        if len(infos) > MOST_MEMBERS:
            raise self.fault("it has far too many files in it")
        found: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = info.filename
            fault = _member_fault(info)
            if fault is not None:
                raise self.fault(f"{name!r} {fault}")
            if name in found:
                raise self.fault(f"{name!r} is in it twice")
            found[name] = info
        if sum(info.file_size for info in infos) > LARGEST_TOTAL_BYTES:
            raise self.fault("it would unpack to more than any export holds")
        if sum(info.compress_size for info in infos) > size_bytes:
            raise self.fault("files in it lie over one another")
        if MANIFEST not in found:
            raise self.fault(f"it has no {MANIFEST}, so it is no export of this program")
        return found

    def _manifest(self) -> Contents:
        with storage_errors("read", self.file), self._readable():
            raw = self._zip.read(MANIFEST)
        try:
            found = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise self.fault(f"{MANIFEST} holds no JSON") from error
        if not isinstance(found, dict) or found.get("kind") != KIND:
            raise self.fault(f"its {MANIFEST} is not that of an export of this program")
        for name, newest in (("format", FORMAT), ("schema", len(MIGRATIONS))):
            number = found.get(name)
            if not isinstance(number, int) or isinstance(number, bool) or number < 1:
                raise self.fault(f"'{name}' in {MANIFEST} must be a whole number from 1")
            if number > newest:
                raise NewerDataError(
                    f"{self.file} was written by a newer version of this program "
                    f"(its {name} is {number}, this one knows {newest})",
                    hint="Update the program: pip install --upgrade interview-trainer.",
                )
        kinds = (("program", str), ("made_at", str), ("with_audio", bool), ("with_trash", bool))
        for name, kind in kinds:
            if not isinstance(found.get(name), kind):
                raise self.fault(f"'{name}' in {MANIFEST} is missing or of another kind")
        # Both are shown to people.
        if not is_stored_time(found["made_at"]) or not found["program"].isprintable():
            raise self.fault(f"'made_at' or 'program' in {MANIFEST} is not what it should be")
        rows, members = found.get("rows"), found.get("members")
        if not isinstance(rows, dict) or not all(map(_whole, rows.values())):
            raise self.fault(f"'rows' in {MANIFEST} must be numbers by table")
        if not isinstance(members, list):
            raise self.fault(f"'members' in {MANIFEST} must be a list")
        return Contents(
            found["program"],
            found["schema"],
            found["made_at"],
            found["with_audio"],
            found["with_trash"],
            rows,
            tuple(self._member(one) for one in members),
        )

    def _member(self, one: Any) -> Member:
        if (
            not isinstance(one, dict)
            or not isinstance(one.get("name"), str)
            or not _whole(one.get("bytes"))
            or not isinstance(one.get("sha256"), str)
        ):
            raise self.fault(f"a member in {MANIFEST} is not a name, bytes and sha256")
        return Member(one["name"], one["bytes"], one["sha256"])

    def _compare(self) -> None:
        """Hold the manifest against what is there."""
        named = [member.name for member in self.contents.members]
        if len(set(named)) != len(named):
            raise self.fault(f"{MANIFEST} names a file twice")
        there = self._infos.keys() - {MANIFEST}
        for name in sorted(set(named) - there):
            raise self.fault(f"{name!r} is missing")
        for name in sorted(there - set(named)):
            raise self.fault(f"{name!r} is not named in {MANIFEST}")
        for member in self.contents.members:
            if self._infos[member.name].file_size != member.size_bytes:
                raise self.fault(f"{member.name} has another size than was exported")


def _member_fault(info: zipfile.ZipInfo) -> str | None:
    name = info.filename
    part = part_of(name)
    if name != MANIFEST and part is None:
        return "has a name that no file in an export has"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        return "is not a plain file"
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "is packed in another way than exports are"
    most = LARGEST_MANIFEST_BYTES if part is None else LARGEST_BYTES[part]
    if info.file_size > most:
        return f"would unpack to {info.file_size} bytes, more than any such file has"
    if info.file_size > max(RATIO_FROM_BYTES, LARGEST_RATIO * info.compress_size):
        return "would unpack to far more than it is packed in"
    return None


def _whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and number >= 0
