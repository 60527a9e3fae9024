"""The page's server: this machine alone, one token, sound by ranges."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from trainer.errors import BusyError, InputError, NotFoundError, TrainerError
from trainer.practice.noting import add_note, edit_note, remove_note, restore_note
from trainer.review.asked import body_of, number_in, number_of, search_of, seconds_of, text_of
from trainer.review.data import FORMAT, Peaks, mapping_of
from trainer.review.guard import Guard
from trainer.review.page_files import PAGE_FILES, page_file
from trainer.review.reading import PAGE, Reader, shown_note

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

HOST: Final = "127.0.0.1"
MOST_PARTS: Final = 2000

SOUND_TYPES: Final = {
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
}

_STATUS: Final = ((NotFoundError, 404), (InputError, 400), (BusyError, 503))


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the server needs from outside.

    `read` and `write` open the history with what belongs to it, each for one request and its
    thread; `now` is the clock, `today` the speaker's day.
    """

    read: Callable[[], AbstractContextManager[Reader]]
    write: Callable[[], AbstractContextManager[Reader]]
    now: Callable[[], datetime]
    today: Callable[[], date]


def listen_on(port: int) -> socket.socket:
    """A socket on this machine's loopback; port 0 takes a free one.

    Raises BusyError where another program has the port.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        # Elsewhere it would let another program listen beside this one.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        listening.close()
        raise BusyError(
            f"port {port} can't be used: {error.strerror}",
            hint="Leave --port out, or give another one.",
        ) from error
    return listening


def serve(listening: socket.socket, token: str, rooms: Rooms) -> None:
    """Answer until somebody interrupts; raises KeyboardInterrupt then."""
    import uvicorn

    port: int = listening.getsockname()[1]
    config = uvicorn.Config(
        Guard(application(rooms), token, port),
        log_level="error",
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        ws="none",
        # A player that still holds a connection must not keep the program from ending.
        timeout_graceful_shutdown=1,
    )
    # A fault keeps its traceback; that a player was cut off at the end is none.
    logging.getLogger("uvicorn.error").addFilter(_is_fault)
    uvicorn.Server(config).run(sockets=[listening])


def _is_fault(record: logging.LogRecord) -> bool:
    kind = record.exc_info[0] if record.exc_info else None
    cut_off = kind is not None and issubclass(kind, asyncio.CancelledError)
    return not cut_off and "graceful shutdown" not in record.getMessage()


def application(rooms: Rooms) -> Starlette:
    """The page's addresses, below the token."""
    from starlette.applications import Starlette
    from starlette.routing import Route

    desk = _Desk(rooms)
    get, post = ["GET"], ["POST"]
    return Starlette(
        routes=[
            Route("/", desk.page, methods=get),
            *(Route(f"/{name}", desk.page, methods=get) for name in PAGE_FILES),
            Route("/api/attempts", desk.attempts, methods=get),
            Route("/api/attempts/{number:int}", desk.attempt, methods=get),
            Route("/api/attempts/{number:int}/peaks", desk.peaks, methods=get),
            Route("/api/attempts/{number:int}/sound", desk.sound, methods=get),
            Route("/api/attempts/{number:int}/notes", desk.add, methods=post),
            Route("/api/notes/{number:int}", desk.edit, methods=["PUT"]),
            Route("/api/notes/{number:int}", desk.remove, methods=["DELETE"]),
            Route("/api/notes/{number:int}/restore", desk.restore, methods=post),
            Route("/api/questions", desk.questions, methods=get),
            Route("/api/question", desk.question, methods=get),
            Route("/api/progress", desk.progress, methods=get),
            Route("/api/targets", desk.targets, methods=get),
        ],
        exception_handlers={TrainerError: _told},  # type: ignore[dict-item]
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """Answers; those that read the history are run on threads of their own."""

    rooms: Rooms

    def page(self, request: Request) -> Response:
        from starlette.responses import Response

        name = request.url.path.rpartition("/")[2] or "index.html"
        return Response(page_file(name), media_type=PAGE_FILES[name])

    def attempts(self, request: Request) -> Response:
        asked = request.query_params
        with self.rooms.read() as reader:
            page = reader.attempts(
                search_of(asked),
                before_id=number_of(asked.get("before")),
                limit=min(number_of(asked.get("limit")) or PAGE, PAGE),
            )
        return _json(mapping_of(page))

    def attempt(self, request: Request) -> Response:
        with self.rooms.read() as reader:
            return _json(mapping_of(reader.attempt(number_in(request))))

    def peaks(self, request: Request) -> Response:
        parts = min(max(number_of(request.query_params.get("parts")) or 600, 1), MOST_PARTS)
        file = self._file(request)
        status = file.stat()
        return _json(mapping_of(peaks(file, parts, status.st_mtime_ns, status.st_size)))

    def sound(self, request: Request) -> Response:
        from starlette.responses import FileResponse

        file = self._file(request)
        return FileResponse(file, media_type=SOUND_TYPES.get(file.suffix.lower(), "audio/wav"))

    async def add(self, request: Request) -> Response:
        body = await body_of(request)
        return await _threaded(self._add, number_in(request), body)

    def _add(self, number: int, body: Mapping[str, Any]) -> Response:
        with self.rooms.write() as reader:
            note = add_note(
                reader.history, number, text_of(body), seconds_of(body), self.rooms.now()
            )
        return _json(mapping_of(shown_note(note)))

    async def edit(self, request: Request) -> Response:
        body = await body_of(request)
        return await _threaded(self._edit, number_in(request), body)

    def _edit(self, number: int, body: Mapping[str, Any]) -> Response:
        with self.rooms.write() as reader:
            note = edit_note(
                reader.history,
                number,
                self.rooms.now(),
                text=text_of(body),
                at_s=seconds_of(body),
            )
        return _json(mapping_of(shown_note(note)))

    def remove(self, request: Request) -> Response:
        with self.rooms.write() as reader:
            note = remove_note(reader.history, number_in(request), self.rooms.now())
        return _json(mapping_of(shown_note(note)))

    def restore(self, request: Request) -> Response:
        with self.rooms.write() as reader:
            note = restore_note(reader.history, number_in(request), self.rooms.now())
        return _json(mapping_of(shown_note(note)))

    def questions(self, request: Request) -> Response:
        del request
        with self.rooms.read() as reader:
            return _json({"questions": mapping_of(reader.questions())})

    def question(self, request: Request) -> Response:
        with self.rooms.read() as reader:
            return _json(mapping_of(reader.question(request.query_params.get("id", ""))))

    def progress(self, request: Request) -> Response:
        del request
        with self.rooms.read() as reader:
            return _json(mapping_of(reader.progress(self.rooms.today())))

    def targets(self, request: Request) -> Response:
        del request
        with self.rooms.read() as reader:
            return _json({"targets": mapping_of(reader.targets(self.rooms.today()))})

    def _file(self, request: Request) -> Path:
        with self.rooms.read() as reader:
            return sound_file(reader, number_in(request))


def sound_file(reader: Reader, attempt_id: int) -> Path:
    """The recording of an attempt; NotFoundError where there is none."""
    from trainer.history.records import Medium

    attempt = reader.history.attempt(attempt_id)
    file = reader.history.audio_path(attempt)
    if file is None or attempt.medium is Medium.TYPED or not file.is_file():
        raise NotFoundError(f"the recording of attempt {attempt_id} is not there")
    return file


@lru_cache(maxsize=64)
def peaks(file: Path, parts: int, changed_ns: int, size: int) -> Peaks:
    """The outline of a recording; `changed_ns` and `size` tell a file from what it was before."""
    from trainer.audio.peaks import peaks_of

    del changed_ns, size
    duration_s, found = peaks_of(file, parts)
    return Peaks(duration_s, tuple(round(255 * peak) for peak in found))


async def _threaded(
    work: Callable[[int, Mapping[str, Any]], Response], number: int, body: Mapping[str, Any]
) -> Response:
    from starlette.concurrency import run_in_threadpool

    return await run_in_threadpool(work, number, body)


async def _told(request: Request, error: TrainerError) -> Response:
    del request
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
    return _json({"error": {"code": error.code, "message": error.message}}, status)


def _json(data: dict[str, Any], status: int = 200) -> Response:
    from starlette.responses import Response

    # ASCII: lone surrogates from a damaged text would break any other encoding.
    text = json.dumps({"format": FORMAT, "data": data}, allow_nan=False)
    return Response(text, status, media_type="application/json")
